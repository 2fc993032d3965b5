"""The course of a file: acts, steps and texts on one line, the newest first."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from forlik.register.concepts import Act, Text
from forlik.register.day import first_day, last_day
from forlik.register.dossier import Case, Dossier
from forlik.register.machines.when import recorded

SIGNING = "signing"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the line.

    Args:
        happened: When, as precisely as it is known; nothing where nobody says so.
        record: The act or the text.
    """

    happened: str | None
    record: Act | Text

    @property
    def year(self) -> int | None:
        """The year in which it happened."""
        return first_day(self.happened).year if self.happened else None


def timeline(case: Case) -> tuple[Entry, ...]:
    """Acts and texts of a file and its process, the newest first; what nobody dates comes last.

    A text whose signing is told by an act of the same day stands there once, as that act.
    """
    found = sorted(_entries(case), key=lambda one: _order(case.dossier, one), reverse=True)
    return tuple(found)


def years(entries: Sequence[Entry]) -> Mapping[int | None, int]:
    """How many entries each year has, in the order of the line."""
    return Counter(one.year for one in entries)


def dated(text: Text) -> str | None:
    """When a text came about: its signing, else its first version, else the day from which it runs."""
    if text.signed:
        return text.signed
    if text.versions:
        return text.versions[0].dated
    return text.starts_on.isoformat() if text.starts_on else None


def _entries(case: Case) -> Iterator[Entry]:
    told = {(act.text, act.happened) for act in case.acts if act.kind == SIGNING and act.text}
    yield from (Entry(act.happened, act) for act in case.acts)
    for text in case.texts:
        on = dated(text)
        if (text.id, on) not in told:
            yield Entry(on, text)


def _order(dossier: Dossier, one: Entry) -> tuple[date, str, str]:
    happened = last_day(one.happened) if one.happened else date.min
    return happened, recorded(dossier, one.record.id).isoformat(), one.record.id
