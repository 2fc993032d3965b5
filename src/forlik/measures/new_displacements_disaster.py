"""New internal displacements by disasters in the year."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.measures._disasters import ROWS
from forlik.store.arithmetic import with_sum


def method_1(disasters: Any) -> Any:
    """The sum over disasters of a country and year."""
    by_country = disasters.group_by(["country_iso3", "year"]).aggregate(
        value=disasters.new_displacement.sum().cast("int64"), basis=disasters.basis.max()
    )
    return with_sum(by_country.filter(by_country.value.notnull()))


MEASURE = Measure(
    name="new_displacements_disaster",
    title="New internal displacements by disasters",
    unit="movements in the year",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("idmc__disaster",),
    pillar="humanitarian",
    example=Example(
        given={"idmc__disaster": ROWS},
        expect=[
            {"country_iso3": "FJI", "year": 2020, "value": 100},
            {"country_iso3": "TON", "year": 2020, "value": 10},
            {"country_iso3": "NOR", "year": 2020, "value": 1},
            {"country_iso3": "WLD", "year": 2020, "value": 111},
        ],
    ),
    notes="A flow: movements, evacuations among them; who flees twice is counted twice.",
    misuse="Years before 2013 hold few and large events only: events grew with reporting.",
)
