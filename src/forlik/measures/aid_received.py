"""Official aid received."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.measures._aid import ROWS, UNSTATED, given


def method_1(donors: Any) -> Any:
    """Amounts from all donors by recipient; the world includes what went to regions."""
    return given(donors)


MEASURE = Measure(
    name="aid_received",
    title="Official aid received",
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
            {"country_iso3": "COL", "year": 2019, "value": 15},
            {"country_iso3": "WLD", "year": 2019, "value": 22},
        ],
    ),
    notes="All donors in the OECD files d-portal prepared; 2012 to 2019. The world includes regional aid, but "
    "aid without a recipient is missing from 2013 on.",
    misuse=UNSTATED,
)
