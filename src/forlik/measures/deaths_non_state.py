"""Deaths in non-state conflict, by year."""

from datetime import date
from functools import partial

from forlik.core.measure import Measure, Method
from forlik.measures._violence import NON_STATE, PROVISIONAL, UNCOUNTED, YEAR, example, summed

MEASURE = Measure(
    name="deaths_non_state",
    title="Deaths in non-state conflict",
    unit="deaths",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), partial(summed, kind=NON_STATE, by=YEAR)),),
    uses=("ucdp_ged__events", "ucdp_candidate__events", "ucdp_candidate__releases"),
    silence="zero",
    example=example(NON_STATE, YEAR),
    notes=f"A year counts only when all its months are known. {PROVISIONAL}",
    misuse=f"Only fighting between organised groups none of which is a state. {UNCOUNTED}",
)
