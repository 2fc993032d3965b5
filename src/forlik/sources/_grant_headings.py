"""The columns of Norad's statistics under their three names, and what a grant list's headings mean.

The names are Norad's (``_grant_headings.csv``; MIT, ``_grant_headings.licence.txt``); what is made of each is ours.
"""

import csv
import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from forlik.core.errors import BadInput
from forlik.core.source import RawFile

READ_BESIDE = "package:forlik.sources/_grant_headings.csv"
STATISTICS = "oda"
"""Norad's name of the statistics that are read; the names of its payment reports are known, to be told apart."""
COMMON = frozenset({"year", "iso3"})
"""Names that many files have: no file is known by them."""
FEWEST = 2
"""Headings of a list by which a file is known as one."""
RECIPIENTS = ("recipient", "recipient_nb", "recipient_crs", "recipient_iso3")
MONEY = ("committed", "disbursed", "agreement", "planned", "extended", "received", "committed_so_far")
"""The kinds of money that a list can state; none is ever added to another."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One column that Norad names.

    Args:
        dataset: Norad's dataset.
        internal: Its internal name.
        english: Its English heading.
        norwegian: Its Norwegian heading; empty where none is published.
        use: ``text`` or ``amount`` (taken), ``person`` (an officer's name), ``free_text`` and ``left`` (not taken), or
            ``other_list``.
        column: Name under which it is taken.
        unit: Kroner or dollars in one unit of an amount.
    """

    dataset: str
    internal: str
    english: str
    norwegian: str
    use: str
    column: str
    unit: int

    @property
    def forms(self) -> tuple[str, ...]:
        """Its names, folded."""
        return tuple({folded(name) for name in (self.internal, self.english, self.norwegian) if name})


@dataclass(frozen=True, slots=True)
class Meant:
    """What the headings of one file mean.

    Args:
        taken: Column → the heading in the file that it is taken from.
        units: The same for amounts → kroner or dollars in one unit.
        persons: Headings whose column holds names of officers.
        left: Headings that Norad names and that are not taken.
        unknown: Headings that are in no list of Norad's.
    """

    taken: Mapping[str, str]
    units: Mapping[str, int]
    persons: tuple[str, ...]
    left: tuple[str, ...]
    unknown: tuple[str, ...]


def folded(name: str) -> str:
    """A heading without what a spreadsheet changes in it: case, line ends, runs of spaces."""
    return " ".join(name.split()).casefold()


@functools.cache
def headings() -> tuple[Heading, ...]:
    """Every column that Norad names, in its order."""
    text = resources.files("forlik.sources").joinpath("_grant_headings.csv").read_text("utf-8")
    return tuple(
        Heading(**{**row, "unit": int(row["unit"] or 0)})  # type: ignore[arg-type]
        for row in csv.DictReader(text.splitlines())
    )


@functools.cache
def _forms(dataset: str) -> Mapping[str, Heading]:
    return {form: one for one in headings() if one.dataset == dataset for form in one.forms}


def is_list(names: Sequence[str]) -> bool:
    """Whether headings are those of a grant list."""
    return _shared(STATISTICS, names) >= FEWEST


def payment_report(names: Sequence[str]) -> bool:
    """Whether headings are those of a report of Norad's payment system rather than of a list."""
    here = _shared(STATISTICS, names)
    others = {one.dataset for one in headings()} - {STATISTICS}
    return max(_shared(dataset, names) for dataset in others) > max(here, FEWEST)


def _shared(dataset: str, names: Sequence[str]) -> int:
    known = _forms(dataset)
    return len({known[form].internal for name in names if (form := folded(name)) in known} - COMMON)


def meant(file: RawFile, names: Sequence[str]) -> Meant:
    """What the headings of a file mean; an amount that stands in several units is taken from the finest.

    Args:
        file: The file, for errors.
        names: Its headings, as they stand; nameless columns are left out.

    Raises:
        BadInput: Two headings mean the same column, or one is missing without which no row means anything.
    """
    known = _forms(STATISTICS)
    found: dict[str, list[tuple[Heading, str]]] = defaultdict(list)
    persons, left, unknown = [], [], []
    for name in names:
        one = known.get(folded(name))
        if one is None:
            unknown.append(name)
        elif one.use == "person":
            persons.append(name)
        elif one.use in ("text", "amount"):
            found[one.column].append((one, name))
        else:
            left.append(name)
    taken, units = {}, {}
    for column, several in found.items():
        _refuse_twice(file, several)
        chosen, name = min(several, key=lambda both: both[0].unit)
        left += [other for _, other in several if other != name]
        taken[column] = name
        if chosen.use == "amount":
            units[column] = chosen.unit
    _refuse_missing(file, taken, units)
    return Meant(taken, units, tuple(persons), tuple(left), tuple(unknown))


def _refuse_twice(file: RawFile, several: Sequence[tuple[Heading, str]]) -> None:
    by_meaning: dict[str, list[str]] = defaultdict(list)
    for one, name in several:
        by_meaning[one.internal].append(name)
    for same in by_meaning.values():
        if len(same) > 1:
            raise BadInput(
                "two headings mean the same column",
                file=file.name,
                line=1,
                field=", ".join(same),
                remedy="keep one of them",
            )


def _refuse_missing(file: RawFile, taken: Mapping[str, str], units: Mapping[str, int]) -> None:
    ways = (
        ("the year", ("year",), "year" in taken),
        ("the recipient", RECIPIENTS, any(name in taken for name in RECIPIENTS)),
        ("any amount", tuple(f"{kind}_nok" for kind in MONEY[:3]), bool(units)),
    )
    for what, columns, there in ways:
        if not there:
            raise BadInput(
                f"no heading gives {what}",
                file=file.name,
                line=1,
                field=_spelt(columns),
                remedy="name the column as Norad does, by its internal, English or Norwegian name: "
                "docs/how-to/import-grants.md",
            )


def _spelt(columns: Sequence[str]) -> str:
    """The English headings of which one is wanted."""
    return " or ".join(one.english for one in headings() if one.column in columns and one.dataset == STATISTICS)
