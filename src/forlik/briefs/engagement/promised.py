"""The promises of a file: those due next, and all of them with their planned, projected and actual days."""

from datetime import date

from forlik.briefs.document import Block, Fact, Grid, Inline, Line, bullets, line, paragraph
from forlik.briefs.engagement.opened import Opened
from forlik.briefs.filed import promise_line
from forlik.briefs.telling import NOBODY
from forlik.register.concepts import Commitment
from forlik.register.promises.state import OVERDUE, standing
from forlik.register.promises.words import title

NEXT = 4
"""Promises that one page tells."""


def due_next(of: Opened) -> list[Line]:
    """The open promises that fall due next, those that are late first.

    Args:
        of: The engagement.
    """
    ones = [one for one in _in_order(of) if not standing(of.projections, one.id).settled]
    return [promise_line(of.telling, one, of.projections, of.longest) for one in ones[:NEXT]]


def promises(of: Opened) -> tuple[Block, ...]:
    """All promises in a table, and in full what each of them says.

    Args:
        of: The engagement.
    """
    every = _in_order(of)
    if not every:
        return (paragraph(of.say("promises.none")),)
    heads = ("promise", "promise.state", "promise.planned", "promise.projected", "promise.actual")
    grid = Grid("", tuple(map(of.say, heads)), tuple(_row(of, one) for one in every))
    says = [_says(of, one) for one in every if one.promise and one.promise not in title(one)]
    return (grid, paragraph(of.say("promise.says"), ":"), bullets(says)) if says else (grid,)


def _in_order(of: Opened) -> list[Commitment]:
    """The open ones first, by the day on which they fall due; what has no day after what has one."""
    return sorted(of.case.commitments, key=lambda one: _place(of, one))


def _place(of: Opened, one: Commitment) -> tuple[bool, date, str, str]:
    due = of.projections[one.id].projected
    return standing(of.projections, one.id).settled, due.earliest if due else date.max, title(one), one.id


def _row(of: Opened, one: Commitment) -> tuple[Line, ...]:
    telling, projection, stands = of.telling, of.projections[one.id], standing(of.projections, one.id)
    state = telling.word("promise_states", stands.state) or telling.word("promise_days", stands.state)
    state = of.say("promise.late", state=state) if stands.late and stands.state != OVERDUE else state
    beside = (*projection.records, *projection.tied, stands.by)
    by, to = telling.names(one.obligors), telling.names(one.beneficiaries)
    name: list[Inline] = [title(one)]
    name += [of.say("promise.by", names=by)] if by else []
    name += [of.say("promise.to", names=to)] if to else []

    def day(text: str) -> Line:
        return line(text if text == NOBODY else telling.fact(text, one.id, beside=beside))

    actual = projection.actual.isoformat() if projection.actual else NOBODY
    first: Fact = telling.fact(state, one.id, beside=beside)
    return (
        line(*name),
        line(first),
        day(telling.span(projection.planned)),
        day(telling.span(projection.projected)),
        day(actual),
    )


def _says(of: Opened, one: Commitment) -> Line:
    return line(f"{title(one)}: ", of.telling.fact(one.promise or "", one.id, "promise"))
