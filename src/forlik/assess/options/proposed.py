"""The options of the register: what might be done, with what stands in its file, as one viewer sees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forlik.assess.asked_day import asked_day
from forlik.core.errors import UsageError
from forlik.register.concepts import Assessment
from forlik.register.dossier import Dossier
from forlik.register.option import Option, option_of, same_option


@dataclass(frozen=True, slots=True)
class Proposed:
    """An option that somebody put forward.

    Args:
        option: The option.
        record: The assessment by which it was put forward.
        author: Who did.
        day: When.
        says: What it would be, in words.
        labels: The labels of the record.
    """

    option: Option
    record: str
    author: str | None
    day: date
    says: str | None
    labels: frozenset[str]


def options(dossier: Dossier, day: date | None = None, place: str | None = None) -> tuple[Proposed, ...]:
    """The options put forward by a day, in the order of place, pillar, mode and period; each once, as put forward last.

    Args:
        dossier: What the viewer sees.
        day: The day; by default that of the dossier.
        place: Only those of this place.

    Raises:
        UsageError: The day is after the one whose records are there.
    """
    at = asked_day(dossier, day, "what was proposed")
    latest: dict[Option, Proposed] = {}
    for one in sorted(_proposed(dossier, at), key=lambda one: (one.day, one.record)):
        if place in (None, one.option.place):
            latest[one.option] = one
    return tuple(latest[option] for option in sorted(latest))


def the_same(dossier: Dossier, option: Option, but: str = "") -> tuple[Assessment, ...]:
    """The records by which one option was put forward, the oldest first, however they write it.

    Args:
        dossier: What the viewer sees.
        option: The option.
        but: Id of a record that is left out.
    """
    found = [
        one
        for one in dossier.saying(Assessment, "option")
        if one.kind == "option" and one.id != but and same_option(one.option, option)
    ]
    return tuple(sorted(found, key=lambda one: (one.made_on or date.min, one.id)))


def option_about(dossier: Dossier, record: str) -> str:
    """Id of the option that a record is about or is, as put forward first; empty where it is about none that is seen.

    Args:
        dossier: What the viewer sees.
        record: Id of an answer on harm, its lifting, a code, an expectation, its outcome, a decision or an option.
    """
    one = dossier.get(Assessment, record)
    if one is not None and one.option is None and one.about is not None:
        one = dossier.get(Assessment, one.about)
    if one is None or one.option is None:
        return ""
    try:
        found = the_same(dossier, option_of(one.option))
    except UsageError:
        return ""
    return one.id if one in found else next((each.id for each in found), "")


def _proposed(dossier: Dossier, day: date) -> Iterator[Proposed]:
    for one in dossier.saying(Assessment, "option"):
        if one.kind != "option" or one.made_on is None or one.made_on > day or not one.option:
            continue
        try:
            option = option_of(one.option)
        except UsageError:
            continue  # what was recorded elsewhere under another name is no option here
        yield Proposed(option, one.id, one.author, one.made_on, one.finding, dossier.labels(one.id))
