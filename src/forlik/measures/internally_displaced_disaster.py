"""People still displaced at the end of the year by the disasters of that year."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.measures._disasters import ROWS
from forlik.store.arithmetic import with_sum


def method_1(disasters: Any) -> Any:
    """The sum of known figures; estimated (too low) where a disaster of that country and year has none."""
    stated = disasters.total_displacement
    by_country = disasters.group_by(["country_iso3", "year"]).aggregate(
        value=stated.sum().cast("int64"), estimated=stated.isnull().any(), basis=disasters.basis.max()
    )
    return with_sum(by_country.filter(by_country.value.notnull()))


MEASURE = Measure(
    name="internally_displaced_disaster",
    title="People still displaced by disasters of the year",
    unit="people at the end of the year",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("idmc__disaster",),
    pillar="humanitarian",
    example=Example(
        given={"idmc__disaster": ROWS},
        expect=[
            {"country_iso3": "FJI", "year": 2020, "value": 10},
            {"country_iso3": "TON", "year": 2020, "value": 0},
            {"country_iso3": "WLD", "year": 2020, "value": 10},
        ],
    ),
    notes="Stated per disaster since 2019. Marked estimated, and too low, where one of the disasters has no figure.",
    misuse="Not all people displaced by disasters: those of earlier years are not in it (2024: 4.3 of 9.8 million).",
)
