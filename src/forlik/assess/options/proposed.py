"""The options of the register: what might be done, with what stands in its file, as one viewer sees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forlik.assess.asked_day import asked_day
from forlik.core.errors import UsageError
from forlik.register.concepts import Assessment
from forlik.register.dossier import Dossier
from forlik.register.option import Option, option_of


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


def _proposed(dossier: Dossier, day: date) -> Iterator[Proposed]:
    for one in dossier.saying(Assessment, "option"):
        if one.kind != "option" or one.made_on is None or one.made_on > day or not one.option:
            continue
        try:
            option = option_of(one.option)
        except UsageError:
            continue  # what was recorded elsewhere under another name is no option here
        yield Proposed(option, one.id, one.author, one.made_on, one.finding, dossier.labels(one.id))
