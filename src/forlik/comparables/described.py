"""A plain description of a text and its conflict: what two of them can be alike in. ``None`` is what is not known."""

from dataclasses import dataclass, replace
from datetime import date

Words = frozenset[str] | None
"""Several words, none of them known to be there when empty, nothing known when ``None``."""
SIDES = (2, 3, 4)
YEARS = (0, 2, 5, 10, 20)
"""Where bands of numbers begin."""


@dataclass(frozen=True, slots=True)
class Described:
    """What is known of a text: of the case that is asked about, or of an agreement of the table.

    Args:
        stage: Its stage, a word of ``words.csv`` as all that follow.
        ceasefire: Its class, where it is a ceasefire.
        country: The countries concerned, ISO 3166-1 codes.
        region: The region.
        conflict_type: What is fought over.
        parties: Between whom.
        level: National or local.
        sides: How many armed parties there are.
        third: The third parties.
        issues: What it covers.
        years: Years of conflict before it.
    """

    stage: str | None = None
    ceasefire: str | None = None
    country: Words = None
    region: str | None = None
    conflict_type: Words = None
    parties: str | None = None
    level: str | None = None
    sides: int | None = None
    third: Words = None
    issues: Words = None
    years: int | None = None

    def over(self, other: "Described") -> "Described":
        """This description, with what it does not know taken from another."""
        gaps = {name: getattr(other, name) for name in self.__slots__ if getattr(self, name) is None}
        return replace(self, **gaps)


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement of the table.

    Args:
        id: Its number, after the source that gave it.
        title: Its title, as its source has it.
        signed_on: The day.
        about: Its description.
        conflicts: UCDP's numbers of the conflicts that it belongs to; none where no source says.
        conflict: The conflict in the source's words.
        process: The peace process in the source's words.
        address: Where the source keeps it.
        source: The source that gave it.
    """

    id: str
    title: str
    signed_on: date
    about: Described
    conflicts: frozenset[int] = frozenset()
    conflict: str = ""
    process: str = ""
    address: str = ""
    source: str = ""


def band(number: int, starts: tuple[int, ...]) -> int:
    """The band that a number is in, by where it begins; the first also takes what is smaller."""
    return max((one for one in starts if one <= number), default=starts[0])
