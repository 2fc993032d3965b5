"""INFORM's dimension of lack of coping capacity."""

from datetime import date
from functools import partial

from forlik.core.measure import Measure, Method
from forlik.measures._inform import INDEX_YEAR, example, level

MEASURE = Measure(
    name="inform_coping_capacity",
    title="Lack of coping capacity (INFORM)",
    unit="points from 0 to 10",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), partial(level, code="CC")),),
    needs=("inform_risk__levels",),
    digits=1,
    pillar="humanitarian",
    example=example("CC"),
    notes=f"{INDEX_YEAR} A high figure means little capacity.",
    misuse="Its name in short is misleading: higher is less capacity. It is no judgement of a government's will.",
)
