"""Norway's troops and police in UN missions."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.measures._peacekeepers import AT_WORK, COUNTED, GIVEN, TABLE, personnel


def method_1(contributions: Any) -> Any:
    """Norway's personnel of a month, in each country and in the world."""
    return personnel(contributions.filter(contributions.contributor_iso3 == "NOR"))


MEASURE = Measure(
    name="peacekeepers_from_norway",
    title="Norway's troops and police in UN missions",
    unit="people",
    grain="country-month",
    direction="neither",
    methods=(Method(1, date(2026, 11, 27), method_1),),
    needs=(TABLE,),
    pillar="peace",
    example=Example(
        given=GIVEN,
        expect=[
            {"country_iso3": "SDN", "year": 2020, "month": 5, "value": 2},
            {"country_iso3": "SSD", "year": 2020, "month": 5, "value": 17},
            {"country_iso3": "SSD", "year": 2020, "month": 6, "value": 14},
            {"country_iso3": "WLD", "year": 2020, "month": 5, "value": 17},
            {"country_iso3": "WLD", "year": 2020, "month": 6, "value": 14},
        ],
    ),
    notes=f"What Norway gave, as it stands in the UN's own count. {COUNTED}",
    misuse=f"People in missions of NATO, the EU or OSCE are not in it. {AT_WORK}",
)
