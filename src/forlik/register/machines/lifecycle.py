"""Lifecycle of an engagement: where it stands, since when, by which steps, and what these still owe."""

from dataclasses import dataclass
from datetime import date

from forlik.register.dossier import Case
from forlik.register.machines.debts import Debt, debts
from forlik.register.machines.steps import Anomaly, Taken, course
from forlik.register.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Life:
    """The life of an engagement, as one viewer sees it.

    Args:
        state: Where it stands, a word of ``states``.
        since: The day of the last step, as precisely as it is known.
        history: The steps taken, the oldest first.
        anomalies: Acts that decide a step and cannot be one, or not as they say.
        debts: What provisional steps still lack.
    """

    state: str
    since: str | None
    history: tuple[Taken, ...]
    anomalies: tuple[Anomaly, ...]
    debts: tuple[Debt, ...]

    @property
    def told(self) -> bool:
        """Whether any step is seen: where none is, “noticed” is where every life begins, and no finding."""
        return bool(self.history)

    @property
    def en(self) -> str:
        """The state in English."""
        return vocabulary("states")[self.state].en

    @property
    def nb(self) -> str:
        """The state in Norwegian."""
        return vocabulary("states")[self.state].nb


def lifecycle(case: Case, day: date | None = None) -> Life:
    """The life of an engagement.

    Args:
        case: The engagement, as one viewer sees it.
        day: The day on which it is looked at; by default the day on which the case stands.
    """
    at = case.day if day is None else day
    found = course(case, at)
    return Life(found.state, found.since, found.history, found.anomalies, debts(case, at))
