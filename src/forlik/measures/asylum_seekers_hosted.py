"""Asylum-seekers whose claim is pending in a country."""

from datetime import date
from functools import partial

from forlik.core.measure import Measure, Method
from forlik.measures._people import IN, LAST_YEAR, counted, example

MEASURE = Measure(
    name="asylum_seekers_hosted",
    title="Asylum-seekers hosted",
    unit="people at the end of the year",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 23), partial(counted, column="asylum_seekers", at=IN, since=2000)),),
    needs=("unhcr_population__people",),
    pillar="humanitarian",
    example=example("asylum_seekers", IN),
    notes=f"Claims still open. {LAST_YEAR}",
    misuse="Not the applications of the year: slow authorities have high figures.",
)
