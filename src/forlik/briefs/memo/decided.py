"""The question, the option, what was decided on it, and the screen: as it was shown then, or as it stands now."""

from collections.abc import Iterator

from forlik.assess.options.record import Decision
from forlik.briefs.considered import option_called
from forlik.briefs.document import Block, Grid, Inline, Line, Strong, line, paragraph
from forlik.briefs.frozen import asked, band_word, question_called
from forlik.briefs.memo.opened import Opened
from forlik.briefs.screened import of_shown
from forlik.briefs.telling import NOBODY
from forlik.world import World


def question(of: Opened) -> list[Line]:
    """What is asked: whether the option is taken, and against which question of the screen that is held.

    Args:
        of: The option.
    """
    lines = [line(of.say("asks", option=option_called(of.telling, of.option)))]
    said = of.decision.record.decided if of.decision else None
    if of.decision and said and said.question:
        name = question_called(said.question, of.telling.language)
        lines.append(_row(of, "against", of.telling.fact(name, of.decision.record.id, "decided")))
    return lines


def option(of: Opened) -> list[Line]:
    """What would be done, and who put it forward.

    Args:
        of: The option.
    """
    telling, one = of.telling, of.put_forward
    record = one or (of.decision.record if of.decision else None)
    if record is None:
        return []
    lines = [_row(of, "what", telling.fact(option_called(telling, of.option), record.id, "option"))]
    if one is None or one.kind != "option":
        return lines
    if one.finding:
        lines.append(_row(of, "says", telling.fact(one.finding, one.id, "finding")))
    by = telling.judge(one.author)
    said = of.say("forward.by", name=by, day=one.made_on) if by else str(one.made_on)
    lines.append(_row(of, "forward", telling.fact(said, one.id, "made_on", "author")))
    return lines


def decided(of: Opened) -> list[Line]:
    """What was decided, how that stands to the screen, why, who thought otherwise, and when it is looked at again.

    Args:
        of: The option.
    """
    return list(_decided(of, of.decision)) if of.decision else []


def screen(of: Opened, world: World) -> tuple[Block, ...]:
    """What each question showed when the decision was taken, or shows now: share and interval of ranks, or why none.

    Args:
        of: The option.
        world: What was known.
    """
    one = of.decision
    if one is None:
        return _standing(of, world)
    said = one.record.decided
    if said is None:
        return (paragraph(of.say("screen.none")),)
    shown = list(asked(one.screen))
    telling, language = of.telling, of.telling.language
    as_of = telling.fact(of.say("screen.of", day=said.as_of or NOBODY), one.record.id, "decided")
    if not shown:
        return (paragraph(of.say("screen.none"), " ", as_of, "."),)

    def cell(text: str) -> Line:
        return line(telling.fact(text, one.record.id, "decided") if text else NOBODY)

    rows = [
        (line(each.title(language)), cell(each.share), cell(each.ranks), line(each.band(language) or each.why or "–"))
        for each in shown
    ]
    heads = tuple(map(of.say, ("screen.question", "screen.share", "screen.ranks", "screen.said")))
    return (
        paragraph(as_of, ". ", of.say("screen.hash", hash=said.manifest[:12] or NOBODY)),
        Grid("", heads, tuple(rows), frozenset({1, 2})),
        paragraph(of.say("screen.note")),
    )


def _standing(of: Opened, world: World) -> tuple[Block, ...]:
    """What each question shows now; nothing is frozen before somebody decides."""
    if not of.shown:
        return (paragraph(of.say("screen.undecided")), paragraph(of.say("screen.unasked")))
    language, rows = of.telling.language, []
    for one in of.shown:
        said = (of.say("screen.unit"), of.say("screen.hash", hash=one.manifest[:12]))
        share, *ends = of_shown(world, of.option.place, one, said, language) or (NOBODY,)
        band = band_word(one.word, language) or one.withheld or one.unanswered or NOBODY
        cells = [line(end) for end in ends] or [line(NOBODY), line(NOBODY)]
        rows.append((line(question_called(one.question, language)), line(share), *cells, line(band)))
    heads = tuple(map(of.say, ("screen.question", "screen.percent", "screen.low", "screen.high", "screen.said")))
    now = of.say("screen.of", day=of.dossier.day)
    return (
        paragraph(f"{now}. ", of.say("screen.undecided")),
        Grid("", heads, tuple(rows), frozenset({1, 2, 3})),
        paragraph(of.say("screen.note")),
    )


def _decided(of: Opened, one: Decision) -> Iterator[Line]:
    telling, record, said = of.telling, one.record, one.record.decided
    if said is None:
        return
    by = telling.judge(record.author)
    what = f"{telling.word('decisions', said.decision) or NOBODY}, {one.day}"
    what = of.say("by", what=what, name=by) if by else what
    yield _row(of, "decision", telling.fact(what, record.id, "decided", "made_on", "author"))
    stance = ", ".join(
        part
        for part in (telling.word("stances", said.stance), telling.word("override_reasons", said.reason_code))
        if part
    )
    texts = (("stance", stance), ("why", record.finding), ("basis", record.basis), ("dissent", said.dissent))
    for code, text in texts:
        if text:
            field = {"why": "finding", "basis": "basis"}.get(code, "decided")
            yield _row(of, code, telling.fact(text, record.id, field))
    if record.engagement and record.engagement in of.dossier:
        yield _row(of, "engagement", telling.fact(telling.called(record.engagement), record.engagement))
    if record.next_on:
        yield _row(of, "again", telling.fact(str(record.next_on), record.id, "next_on"))
    for each in one.exit_criteria:
        yield _row(of, "exit", telling.fact(each.promise or NOBODY, each.id, "promise"))
    if one.brought:
        yield line(of.say("brought"))


def _row(of: Opened, code: str, *parts: Inline) -> Line:
    return line(Strong(f"{of.say(code)}:"), " ", *parts)
