"""Refugees a country gives asylum to."""

from datetime import date
from functools import partial

from forlik.core.measure import Measure, Method
from forlik.measures._people import IN, LAST_YEAR, counted, example

MEASURE = Measure(
    name="refugees_hosted",
    title="Refugees hosted",
    unit="people at the end of the year",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 23), partial(counted, column="refugees", at=IN)),),
    needs=("unhcr_population__people",),
    pillar="humanitarian",
    example=example("refugees", IN),
    notes="Refugees under UNHCR's mandate, whatever their origin; the World also holds those in an unknown place. "
    + LAST_YEAR,
    misuse="Not in it: Palestine refugees under UNRWA (5.9 million in 2024) and others in need of protection.",
)
