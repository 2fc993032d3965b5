"""INFORM's dimension of hazard and exposure."""

from datetime import date
from functools import partial

from forlik.core.measure import Measure, Method
from forlik.measures._inform import INDEX_YEAR, example, level

MEASURE = Measure(
    name="inform_hazard",
    title="Hazard and exposure (INFORM)",
    unit="points from 0 to 10",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), partial(level, code="HA")),),
    needs=("inform_risk__levels",),
    digits=1,
    pillar="humanitarian",
    example=example("HA"),
    notes=INDEX_YEAR,
    misuse="Natural and human hazards together: a high figure may come from earthquakes alone or from war alone.",
)
