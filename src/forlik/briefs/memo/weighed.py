"""What is weighed beside the screen: harm, who asked, what is expected; and apart from it all, own interest."""

from collections.abc import Iterator

from forlik.assess.interest import interests, own_interest
from forlik.assess.ledger.ledger import Entry, Figures, ledger
from forlik.assess.options.gate import ANSWER, LIFTING, Item
from forlik.assess.options.gate_told import COLOURS, told_beside, told_withdrawn, unanswered
from forlik.assess.options.requests import LEVELS, Asked, wanted
from forlik.briefs.document import Block, Inline, Line, Strong, Value, bullets, line, paragraph
from forlik.briefs.folded import consented
from forlik.briefs.interested import of_tie
from forlik.briefs.memo.opened import Opened
from forlik.briefs.telling import NOBODY
from forlik.briefs.words import because
from forlik.core.errors import ForlikError, UsageError
from forlik.register.concepts import Act, Assessment
from forlik.register.machines.consent import Standing
from forlik.register.option import option_of, overlaps, same_option
from forlik.world import World


def harm(of: Opened) -> tuple[Block, ...]:
    """Where the gate stands, and each question with its answer; what blocks from beside, and what was taken back.

    Args:
        of: The option.
    """
    found, language = of.gate, of.telling.language
    of.telling.of(*_reds(of))
    said = of.say("gate.blocks" if found.blocks else "gate.nothing" if unanswered(found) else "gate.free")
    lines = [_item(of, one) for one in found.items]
    for other in found.beside:
        of.telling.of(*other.item.rests_on)
        lines.append(line(told_beside(other, language)[0]))
    for gone in found.withdrawn:
        # It stands in no dossier any more, and the memo is no less secret than it was.
        of.telling.drawn.add(gone.answer.id)
        lines.append(line(told_withdrawn(gone, language, lambda id_: of.telling.judge(id_) or NOBODY)))
    return paragraph(Strong(said)), bullets(lines)


def requests(of: Opened) -> list[Line]:
    """What each party asked for, and where the consent of the parties stands, engagement by engagement.

    Args:
        of: The option.
    """
    found = wanted(of.dossier, of.option)
    of.telling.of(*found.named)
    for case in filter(None, map(of.dossier.case, found.consents)):
        of.telling.of(*consented(case))
    lines = [_asked(of, one) for one in found.asked]
    return [*lines, *(_consent(of, file, one) for file, ones in found.consents.items() for one in ones)]


def expected(of: Opened, figures: Figures | None) -> list[Line]:
    """What is expected, with its probability, the day on which it is seen, and what became of it.

    Args:
        of: The option.
        figures: What measures say; without them persons alone tell.
    """
    named = of.decision.record.decided if of.decision else None
    mine = [one for one in ledger(of.dossier, figures) if same_option(one.record.option, of.option)]
    return [_expected(of, one, named is not None and one.record.id in named.expectations) for one in mine]


def apart(of: Opened, world: World) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """What the place means to the home actor, each tie by itself; and what is not known of it, with the reason.

    Args:
        of: The option.
        world: What was known.
    """
    language, place = of.telling.language, of.option.place
    note = paragraph(of.say("own.note"))
    try:
        found = own_interest(world, (place,))
    except ForlikError as error:
        gap = of.say("gap.own", what=of.telling.place(place), why=because(error.what, language))
        return (note, paragraph(of.say("own.none"))), (gap,)
    mine = found.by_place[place]
    titles = {name: one.title.nb if language == "nb" else one.title.en for name, one in interests().indicators.items()}
    ties: list[tuple[str, Value]] = [
        (titles[name], of_tie(world, of.telling.file, figure)) for name, figure in mine.figures.items()
    ]
    lines = [
        line(Strong(f"{title}:"), " ", value, f" {value.figure.unit}, {value.figure.period}") for title, value in ties
    ]
    gaps = tuple(of.say("gap.own", what=titles[name], why=because(why, language)) for name, why in mine.missing.items())
    return (note, *of.listed(lines, "own.none")), gaps


