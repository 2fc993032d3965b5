"""Deaths in one-sided violence, by month."""

from datetime import date
from functools import partial

from forlik.core.measure import Measure, Method
from forlik.measures._violence import MONTH, ONE_SIDED, PROVISIONAL, UNCOUNTED, example, summed

MEASURE = Measure(
    name="deaths_one_sided_monthly",
    title="Deaths in one-sided violence, by month",
    unit="deaths",
    grain="country-month",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), partial(summed, kind=ONE_SIDED, by=MONTH)),),
    uses=("ucdp_ged__events", "ucdp_candidate__events", "ucdp_candidate__releases"),
    silence="zero",
    example=example(ONE_SIDED, MONTH),
    notes=f"An event counts in the month it ends in. {PROVISIONAL}",
    misuse=f"Only attacks on civilians by governments or organised groups. {UNCOUNTED}",
)
