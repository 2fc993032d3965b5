"""The INFORM Risk Index."""

from datetime import date
from decimal import Decimal
from typing import Any

from forlik.core.measure import Example, Measure, Method


def method_1(levels: Any) -> Any:
    """The published score, as it stands; there is none for the world."""
    rows = levels.filter(levels.level_code == "INFORM")
    return rows.select(rows.country_iso3, rows.year, rows.basis, value=rows.score)


MEASURE = Measure(
    name="inform_risk",
    title="Risk of a humanitarian crisis (INFORM)",
    unit="points from 0 to 10",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("inform_risk__levels",),
    digits=1,
    pillar="humanitarian",
    example=Example(
        given={
            "inform_risk__levels": [
                {"country_iso3": "NOR", "year": 2024, "level_code": "INFORM", "score": Decimal("1.5")},
                {"country_iso3": "NOR", "year": 2025, "level_code": "INFORM", "score": Decimal("1.4")},
                {"country_iso3": "NOR", "year": 2025, "level_code": "HA.NAT", "score": Decimal("9.9")},
                {"country_iso3": "NAM", "year": 2025, "level_code": "INFORM", "score": None},
            ]
        },
        expect=[
            {"country_iso3": "NOR", "year": 2024, "value": Decimal("1.5")},
            {"country_iso3": "NOR", "year": 2025, "value": Decimal("1.4")},
        ],
    ),
    notes="The year is that of the index; its indicators are mostly one to three years older.",
    misuse="It says how likely a crisis is that needs help from abroad, not how bad things are now.",
)
