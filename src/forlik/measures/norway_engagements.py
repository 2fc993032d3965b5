"""Norway's publicly documented engagements."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import with_world


def method_1(engagements: Any) -> Any:
    """Engagements documented as active that year, in each place and in the world.

    From the documented beginning to the documented end. Without an end: to the year for which a source says that it
    goes on, is being carried out or is suspended, else the first year only. Without a beginning: that stated year only.
    """
    import ibis

    going_on = engagements.status.isin(["ongoing", "implementation", "suspended"])
    stated = going_on.ifelse(engagements.status_year, ibis.null("int64"))
    first = engagements.start_year.coalesce(stated)
    spans = engagements.mutate(
        first=first,
        last=engagements.end_year.coalesce(stated, first),
        estimated=engagements.start_year.isnull() | engagements.end_year.isnull(),
    )
    years = ibis.memtable({"year": list(range(1990, 2051))}, schema={"year": "int64"})
    active = spans.cross_join(years).filter(lambda row: (row.year >= row["first"]) & (row.year <= row["last"]))
    by_country, everywhere = (
        active.group_by(by).aggregate(
            value=active.engagement_id.nunique(), estimated=active.estimated.any(), basis=active.basis.max()
        )
        for by in (["country_iso3", "year"], ["year"])
    )
    return with_world(by_country, everywhere)


MEASURE = Measure(
    name="norway_engagements",
    title="Norway's documented engagements",
    unit="engagements",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("norway_engagements__engagements",),
    pillar="peace",
    example=Example(
        given={
            "norway_engagements__engagements": [
                {"engagement_id": "A", "country_iso3": "SDN", "status": "ended", "start_year": 2010, "end_year": 2011},
                {"engagement_id": "A", "country_iso3": "SSD", "status": "ended", "start_year": 2010, "end_year": 2011},
                {
                    "engagement_id": "B",
                    "country_iso3": "SDN",
                    "status": "ongoing",
                    "start_year": 2011,
                    "status_year": 2012,
                },
                {
                    "engagement_id": "C",
                    "country_iso3": "SDN",
                    "status": "ended",
                    "start_year": 2012,
                    "status_year": 2022,
                },
                {"engagement_id": "D", "country_iso3": "SDN", "status": "unknown", "status_year": 2012},
            ]
        },
        expect=[
            {"country_iso3": place, "year": year, "value": value}
            for place, values in (("SDN", (1, 2, 2)), ("SSD", (1, 1)), ("WLD", (1, 2, 2)))
            for year, value in enumerate(values, 2010)
        ],
    ),
    notes="An unknown end is not taken for going on: such an engagement counts to the year for which a source "
    "last says so, else in its first year only, and the figure is marked estimated. One that concerns two"
    " places counts in each, once in the world.",
    misuse="A place without a figure is not one without an engagement: discreet ones are not documented. A count"
    " says nothing of weight.",
)
