"""Deaths in non-state conflict, by month."""

from datetime import date
from functools import partial

from forlik.core.measure import Measure, Method
from forlik.measures._violence import MONTH, NON_STATE, PROVISIONAL, UNCOUNTED, example, summed

MEASURE = Measure(
    name="deaths_non_state_monthly",
    title="Deaths in non-state conflict, by month",
    unit="deaths",
    grain="country-month",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), partial(summed, kind=NON_STATE, by=MONTH)),),
    uses=("ucdp_ged__events", "ucdp_candidate__events", "ucdp_candidate__releases"),
    silence="zero",
    example=example(NON_STATE, MONTH),
    notes=f"An event counts in the month it ends in. {PROVISIONAL}",
    misuse=f"Only fighting between organised groups none of which is a state. {UNCOUNTED}",
)
