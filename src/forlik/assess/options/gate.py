"""The gate: whether an option may be taken at all, by the harm that it may do. It is never offset by need.

The rules, in the order of their weight:

- A red answer blocks the option until a named person of the house lifts it, with a reason and a day. Neither time nor a
  greener answer of somebody else opens the gate: who thinks otherwise lifts it, and answers for that.
- An answer is good for 180 days, and so is a lifting; then the red answer blocks again, unless the question was
  answered anew after it.
- A lifting that a file brought in opens nothing here: nobody who answers for the option here has lifted it, whatever
  name and day the file gives. Whoever does lifts it anew.
- What was never answered, or too long ago, is amber. Amber does not block; it is shown.
- Of several answers of one day the gravest counts; else the latest.
- A red answer that is open for the same place, pillar and mode in a period that overlaps blocks, too, until it is
  lifted there, or a red answer to the same question is lifted here on that day or later: a year more or less is no way
  around it. A greener answer here does not open it.
- A red answer that its author withdrew as a mistake blocks nothing, and stays in sight: who, when and why.

All of it is judged within what the viewer sees. Whether there is an answer that the viewer may not see changes nothing
here, for else the gate would tell of it; so whoever decides must hold every label of the file, as
``forlik.assess.options.record`` asks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from forlik.assess.asked_day import asked_day
from forlik.assess.options.gate_questions import Question, Questionnaire, questionnaire
from forlik.assess.when_made import day_made, when_made
from forlik.core.errors import UsageError
from forlik.register.concepts import Actor, Assessment
from forlik.register.dossier import Dossier
from forlik.register.option import Option, option_of, overlaps, same_option

ANSWER, LIFTING = "harm", "harm_lifting"
GRAVITY = ("green", "amber", "red")
"""The answers, the graver the later."""
Answers = Mapping[str, Sequence[Assessment]]
"""Question → its answers, the oldest first."""
Standing = Literal["open", "lifted", "answered", "expired", "unanswered"]
Colour = Literal["green", "amber", "red"]


@dataclass(frozen=True, slots=True)
class Item:
    """Where one question stands.

    Args:
        question: The question.
        standing: ``open``: a red answer that nobody has lifted; ``lifted``; ``answered``: green or amber;
            ``expired``; ``unanswered``.
        colour: Red when open; as answered when answered; else amber.
        since: The day of the answer on which it rests.
        until: The last day on which that answer, or its lifting, is good; nothing where it is not good for a time.
        by: Who answered.
        rests_on: The answers on which it rests: of an open question all that must be lifted.
        lifted_by: Who lifted it.
        lifted_on: When.
        reason: Why.
        labels: The labels of the records on which it rests.
        brought: Whether an answer on which it rests was brought in from elsewhere.
        lifted_elsewhere: Whether it is open although a lifting of it was brought in.
    """

    question: Question
    standing: Standing
    colour: Colour
    since: date | None = None
    until: date | None = None
    by: str | None = None
    rests_on: tuple[str, ...] = ()
    lifted_by: str | None = None
    lifted_on: date | None = None
    reason: str | None = None
    labels: frozenset[str] = frozenset()
    brought: bool = False
    lifted_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A red answer that was withdrawn as a mistake: it blocks nothing, and that it was there is told.

    Args:
        answer: The answer.
        question: The question.
        by: Who withdrew it.
        on: When.
        reason: Why.
        labels: Its labels.
    """

    answer: Assessment
    question: Question
    by: str
    on: date
    reason: str
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Beside:
    """An open question of the same thing in another period, which blocks here, too.

    Args:
        option: The other option: its place, pillar and mode are the same, and the periods overlap.
        item: Where its question stands.
    """

    option: Option
    item: Item


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether an option may be taken, as one viewer sees it.

    Args:
        option: The option.
        day: The day.
        items: The questions, in their order; then red answers to a question that is not asked any more.
        unread: Answers that name no option that can be read: somebody must look at them.
        beside: What is open of the same thing in periods that overlap.
        withdrawn: The red answers that were withdrawn as a mistake, the last withdrawn first.
    """

    option: Option
    day: date
    items: tuple[Item, ...]
    unread: tuple[str, ...] = ()
    withdrawn: tuple["TakenBack", ...] = ()
    beside: tuple[Beside, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether a red answer is open: on this option, or on the same thing in a period that overlaps."""
        return self.colour == "red"

    @property
    def colour(self) -> Colour:
        """The gravest of all."""
        return max((one.colour for one in self.resting), key=GRAVITY.index)

    @property
    def labels(self) -> frozenset[str]:
        """The labels of all records on which it rests: what shows it is no less secret than they are."""
        return frozenset().union(*(one.labels for one in self.resting), *(one.labels for one in self.withdrawn))

    @property
    def resting(self) -> tuple[Item, ...]:
        """Everything on which it rests: its own questions, and those that are open beside."""
        return *self.items, *(one.item for one in self.beside)


