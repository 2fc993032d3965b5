"""The steps of an engagement's life: the table of what leads from where to where, and the fold over decided acts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from forlik.register.concepts import Act
from forlik.register.day import first_day, last_day
from forlik.register.dossier import Case
from forlik.register.machines.when import recorded
from forlik.register.vocabulary import vocabulary

FIRST = "noticed"
"""The state of an engagement in whose life no step is seen."""
PROVISIONAL_DAYS = 14
"""How long a step may stand that still lacks something."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table.

    Args:
        name: The step, a word of ``transitions``.
        origins: The states from which it leads.
        to: The state to which it leads.
        kinds: The kinds of act that may decide it.
    """

    name: str
    origins: tuple[str, ...]
    to: str
    kinds: tuple[str, ...] = ("decision",)

    @property
    def en(self) -> str:
        """What it is called in English."""
        return vocabulary("transitions")[self.name].en

    @property
    def nb(self) -> str:
        """What it is called in Norwegian."""
        return vocabulary("transitions")[self.name].nb


TRANSITIONS: Mapping[str, Transition] = MappingProxyType(
    {
        one.name: one
        for one in (
            Transition("explore", ("noticed",), "exploring"),
            Transition("activate", ("exploring",), "active"),
            Transition("suspend", ("active",), "suspended", ("decision", "suspension")),
            Transition("resume", ("suspended",), "active"),
            Transition("begin_closing", ("active", "suspended"), "closing"),
            Transition("close", ("closing",), "closed"),
            Transition("decline", ("noticed", "exploring"), "declined"),
            Transition("reopen", ("closed",), "active"),
        )
    }
)
"""Step → from where, to where, by what. Steps of one instant are taken in the order of this table."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken.

    Args:
        transition: Which.
        act: The act that decided it.
        day: When it happened, as precisely as it is known.
        origin: The state that it met.
        to: The state to which it led.
        provisional_until: Until when it stands though it lacks something.
    """

    transition: str
    act: str
    day: str
    origin: str
    to: str
    provisional_until: date | None = None


@dataclass(frozen=True, slots=True)
class Anomaly:
    """What is wrong with an act that decides a step.

    Args:
        act: The act.
        name: What, in one word.
        en: The same for a reader, in English.
        nb: In Norwegian.
        taken: Whether the step was taken all the same.
    """

    act: str
    name: str
    en: str
    nb: str
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """What came of the decided acts.

    Args:
        state: The state they led to.
        since: The day of the last step, as precisely as it is known.
        history: The steps taken, the oldest first.
        anomalies: What is wrong with the acts.
    """

    state: str
    since: str | None
    history: tuple[Taken, ...]
    anomalies: tuple[Anomaly, ...]


def course(case: Case, day: date | None = None) -> Course:
    """The fold over the file's acts that decide a step, in the order in which they happened, then were recorded.

    Acts of the process or of another file move nothing. An act that cannot be the step that it says is told as an
    anomaly, and the fold goes on from the state that it met.

    Args:
        case: The engagement, as one viewer sees it.
        day: Acts that happened later do not count; by default the day on which the case stands.
    """
    until = case.day if day is None else day
    state, since = FIRST, None
    history: list[Taken] = []
    anomalies: list[Anomaly] = []
    for act in sorted((one for one in case.deciding if one.transition), key=lambda one: _order(case, one)):
        transition = TRANSITIONS[str(act.transition)]
        fault = _fault(transition, act, state, case.day)
        if fault is not None:
            anomalies.append(fault)
            continue
        happened = str(act.happened)
        if first_day(happened) > until:
            continue
        history.append(Taken(transition.name, act.id, happened, state, transition.to, provisional_until(act)))
        state, since = transition.to, happened
        if act.provisional_until is not None and not provisional(act):
            anomalies.append(_out_of_bounds(act))
    return Course(state, since, tuple(history), tuple(anomalies))


def provisional(act: Act) -> bool:
    """Whether an act may decide a step that still lacks something: who let it is named, and it ends within 14 days."""
    if act.provisional_until is None or act.approver is None or act.happened is None:
        return False
    return first_day(act.happened) <= act.provisional_until <= _latest(act.happened)


def provisional_until(act: Act) -> date | None:
    """Until when a provisional step stands: as it says, but never longer than 14 days."""
    if act.provisional_until is None or act.happened is None:
        return None
    return min(act.provisional_until, _latest(act.happened))


def not_possible(transition: Transition, state: str) -> tuple[str, str]:
    """That a step does not lead on from a state, in English and Norwegian."""
    at = vocabulary("states")[state]
    return (
        f"“{transition.en}” is not possible from “{at.en}”",
        f"«{transition.nb}» er ikke mulig fra «{at.nb}»",
    )


def _latest(happened: str) -> date:
    return first_day(happened) + timedelta(days=PROVISIONAL_DAYS)


def _order(case: Case, act: Act) -> tuple[date, datetime, int, str]:
    happened = last_day(act.happened) if act.happened else date.max
    return happened, recorded(case.dossier, act.id), list(TRANSITIONS).index(str(act.transition)), act.id


def _fault(transition: Transition, act: Act, state: str, day: date) -> Anomaly | None:
    """Why an act is not the step that it says."""
    if act.happened is None:
        return Anomaly(act.id, "undated", "it is not said when it happened", "det er ikke sagt når det skjedde")
    if first_day(act.happened) > day:
        return Anomaly(act.id, "in_the_future", "it has not happened yet", "det har ikke skjedd ennå")
    if act.kind not in transition.kinds:
        kind = vocabulary("act_kinds")[act.kind] if act.kind else None
        return Anomaly(
            act.id,
            "not_a_decision",
            f"a step is decided by a decision, not by “{kind.en if kind else '–'}”",
            f"et skritt avgjøres ved en beslutning, ikke ved «{kind.nb if kind else '–'}»",
        )
    if state not in transition.origins:
        return Anomaly(act.id, "not_possible", *not_possible(transition, state))
    return None


def _out_of_bounds(act: Act) -> Anomaly:
    return Anomaly(
        act.id,
        "provisional_out_of_bounds",
        f"a provisional step ends within {PROVISIONAL_DAYS} days after it was taken",
        f"et foreløpig skritt utløper innen {PROVISIONAL_DAYS} dager etter at det ble tatt",
        taken=True,
    )
