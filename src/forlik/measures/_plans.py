"""Humanitarian response plans: what the measures made from them share."""

from typing import Any

FOR_ONE_COUNTRY = (
    "A country's figure counts the plans that are for it alone. A plan for several countries stands in none of them, "
    "because it does not say how much is for each; it is in the World, which is FTS's own total."
)


def alone(plans: Any) -> Any:
    """The plans that count in FTS's totals and are for one country alone."""
    return plans.filter(plans.in_totals & plans.country_iso3.notnull())


def _plan(iso3: str | None, asked: int, given: int) -> dict[str, Any]:
    row = {"year": 2020, "in_totals": True, "country_iso3": iso3}
    return row | {"requirements_usd": asked, "funding_usd": given}


GIVEN = {
    "fts__plans": [
        _plan("AFG", 700, 350),
        _plan("AFG", 300, 1),
        _plan(None, 5000, 2000),
        _plan("JOR", 0, 40),
        _plan("AFG", 9, 9) | {"in_totals": False},
    ],
    "fts__plan_totals": [{"year": 2020, "requirements_usd": 6000, "funding_usd": 2391}],
}
"""Two plans for one country, one for several, one that asks for nothing, and one outside the totals."""