def gate(dossier: Dossier, option: Option | str, day: date | None = None, by: Questionnaire | None = None) -> Gate:
    """Where an option stands with the questions on harm.

    Args:
        dossier: What the viewer sees.
        option: The option, or its name.
        day: The day; by default that of the dossier. What was answered or lifted after it does not count.
        by: The questions; those of ``gate.toml`` unless said.

    Raises:
        UsageError: There is no such option, or the day is after the one whose records are there.
    """
    asked = option_of(option) if isinstance(option, str) else option
    at = asked_day(dossier, day, "the gate")
    taken = questionnaire() if by is None else by
    answers, unread = _answers(dossier, asked, at)
    known = {one.item: one for one in taken.questions}
    mine = answers.pop(asked, {})
    beside = [
        Beside(other, item)
        for other, theirs in sorted(answers.items())
        for item in _items(dossier, theirs, at, taken)
        if item.standing == "open" and not _lifted_for(dossier, mine.get(item.question.item, ()), item, at)
    ]
    items, gone = _items(dossier, mine, at, taken), _taken_back(dossier, asked, at, known)
    return Gate(asked, at, tuple(items), unread, gone, tuple(beside))


def _items(dossier: Dossier, answers: Answers, day: date, by: Questionnaire) -> list[Item]:
    """Where the questions stand, by the answers to them; one that is not asked any more only where it was red."""
    known = {one.item for one in by.questions}
    items = [_item(dossier, one, answers.get(one.item, ()), day, by.days) for one in by.questions]
    for name in sorted(answers.keys() - known):
        other = _item(dossier, Question(name, name, name), answers[name], day, by.days)
        items += [other] if other.standing in ("open", "lifted") else []
    return items


def _lifted_for(dossier: Dossier, mine: Iterable[Assessment], open_: Item, day: date) -> bool:
    """Whether what is open beside was lifted for this option: a red answer of its own, lifted that day or later."""
    liftings = [_lifting(dossier, one, day) for one in mine if one.answer == "red"]
    reds = (dossier.get(Assessment, id_) for id_ in open_.rests_on)
    latest = max((day_made(one) for one in reds if one), default=date.max)
    return any(day_made(one) >= latest for one in liftings if one)


def _taken_back(dossier: Dossier, option: Option, day: date, known: Mapping[str, Question]) -> tuple[TakenBack, ...]:
    """The red answers of an option up to a day that were withdrawn, the last withdrawn first."""
    found = []
    for one in dossier.withdrawn(Assessment):
        if one.kind != ANSWER or one.answer != "red" or one.made_on is None or one.made_on > day:
            continue
        if same_option(one.option, option):
            by, name = dossier.gone[one.id].by, one.issue or ""
            asks = known.get(name) or Question(name, name, name)
            reason = str(by.body.get("withdrawn") or "")
            found.append(
                (by.recorded_at, TakenBack(one, asks, by.who, by.recorded_at.date(), reason, _labels(dossier, [one])))
            )
    return tuple(one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].answer.id), reverse=True))


def _answers(dossier: Dossier, option: Option, day: date) -> tuple[dict[Option, Answers], tuple[str, ...]]:
    """Option → question → its answers up to the day, the oldest first; and the answers whose option cannot be read.

    The option itself, and those that are the same but for a period that overlaps.
    """
    found: dict[Option, dict[str, list[Assessment]]] = {}
    unread = []
    for one in dossier.saying(Assessment, "option"):
        if one.kind != ANSWER or one.made_on is None or one.made_on > day or one.answer is None:
            continue
        try:
            about = option_of(one.option or "")
        except UsageError:
            unread.append(one.id)
            continue
        if overlaps(about, option):
            found.setdefault(about, {}).setdefault(one.issue or "", []).append(one)
    for ones in (ones for answers in found.values() for ones in answers.values()):
        ones.sort(key=lambda one: when_made(dossier, one))
    return {**found}, tuple(unread)


