"""Official aid received."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import with_world


def method_1(donors: Any) -> Any:
    """Amounts from all donors by recipient; the world includes what went to regions."""
    amounts = donors.mutate(estimated=donors.amount_usd.notnull())
    placed = amounts.filter(amounts.country_iso3.notnull())
    by_country, everywhere = (
        rows.group_by(by).aggregate(
            value=rows.amount_usd.sum().cast("int64"), estimated=rows.estimated.any(), basis=rows.basis.max()
        )
        for rows, by in ((placed, ["country_iso3", "year"]), (amounts, ["year"]))
    )
    return with_world(by_country, everywhere)


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
        given={
            "oecd_crs__recipient_donors": [
                {
                    "recipient_code": "CO",
                    "country_iso3": "COL",
                    "year": 2019,
                    "donor_code": "NO",
                    "donor_iso3": "NOR",
                    "amount_usd": 10,
                },
                {"recipient_code": "CO", "country_iso3": "COL", "year": 2019, "donor_code": "EU", "amount_usd": 5},
                {"recipient_code": "298", "year": 2019, "donor_code": "NO", "donor_iso3": "NOR", "amount_usd": 7},
            ]
        },
        expect=[
            {"country_iso3": "COL", "year": 2019, "value": 15},
            {"country_iso3": "WLD", "year": 2019, "value": 22},
        ],
    ),
    notes="All donors in the OECD files d-portal prepared; 2012 to 2019. The world includes regional aid, but "
    "aid without a recipient is missing from 2013 on.",
    misuse="Whether commitments or disbursements is not stated, so every figure is marked estimated; do not set "
    "it beside official totals.",
)
