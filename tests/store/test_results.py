"""Results have one shape, exact to the declared digits, and a name made of nothing but their inputs."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.core.errors import BrokenStore
from forlik.core.measure import Example, Measure, Method
from forlik.store import results
from forlik.store.results import Cell, find, index, key_of, load, save, shape


def method(table):
    """Rows as they are."""
    return table


def measure(**options) -> Measure:
    return Measure(
        name="made_up",
        title="Made up",
        unit="things",
        grain="country-year",
        direction="neither",
        methods=(Method(1, date(2020, 1, 1), method),),
        example=Example({}, ()),
        notes="",
        misuse="",
        **options,
    )


def computed(value, **columns) -> pa.Table:
    value = value if isinstance(value, pa.Array) else pa.array(value)
    count = len(value)
    given = {"country_iso3": ["NOR"] * count, "year": list(range(2000, 2000 + count)), "value": value}
    return pa.table({**given, "basis": pa.array([1] * count, pa.int32()), **columns})


def values(table: pa.Table, name: str = "value"):
    return table[name].to_pylist()


def test_columns_come_in_the_one_shape_and_order():
    table = shape(measure(), computed([5, 6], country_iso3=["SWE", "NOR"], extra=[1, 2]))
    assert table.schema == results.SCHEMA
    assert [row["country_iso3"] for row in table.to_pylist()] == ["NOR", "SWE"]
    assert table.to_pylist()[0] == {
        "country_iso3": "NOR", "year": 2001, "month": None, "value": Decimal(6), "low": None, "high": None,
        "status": "reported", "basis": 1,
    }  # fmt: skip


def test_estimates_and_bounds_are_kept():
    table = shape(measure(), computed([5], low=[4], high=[6], estimated=[True], month=[3]))
    row = table.to_pylist()[0]
    assert (row["low"], row["high"], row["status"], row["month"]) == (4, 6, "estimated", 3)


def test_an_unknown_value_or_a_row_of_no_country_is_left_out_and_never_zero():
    table = shape(measure(), computed([None, 0, 7], country_iso3=["NOR", "NOR", None]))
    assert values(table) == [0]


@pytest.mark.parametrize("column", ["value", "low", "high"])
def test_doubles_are_refused(column):
    given = {"value": [1], "low": [1], "high": [1], column: [1.5]}
    with pytest.raises(BrokenStore, match="made_up gave floating-point values"):
        shape(measure(), computed(given.pop("value"), **given))


def test_two_values_for_one_place_and_period_are_refused():
    with pytest.raises(BrokenStore, match="two values for one place and period"):
        shape(measure(), computed([1, 2], year=[2000, 2000]))
    assert shape(measure(), computed([1, 2], year=[2000, 2000], month=[1, 2])).num_rows == 2


@pytest.mark.parametrize(
    ("column", "empty"),
    [("basis", pa.nulls(1, pa.int32())), ("year", pa.nulls(1, pa.int32())), ("estimated", pa.nulls(1, pa.bool_()))],
)
def test_a_value_without_year_status_or_basis_is_refused(column, empty):
    with pytest.raises(BrokenStore, match="gave a value without a"):
        shape(measure(), computed([1], **{column: empty}))


@given(st.integers(0, 10**15), st.integers(0, 6))
def test_scaled_quotients_are_exact(scaled, digits):
    table = shape(measure(scaled=True, digits=digits), computed([scaled]))
    assert values(table) == [Decimal(scaled).scaleb(-digits)]


@given(st.decimals(-(10**12), 10**12, places=6, allow_nan=False), st.integers(0, 6))
def test_decimals_are_rounded_half_away_from_zero(value, digits):
    table = shape(measure(digits=digits), computed(pa.array([value], pa.decimal128(28, 6))))
    assert values(table) == [value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)]


def test_halves_are_rounded_up():
    halves = pa.array([Decimal("0.5"), Decimal("1.5"), Decimal("2.5"), Decimal("2.4")], pa.decimal128(10, 1))
    assert values(shape(measure(), computed(halves))) == [1, 2, 3, 2]


def test_more_than_six_digits_are_refused_and_not_cut():
    with pytest.raises(BrokenStore, match="more than six digits"):
        shape(measure(digits=6), computed(pa.array([Decimal("0.1234567")], pa.decimal128(10, 7))))


def test_the_largest_whole_number_is_kept():
    assert values(shape(measure(), computed([2**63 - 1]))) == [2**63 - 1]


def test_a_kept_result_is_loaded_as_it_was(tmp_path):
    table = shape(measure(), computed([1, 2], month=[1, None]))
    path = save(tmp_path, "made_up", "key", table)
    assert find(tmp_path, "made_up", "key") == path
    assert find(tmp_path, "made_up", "ke") is None
    assert (
        load(path)
        == index(table)
        == {
            "NOR": {
                (2000, 1): Cell(Decimal(1), None, None, "reported", 1),
                (2001, None): Cell(Decimal(2), None, None, "reported", 1),
            }
        }
    )
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("damage", ["cut", "turned", "gone", "folder"])
def test_a_result_whose_bytes_changed_is_never_taken_for_it_and_a_new_one_stands_in_its_place(tmp_path, damage):
    table = shape(measure(), computed([1, 2]))
    path = save(tmp_path, "made_up", "key", table)
    content = path.read_bytes()
    path.unlink()
    if damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "turned":
        path.write_bytes(content[:40] + bytes([content[40] ^ 1]) + content[41:])
    elif damage == "folder":
        path.mkdir()
    results.sound.cache_clear()
    assert find(tmp_path, "made_up", "key") is None
    if damage != "folder":
        assert save(tmp_path, "made_up", "key", table) == path
        assert find(tmp_path, "made_up", "key") == path


def other(table):
    return table.limit(1)


def test_the_key_changes_with_method_digits_and_inputs_and_with_nothing_else():
    what, one = measure(), measure().methods[0]
    base = key_of(what, one, [["t", 1]])
    changed = [
        key_of(what, one, [["t", 2]]),
        key_of(what, Method(2, date(2020, 1, 1), method), [["t", 1]]),
        key_of(what, Method(1, date(2020, 1, 1), other), [["t", 1]]),
        key_of(measure(digits=1), one, [["t", 1]]),
        key_of(measure(scaled=True), one, [["t", 1]]),
    ]
    assert len({base, *changed}) == 6
    assert key_of(measure(pillar="rights"), one, [["t", 1]]) == base