def _item(dossier: Dossier, question: Question, answers: Sequence[Assessment], day: date, days: int) -> Item:
    if not answers:
        return Item(question, "unanswered", "amber")
    reds = [one for one in answers if one.answer == "red"]
    liftings = {one.id: _lifting(dossier, one, day) for one in reds}
    blocking = [one for one in reds if _blocks(one, liftings[one.id], answers, day, days)]
    if blocking:
        first = blocking[0]
        return Item(
            question, "open", "red", first.made_on, None, first.author,
            tuple(one.id for one in blocking), labels=_labels(dossier, [*blocking, *_brought_in(dossier, blocking)]),
            brought=_came(dossier, blocking), lifted_elsewhere=bool(_brought_in(dossier, blocking)),
        )  # fmt: skip
    latest = _latest(answers)
    if lifting := liftings.get(latest.id):
        return Item(
            question, "lifted", "amber", latest.made_on, _last(lifting, days), latest.author, (latest.id,),
            lifting.author, lifting.made_on, lifting.finding, _labels(dossier, [latest, lifting]),
            _came(dossier, [latest]),
        )  # fmt: skip
    until = _last(latest, days)
    colour: Colour = "green" if latest.answer == "green" and until >= day else "amber"
    standing: Standing = "answered" if until >= day else "expired"
    return Item(
        question, standing, colour, latest.made_on, until, latest.author, (latest.id,),
        labels=_labels(dossier, [latest, *reds, *filter(None, liftings.values())]), brought=_came(dossier, [latest]),
    )  # fmt: skip


def _blocks(red: Assessment, lifted: Assessment | None, answers: Iterable[Assessment], day: date, days: int) -> bool:
    """Whether a red answer blocks: nobody lifted it, or too long ago, and no later day has another answer."""
    if lifted is None:
        return True
    answered_since = any(day_made(one) > day_made(red) for one in answers)
    return _last(lifted, days) < day and not answered_since


def _lifting(dossier: Dossier, red: Assessment, day: date) -> Assessment | None:
    """The latest lifting of a red answer by a day: made here, by a person of the house, with a reason."""
    return max(
        (one for one in _said_of(dossier, red) if one.id not in dossier.brought and _lifts(dossier, one, red, day)),
        key=lambda one: when_made(dossier, one),
        default=None,
    )


def _said_of(dossier: Dossier, red: Assessment) -> Iterator[Assessment]:
    return (one for one in dossier.near(Assessment, [red.id]) if one.kind == LIFTING and one.about == red.id)


def _brought_in(dossier: Dossier, reds: Iterable[Assessment]) -> list[Assessment]:
    """The liftings of red answers that were brought in, and open nothing."""
    return [one for red in reds for one in _said_of(dossier, red) if one.id in dossier.brought]


def _came(dossier: Dossier, answers: Iterable[Assessment]) -> bool:
    return any(one.id in dossier.brought for one in answers)


def _lifts(dossier: Dossier, one: Assessment, red: Assessment, day: date) -> bool:
    if one.made_on is None or red.made_on is None or not red.made_on <= one.made_on <= day:
        return False
    return bool(one.finding and one.author) and dossier.get(Actor, one.author) is None


def _latest(answers: Sequence[Assessment]) -> Assessment:
    """The answer that counts: of those of the last day the gravest."""
    last = answers[-1].made_on
    return max((one for one in answers if one.made_on == last), key=lambda one: GRAVITY.index(one.answer or "amber"))


def _last(one: Assessment, days: int) -> date:
    """The last day on which an answer or a lifting is good."""
    return day_made(one) + timedelta(days=days)


def _labels(dossier: Dossier, records: Iterable[Assessment]) -> frozenset[str]:
    return frozenset(label for one in records for label in dossier.labels(one.id))
