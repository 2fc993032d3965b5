"""The judgements in a file, the newest first, and the lessons that touch it."""

from collections.abc import Iterator

from forlik.briefs.document import Inline, Line, Strong, line
from forlik.briefs.engagement.opened import Opened
from forlik.briefs.words import number
from forlik.register.answers.lessons import LESSONS, Lesson, learnt
from forlik.register.answers.positions import made
from forlik.register.concepts import Assessment


def judgements(of: Opened) -> list[Line]:
    """All judgements but lessons, the newest first.

    Args:
        of: The engagement.
    """
    ones = [one for one in of.case.assessments if one.kind not in LESSONS]
    ordered = sorted(ones, key=lambda one: made(of.case.dossier, one), reverse=True)
    return [_judged(of, one) for one in ordered]


def lessons(of: Opened) -> list[Line]:
    """The lessons that touch it, those first that bear on where it stands.

    Args:
        of: The engagement.
    """
    return [_lesson(of, one) for one in learnt(of.case).lessons]


def _judged(of: Opened, one: Assessment) -> Line:
    said = ", ".join(part for part in _parts(of, one) if part)
    parts: list[Inline] = [Strong(str(one.made_on or "–")), " ", of.telling.fact(said or "–", one.id)]
    if text := one.finding or one.public_title:
        parts += [". ", of.telling.fact(text, one.id, "finding", "public_title")]
    if one.basis:
        parts += [f". {of.say('judged.basis')}: ", of.telling.fact(one.basis, one.id, "basis")]
    return line(*parts)


def _parts(of: Opened, one: Assessment) -> Iterator[str]:
    telling = of.telling
    yield telling.word("assessment_kinds", one.kind)
    if one.about and one.about in of.case.dossier:
        yield of.say("judged.about", about=telling.called(one.about))
    if one.issue:
        yield one.issue
    yield telling.word("promise_states", one.state)
    yield telling.word("answers", one.answer)
    yield telling.word("decisions", one.decided.decision if one.decided else None)
    if one.score is not None:
        yield of.say("judged.score", score=one.score)
    if one.achieved:
        yield telling.word("result_rungs", one.achieved.rung)
        if one.achieved.indicator:
            values = {name: number(getattr(one.achieved, name), telling.language) for name in ("target", "actual")}
            yield of.say("judged.target", indicator=one.achieved.indicator, **values)
    yield telling.words("restrictions", one.restricts)
    if one.lists:
        yield of.say("judged.lists", lists=", ".join(one.lists))
    if name := telling.judge(one.author):
        yield of.say("judged.by", name=name)
    if one.next_on:
        yield of.say("judged.again.late" if one.next_on < of.case.day else "judged.again", day=one.next_on)


def _lesson(of: Opened, one: Lesson) -> Line:
    lesson = one.assessment
    said = [of.say(f"lesson.{one.became}"), *([of.say("lesson.bears")] if one.bears else [])]
    beside = [one.by.id if one.by else None]
    return line(
        Strong(str(lesson.made_on)),
        " ",
        of.telling.fact(lesson.finding or lesson.public_title or "–", lesson.id, "finding", "public_title"),
        " (",
        of.telling.fact(", ".join(said), lesson.id, beside=beside),
        ")",
    )
