"""The half-year account, put together."""

from collections.abc import Iterator, Mapping

from forlik.briefs.account.half import half_of
from forlik.briefs.account.happened import decided, happened, vague
from forlik.briefs.account.money import aid, cost_gaps, costs
from forlik.briefs.account.opened import ENDED, Opened, Work
from forlik.briefs.account.promised import promised
from forlik.briefs.account.reckoned import NOWHERE, counted, reckoned, within
from forlik.briefs.account.undated import undated
from forlik.briefs.account.won import without, won
from forlik.briefs.document import Block, Document, Inline, Language, Line, Section, Strong, bullets, line, paragraph
from forlik.briefs.folded import due_from, kept_in, lived
from forlik.briefs.marking import marked, marking_of
from forlik.briefs.telling import cut
from forlik.briefs.words import word
from forlik.register.dossier import Dossier
from forlik.register.vocabulary import vocabulary
from forlik.world import World

TITLE = 120
"""Signs of a title in a list."""


def account_brief(
    world: World,
    dossier: Dossier,
    half: str,
    *,
    language: Language = "en",
    base: str = "",
    compartments: Mapping[str, str] | None = None,
) -> Document:
    """What was done in a half-year, what was decided, what came of it, what it cost, and what is not known.

    Args:
        world: What was known, for the donor's published aid.
        dossier: What the viewer sees.
        half: The half-year, such as ``2026-1``.
        language: ``en`` or ``nb``.
        base: Address of the desk to which footnotes lead back; they stay words where none is named.
        compartments: Compartment → its name; one that is not among them is called by its id.

    Returns:
        The account, marked with the greatest label of the records that it draws on.

    Raises:
        UsageError: There is no such half-year, or it had not begun on the day.
    """
    of = Opened(dossier, half_of(half, dossier.day), language)
    sections = tuple(_sections(of, world))
    of.telling().of(*_folded(of))
    marking = marking_of(dossier, of.drawn)
    remarks = [of.say("seen.public" if of.public else "seen")]
    if of.end < of.half.last:
        remarks.insert(0, of.say("unfinished", day=of.end))
    if any(dossier[one].fictional for one in of.drawn if dossier.concept(one) == "engagement"):  # type: ignore[attr-defined]
        remarks.insert(0, of.say("fictional"))
    return Document(
        name=f"account-{of.half}-{dossier.day}",
        title=of.say(f"title.{of.half.half}", year=of.half.year),
        kind=of.say("kind"),
        day=dossier.day,
        language=language,
        marking=marking,
        marked=marked(marking, language, compartments),
        sections=sections,
        remarks=tuple(remarks),
        base=base,
        drawn=frozenset(of.drawn),
    )


def _sections(of: Opened, world: World) -> Iterator[Section]:
    given, unknown = aid(of, world)
    yield Section(of.say("engagements"), tuple(_by_pillar(of)))
    yield Section(of.say("acts"), happened(of))
    yield Section(of.say("decided"), of.listed(decided(of), "decided.none"))
    yield Section(of.say("promises"), promised(of))
    yield Section(of.say("results"), won(of))
    yield Section(of.say("costs"), costs(of))
    if given:
        yield Section(of.say("aid"), given)
    # What an engagement costs is never public: that it is not there is no gap for those who read what is.
    money = () if of.public else cost_gaps(of)
    rest = (line(one) for one in (*vague(of), *without(of), *money, *unknown))
    gaps = list(dict.fromkeys([*undated(of), *rest]))
    found: Block = bullets(gaps) if gaps else paragraph(of.say("gaps.none"))
    yield Section(word("gaps", of.language), (found,))


def _folded(of: Opened) -> Iterator[str]:
    """The records by which an engagement went on or was over, and a promise was late or was not."""
    for work in of.every:
        if work.told or work.unsure or work.life.told:
            yield work.one.id
            yield from lived(work.life)
        promises = [one.id for one in work.case.commitments]
        yield from due_from(of.at_end, promises)
        yield from due_from(of.projections, promises)
        yield from kept_in(work.case, of.drawn)


def _by_pillar(of: Opened) -> Iterator[Block]:
    """Under each pillar how many went on, began and ended, and which; one in two pillars stands under both."""
    for pillar in vocabulary("pillars"):
        yield from _counted(of, of.telling().word("pillars", pillar), pillar)
    if within(of, NOWHERE):
        yield from _counted(of, of.say("pillarless"), NOWHERE)
    yield paragraph(of.say("pillars.note"))


def _counted(of: Opened, title: str, pillar: str) -> Iterator[Block]:
    mine = within(of, pillar)
    if not mine:
        yield paragraph(Strong(f"{title}:"), " ", of.say("none"))
        return
    yield paragraph(Strong(f"{title}:"), " ", reckoned(of, pillar, counted(of, mine)))
    if told := [_stood(of, one) for one in mine if one.told]:
        yield bullets(told)


def _stood(of: Opened, work: Work) -> Line:
    telling, one = of.telling(work.one.id), work.one
    parts: list[Inline] = [Strong(cut(telling.called(one.id), TITLE)), ": "]
    if work.life.told:
        state = of.say("since", what=telling.word("states", work.life.state), day=work.life.since)
        said: list[Inline] = [telling.fact(state, work.life.history[-1].act, "transition", "happened")]
    else:
        said = []
    if work.started[0] and (work.begun or not said):
        said += ["; " if said else "", _day(of, work, "begun" if work.begun else "running", work.started)]
    # A file that is closed since the day on which it ended says so once.
    if work.closed and not (work.life.told and work.life.state in ENDED and work.life.since == work.ended[0]):
        said += ["; ", _day(of, work, "closed", work.ended)]
    if one.places:
        where = ", ".join(map(telling.place, one.places))
        said += ["; ", telling.fact(cut(where, TITLE), one.id, "places")]
    return line(*parts, *said)


def _day(of: Opened, work: Work, code: str, when: tuple[str | None, str | None]) -> Inline:
    telling, (day, act) = of.telling(work.one.id), when
    said = of.say(f"was.{code}", day=day)
    field = "end" if code == "closed" else "start"
    return telling.fact(said, act, "transition", "happened") if act else telling.fact(said, work.one.id, field)
