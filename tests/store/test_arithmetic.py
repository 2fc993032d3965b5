"""Sums and quotients are exact on the engine, at any size that is allowed."""

from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forlik.store.arithmetic import divide, with_sum, with_world
from forlik.store.engine import Engine


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return Engine("duckdb", tmp_path_factory.mktemp("home"))


def half_up(numerator: int, denominator: int, digits: int) -> int:
    return (Fraction(numerator, denominator) * 10**digits + Fraction(1, 2)).__floor__()


def quotients(engine, pairs, digits: int) -> list[int]:
    table = engine.memory(
        pa.table({"row": list(range(len(pairs))), "n": [n for n, _ in pairs], "d": [d for _, d in pairs]})
    )
    result = engine.run(table.mutate(q=divide(table.n, table.d, digits)).select("row", "q").order_by("row"))
    assert pa.types.is_integer(result["q"].type)
    return result["q"].to_pylist()


@st.composite
def divisions(draw):
    """Any numerator and denominator the function allows, with the digits; quotients up to 2**51."""
    digits = draw(st.integers(0, 6))
    pairs = []
    for _ in range(20):
        denominator = draw(st.integers(1, 2**60) | st.integers(1, 1000))
        most = min(2**62 // (2 * 10**digits), (2**51 // 10**digits) * denominator)
        pairs.append((draw(st.integers(0, most)), denominator))
    return digits, pairs


@settings(max_examples=60)
@given(divisions())
def test_a_quotient_is_the_exact_one_rounded_half_up(engine, given_):
    digits, pairs = given_
    assert quotients(engine, pairs, digits) == [half_up(n, d, digits) for n, d in pairs]


def test_halves_are_rounded_up(engine):
    assert quotients(engine, [(7, 2), (1, 3), (2, 3), (1, 2), (10**15 + 1, 2), (2**51 - 1, 1)], 0) == [
        4, 0, 1, 1, 500_000_000_000_001, 2**51 - 1,
    ]  # fmt: skip
    assert quotients(engine, [(5, 1000), (4, 1000), (1, 8)], 2) == [1, 0, 13]


def test_whole_numbers_beyond_the_doubles_are_divided_exactly(engine):
    numerator = 2**53 + 1  # the first that no double holds
    assert quotients(engine, [(numerator, 5), (numerator * 3, 12345)], 0) == [
        half_up(numerator, 5, 0),
        half_up(numerator * 3, 12345, 0),
    ]


def test_sums_are_divided_like_numbers(engine):
    table = engine.memory(pa.table({"year": [1, 1], "n": [2**52, 2**52 + 1], "d": [3, 4]}))
    sums = table.group_by("year").aggregate(n=table.n.sum(), d=table.d.sum())
    assert engine.run(sums.mutate(q=divide(sums.n, sums.d, 0)))["q"].to_pylist() == [half_up(2**53 + 1, 7, 0)]


def test_the_world_is_the_sum_with_bounds_estimates_and_newest_basis(engine):
    countries = engine.memory(
        pa.table(
            {
                "country_iso3": ["NOR", "SWE", "NOR"],
                "year": [2020, 2020, 2021],
                "value": [1, 2, 5],
                "low": pa.array([1, 1, None], pa.int64()),
                "high": [3, 4, 6],
                "estimated": [False, True, False],
                "basis": pa.array([1, 2, 1], pa.int32()),
            }
        )
    )
    rows = engine.run(with_sum(countries)).to_pylist()
    assert len(rows) == 5
    world = {row["year"]: row for row in rows if row["country_iso3"] == "WLD"}
    assert {name: world[2020][name] for name in ("value", "low", "high", "estimated", "basis")} == {
        "value": 3, "low": 2, "high": 7, "estimated": True, "basis": 2,
    }  # fmt: skip
    assert (world[2021]["value"], world[2021]["low"], world[2021]["estimated"]) == (5, None, False)


def test_sums_keep_the_types_of_their_columns(engine):
    countries = engine.memory(
        pa.table(
            {
                "country_iso3": ["NOR", "SWE"],
                "year": [2020, 2020],
                "month": [1, 1],
                "value": pa.array([1, 2]).cast(pa.decimal128(28, 6)),
                "basis": pa.array([1, 2], pa.int32()),
            }
        )
    )
    result = engine.run(with_sum(countries, by=("year", "month")))
    assert result.schema.field("value").type == pa.decimal128(28, 6)
    assert result.schema.field("basis").type == pa.int32()


def test_the_worlds_own_rows_stand_beside_the_countries(engine):
    countries = engine.memory(pa.table({"country_iso3": ["NOR", "SWE"], "year": [1, 1], "value": [1, 1]}))
    world = engine.memory(pa.table({"value": [1], "year": [1]}))
    rows = engine.run(with_world(countries, world)).to_pylist()
    assert {row["country_iso3"]: row["value"] for row in rows} == {"NOR": 1, "SWE": 1, "WLD": 1}
