"""Stateless people a country reports."""

from datetime import date
from functools import partial

from forlik.core.measure import Measure, Method
from forlik.measures._people import IN, LAST_YEAR, counted, example

MEASURE = Measure(
    name="stateless",
    title="Stateless people",
    unit="people at the end of the year",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), partial(counted, column="stateless", at=IN, since=2004)),),
    needs=("unhcr_population__people",),
    pillar="humanitarian",
    example=example("stateless", IN),
    notes=f"About 100 countries report; a zero may mean that nobody counted. {LAST_YEAR}",
    misuse="Not to be added to refugees: stateless refugees are in both.",
)
