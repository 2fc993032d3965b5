"""UN peace operations at work."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import with_world


def method_1(operations: Any) -> Any:
    """Operations going on in some part of a year, in each country and in the world; rows that repeat others left out.

    From the year of the beginning to that of the end; an active one to the year of the list, and marked estimated.
    """
    import ibis

    counted = operations.filter(operations.repeats.isnull() & operations.start_year.notnull())
    spans = counted.mutate(estimated=counted.ended_on.isnull() | counted.active.fill_null(False))
    years = ibis.memtable({"year": list(range(1945, 2101))}, schema={"year": "int64"})
    at_work = spans.cross_join(years).filter(
        lambda row: (row.year >= row.start_year) & (row.year <= row.last_year.coalesce(row.start_year))
    )
    by_country, everywhere = (
        at_work.group_by(by).aggregate(
            value=at_work.operation_no.nunique(), estimated=at_work.estimated.any(), basis=at_work.basis.max()
        )
        for by in (["country_iso3", "year"], ["year"])
    )
    return with_world(by_country, everywhere)


MEASURE = Measure(
    name="peace_operations",
    title="UN peace operations at work",
    unit="operations",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 27), method_1),),
    needs=("un_peace_operations__operations",),
    pillar="peace",
    example=Example(
        given={
            "un_peace_operations__operations": [
                {
                    "operation_no": 1,
                    "country_iso3": place,
                    "started_on": date(2010, 5, 1),
                    "ended_on": date(2011, 2, 1),
                    "start_year": 2010,
                    "last_year": 2011,
                }
                for place in ("SDN", "SSD")
            ]
            + [
                {"operation_no": 2, "country_iso3": "SDN", "start_year": 2011, "last_year": 2012},
                {"operation_no": 3, "country_iso3": "SDN", "start_year": 2011, "last_year": 2012, "repeats": "B"},
                {"operation_no": 4, "country_iso3": "SDN", "last_year": 2012},
            ]
        },
        expect=[
            {"country_iso3": "SDN", "year": 2010, "value": 1},
            {"country_iso3": "SDN", "year": 2011, "value": 2},
            {"country_iso3": "SDN", "year": 2012, "value": 1},
            {"country_iso3": "SSD", "year": 2010, "value": 1},
            {"country_iso3": "SSD", "year": 2011, "value": 1},
            {"country_iso3": "WLD", "year": 2010, "value": 1},
            {"country_iso3": "WLD", "year": 2011, "value": 2},
            {"country_iso3": "WLD", "year": 2012, "value": 1},
        ],
    ),
    notes="An operation counts in every year of which it saw a day. One in two countries counts in each, once in the "
    "world. A figure with an operation that went on when the list was made is marked estimated. Which country one "
    "works in is Forlik's coding: the list has headquarters only.",
    misuse="A place without a figure is not one without an operation: the list has no special political missions, and "
    "lacks some old operations. A count says nothing of size.",
)
