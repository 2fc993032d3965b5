"""Costs: what engagements cost in money and in months of our own people, and of which years nothing is said.

What is not known is never nought: a sum stands beside the years that it lacks. Nothing is converted from one currency
to another, and what is made up is never added to what is not.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from forlik.register.concepts import Engagement
from forlik.register.concepts.engagement import Cost
from forlik.register.day import first_day, last_day


@dataclass(frozen=True, slots=True)
class Total:
    """What some engagements cost together.

    Args:
        amounts: Currency, and whether it is made up → sum of what is known.
        months: Whether they are made up → sum of the staff-months that are known.
        amount_gaps: Engagement → years of whose money nothing is said; no year where it is not known since when.
        month_gaps: The same of staff-months.
        counted: How many engagements.
    """

    amounts: Mapping[tuple[str, bool], Decimal]
    months: Mapping[bool, Decimal]
    amount_gaps: Mapping[str, tuple[int, ...]]
    month_gaps: Mapping[str, tuple[int, ...]]
    counted: int


def total(engagements: Iterable[Engagement], day: date) -> Total:
    """What some engagements cost together up to a day; one that is named twice counts once.

    Args:
        engagements: In any order, as the viewer sees them.
        day: The day: of the years after it nothing needs to be known.
    """
    each = {one.id: one for one in engagements}
    amounts: dict[tuple[str, bool], Decimal] = defaultdict(Decimal)
    months: dict[bool, Decimal] = defaultdict(Decimal)
    for one in each.values():
        for cost in one.costs:
            made_up = cost.fictional or one.fictional
            if cost.amount is not None:
                amounts[cost.currency, made_up] += cost.amount
            if cost.staff_months is not None:
                months[made_up] += cost.staff_months
    gaps = {id_: _gaps(one, day) for id_, one in sorted(each.items())}
    return Total(
        dict(sorted(amounts.items())),
        dict(sorted(months.items())),
        {id_: years for id_, (years, _) in gaps.items() if years is not None},
        {id_: years for id_, (_, years) in gaps.items() if years is not None},
        len(each),
    )


def by_pillar(engagements: Iterable[Engagement]) -> Mapping[str, tuple[Engagement, ...]]:
    """Pillar → the engagements in it; one in two pillars stands in both."""
    found: dict[str, list[Engagement]] = defaultdict(list)
    for one in engagements:
        for pillar in one.pillars:
            found[pillar].append(one)
    return {pillar: tuple(ones) for pillar, ones in found.items()}


def in_years(one: Engagement) -> tuple[tuple[int, tuple[Cost, ...]], ...]:
    """The costs of an engagement by year, the newest first."""
    years: dict[int, list[Cost]] = defaultdict(list)
    for cost in one.costs:
        years[cost.year].append(cost)
    return tuple((year, tuple(years[year])) for year in sorted(years, reverse=True))


def _gaps(one: Engagement, day: date) -> tuple[tuple[int, ...] | None, tuple[int, ...] | None]:
    """Years of whose money, and of whose staff-months, nothing is said; nothing where every year is told."""
    money = {cost.year for cost in one.costs if cost.amount is not None}
    months = {cost.year for cost in one.costs if cost.staff_months is not None}
    if one.start is None:
        return (None if money else ()), (None if months else ())
    end = min(last_day(one.end), day) if one.end else day
    run = range(first_day(one.start).year, end.year + 1)
    lacks = [tuple(year for year in run if year not in told) for told in (money, months)]
    return lacks[0] or None, lacks[1] or None
