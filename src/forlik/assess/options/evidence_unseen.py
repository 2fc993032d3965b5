"""Which codes somebody does not see yet, wherever they stand: whoever will code an item must not have read another's.

Blind pages are not enough while a search, a history or an export shows the same record. So what is not open to a person
is left out before anything is folded for that person, as what is sealed to him is. An item of an option opens to
whoever has coded it, and to everybody once two have.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from forlik.assess.options.evidence import CODERS, KINDS
from forlik.core.errors import UsageError
from forlik.register.option import option_of
from forlik.register.rows import Row


@dataclass(frozen=True, slots=True)
class Given:
    """A code as its rows say it now.

    Args:
        coder: Who gave it; empty where nobody is named.
        item: Kind and item.
        option: The option, in the form that all say it in; empty for a code given to a place as a whole.
        place: The place.
        stands: Whether it was not withdrawn.
    """

    coder: str
    item: tuple[str, str]
    option: str
    place: str
    stands: bool


def given(rows: Sequence[Row]) -> Given | None:
    """The code that the rows of one record say; nothing where it is no code of an option or a place.

    Args:
        rows: Every revision of the record that the viewer may see.
    """
    if not rows or rows[0].concept != "assessment":
        return None
    body: dict[str, object] = {}
    for row in sorted(rows, key=attrgetter("n")):
        body.update(row.body)
    if body.get("kind") not in KINDS or not (body.get("option") or body.get("place")):
        return None
    option, place = _named(str(body.get("option") or ""), str(body.get("place") or ""))
    item = str(body["kind"]), str(body.get("issue") or "")
    return Given(str(body.get("author") or ""), item, option, place, not body.get("withdrawn"))


def unseen(codes: Mapping[str, Given], person: str) -> frozenset[str]:
    """The codes that a person does not see yet.

    Args:
        codes: Id of each record that the person's labels cover → the code.
        person: Who looks.

    Returns:
        Ids of the records; of what one gave oneself none is among them.
    """
    coders: dict[tuple[str, str, tuple[str, str]], set[str]] = {}
    options = {one.option: one.place for one in codes.values() if one.option}
    for one in codes.values():
        for turn in _turns(one, options):
            coders.setdefault(turn, set()).update({one.coder} if one.coder and one.stands else ())
    opened = {turn for turn, some in coders.items() if person in some or len(some) >= CODERS}
    return frozenset(
        record
        for record, one in codes.items()
        if one.coder != person and not any(turn in opened for turn in _turns(one, options))
    )


def _turns(one: Given, options: Mapping[str, str]) -> list[tuple[str, str, tuple[str, str]]]:
    """Where a code is beside others: on its option; one given to a place on every option there, too."""
    if one.option:
        return [("option", one.option, one.item)]
    beside = [("option", option, one.item) for option, place in options.items() if place == one.place]
    return [("place", one.place, one.item), *beside]


def _named(option: str, place: str) -> tuple[str, str]:
    try:
        found = option_of(option) if option else None
    except UsageError:
        found = None  # what is no option that can be read is told as it stands
    return (str(found), found.place) if found else (option, place)
