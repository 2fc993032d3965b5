"""What an engagement cost, by year and together, and what is published of the aid in its activities."""

from collections.abc import Sequence
from decimal import Decimal

from forlik.briefs.activities import of_activity, of_sum
from forlik.briefs.document import Block, Grid, Line, line
from forlik.briefs.engagement.opened import Opened
from forlik.briefs.telling import NOBODY
from forlik.briefs.words import number
from forlik.portfolio.linked import Linked
from forlik.register.answers.costs import in_years, total
from forlik.register.concepts.engagement import Cost
from forlik.world import World

SEVERAL = 2
"""Activities of which a sum is told."""


def costs(of: Opened) -> tuple[Block, ...]:
    """A row a year, and the sum of what is known; nothing where no year is told.

    Args:
        of: The engagement.
    """
    one = of.case.engagement
    if not one.costs:
        return ()
    rows = [
        (line(str(year)), _said(of, _amount(of, cost)), _said(of, _months(of, cost)))
        for year, some in in_years(one)
        for cost in some
    ]
    found = total([one], of.case.day)
    sums = [(f"{_number(of, amount)} {currency}", made_up) for (currency, made_up), amount in found.amounts.items()]
    months = [(_number(of, amount), made_up) for made_up, amount in found.months.items()]
    together = (line(of.say("costs.sum")), _said(of, _joined(of, sums)), _said(of, _joined(of, months)))
    heads = ("costs.year", "costs.amount", "costs.months")
    return (Grid("", tuple(map(of.say, heads)), (*rows, together), frozenset({1, 2})),)


def aid(of: Opened, world: World, found: Sequence[Linked]) -> tuple[Block, ...]:
    """A row an activity, and the sum of those that are counted; nothing where it names none.

    Args:
        of: The engagement.
        world: What was known.
        found: The activities.
    """
    if not found:
        return ()
    file = of.case.engagement.id
    of.telling.of(file)
    rows = [_row(of, world, one) for one in found]
    if len(found) >= SEVERAL:
        rows.append((line(of.say("aid.sum")), (), line(of_sum(world, file, found, of.say("aid.sum")))))
    heads = ("aid.activity", "aid.years", "aid.paid")
    return (Grid("", tuple(map(of.say, heads)), tuple(rows), frozenset({2})),)


def _row(of: Opened, world: World, one: Linked) -> tuple[Line, ...]:
    title = ", ".join(part for part in (one.title, one.activity_id, one.reporting_org_name) if part)
    title = of.say("aid.other_level", title=title) if one.standing == "other_level" else title
    value = of_activity(world, of.case.engagement.id, one)
    return line(title), line(value.figure.period or NOBODY), line(value if one.paid is not None else NOBODY)


def _said(of: Opened, text: str) -> Line:
    return line(text if text == NOBODY else of.telling.fact(text, of.case.engagement.id, "costs"))


def _amount(of: Opened, cost: Cost) -> str:
    return (
        NOBODY
        if cost.amount is None
        else _joined(of, [(f"{_number(of, cost.amount)} {cost.currency}", _made_up(of, cost))])
    )


def _months(of: Opened, cost: Cost) -> str:
    return NOBODY if cost.staff_months is None else _joined(of, [(_number(of, cost.staff_months), _made_up(of, cost))])


def _number(of: Opened, value: Decimal) -> str:
    return number(value, of.telling.language)


def _made_up(of: Opened, cost: Cost) -> bool:
    return cost.fictional or of.case.engagement.fictional


def _joined(of: Opened, some: Sequence[tuple[str, bool]]) -> str:
    """Amounts side by side, for currencies are never added, nor what is made up to what is not."""
    said = (of.say("costs.fictional", amount=text) if made_up else text for text, made_up in some)
    return "; ".join(said) or NOBODY
