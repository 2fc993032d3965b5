"""Years since a country last was the place of an active state-based conflict."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.places import all_places


def method_1(conflict_years: Any) -> Any:
    """Each year less the latest active year up to it; no row before the first, nor after a state's end."""
    active = conflict_years.group_by(["country_iso3", "year"]).aggregate(basis=conflict_years.basis.max())
    years = conflict_years.select(at="year").distinct()
    pairs = active.cross_join(years)
    pairs = pairs.filter(pairs["at"] >= pairs.year)
    for one in all_places(kind="former"):
        if one.valid_to is not None:
            pairs = pairs.filter((pairs.country_iso3 != one.iso3) | (pairs["at"] <= one.valid_to.year))
    since = pairs.group_by(["country_iso3", "at"]).aggregate(
        value=(pairs["at"] - pairs.year).min(), basis=pairs.basis.max()
    )
    return since.rename(year="at")


MEASURE = Measure(
    name="years_since_conflict",
    title="Years since active conflict",
    unit="years",
    grain="country-year",
    direction="higher is better",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("ucdp_acd__conflict_years",),
    silence="unknown",
    example=Example(
        given={
            "ucdp_acd__conflict_years": [
                {"conflict_ucdp_id": 1, "year": 1989, "country_iso3": "COL"},
                {"conflict_ucdp_id": 1, "year": 1990, "country_iso3": "COL"},
                {"conflict_ucdp_id": 2, "year": 1990, "country_iso3": "SUN"},
                {"conflict_ucdp_id": 3, "year": 1992, "country_iso3": "MLI"},
                {"conflict_ucdp_id": 3, "year": 1991, "country_iso3": "PER"},
            ]
        },
        expect=[
            {"country_iso3": "COL", "year": 1989, "value": 0},
            {"country_iso3": "COL", "year": 1990, "value": 0},
            {"country_iso3": "COL", "year": 1991, "value": 1},
            {"country_iso3": "COL", "year": 1992, "value": 2},
            {"country_iso3": "SUN", "year": 1990, "value": 0},
            {"country_iso3": "SUN", "year": 1991, "value": 1},
            {"country_iso3": "MLI", "year": 1992, "value": 0},
            {"country_iso3": "PER", "year": 1991, "value": 0},
            {"country_iso3": "PER", "year": 1992, "value": 1},
        ],
    ),
    notes="0 in a year with an active conflict located in the country (25 battle deaths). "
    "Unknown for a country that never had one since 1946, and before its first. A successor state starts anew.",
    misuse="Quiet years are not peace: non-state and one-sided violence, and repression, do not count here. "
    "A state that sends soldiers abroad is not the place of that conflict.",
)
