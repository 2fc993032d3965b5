"""The brief of one engagement, put together."""

from collections.abc import Iterator, Mapping

from forlik.briefs.document import Block, Document, Language, Line, Section, bullets, line, paragraph
from forlik.briefs.engagement.asked import asked
from forlik.briefs.engagement.happened import last_acts, texts, timeline
from forlik.briefs.engagement.judged import judgements, lessons
from forlik.briefs.engagement.lacking import gaps, looked_at
from forlik.briefs.engagement.money import aid, costs
from forlik.briefs.engagement.opened import Opened
from forlik.briefs.engagement.parties import actors, consents
from forlik.briefs.engagement.promised import due_next, promises
from forlik.briefs.engagement.standing import standing
from forlik.briefs.folded import consented, due_from, kept_in, lived, mandated, owing, phased
from forlik.briefs.telling import Telling, cut
from forlik.briefs.words import word
from forlik.portfolio.linked import linked
from forlik.register.dossier import Case
from forlik.world import World

TITLE = 200
"""Signs of a title: it stands at the foot of every page."""


def engagement_brief(
    world: World,
    case: Case,
    *,
    full: bool = False,
    language: Language = "en",
    base: str = "",
    people: Mapping[str, str] | None = None,
    compartments: Mapping[str, str] | None = None,
) -> Document:
    """One engagement: where it stands, who consents, what is due, what happened, what is asked and what is unknown.

    Args:
        world: What was known, for the aid in its activities.
        case: The engagement, as one viewer sees it.
        full: Everything in the file, and not one page.
        language: ``en`` or ``nb``.
        base: Address of the desk to which footnotes lead back; they stay words where none is named.
        people: Id of a person of the house → name; who is not among them is not named.
        compartments: Compartment → its name; one that is not among them is called by its id.

    Returns:
        The brief, marked with the greatest label of the records that it draws on.
    """
    one = case.engagement
    telling = Telling(case.dossier, one.id, language, people)
    of = Opened(case, telling, full)
    title = cut(telling.called(one.id), TITLE)
    sections = tuple(_sections(of, world))
    telling.of(*_folded(of))
    telling.of(*kept_in(case, telling.drawn))
    remarks = [of.say("fictional")] if one.fictional else []
    return Document(
        name=f"engagement-{one.id}-{case.day}",
        title=title,
        kind=of.say("kind.full" if full else "kind.page"),
        day=case.day,
        language=language,
        marking=telling.marking,
        marked=telling.marked(compartments),
        sections=sections,
        remarks=tuple([*remarks, of.say("protected")] if full else remarks),
        base=base,
        drawn=frozenset(telling.drawn),
    )


def _sections(of: Opened, world: World) -> Iterator[Section]:
    """The sections in the order of use."""
    found = linked(world, of.case.engagement.activities)
    yield Section(of.say("standing"), of.listed(standing(of), "standing.none"))
    if not of.telling.public:
        yield Section(of.say("asked"), of.listed(asked(of), "asked.none"))
    if of.case.process or consents(of):
        yield Section(of.say("parties"), of.listed(consents(of), "parties.none"))
    if of.full:
        yield Section(of.say("promises"), promises(of))
        yield Section(of.say("acts"), of.listed(timeline(of), "acts.none"))
        rest = (
            ("texts", _list(texts(of))),
            ("actors", _list(actors(of))),
            ("judged", _list(judgements(of))),
            ("costs", costs(of)),
            ("aid", aid(of, world, found)),
            ("lessons", _list(lessons(of))),
        )
        yield from (Section(of.say(code), blocks) for code, blocks in rest if blocks)
    else:
        yield Section(of.say("next"), of.listed(due_next(of), "promises.none"))
        yield Section(of.say("last"), of.listed(last_acts(of), "acts.none"))
    yield Section(word("gaps", of.telling.language), _gaps(gaps(of, found), of))


def _folded(of: Opened) -> Iterator[str]:
    """The records by which what is told came about, and what would else be told did not."""
    case = of.case
    yield from lived(of.life)
    yield from phased(case.dossier, of.phase)
    yield from consented(case)
    yield from due_from(of.projections, [one.id for one in case.commitments])
    yield from looked_at(of)
    if not of.telling.public:
        yield from mandated(case)
        yield from owing(case, of.life)


def _list(lines: list[Line]) -> tuple[Block, ...]:
    return (bullets(lines),) if lines else ()


def _gaps(every: list[str], of: Opened) -> tuple[Block, ...]:
    if not every:
        return (paragraph(of.say("gaps.none")),)
    return paragraph(of.say("gaps.lead")), bullets([line(one) for one in every])
