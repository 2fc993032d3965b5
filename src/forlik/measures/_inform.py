"""Levels of the INFORM Risk Index: what its measures share."""

from decimal import Decimal
from typing import Any

from forlik.core.measure import Example

INDEX_YEAR = "The year is that of the index; its indicators are mostly one to three years older."


def level(levels: Any, *, code: str) -> Any:
    """The published score of one level, as it stands; there is none for the world."""
    rows = levels.filter(levels.level_code == code)
    return rows.select(rows.country_iso3, rows.year, rows.basis, value=rows.score)


def example(code: str) -> Example:
    """Two years of one country, another level, and a country without a score."""
    norway = [(2024, code, "1.5"), (2025, code, "1.4"), (2025, "HA.NAT", "9.9")]
    rows: list[dict[str, Any]] = [
        {"country_iso3": "NOR", "year": year, "level_code": named, "score": Decimal(score)}
        for year, named, score in norway
    ]
    rows.append({"country_iso3": "NAM", "year": 2025, "level_code": code, "score": None})
    return Example(
        given={"inform_risk__levels": rows},
        expect=[
            {"country_iso3": "NOR", "year": 2024, "value": Decimal("1.5")},
            {"country_iso3": "NOR", "year": 2025, "value": Decimal("1.4")},
        ],
    )
