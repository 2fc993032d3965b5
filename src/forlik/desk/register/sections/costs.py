"""Costs as pages tell them: by year, and summed as far as they are known; what is not known is said, never nought."""

from collections.abc import Iterable
from typing import Any

from forlik.desk.register.sections.telling import Telling
from forlik.register.answers.costs import Total, in_years, total
from forlik.register.concepts import Engagement


def costs(telling: Telling, one: Engagement) -> dict[str, Any]:
    """What one engagement cost, by year, and its sum."""
    return {
        "years": [
            {"year": str(year), "amount": cost.amount, "currency": cost.currency, "months": cost.staff_months}
            for year, some in in_years(one)
            for cost in some
        ],
        "fictional": one.fictional or any(cost.fictional for cost in one.costs),
        "sum": summed(telling, [one]),
    }


def summed(telling: Telling, some: Iterable[Engagement]) -> dict[str, Any]:
    """What some engagements cost together, and of which of them not all years are told."""
    found = total(some, telling.dossier.day)
    return {
        "amounts": [
            {"currency": currency, "amount": amount, "fictional": made_up}
            for (currency, made_up), amount in found.amounts.items()
        ],
        "months": [{"months": months, "fictional": made_up} for made_up, months in found.months.items()],
        "unknown": [_gap(telling, found, id_) for id_ in found.amount_gaps],
        "unknown_months": [_gap(telling, found, id_, money=False) for id_ in found.month_gaps],
        "counted": found.counted,
    }


def _gap(telling: Telling, found: Total, id_: str, *, money: bool = True) -> dict[str, Any]:
    years = (found.amount_gaps if money else found.month_gaps)[id_]
    return {"id": id_, "title": telling.called(telling.dossier.get(Engagement, id_)), "years": spans(years)}


def spans(years: Iterable[int]) -> str:
    """Years in few words: 1999–2003, 2006."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(one[0]) if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in runs)
