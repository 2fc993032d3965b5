"""Refugees from a country."""

from datetime import date
from functools import partial

from forlik.core.measure import Measure, Method
from forlik.measures._people import FROM, LAST_YEAR, counted, example

MEASURE = Measure(
    name="refugees_originating",
    title="Refugees from the country",
    unit="people at the end of the year",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), partial(counted, column="refugees", at=FROM)),),
    needs=("unhcr_population__people",),
    pillar="humanitarian",
    example=example("refugees", FROM),
    notes="The World also holds the stateless, Tibetans and those of unknown origin; it equals the World of refugees "
    f"hosted. {LAST_YEAR}",
    misuse="Codes are today's: Serbia's holds Yugoslavia before 2006. Palestine refugees under UNRWA are not in it.",
)
