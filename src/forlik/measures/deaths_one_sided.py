"""Deaths in one-sided violence, by year."""

from datetime import date
from functools import partial

from forlik.core.measure import Measure, Method
from forlik.measures._violence import ONE_SIDED, PROVISIONAL, UNCOUNTED, YEAR, example, summed

MEASURE = Measure(
    name="deaths_one_sided",
    title="Deaths in one-sided violence",
    unit="deaths",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), partial(summed, kind=ONE_SIDED, by=YEAR)),),
    uses=("ucdp_ged__events", "ucdp_candidate__events", "ucdp_candidate__releases"),
    silence="zero",
    example=example(ONE_SIDED, YEAR),
    notes=f"A year counts only when all its months are known. {PROVISIONAL}",
    misuse=f"Only attacks on civilians by governments or organised groups. {UNCOUNTED}",
)