def _reds(of: Opened) -> Iterator[str]:
    """The red answers here and in periods that overlap, with what lifts them: a gate that is open rests on them."""
    for one in of.dossier.saying(Assessment, "option"):
        if one.kind == ANSWER and one.answer == "red" and _bears(of, one):
            yield one.id
            yield from (each.id for each in of.dossier.near(Assessment, [one.id]) if each.kind == LIFTING)


def _bears(of: Opened, one: Assessment) -> bool:
    try:
        return overlaps(option_of(one.option or ""), of.option)
    except UsageError:
        return False


def _item(of: Opened, one: Item) -> Line:
    telling, language = of.telling, of.telling.language
    title = one.question.nb if language == "nb" else one.question.en
    parts: list[Inline] = [Strong(title), ": "]
    if not one.rests_on:
        return line(*parts, of.say("gate.unanswered", colour=COLOURS[language][one.colour]))
    colour, by = COLOURS[language][one.colour], telling.judge(one.by)
    said = of.say(f"gate.{one.standing}", colour=colour, day=one.since or NOBODY)
    said = of.say("by", what=said, name=by) if by else said
    parts.append(telling.fact(said, one.rests_on[0], beside=one.rests_on[1:]))
    answer = of.dossier.get(Assessment, one.rests_on[0])
    if answer and answer.finding:
        parts += [". ", telling.fact(answer.finding, answer.id, "finding")]
    if one.lifted_on:
        lifting = next((each.id for each in _liftings(of, one) if each.made_on == one.lifted_on), one.rests_on[0])
        lifted = of.say("gate.lifted.on", day=one.lifted_on, reason=one.reason or NOBODY)
        parts += [". ", telling.fact(lifted, lifting)]
    if one.until:
        parts.append(f". {of.say('gate.until', day=one.until)}")
    return line(*parts)


def _liftings(of: Opened, one: Item) -> Iterator[Assessment]:
    return (each for each in of.dossier.near(Assessment, one.rests_on) if each.kind == LIFTING)


def _asked(of: Opened, one: Asked) -> Line:
    telling = of.telling
    name: list[Inline] = [Strong(telling.called(one.party)), ": "]
    if one.level is None or not one.rests_on:
        return line(*name, of.say("request.unknown"))
    level = LEVELS[one.level][telling.language == "nb"]
    said = of.say("request.since", level=level, day=one.since) if one.since else level
    said += f", {of.say('request.unsaid')}" if one.unsaid else ""
    return line(*name, telling.fact(said, one.rests_on[0], beside=one.rests_on[1:]))


def _consent(of: Opened, file: str, one: Standing) -> Line:
    telling = of.telling
    state = telling.word("consent_states", one.state) or one.state
    name: list[Inline] = [Strong(telling.called(one.party)), f", {telling.called(file)}: "]
    act = of.dossier.get(Act, one.act)
    if act is None:
        return line(*name, telling.fact(state, one.party) if one.party in of.dossier else state)
    return line(*name, telling.fact(f"{state}, {one.since}" if one.since else state, act.id))


def _expected(of: Opened, one: Entry, rested_on: bool) -> Line:
    telling, record = of.telling, one.record
    telling.of(one.said)
    said = of.say("expected.odds", odds=one.probability, day=one.resolves_on)
    became = telling.word("answers", one.outcome) or of.say(f"expected.{one.outcome}")
    marks = [of.say(code) for code, so in (("expected.named", rested_on), ("expected.brought", one.brought)) if so]
    parts: list[Inline] = [telling.fact(record.finding or NOBODY, record.id, "finding"), "; "]
    parts += [telling.fact(said, record.id, "score", "expected"), f"; {became}"]
    return line(*parts, f" ({', '.join(marks)})" if marks else "")
