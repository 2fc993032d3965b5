"""Watch: twelve months against the twelve before, only where all of them are known."""

from contextlib import suppress
from datetime import date
from types import SimpleNamespace

import pyarrow as pa
import pytest

from forlik.core.errors import NoData, UsageError
from forlik.core.table import Manifest, Table
from forlik.watch import MEASURES, rising

NAMES = {"COL": "Colombia", "SDN": "Sudan", "SSD": "South Sudan"}


def world(*rows, name=MEASURES[0], status="reported"):
    """A world that knows some months: (place, year, month, deaths, low, high)."""
    columns = ("country_iso3", "year", "month", "value", "low", "high")
    whole = [
        {"country": NAMES[row[0]], "status": status, "basis": 1, **dict(zip(columns, (*row, None, None), strict=False))}
        for row in rows
    ]
    manifest = Manifest(name, "2024-12-31", "known", 1, "", "deaths", "country-month", (), "")
    table = Table(manifest, lambda: pa.Table.from_pylist(whole))

    def measure(asked):
        if asked == name:
            return table
        raise NoData("not known")

    return SimpleNamespace(measure=measure, day=date(2024, 12, 31))


def year(place, of, deaths, *bounds):
    return [(place, of, month, deaths, *bounds) for month in range(1, 13)]


def test_the_rise_is_the_last_twelve_months_less_the_twelve_before():
    known = world(*year("COL", 2023, 10), *year("COL", 2024, 30), *year("SDN", 2023, 9), *year("SDN", 2024, 9))
    found = rising(known)
    [row] = found.rows
    assert (row.country, row.now, row.before, row.change) == ("Colombia", 360, 120, 240)
    assert (found.last_month, row.months[0], row.months[-1]) == ("2024-12", ("2023-01", 10), ("2024-12", 30))
    assert found.still == ("SDN",)


def test_an_unknown_month_is_not_a_month_without_deaths():
    lacking = [row for row in year("SSD", 2023, 50) if row[2] != 6]
    found = rising(world(*lacking, *year("SSD", 2024, 90), *year("COL", 2023, 1), *year("COL", 2024, 2)))
    assert [row.country_iso3 for row in found.rows] == ["COL"]
    assert "SSD" not in found.still


def test_bounds_are_added_where_every_month_with_deaths_has_them():
    bounded = rising(world(*year("COL", 2023, 0), *year("COL", 2024, 5, 4, 7)))
    assert (bounded.rows[0].low, bounded.rows[0].high) == (48, 84)
    half = [*year("COL", 2024, 5, 4, 7)[:-1], ("COL", 2024, 12, 5, None, None)]
    assert rising(world(*year("COL", 2023, 0), *half)).rows[0].low is None


def test_a_number_of_the_list_is_a_figure_with_its_months_and_status():
    found = rising(world(*year("COL", 2023, 0), *year("COL", 2024, 5, 4, 7), status="estimated"))
    now, before, change = (found.figure(found.rows[0], of) for of in ("now", "before", "change"))
    assert (now.value, now.low, now.high, now.period) == (60, 48, 84, "2024-01 to 2024-12")
    assert (before.value, before.low, before.period) == (0, None, "2023-01 to 2023-12")
    assert (change.value, change.period) == (60, "2023-01 to 2024-12")
    assert {one.status for one in (now, before, change)} == {"estimated"}


def test_an_earlier_end_can_be_asked_for_and_an_impossible_one_is_refused():
    known = world(*year("COL", 2022, 1), *year("COL", 2023, 10), *year("COL", 2024, 3))
    found = rising(known, until="2023-12")
    assert (found.last_month, found.months[0], found.rows[0].change) == ("2023-12", "2024-12", 108)
    for until in ("2023-11", "2025-01", "2023", "2023-13", "x"):
        with pytest.raises(UsageError):
            rising(known, until=until)
    assert found.months[::12] == ("2024-12", "2023-12")


def test_a_gap_ends_what_can_be_asked_for_and_less_than_two_years_is_nothing():
    gap = [row for row in year("COL", 2023, 1) if row[2] != 6]
    found = rising(world(*year("COL", 2020, 1), *year("COL", 2021, 1), *year("COL", 2022, 2), *gap))
    assert (found.months[0], found.last_month) == ("2023-05", "2023-05"), "what lies behind the gap is not compared"
    with pytest.raises(UsageError, match="from 2021-12 to 2023-05"):
        rising(world(*year("COL", 2020, 1), *year("COL", 2021, 1), *year("COL", 2022, 2), *gap), until="2023-12")
    with pytest.raises(NoData, match="no place was known for twenty-four months in a row"):
        rising(world(*year("COL", 2024, 1)))


def test_one_newer_month_of_another_source_does_not_hide_what_can_be_compared():
    both = several(
        world(*year("COL", 2023, 1), *year("COL", 2024, 2)),
        world(*year("COL", 2021, 1), *year("COL", 2022, 2), ("COL", 2026, 7, 9), name=MEASURES[1]),
    )
    found = rising(both)
    assert (found.measure, found.last_month, found.rows[0].change) == (MEASURES[0], "2024-12", 12)


def several(*worlds):
    """One world that knows the tables of several."""

    def measure(asked):
        for one in worlds:
            with suppress(NoData):
                return one.measure(asked)
        raise NoData("not known")

    return SimpleNamespace(measure=measure, day=date(2026, 12, 31))


def test_what_reaches_furthest_towards_today_is_compared():
    assert rising(world(*year("COL", 2023, 1), *year("COL", 2024, 2), name=MEASURES[1])).measure == MEASURES[1]
    with pytest.raises(NoData, match="no monthly deaths were known on 2024-12-31"):
        rising(world(name="another"))
