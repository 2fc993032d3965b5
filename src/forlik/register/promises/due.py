"""What falls due: promises, mandates, reviews, assessments to be made again and steps that are provisional.

What else falls due by a reckoning of its own, such as expectations, is handed in beside.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from forlik.core.errors import UsageError
from forlik.register.concept import Concept
from forlik.register.concepts import Act, Actor, Assessment, Commitment, Engagement, Plan, Text
from forlik.register.day import last_day
from forlik.register.dossier import Dossier
from forlik.register.facets import fields
from forlik.register.promises.bodies import labels_of
from forlik.register.promises.days import Span
from forlik.register.promises.kept import projections as kept
from forlik.register.promises.projection import Projections, project
from forlik.register.promises.state import OVERDUE, RUNNING, standing
from forlik.register.promises.words import Language, anchor_words, caller, title, wait_words, word

ALARMS = (60, 30, 7)
"""Days before a day at which it is recalled."""
SEALED = 2
"""The least level of a label whose rows are sealed."""
KINDS = ("promise", "mandate", "end", "review", "assessment", "provisional", "expectation", "harm", "flag", "result")
DECISION = "decision"
"""The kind of assessment by which an option is decided on: it is reviewed, not made again."""
DAY_FROM = ("kind", "happened", "process", "engagement", "text", "signed", "about", "made_on", "state")
"""Fields of acts, texts and assessments from which the day of a promise follows."""
TOLD = {
    "engagement": ("title", "working_title", "ends_on", "review_on", "owner", "deputy"),
    "plan": ("title", "review_on", "owner"),
    "text": ("title", "public_title", "ends_on"),
    "act": ("kind", "title", "public_title", "review_on", "provisional_until", "transition", "approver", "engagement"),
    "assessment": ("kind", "public_title", "next_on", "author", "engagement", "option"),
    "commitment": tuple(name for name in fields(Commitment) if name not in {"evidence", "links"}),
    "actor": ("name",),
}
"""Concept → the fields that a row of its records tells, or is made from."""
SAME = ("kind", "about", "place", "option", "figure", "issue", "engagement")
"""Fields by which two assessments are the same, made twice."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something that falls due.

    Args:
        kind: A word of ``due_kinds``.
        record: Id of the record that says so.
        title: What it is called.
        day: When.
        days_left: Days until the earliest day; negative when it has passed.
        state: Where it stands: ``running`` or ``overdue``, of promises a state of theirs.
        late: Whether its last day has passed.
        by: The names of those who shall do it.
        anchored: What it hangs on, and what it waits for, in words.
        keepers: The persons of the house who follow it.
        engagement: The engagement in whose file it stands.
        alarm: The shortest notice that has been reached, in days; nothing before the longest.
        labels: The labels of all records on which the row rests.
        approver: Of a provisional step: the person of the house who let it be taken.
        option: The option that it is about, as records name it; empty where it is about none.
        rests_on: The records beside ``record`` from which it is told.
    """

    kind: str
    record: str
    title: str
    day: Span
    days_left: int
    state: str
    late: bool
    by: tuple[str, ...] = ()
    anchored: str = ""
    keepers: tuple[str, ...] = ()
    engagement: str | None = None
    alarm: int | None = None
    labels: frozenset[str] = field(default=frozenset())
    approver: str | None = None
    option: str = ""
    rests_on: tuple[str, ...] = ()

    @property
    def sealed(self) -> bool:
        """Whether anything on which the row rests is sealed: a day that follows from a sealed act tells of it."""
        return any(int(label.partition(":")[0]) >= SEALED for label in self.labels)

    @property
    def rings(self) -> bool:
        """Whether one of its alarms falls on this very day."""
        return self.alarm == self.days_left


def due(
    dossier: Dossier,
    day: date,
    within_days: int,
    keeper: str | None = None,
    *,
    alarms: Collection[int] = ALARMS,
    holidays: Collection[date] = (),
    language: Language = "en",
    projections: Projections | None = None,
    beside: Iterable[DueRow] = (),
) -> tuple[DueRow, ...]:
    """What falls due within some days, and what is overdue, the soonest first.

    A day that is not known exactly counts by its earliest: better early than too late. A promise that waits stands
    among the rows when its day can be foreseen.

    Args:
        dossier: What the viewer sees.
        day: The day from which is counted.
        within_days: How many days ahead.
        keeper: The person of the house whose rows are wanted; everybody's when nobody is named.
        alarms: Days of notice, in any order.
        holidays: Days that are no working days.
        language: Of the words.
        projections: Those of all promises of the dossier on the day, where they are at hand already.
        beside: What else falls due, on any day, counted from the same one.

    Raises:
        UsageError: The number of days is negative.
    """
    if within_days < 0:
        raise UsageError(f"{within_days} days ahead lie behind", remedy="ask for 0 days or more")
    until = day + timedelta(days=min(within_days, (date.max - day).days))
    house = _House(dossier, day, until, language)
    if projections is None:
        own = day == dossier.day and not holidays
        projections = kept(dossier) if own else project(dossier, day, holidays=holidays)
    rows = [*house.promises(projections), *house.others(), *(one for one in beside if one.day.earliest <= until)]
    wanted = (one for one in rows if keeper is None or keeper in one.keepers)
    return tuple(sorted((_alarmed(one, alarms) for one in wanted), key=_place))


def _place(row: DueRow) -> tuple[Span, int, str, str]:
    return row.day, KINDS.index(row.kind), row.title, row.record


def _alarmed(row: DueRow, alarms: Collection[int]) -> DueRow:
    reached = min((one for one in alarms if row.days_left <= one), default=None)
    return replace(row, alarm=reached)


class _House:
    """The rows of a dossier between its oldest and a last day."""

    def __init__(self, dossier: Dossier, day: date, until: date, language: Language) -> None:
        self._dossier, self._day, self._until, self._language = dossier, day, until, language
        self._engagements = {one.id: one for one in dossier.every(Engagement)}
        self._serving: dict[str, list[Engagement]] = defaultdict(list)
        self._mandated: dict[str, list[Engagement]] = defaultdict(list)
        for one in self._engagements.values():
            for named, by in ((one.process, self._serving), (one.mandate, self._mandated)):
                if named:
                    by[named].append(one)

    # Promises

    def promises(self, projections: Projections) -> Iterator[DueRow]:
        """Promises that are not settled, by the day that follows now."""
        labels, called = _Labels(self._dossier, self._told, projections), caller(self._dossier, self._language)
        for id_, projection in projections.items():
            day = projection.projected
            if day is None or day.earliest > self._until:
                continue
            stands = standing(projections, id_)
            if stands.settled:
                continue
            promise = projections.promises[id_]
            words = [anchor_words(promise, called, self._language)]
            if projection.waits_on:
                words.append(wait_words(projection.waits_on, called, self._language))
            named = [one for one in (self._dossier.get(Actor, obligor) for obligor in promise.obligors) if one]
            # A sealed name, or the sealed title of the promise that the words name, seals the row.
            told = [one.id for one in named]
            if promise.due and promise.due.commitment:
                told.append(promise.due.commitment)
            yield DueRow(
                "promise",
                id_,
                title(promise),
                day,
                (day.earliest - self._day).days,
                stands.state,
                stands.late,
                tuple(one.name for one in named if one.name),
                "; ".join(words),
                self._keepers(promise),
                self._file(promise),
                labels=labels.of(id_).union(*(self._told(one) for one in told)),
            )

    def _keepers(self, promise: Commitment) -> tuple[str, ...]:
        """Who follows a promise: its keeper, or where none is named the owners of the files that it concerns."""
        if promise.keeper:
            return (promise.keeper,)
        files = [*self._serving.get(promise.process or "", ())]
        if promise.engagement in self._engagements:
            files.append(self._engagements[promise.engagement])
        return _owners(files)

    def _file(self, promise: Commitment) -> str | None:
        """The file in which a promise stands, or the one that serves its process where there is just one."""
        serving = self._serving.get(promise.process or "", ())
        return promise.engagement or (serving[0].id if len(serving) == 1 else None)

    # All else

    def others(self) -> Iterator[DueRow]:
        """Mandates, ends, reviews, assessments and provisional steps."""
        for one in self._engagements.values():
            if not self._over(one):
                yield from self._row("end", one, one.ends_on, one.title or one.working_title, [one])
                yield from self._row("review", one, one.review_on, one.title or one.working_title, [one])
        for plan in self._dossier.every(Plan):
            yield from self._row("review", plan, plan.review_on, plan.title, (), keepers=[plan.owner])
        texts = self._dossier.every(Text)
        renewed = {one.renews for one in texts}
        for text in texts:
            files = [one for one in self._mandated.get(text.id, ()) if not self._over(one)]
            # A mandate that ran out stays until it is renewed, where a file still rests on it.
            if text.ends_on and text.id not in renewed and (files or text.ends_on >= self._day):
                yield from self._row("mandate", text, text.ends_on, text.title or text.public_title, files)
        yield from self._assessments()
        yield from self._acts()

    def _assessments(self) -> Iterator[DueRow]:
        """Assessments to be made again; a later one of its kind on the same thing takes the place of an earlier."""
        elsewhere: tuple[Assessment, ...] | None = None
        for one in self._dossier.saying(Assessment, "next_on"):
            file = self._engagements.get(one.engagement or "")
            if one.next_on is None or one.next_on > self._until or (file and self._over(file)):
                continue
            if one.about:
                others: Iterable[Assessment] = self._dossier.near(Assessment, [one.about])
            else:
                elsewhere = elsewhere or self._dossier.saying(Assessment, "place", "option", "figure")
                others = elsewhere
            if not any(self._replaces(other, one) for other in others):
                named = one.public_title or word("assessment_kinds", one.kind or "", self._language)
                files = [file] if file else ()
                kind = "review" if one.kind == DECISION else "assessment"
                for row in self._row(kind, one, one.next_on, named, files, keepers=[one.author]):
                    yield replace(row, option=one.option or "")

    def _replaces(self, one: Assessment, other: Assessment) -> bool:
        """Whether an assessment is the same as another, made later and not after the day."""
        at = self._dossier.recorded
        return (
            one.made_on is not None
            and one.made_on <= self._day
            and all(getattr(one, name) == getattr(other, name) for name in SAME)
            and (str(one.made_on), str(at.get(one.id)), one.id) > (str(other.made_on), str(at.get(other.id)), other.id)
        )

    def _acts(self) -> Iterator[DueRow]:
        """Reviews that acts set, and steps that are provisional, until a later step of the same file."""
        steps: dict[str | None, Act] = {}
        found = self._dossier.saying(Act, "transition", "review_on", "provisional_until")
        for act in self._dossier.ordered(found):
            if act.transition:
                steps[act.engagement] = act
            else:
                yield from self._act_row("review", act, act.review_on)
        for act in steps.values():
            yield from self._act_row("review", act, act.review_on)
            for row in self._act_row("provisional", act, act.provisional_until):
                yield replace(row, title=self._step(act), approver=act.approver)

    def _step(self, act: Act) -> str:
        """The step that an act decides, before what the act is called."""
        step = word("transitions", act.transition or "", self._language)
        return ": ".join(one for one in (step[:1].upper() + step[1:], act.title or act.public_title) if one)

    def _act_row(self, kind: str, act: Act, on: date | None) -> Iterator[DueRow]:
        file = self._engagements.get(act.engagement or "")
        if not (file and self._over(file)):
            named = act.title or act.public_title or word("act_kinds", act.kind or "", self._language)
            yield from self._row(kind, act, on, named, [file] if file else (), keepers=[act.approver])

    def _row(
        self,
        kind: str,
        record: Concept,
        on: date | None,
        named: str | None,
        files: Iterable[Engagement],
        keepers: Iterable[str | None] = (),
    ) -> Iterator[DueRow]:
        if on is None or on > self._until:
            return
        files = list(files)
        left = (on - self._day).days
        yield DueRow(
            kind,
            record.id,
            named or word("due_kinds", kind, self._language),
            Span.on(on),
            left,
            OVERDUE if left < 0 else RUNNING,
            left < 0,
            keepers=tuple(dict.fromkeys([*(one for one in keepers if one), *_owners(files)])),
            engagement=files[0].id if files else None,
            labels=self._told(record.id),
        )

    def _over(self, file: Engagement) -> bool:
        return file.end is not None and last_day(file.end) < self._day

    def _told(self, record: str) -> frozenset[str]:
        """The labels of what a row tells of a record."""
        if record not in self._dossier:
            return frozenset()
        return labels_of(self._dossier, record, TOLD[self._dossier.concept(record)])


class _Labels:
    """The labels of promises with all that their days rest on, up the whole chain."""

    def __init__(self, dossier: Dossier, told: Callable[[str], frozenset[str]], projections: Projections) -> None:
        self._dossier, self._told, self._projections = dossier, told, projections
        self._found: dict[str, frozenset[str]] = {}

    def of(self, promise: str) -> frozenset[str]:
        """The labels of one promise; a chain may be longer than calls may be deep."""
        todo = [promise]
        while todo:
            one = self._projections[todo[-1]]
            left = [above for above in one.tied if above not in self._found]
            todo += left
            if not left:
                days = (labels_of(self._dossier, record, DAY_FROM) for record in one.records)
                above = (self._found[above] for above in one.tied)
                self._found[todo.pop()] = self._told(one.promise).union(*days, *above)
        return self._found[promise]


def _owners(files: Iterable[Engagement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(who for file in files for who in (file.owner, file.deputy) if who))
