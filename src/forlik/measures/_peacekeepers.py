"""What the measures of troops and police have in common: the sum, and an example of two missions."""

from collections.abc import Mapping, Sequence
from typing import Any

from forlik.store.arithmetic import with_world

TABLE = "un_peace_operations__contributions"
GIVEN: Mapping[str, Sequence[Mapping[str, Any]]] = {
    TABLE: [
        {
            "contribution_no": number,
            "country_iso3": place,
            "contributor_iso3": giver,
            "year": 2020,
            "month": month,
            "personnel": personnel,
        }
        for number, places, giver, month, personnel in (
            (1, ("SDN", "SSD"), "ETH", 5, 400),
            (2, ("SSD",), "NOR", 5, 15),
            (3, ("SDN", "SSD"), "NOR", 5, 2),
            (4, ("SSD",), "NOR", 6, 14),
        )
        for place in places
    ]
}
COUNTED = (
    "Troops, staff officers, experts on mission and police, women and men, as counted on the day reported. A mission "
    "in two countries counts in each, once in the world."
)
AT_WORK = "Where in a country they are is not known. Months that the UN has not reported are unknown, not 0."


def personnel(rows: Any) -> Any:
    """Personnel by month, in each country and in the world; one who serves in two countries counts once there."""
    countries = rows.group_by(["country_iso3", "year", "month"]).aggregate(
        value=rows.personnel.sum(), basis=rows.basis.max()
    )
    once = rows.group_by(["contribution_no", "year", "month"]).aggregate(
        personnel=rows.personnel.max(), basis=rows.basis.max()
    )
    world = once.group_by(["year", "month"]).aggregate(value=once.personnel.sum(), basis=once.basis.max())
    return with_world(countries, world)
