"""Disasters GDACS issued an alert for."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method


def method_1(alerts: Any) -> Any:
    """Distinct disasters by main country and year of beginning, at least; of the feeds' gaps there is no World."""
    import ibis

    placed = alerts.filter(alerts.country_iso3.notnull())
    return placed.group_by(["country_iso3", "year"]).aggregate(
        value=placed.event_id.nunique(), basis=placed.basis.max(), estimated=ibis.literal(True)
    )


MEASURE = Measure(
    name="disaster_alerts",
    title="Disaster alerts",
    unit="disasters",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("gdacs__alerts",),
    example=Example(
        given={
            "gdacs__alerts": [
                {"event_id": "EQ1", "year": 2024, "country_iso3": "USA", "alert_level": "Green"},
                {"event_id": "FL2", "year": 2024, "country_iso3": "USA", "alert_level": "Red"},
                {"event_id": "FL2", "year": 2024, "country_iso3": "USA", "alert_level": "Red"},
                {"event_id": "EQ3", "year": 2024, "country_iso3": None, "alert_level": "Green"},
            ]
        },
        expect=[
            {"country_iso3": "USA", "year": 2024, "value": 2},
        ],
    ),
    pillar="humanitarian",
    notes="Disasters of every alert level, by main country and the year they began. GDACS's feed forgets, "
    "so a year is counted only as far as its feeds were taken in: a figure is a lower bound, and marked estimated. "
    "There is no figure for the World.",
    misuse="Most alerts are green and harm few; the number of alerts says nothing of the people struck.",
)
