"""Freedom House score."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method


def method_1(scores: Any) -> Any:
    """Political rights and civil liberties together, in the year described."""
    return scores.select("country_iso3", "year", "basis", value=scores.score)


MEASURE = Measure(
    name="freedom_score",
    title="Freedom score (Freedom House)",
    unit="points of 100",
    grain="country-year",
    direction="higher is better",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("freedom_house__scores",),
    pillar="rights",
    example=Example(
        given={
            "freedom_house__scores": [
                {"country_iso3": "COL", "year": 2024, "edition": 2025, "score": 70},
            ]
        },
        expect=[
            {"country_iso3": "COL", "year": 2024, "value": 70},
        ],
    ),
    notes="Own use only: the licence forbids passing it on. The year is the one described, one before the edition.",
    misuse="Do not publish it. Scores of editions before 2013 used other questions.",
)
