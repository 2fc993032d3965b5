"""Humanitarian organisations reported at work."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import with_world


def method_1(activities: Any) -> Any:
    """Distinct organisations a country and year; in the world each once, however many countries it works in."""
    dated = activities.filter(activities.year.notnull())
    countries = dated.group_by(["country_iso3", "year"]).aggregate(
        value=dated.organisation.nunique(), basis=dated.basis.max()
    )
    world = dated.group_by("year").aggregate(value=dated.organisation.nunique(), basis=dated.basis.max())
    return with_world(countries, world)


MEASURE = Measure(
    name="organisations_present",
    title="Humanitarian organisations present",
    unit="organisations",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("presence__activities",),
    example=Example(
        given={
            "presence__activities": [
                {"country_iso3": "TCD", "year": 2025, "organisation": "A", "sector": "Health"},
                {"country_iso3": "TCD", "year": 2025, "organisation": "A", "sector": "Education"},
                {"country_iso3": "TCD", "year": 2025, "organisation": "B", "sector": "Health"},
                {"country_iso3": "SOM", "year": 2025, "organisation": "A", "sector": "Health"},
                {"country_iso3": "COD", "year": None, "organisation": "C", "sector": "Health"},
            ]
        },
        expect=[
            {"country_iso3": "TCD", "year": 2025, "value": 2},
            {"country_iso3": "SOM", "year": 2025, "value": 1},
            {"country_iso3": "WLD", "year": 2025, "value": 2},
        ],
    ),
    pillar="humanitarian",
    notes="Organisations that reported activities, each once. The World counts those in the countries that report; "
    "reports whose period lies in several years are counted in none.",
    misuse="More organisations are not more help, and those who do not report (many local ones) are not seen.",
)
