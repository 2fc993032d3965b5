"""What the measures of peace agreements of one stage share: the method, and an example with every stage."""

from typing import Any

from forlik.store.arithmetic import by_place

TABLE = "ucdp_peace_agreements__agreements"
GIVEN = {
    TABLE: [
        {"agreement_ucdp_id": 1, "year": 1975, "country_iso3": "IRN", "stage": "full"},
        {"agreement_ucdp_id": 1, "year": 1975, "country_iso3": "IRQ", "stage": "full"},
        {"agreement_ucdp_id": 2, "year": 1975, "country_iso3": "IRQ", "stage": "partial"},
        {"agreement_ucdp_id": 3, "year": 1976, "country_iso3": "IRQ", "stage": "process"},
    ]
}
COUNTED = "One on conflicts in two countries counts in each, and once in the world: never add countries."


def of_stage(agreements: Any, stage: str) -> Any:
    """Distinct agreements of one stage signed a year on conflicts in each country, and in the world."""
    chosen = agreements.filter(agreements.stage == stage)
    return by_place(chosen, lambda rows: {"value": rows.agreement_ucdp_id.nunique()})
