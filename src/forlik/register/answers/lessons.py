"""Lessons: which bear on the phase in which an engagement stands, and which nobody ever acted on.

A lesson is acted on when a later judgement about the lesson itself says so: that it was met, or partly, or what came of
it. That somebody looked at it again is not enough. A lesson that was set aside, because it was waived or superseded, is
not open any more either, and is told apart.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from forlik.register.answers.positions import made
from forlik.register.concept import Concept
from forlik.register.concepts import Act, Assessment, Commitment, Engagement, Process, Text
from forlik.register.dossier import Case, Dossier
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.machines.phase import Mark, phase
from forlik.register.machines.steps import course
from forlik.register.machines.when import by
from forlik.register.promises.assessed import KINDS as SCORES
from forlik.register.promises.bodies import of_kinds

LESSONS = frozenset({"lesson", "public_lesson"})
RESULT = "result"
DONE, PARTLY, ASIDE, OPEN = "done", "partly", "aside", "open"
OUTCOMES = {"met": DONE, "partly": PARTLY, "waived": ASIDE, "superseded": ASIDE}
"""State that a judgement gives a lesson → what became of it; any other state leaves it open."""
Why = Literal["file", "process", "place", "stage"]
"""By what a lesson touches an engagement: it is of the same file, of its process or a track, of its place, or was
learnt on a text or a process of the same stage elsewhere."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson.

    Args:
        assessment: The lesson.
        why: By what it touches the engagement.
        stage: The stage of the process when it was learnt, or the state of the file where it serves no process;
            nothing where nobody knows.
        bears: Whether it bears on where the engagement stands: it was learnt there, or nobody knows where.
        became: ``done``, ``partly``, ``aside`` or ``open``.
        by: The judgement that says what became of it.
    """

    assessment: Assessment
    why: Why
    stage: str | None
    bears: bool
    became: str
    by: Assessment | None


@dataclass(frozen=True, slots=True)
class Learnt:
    """The lessons that touch an engagement.

    Args:
        stage: Where it stands: the stage of its process, or its own state where it serves none.
        of_process: Whether that is a stage of a process.
        lessons: The lessons: those that bear first, of these the open ones first, then the newest first.
    """

    stage: str | None
    of_process: bool
    lessons: tuple[Lesson, ...]

    @property
    def bearing(self) -> tuple[Lesson, ...]:
        """Those that bear on where it stands."""
        return tuple(one for one in self.lessons if one.bears)

    @property
    def never_acted_on(self) -> tuple[Lesson, ...]:
        """Those on which nobody acted and which nobody set aside."""
        return tuple(one for one in self.lessons if one.became == OPEN)


def learnt(case: Case, day: date | None = None) -> Learnt:
    """The lessons that touch an engagement on a day.

    Args:
        case: The engagement, as one viewer sees it.
        day: The day; by default the day on which the case stands.
    """
    at = case.day if day is None else day
    process = case.process
    stages = _Stages(case.dossier, at)
    now = stages.of(process.id, at) if process else lifecycle(case, at).state
    found = [
        _lesson(case, one, why, now, stages)
        for one in of_kinds(case.dossier, Assessment, LESSONS)
        if one.made_on and one.made_on <= at and (why := _why(case, one, now)) is not None
    ]
    order = sorted(found, key=lambda one: made(case.dossier, one.assessment), reverse=True)
    return Learnt(now, process is not None, tuple(sorted(order, key=lambda one: (not one.bears, one.became != OPEN))))


def became(dossier: Dossier, lesson: Assessment, day: date | None = None) -> tuple[str, Assessment | None]:
    """What became of a lesson by a day, and by which judgement: the last one that says so counts."""
    at = dossier.day if day is None else day
    later = sorted(
        (
            one
            for one in dossier.near(Assessment, [lesson.id])
            if one.about == lesson.id and one.made_on and one.made_on <= at
        ),
        key=lambda one: made(dossier, one),
    )
    outcome: tuple[str, Assessment | None] = OPEN, None
    for one in later:
        if one.state and one.kind in SCORES | {RESULT}:
            outcome = OUTCOMES.get(one.state, OPEN), one
        elif one.kind == RESULT and one.finding:
            outcome = DONE, one
    return outcome


class _Stages:
    """The stages of processes on any day up to one: each process is looked into once, however many lessons it taught.

    Args:
        dossier: What the viewer sees.
        day: The last day.
    """

    def __init__(self, dossier: Dossier, day: date) -> None:
        self.dossier, self.day = dossier, day
        self._marks: dict[str, tuple[Mark, ...]] = {}

    def of(self, process: str, day: date) -> str | None:
        """The stage of a process on a day: that of the last text or act by then."""
        if process not in self._marks:
            self._marks[process] = phase(self.dossier, process, self.day).history
        return next((one.stage for one in reversed(self._marks[process]) if by(one.since, day)), None)


def _lesson(case: Case, one: Assessment, why: Why, now: str | None, stages: _Stages) -> Lesson:
    stage = _stage(case, one, why, stages)
    became_of, judgement = became(case.dossier, one, stages.day)
    return Lesson(one, why, stage, stage is None or stage == now, became_of, judgement)


def _why(case: Case, one: Assessment, now: str | None) -> Why | None:
    """By what a lesson touches a file; nothing where it does not."""
    own = case.engagement.id
    about = _about(case, one)
    if own in (one.engagement, one.about):
        return "file"
    inside = {each.id for some in (case.texts, case.commitments) for each in some}
    if one.about in case.files or one.about in inside:
        return "process"
    places = {*case.engagement.places, *(case.process.places if case.process else ())}
    if one.place in places or places.intersection(_places(case.dossier, one, about)):
        return "place"
    return "stage" if case.process and now and _marked(about) == now else None


def _about(case: Case, one: Assessment) -> Concept | None:
    """What a lesson is about; nothing for what is not there or may not be seen."""
    return case.dossier[one.about] if one.about and one.about in case.dossier else None


def _places(dossier: Dossier, one: Assessment, about: Concept | None) -> Iterable[str]:
    for record in (about, dossier.get(Engagement, one.engagement)):
        if isinstance(record, Engagement | Process):
            yield from record.places


def _marked(about: Concept | None) -> str | None:
    """The stage that the record of a lesson marks by itself, without its file being opened."""
    if isinstance(about, Text | Act):
        return about.stage
    return about.public_phase if isinstance(about, Process) else None


def _stage(case: Case, one: Assessment, why: Why, stages: _Stages) -> str | None:
    """Where the process, or the file, stood when a lesson was learnt."""
    about = _about(case, one)
    marked = _marked(about)
    if marked or why == "stage" or one.made_on is None:
        return marked
    for process in _processes(case, about):
        return stages.of(process, one.made_on)
    if why == "file" and case.process is None:
        return course(case, one.made_on).state
    return None


def _processes(case: Case, about: Concept | None) -> Iterator[str]:
    """The process that a lesson was learnt in, where it stands in this file."""
    if isinstance(about, Process):
        yield about.id
    if isinstance(about, Text | Act | Commitment) and about.process:
        yield about.process
    if (about is None or isinstance(about, Engagement)) and case.process:
        yield case.process.id
