"""Peace process agreements: those in which parties agree to begin a process."""

from datetime import date
from functools import partial

from forlik.core.measure import Example, Measure, Method
from forlik.measures._agreements import COUNTED, GIVEN, TABLE, of_stage

MEASURE = Measure(
    name="peace_agreements_process",
    title="Peace process agreements signed",
    unit="agreements",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 26), partial(of_stage, stage="process")),),
    needs=(TABLE,),
    silence="zero",
    example=Example(
        given=GIVEN,
        expect=[
            {"country_iso3": "IRQ", "year": 1976, "value": 1},
            {"country_iso3": "WLD", "year": 1976, "value": 1},
        ],
    ),
    notes="Agreements in which at least one dyad agrees to begin a process that shall settle "
    "the incompatibility (UCDP type 3). " + COUNTED,
    misuse="A process that has begun has settled nothing yet.",
)
