"""Partial peace agreements: those in which parties agree to settle a part of the incompatibility."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import by_place


def method_1(agreements: Any) -> Any:
    """Distinct partial agreements signed a year on conflicts in each country, and in the world."""
    chosen = agreements.filter(agreements.stage == "partial")
    return by_place(chosen, lambda rows: {"value": rows.agreement_ucdp_id.nunique()})


MEASURE = Measure(
    name="peace_agreements_partial",
    title="Partial peace agreements signed",
    unit="agreements",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 26), method_1),),
    needs=("ucdp_peace_agreements__agreements",),
    silence="zero",
    example=Example(
        given={
            "ucdp_peace_agreements__agreements": [
                {"agreement_ucdp_id": 1, "year": 1975, "country_iso3": "IRN", "stage": "full"},
                {"agreement_ucdp_id": 1, "year": 1975, "country_iso3": "IRQ", "stage": "full"},
                {"agreement_ucdp_id": 2, "year": 1975, "country_iso3": "IRQ", "stage": "partial"},
                {"agreement_ucdp_id": 3, "year": 1976, "country_iso3": "IRQ", "stage": "process"},
            ]
        },
        expect=[
            {"country_iso3": "IRQ", "year": 1975, "value": 1},
            {"country_iso3": "WLD", "year": 1975, "value": 1},
        ],
    ),
    notes="Agreements in which at least one dyad agrees to settle a part of the incompatibility (UCDP type 2). "
    "One on conflicts in two countries counts in each, and once in the world: never add countries.",
    misuse="A partial agreement leaves a part of what is fought over open.",
)
