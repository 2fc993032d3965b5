"""The INFORM Risk Index."""

from datetime import date
from functools import partial

from forlik.core.measure import Measure, Method
from forlik.measures._inform import INDEX_YEAR, example, level

MEASURE = Measure(
    name="inform_risk",
    title="Risk of a humanitarian crisis (INFORM)",
    unit="points from 0 to 10",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), partial(level, code="INFORM")),),
    needs=("inform_risk__levels",),
    digits=1,
    pillar="humanitarian",
    example=example("INFORM"),
    notes=INDEX_YEAR,
    misuse="It says how likely a crisis is that needs help from abroad, not how bad things are now.",
)
