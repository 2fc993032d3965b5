"""The state of a promise: agreed, waiting, running and overdue by the days; all else by assessments alone.

The days move a promise only while nobody has judged it. What was judged stands until it is judged anew; that it is open
again gives it back to the days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from forlik.register.promises.assessed import DROPPED, MET, OPEN_AGAIN, SETTLED, said_on
from forlik.register.promises.projection import Projection, Projections

AGREED, WAITING, RUNNING, OVERDUE = "agreed", "waiting", "running", "overdue"
BY_DAYS = (AGREED, WAITING, RUNNING, OVERDUE)
"""States that follow from the days."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One step in the life of a promise.

    Args:
        day: When; nothing where nobody said when the promise was made.
        state: What it was from then on.
        by: The assessment that said so; nothing where it follows from the days.
    """

    day: date | None
    state: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a promise stands on a day.

    Args:
        promise: Its id.
        state: Its state.
        since: Since when; nothing where nobody said when the promise was made.
        by: The assessment that said so.
        late: Whether its last day has passed and it is not met, whatever else was said of it.
    """

    promise: str
    state: str
    since: date | None
    by: str | None
    late: bool

    @property
    def settled(self) -> bool:
        """Whether it does not fall due any more."""
        return self.state in SETTLED


def standings(projections: Projections) -> Mapping[str, Standing]:
    """Where all promises stand."""
    return {id_: standing(projections, id_) for id_ in projections}


def standing(projections: Projections, promise: str) -> Standing:
    """Where a promise stands on the day of its projection."""
    moment = history(projections, promise)[-1]
    late = moment.state != MET and moment.state not in DROPPED and _passed(projections[promise], projections.day)
    return Standing(promise, moment.state, moment.day, moment.by, late)


def history(projections: Projections, promise: str) -> tuple[Moment, ...]:
    """The steps in the life of a promise up to the day, as they look from there, the oldest first.

    The days are those that are known now: a promise whose anchor slipped was running for longer than was thought.
    """
    steps: list[Moment] = []
    judged = False
    last = AGREED
    for moment in _moments(projections, promise):
        if moment.by is None:
            last = moment.state
            if not judged:
                steps.append(moment)
            continue
        steps.append(moment)
        judged = moment.state != OPEN_AGAIN
        if not judged:
            steps.append(Moment(moment.day, last))
    return tuple(steps)


def _moments(projections: Projections, promise: str) -> list[Moment]:
    """What the days did and what was said, in the order of days; on one day, the days come first.

    A later word stands after an earlier one, whatever day it speaks of.
    """
    said: list[Moment] = []
    for one in projections.said.get(promise, ()):
        before = said[-1].day if said else None
        day = said_on(one)
        said.append(Moment(max(day, before) if before else day, one.state or "", one.id))
    return sorted([*_days(projections, promise), *said], key=lambda one: one.day or date.min)


def _days(projections: Projections, promise: str) -> list[Moment]:
    """What the days did: a promise is agreed, waits for its anchor, runs, and is overdue."""
    projection, day, due = projections[promise], projections.day, projections.promises[promise].due
    made = projection.agreed.earliest if projection.agreed else None
    moments = [Moment(made, AGREED)]
    if due is None:
        return moments
    started = projection.anchor.latest if projection.anchor and projection.waits_on is None else None
    over = None
    if projection.projected and _passed(projection, day):
        over = projection.projected.latest + timedelta(days=1)
        over = max(over, made) if made else over
    if due.on or (started and made and started <= made):
        moments.append(Moment(made, RUNNING))
    else:
        moments.append(Moment(made, WAITING))
        # What is due before its anchor may be overdue before it ever ran.
        if started and (over is None or started < over):
            moments.append(Moment(started, RUNNING))
    if over:
        moments.append(Moment(over, OVERDUE))
    # A month that is not over may put the anchor's latest day after today; the promise runs already.
    return [one if one.day is None or one.day <= day else Moment(day, one.state) for one in moments]


def _passed(projection: Projection, day: date) -> bool:
    """Whether the last day on which a promise may fall due has passed."""
    return projection.projected is not None and projection.projected.latest < day
