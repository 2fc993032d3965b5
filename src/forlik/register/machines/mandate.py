"""Mandates: when what an engagement rests on ends, and which alarm that gives."""

from dataclasses import dataclass
from datetime import date

from forlik.register.concepts import Text
from forlik.register.dossier import Case
from forlik.register.machines.steps import course
from forlik.register.machines.when import by

ALARMS = (60, 30, 7)
"""Days before the end on which an alarm is given."""
OVER = frozenset({"closed", "declined"})
"""States in which nothing of ours runs any more."""
MANDATES = frozenset({"mandate", "un_mandate", "terms_of_reference", "agreement", "ceasefire", "treaty"})
"""Kinds of texts on which an engagement may rest; a draft is none."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One thing that ends.

    Args:
        kind: ``mandate``, ``engagement`` or ``un_mandate``.
        record: The text or the engagement.
        ends_on: Its last day.
        days_left: Days until then; negative when it is over.
    """

    kind: str
    record: str
    ends_on: date
    days_left: int

    @property
    def expired(self) -> bool:
        """Whether its last day is over."""
        return self.days_left < 0

    @property
    def alarm(self) -> int | None:
        """The alarm that stands: 7, 30 or 60 days before the end; none when it is further away, or over."""
        return min((one for one in ALARMS if 0 <= self.days_left <= one), default=None)


def clocks(case: Case, day: date | None = None) -> tuple[Clock, ...]:
    """What ends in an engagement, the soonest first; nothing once it is closed or was declined.

    Its mandate, itself, and the UN mandates of its file and process. A mandate that was renewed ends when the text
    that renews it does.

    Args:
        case: The engagement, as one viewer sees it.
        day: The day; by default the day on which the case stands.
    """
    at = case.day if day is None else day
    if course(case, at).state in OVER:
        return ()
    ends: dict[str, tuple[str, date]] = {}
    for text in case.texts:
        last = running(case, text, at)
        if text.kind == "un_mandate" and last.ends_on:
            ends[last.id] = ("un_mandate", last.ends_on)
    mandate = case.dossier.get(Text, case.engagement.mandate)
    if mandate is not None:
        last = running(case, mandate, at)
        if last.ends_on:
            ends[last.id] = ("mandate", last.ends_on)
    if case.engagement.ends_on:
        ends[case.engagement.id] = ("engagement", case.engagement.ends_on)
    found = [Clock(kind, record, end, (end - at).days) for record, (kind, end) in ends.items()]
    return tuple(sorted(found, key=lambda one: (one.ends_on, one.record)))


def alarms(case: Case, day: date | None = None) -> tuple[Clock, ...]:
    """What ends within 60 days, or has ended, the soonest first."""
    return tuple(one for one in clocks(case, day) if one.expired or one.alarm is not None)


def running(case: Case, text: Text, day: date) -> Text:
    """The text that a text was renewed by, and so on; itself when it was not, or the renewal was not adopted yet."""
    renewed: dict[str, Text] = {one.renews: one for one in case.texts if one.renews and by(one.signed, day)}
    met = {text.id}
    while text.id in renewed and renewed[text.id].id not in met:
        text = renewed[text.id]
        met.add(text.id)
    return text


def rests(case: Case, day: date) -> Text | None:
    """The mandate that an engagement rests on, when it runs on a day."""
    mandate = case.dossier.get(Text, case.engagement.mandate)
    if mandate is None:
        return None
    text = running(case, mandate, day)
    adopted = text.signed is None or by(text.signed, day)
    begun = text.starts_on is None or text.starts_on <= day
    runs = text.ends_on is None or day <= text.ends_on
    return text if text.kind in MANDATES and adopted and begun and runs else None
