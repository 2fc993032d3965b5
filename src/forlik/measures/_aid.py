"""Official aid by recipient: what the measures made from the OECD's files share."""

from typing import Any

from forlik.store.arithmetic import by_place

UNSTATED = (
    "Whether commitments or disbursements is not stated, so every figure is marked estimated; do not set "
    "it beside official totals."
)


def given(donors: Any) -> Any:
    """Amounts by recipient; the world includes what went to regions. Every figure is estimated."""
    return by_place(
        donors,
        lambda rows: {"value": rows.amount_usd.sum().cast("int64"), "estimated": rows.amount_usd.notnull().any()},
    )


ROWS = [
    {
        "recipient_code": code,
        "country_iso3": iso3,
        "year": 2019,
        "donor_code": donor,
        "donor_iso3": of,
        "amount_usd": usd,
    }
    for code, iso3, donor, of, usd in (
        ("CO", "COL", "NO", "NOR", 10),
        ("CO", "COL", "EU", None, 5),
        ("298", None, "NO", "NOR", 7),
    )
]
"""Two donors to one country, and one donor to a region."""
