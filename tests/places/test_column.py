"""Columns of codes, each at its own year; for whom a system speaks; the table itself."""

from datetime import date
from time import perf_counter

import pyarrow as pa
import pytest

from forlik.core.errors import PlaceRefused, UsageError
from forlik.places import by_code, resolve_column, spoken_for, systems, table


def test_a_code_is_read_at_its_own_year():
    codes = pa.array(["625", "626", "345", "345", "345", "365", "365", "678"])
    years = pa.array([2005, 2015, 1995, 2005, 2020, 1985, 2015, 1980])
    resolved, wrong = resolve_column("ucdp", codes, years)
    assert resolved.to_pylist() == ["SDN", "SSD", "YUG", "SCG", "SRB", "SUN", "RUS", "YEM"]
    assert wrong == []


def test_a_code_valid_on_any_day_of_the_year_counts_and_of_two_the_later_stands():
    codes = pa.array(["626", "365", "345", "345", "316", "315"])
    years = pa.array([2011, 1991, 2003, 2006, 1993, 1992])
    assert resolve_column("ucdp", codes, years)[0].to_pylist() == ["SSD", "RUS", "SCG", "SRB", "CZE", "CSK"]


def test_months_decide_within_a_year():
    codes = pa.array([365, 365, 626, 626, 345])
    years = pa.array([1991, 1991, 2011, 2011, 2006])
    months = pa.array([11, 12, 6, 7, 5])
    resolved, wrong = resolve_column("ucdp", codes, years, months=months)
    assert resolved.to_pylist() == ["SUN", "RUS", None, "SSD", "SCG"]
    assert [(row, code) for row, code, _ in wrong] == [(2, "626")]


def test_what_does_not_resolve_is_listed_with_its_row_and_reason():
    resolved, wrong = resolve_column("gw", pa.array(["626", "625", "9999", None]), pa.array([1990, 1990, 1990, 1990]))
    assert resolved.to_pylist() == [None, "SDN", None, None]
    assert [(row, code) for row, code, _ in wrong] == [(0, "626"), (2, "9999")]
    assert "South Sudan from 2011-07-09" in wrong[0][2]
    assert "Sudan (SDN)" in wrong[0][2]
    assert "no place has" in wrong[1][2]


def test_without_a_year_the_present_meaning_is_taken():
    resolved, wrong = resolve_column("iso3", pa.chunked_array([["NOR", "SUN"], ["XXX"]]))
    assert resolved.to_pylist() == ["NOR", "SUN", None]
    assert [row for row, _, _ in wrong] == [2]
    assert resolve_column("gw", pa.array(["365", "365"]), pa.array([None, 1980]))[0].to_pylist() == ["RUS", "SUN"]
    dateless = resolve_column("gw", pa.array(["365"]), pa.array([None], pa.int64()), months=pa.array([5]))
    assert dateless[0].to_pylist() == ["RUS"]


def test_names_resolve_as_a_column_too():
    names = pa.array(["Soviet Union", "Soviet Union", "Norge", "Congo", "Germany", "Germany"]).dictionary_encode()
    resolved, wrong = resolve_column("name", names, pa.chunked_array([[1991, 1992, 2000], [2000, 1980, 1990]]))
    assert resolved.to_pylist() == ["SUN", None, "NOR", None, None, "DEU"]
    assert [row for row, _, _ in wrong] == [1, 3, 4]


def test_an_empty_column_stays_empty_and_an_unknown_system_is_refused():
    assert resolve_column("gw", pa.array([], pa.string()), pa.array([], pa.int64())) == (pa.array([], pa.string()), [])
    with pytest.raises(UsageError, match="fips"):
        resolve_column("fips", pa.array(["NO"]))


def test_numbers_text_and_leading_zeros_are_the_same_code():
    assert resolve_column("m49", pa.array([4.0]))[0].to_pylist() == ["AFG"]
    assert resolve_column("m49", pa.array(["004", "4", " 4 ", "4.0"]))[0].to_pylist() == ["AFG"] * 4


def test_the_column_agrees_with_one_code_at_a_time():
    """The fast way against the plain one: a code at a month is the code on that month's last day, or on its first."""
    codes = ["345", "365", "260", "626", "625", "678", "680", "817", "751", "316", "315", "265", "347"]
    rows = [(code, year, month) for code in codes for year in range(1946, 2025, 3) for month in (1, 6, 12)]
    fast, _ = resolve_column(
        "ucdp",
        pa.array([row[0] for row in rows]),
        pa.array([row[1] for row in rows]),
        months=pa.array([row[2] for row in rows]),
    )
    plain = [_plain(code, year, month) for code, year, month in rows]
    assert fast.to_pylist() == plain
    assert len(set(plain)) > len(codes)


def _plain(code, year, month):
    last = date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
    for day in range(last, date(year, month, 1).toordinal() - 1, -1):
        try:
            return by_code("ucdp", code, date.fromordinal(day)).iso3
        except PlaceRefused:
            continue
    return None


def test_a_million_rows_take_under_half_a_second():
    codes = pa.array(["625", "365", "345", "490", "2", "700", "645", "520", "775", "626"] * 100_000)
    years = pa.array([1946 + row % 79 for row in range(1_000_000)])
    resolve_column("ucdp", codes[:1], years[:1])
    took = []
    for _ in range(5):
        begun = perf_counter()
        resolve_column("ucdp", codes, years)
        took.append(perf_counter() - begun)
    assert min(took) < 0.5


def test_silence_is_only_for_places_that_existed():
    assert "SSD" not in spoken_for("ucdp", 2010)
    assert "SSD" in spoken_for("ucdp", 2011)
    assert "SSD" not in spoken_for("ucdp", 2011, 6)
    assert "SSD" in spoken_for("ucdp", 2011, 7)
    assert {"SUN", "DDR", "YMD"} <= spoken_for("gw", 1985)
    assert not {"RUS", "HRV", "ERI"} & spoken_for("gw", 1985)
    assert {"SUN", "RUS"} <= spoken_for("ucdp", 1991)
    assert "SUN" not in spoken_for("ucdp", 1992)


def test_figures_counted_back_to_before_a_state_existed_do_not_make_its_silence_zero():
    assert by_code("worldbank", "ERI", date(1985, 1, 1)).iso3 == "ERI"
    assert "ERI" not in spoken_for("worldbank", 1985)


def test_places_a_source_counts_under_another_are_not_spoken_for():
    assert "PSE" not in spoken_for("ucdp", 2020)
    assert "ESH" not in spoken_for("ucdp", 2020)
    assert "NAM" not in spoken_for("ucdp", 1985)
    assert "PSE" in spoken_for("iso3", 2020)


def test_nobody_speaks_for_regions():
    for system in systems():
        assert not {"WLD", "XAF", "XSA"} & spoken_for(system, 2020)


def test_the_table_is_dated_and_says_on_what_evidence():
    rows = table()
    assert rows.schema.names == [
        *("country_iso3", "name", "kind", "system", "code", "valid_from", "valid_to", "main", "evidence"),
    ]
    sudan = [row for row in rows.to_pylist() if (row["country_iso3"], row["system"]) == ("SDN", "m49")]
    assert [(row["code"], row["valid_from"], row["valid_to"]) for row in sudan] == [
        ("736", None, date(2011, 7, 8)),
        ("729", date(2011, 7, 9), None),
    ]
    assert all(row["evidence"] for row in rows.to_pylist())
