"""Refugees who returned to their country in the year."""

from datetime import date
from functools import partial

from forlik.core.measure import Measure, Method
from forlik.measures._people import FROM, LAST_YEAR, counted, example

MEASURE = Measure(
    name="refugees_returned",
    title="Refugees returned",
    unit="people in the year",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 23), partial(counted, column="returned_refugees", at=FROM, since=1965)),),
    needs=("unhcr_population__people",),
    pillar="humanitarian",
    example=example("returned_refugees", FROM),
    notes=f"A flow. {LAST_YEAR}",
    misuse="Returns that UNHCR knows of; whether people could stay is not said.",
)
