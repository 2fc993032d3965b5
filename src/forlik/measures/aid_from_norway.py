"""Official aid received from Norway."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.measures._aid import ROWS, UNSTATED, given


def method_1(donors: Any) -> Any:
    """Norway's amounts by recipient; the world includes what went to regions."""
    return given(donors.filter(donors.donor_iso3 == "NOR"))


MEASURE = Measure(
    name="aid_from_norway",
    title="Official aid received from Norway",
    unit="US dollars",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("oecd_crs__recipient_donors",),
    currency="USD, current; unit read from the size of the figures",
    pillar="development",
    example=Example(
        given={"oecd_crs__recipient_donors": ROWS},
        expect=[
            {"country_iso3": "COL", "year": 2019, "value": 10},
            {"country_iso3": "WLD", "year": 2019, "value": 17},
        ],
    ),
    notes="Norway as donor in the OECD files d-portal prepared; 2012 to 2019. Aid without a named recipient is "
    "missing from 2013 on, so the world is less than Norway's aid.",
    misuse=UNSTATED,
)
