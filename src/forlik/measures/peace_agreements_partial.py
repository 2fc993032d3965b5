"""Partial peace agreements: those in which parties agree to settle a part of the incompatibility."""

from datetime import date
from functools import partial

from forlik.core.measure import Example, Measure, Method
from forlik.measures._agreements import COUNTED, GIVEN, TABLE, of_stage

MEASURE = Measure(
    name="peace_agreements_partial",
    title="Partial peace agreements signed",
    unit="agreements",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 26), partial(of_stage, stage="partial")),),
    needs=(TABLE,),
    silence="zero",
    example=Example(
        given=GIVEN,
        expect=[
            {"country_iso3": "IRQ", "year": 1975, "value": 1},
            {"country_iso3": "WLD", "year": 1975, "value": 1},
        ],
    ),
    notes="Agreements in which at least one dyad agrees to settle a part of the incompatibility "
    "(UCDP type 2). " + COUNTED,
    misuse="A partial agreement leaves a part of what is fought over open.",
)
