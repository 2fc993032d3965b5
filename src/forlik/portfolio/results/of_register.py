"""Results of the register: how many an engagement has, what is still to be recorded, and the ladder."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from forlik.portfolio.results.ladder import Result
from forlik.portfolio.results.work import OfEngagement, WorkItem, work_items
from forlik.register.concepts import Assessment, Engagement
from forlik.register.day import first_day
from forlik.register.dossier import Case, Dossier
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.promises.bodies import labels_of
from forlik.register.promises.days import Span
from forlik.register.promises.due import DueRow
from forlik.register.promises.state import OVERDUE, RUNNING
from forlik.register.promises.words import Language

KIND = "result"
EVALUATION = "public_evaluation"
CLAIM = "claim"
GOES_ON = frozenset({"active", "suspended", "closing"})
"""States in which an empty result is due; of what is over it stands among the work items alone."""
NO_ACTUAL = "engagement_no_actual"
"""The rule that follows from a record: of the others it is told that nothing is seen."""
TOLD = ("title", "working_title", "start", "review_on", "owner")
AWAITED = ("kind", "about", "engagement", "achieved")
STEP = ("kind", "happened", "transition", "engagement")
"""Fields from which a row of the due list is told: of the engagement, of an empty result, and of a step of its life."""


def results_of(dossier: Dossier, engagement: str) -> tuple[Assessment, ...]:
    """The results in one file, the oldest first."""
    found = [one for one in dossier.near(Assessment, [engagement]) if of_work(one, engagement)]
    return tuple(sorted(found, key=lambda one: (str(one.made_on), one.id)))


def of_work(one: Assessment, engagement: str) -> bool:
    """Whether an assessment is a result of the work: one of a lesson or of a promise in the file says less.

    Args:
        one: The assessment.
        engagement: The engagement.
    """
    return one.kind == KIND and (one.achieved is not None or one.about in (None, engagement))


def awaited(one: Assessment) -> bool:
    """Whether a result is still empty: it names an indicator, no actual value of it, and no rung."""
    said = one.achieved
    return said is not None and bool(said.indicator) and said.actual is None and not said.rung


def claims_on(dossier: Dossier, result: str) -> tuple[Assessment, ...]:
    """What disputes a result, the oldest first."""
    found = [one for one in dossier.near(Assessment, [result]) if one.kind == CLAIM]
    return tuple(sorted(found, key=lambda one: (str(one.made_on), one.id)))


def engagements(dossier: Dossier, some: Iterable[Engagement] | None = None) -> Iterator[OfEngagement]:
    """What is asked of engagements, as their viewer sees them.

    Args:
        dossier: What the viewer sees.
        some: Which; all when not given.
    """
    for one in dossier.every(Engagement) if some is None else some:
        results = results_of(dossier, one.id)
        yield OfEngagement(
            one.id,
            one.title or one.working_title or one.id,
            one.owner or "",
            lifecycle(Case(dossier, one)).state,
            first_day(one.start) if one.start else None,
            one.review_on,
            sum(not awaited(each) for each in results),
            len(evaluations_of(dossier, one.id)),
            min((end for each in results if (end := _awaited_until(each))), default=None),
        )


def evaluations_of(dossier: Dossier, engagement: str) -> tuple[Assessment, ...]:
    """The published evaluations of one engagement, the newest first."""
    found = [one for one in dossier.near(Assessment, [engagement]) if one.kind == EVALUATION]
    return tuple(sorted(found, key=lambda one: (str(one.made_on), one.id), reverse=True))


def _awaited_until(one: Assessment) -> date | None:
    return one.achieved.period_end if awaited(one) and one.achieved else None


def results_due(dossier: Dossier, day: date) -> Iterator[tuple[WorkItem, DueRow]]:
    """What is to be recorded of engagements that go on, each with its row of the due list, where it has a day.

    Args:
        dossier: What the viewer sees.
        day: The day from which is counted.
    """
    running = [one for one in engagements(dossier) if one.state in GOES_ON]
    for item in work_items(engagements=running, day=day):
        if item.due is not None:
            yield item, _row(dossier, item, item.due, day)


def due_rows(dossier: Dossier, day: date, language: Language = "en") -> Iterator[DueRow]:
    """The rows alone, with what is to be done as their titles."""
    for item, row in results_due(dossier, day):
        yield replace(row, title=f"{item.title}: {item.what(language)}")


def _told_from(dossier: Dossier, item: WorkItem) -> dict[str, tuple[str, ...]]:
    """The records beside the engagement from which its item is told, and by which of their fields."""
    case = dossier.case(item.id)
    told: dict[str, tuple[str, ...]] = {one.act: STEP for one in lifecycle(case).history} if case else {}
    if item.rule == NO_ACTUAL:
        ends = {one.id: end for one in results_of(dossier, item.id) if (end := _awaited_until(one))}
        told |= {id_: AWAITED for id_, end in ends.items() if end == min(ends.values())}
    return told


def _row(dossier: Dossier, item: WorkItem, due: date, day: date) -> DueRow:
    left = (due - day).days
    beside = _told_from(dossier, item)
    return DueRow(
        KIND,
        item.id,
        item.title,
        Span.on(due),
        left,
        OVERDUE if left < 0 else RUNNING,
        left < 0,
        keepers=(item.owner,) if item.owner else (),
        engagement=item.id,
        labels=labels_of(dossier, item.id, TOLD).union(*(labels_of(dossier, *one) for one in beside.items())),
        rests_on=tuple(beside),
    )


def on_the_ladder(dossier: Dossier, results: Iterable[Assessment]) -> tuple[Result, ...]:
    """Results as the ladder takes them; one that a claim is about is disputed.

    Args:
        dossier: What the viewer sees.
        results: Assessments of the kind ``result``.
    """
    return tuple(
        Result(
            one.id,
            one.engagement or "",
            one.achieved.rung or "" if one.achieved else "",
            one.achieved.goal or "" if one.achieved else "",
            _day(one),
            len(one.evidence),
            bool(claims_on(dossier, one.id)),
            one.finding or "",
        )
        for one in results
    )


def _day(one: Assessment) -> date | None:
    """The day of which a result is told: the end of its time, else the day on which it was judged."""
    return (one.achieved.period_end if one.achieved else None) or one.made_on
