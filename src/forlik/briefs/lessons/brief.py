"""The lessons for this phase, put together."""

from collections.abc import Iterator, Mapping, Sequence

from forlik.briefs.document import Block, Document, Inline, Language, Line, Section, Strong, bullets, line, paragraph
from forlik.briefs.folded import kept_in, lived
from forlik.briefs.lowered import lowered
from forlik.briefs.telling import Telling, cut
from forlik.briefs.words import word
from forlik.register.answers.lessons import Learnt, Lesson, learnt
from forlik.register.dossier import Case
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.machines.phase import phase

PACKAGE = "forlik.briefs.lessons"
TITLE = 200


def lessons_brief(
    case: Case,
    *,
    language: Language = "en",
    base: str = "",
    people: Mapping[str, str] | None = None,
    compartments: Mapping[str, str] | None = None,
) -> Document:
    """What was learnt that bears on where an engagement stands, and on what of it nobody ever acted.

    Args:
        case: The engagement, as one viewer sees it.
        language: ``en`` or ``nb``.
        base: Address of the desk to which footnotes lead back; they stay words where none is named.
        people: Id of a person of the house → name; who is not among them is not named.
        compartments: Compartment → its name; one that is not among them is called by its id.

    Returns:
        The lessons, marked with the greatest label of what they cannot be told without.
    """

    def make(one: Case) -> Document:
        return _made(one, language, base, people, compartments)

    return lowered(make, case)


def _made(
    case: Case,
    language: Language,
    base: str,
    people: Mapping[str, str] | None,
    compartments: Mapping[str, str] | None,
) -> Document:
    telling = Telling(case.dossier, case.engagement.id, language, people)
    title = cut(telling.called(case.engagement.id), TITLE)
    sections = tuple(_sections(telling, case))
    telling.of(*_folded(case))
    telling.of(*kept_in(case, telling.drawn))
    return Document(
        name=f"lessons-{case.engagement.id}-{case.day}",
        title=title,
        kind=_say(telling, "kind"),
        day=case.day,
        language=language,
        marking=telling.marking,
        marked=telling.marked(compartments),
        sections=sections,
        remarks=(_say(telling, "fictional"),) if case.engagement.fictional else (),
        base=base,
        drawn=frozenset(telling.drawn),
    )


def _sections(telling: Telling, case: Case) -> Iterator[Section]:
    found = learnt(case)
    stands = [one for one in _stands(telling, case) if one]
    yield Section(_say(telling, "stands"), _listed(telling, stands, "stands.none"))
    bearing = [_lesson(telling, one) for one in found.bearing]
    yield Section(_say(telling, "bear"), _listed(telling, bearing, "bear.none"))
    # One that bears stands above already: here it is named again, for nobody acted on it.
    never = [_lesson(telling, one) for one in found.never_acted_on]
    yield Section(_say(telling, "never"), _listed(telling, never, "never.none"))
    gaps = list(dict.fromkeys(_gaps(telling, found, stands=bool(stands))))
    block: Block = bullets([line(one) for one in gaps]) if gaps else paragraph(_say(telling, "gaps.none"))
    yield Section(word("gaps", telling.language), (block,))


def _folded(case: Case) -> Iterator[str | None]:
    """The records by which an engagement stands where it does, and a lesson bears on that or was acted on."""
    yield from lived(lifecycle(case))
    for one in learnt(case).lessons:
        # One that bears on nothing and was acted on is told by silence.
        yield from (one.assessment.id, one.assessment.about, one.assessment.engagement, one.by.id if one.by else None)
    if case.process:
        yield case.process.id
        yield from (mark.record for mark in phase(case.dossier, case.process.id).history)


def _stands(telling: Telling, case: Case) -> Iterator[Line]:
    """The stage of the process and the state of the file, each on the record that says so."""
    life = lifecycle(case)
    if case.process:
        found = phase(case.dossier, case.process.id)
        if found.stage and found.rests_on:
            said = _since(telling, telling.word("stages", found.stage), found.since)
            fact = telling.fact(said, found.rests_on, "stage", "signed", "happened")
            yield line(Strong(f"{_say(telling, 'phase')}:"), " ", fact)
    if life.told:
        said = _since(telling, telling.word("states", life.state), life.since)
        yield line(
            Strong(f"{_say(telling, 'state')}:"),
            " ",
            telling.fact(said, life.history[-1].act, "transition", "happened"),
        )


def _lesson(telling: Telling, one: Lesson) -> Line:
    lesson = one.assessment
    telling = _in_its_file(telling, lesson.engagement)
    text = lesson.finding or lesson.public_title or "–"
    why = [_say(telling, f"why.{one.why}"), _say(telling, f"became.{one.became}")]
    if one.stage:
        stage = telling.word("stages", one.stage) or telling.word("states", one.stage)
        why.insert(1, _say(telling, "stage", stage=stage) if stage else "")
    parts: list[Inline] = [Strong(str(lesson.made_on or "–")), " "]
    parts.append(telling.fact(text, lesson.id, "finding", "public_title", "made_on"))
    parts.append(f" ({', '.join(part for part in why if part)})")
    if one.by is not None:
        said = one.by.finding or telling.word("promise_states", one.by.state) or "–"
        fact = telling.fact(said, one.by.id, "finding", "state", "made_on")
        parts += [f". {_say(telling, 'then')}, {one.by.made_on}: ", fact]
    if by := telling.judge(lesson.author):
        parts.append(f". {_say(telling, 'by', name=by)}")
    return line(*parts)


def _in_its_file(telling: Telling, file: str | None) -> Telling:
    """What is told of a lesson is looked up in the file in which it was learnt, as far as that is seen."""
    if file is None or file not in telling.dossier:
        return telling
    own = Telling(telling.dossier, file, telling.language, telling.people)
    own.drawn = telling.drawn
    return own


def _gaps(telling: Telling, found: Learnt, *, stands: bool) -> Iterator[str]:
    if not stands:
        yield _say(telling, "gap.stands")
    if not found.lessons:
        yield _say(telling, "gap.lessons")
    for one in found.lessons:
        title = cut(one.assessment.finding or one.assessment.public_title or one.assessment.id, TITLE)
        if one.bears and one.stage is None:
            yield _say(telling, "gap.stage", title=title)
        if not one.assessment.evidence:
            yield _say(telling, "gap.evidence", title=title)


def _since(telling: Telling, what: str, day: str | None) -> str:
    return _say(telling, "since", what=what, day=day) if day else what


def _listed(telling: Telling, lines: Sequence[Line], none: str) -> tuple[Block, ...]:
    return (bullets(lines),) if lines else (paragraph(_say(telling, none)),)


def _say(telling: Telling, code: str, **given: object) -> str:
    return word(code, telling.language, PACKAGE).format(**given)
