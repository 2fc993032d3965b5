"""What became of promises in the half-year: met, met in part, broken, and late at its end."""

from collections.abc import Iterator

from forlik.briefs.account.opened import Opened, Work
from forlik.briefs.document import Block, Line, Strong, bullets, line, paragraph
from forlik.briefs.filed import promise_line
from forlik.briefs.telling import cut
from forlik.register.concepts import Commitment
from forlik.register.promises.state import history, standing

LONGEST = 200
JUDGED = ("met", "partly", "breached")
"""What was said of promises, in the order in which it is told; what was late at the end comes after."""


def promised(of: Opened) -> tuple[Block, ...]:
    """Promises under what became of them, each with the engagement in whose file it stands.

    Args:
        of: The half-year.
    """
    every = list(_promises(of))
    parts = [(state, [pair for pair in every if _became(of, pair[1].id, state)]) for state in JUDGED]
    parts.append(("late", [pair for pair in every if standing(of.at_end, pair[1].id).late]))
    blocks: list[Block] = []
    for code, pairs in parts:
        blocks.append(paragraph(Strong(of.say(f"promises.{code}", day=of.end)), *([] if pairs else [_none(of)])))
        if pairs:
            blocks.append(bullets([_line(of, work, one) for work, one in pairs]))
    return tuple(blocks)


def _promises(of: Opened) -> Iterator[tuple[Work, Commitment]]:
    """Every promise in the file of an engagement, or of its process, once."""
    told: set[str] = set()
    for work in of.every:
        for one in work.case.commitments:
            if one.id not in told and one.engagement in (work.one.id, None):
                told.add(one.id)
                yield work, one


def _became(of: Opened, promise: str, state: str) -> bool:
    """Whether it was said of a promise that this became of it in the half-year, and nothing else by its end."""
    last = history(of.at_end, promise)[-1]
    return last.state == state and last.day is not None and of.half.first <= last.day <= of.end


def _line(of: Opened, work: Work, one: Commitment) -> Line:
    telling = of.telling(work.one.id)
    where = f" ({cut(telling.called(work.one.id), LONGEST)})"
    return line(*promise_line(telling, one, of.projections, LONGEST), where)


def _none(of: Opened) -> str:
    return f" {of.say('none')}"
