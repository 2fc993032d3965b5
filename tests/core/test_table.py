"""A table in a notebook: whole numbers stay whole, unknown stays unknown, and every file form is named."""

import sys
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pytest

from forlik.core.errors import ForlikError, UsageError
from forlik.core.table import FORMATS, Table, json_number, names_of

ROWS = pa.table(
    {
        "country": ["Norway", "<b>Chad</b>"],
        "n": pa.array([9007199254740993, None], pa.int64()),
        "basis": pa.array([3, None], pa.int32()),
        "value": pa.array([Decimal("1.5"), None], pa.decimal128(28, 6)),
    }
)


@pytest.fixture
def table(manifest) -> Table:
    return Table(manifest, lambda: ROWS)


def test_in_pandas_whole_numbers_stay_whole_and_unknown_is_not_zero(table):
    frame = table.to_pandas()
    assert (str(frame["n"].dtype), str(frame["basis"].dtype)) == ("Int64", "Int32")
    assert frame["n"][0] == 9007199254740993
    assert frame["n"][1] is pd.NA
    assert frame["value"][0] == Decimal("1.5")
    assert pd.isna(frame["value"][1])
    assert int(frame["n"].isna().sum()) == 1


def test_rows_and_arrow_and_length(table):
    assert table.to_arrow() is ROWS
    assert table.rows()[1] == {"country": "<b>Chad</b>", "n": None, "basis": None, "value": None}
    assert len(table) == 2


def test_without_polars_the_remedy_is_named(table, monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(UsageError, match="polars is not installed → pip install polars"):
        table.to_polars()


def test_with_polars_the_rows_are_handed_over(table, monkeypatch):
    monkeypatch.setitem(
        sys.modules, "polars", type("Polars", (), {"from_arrow": staticmethod(lambda rows: ("frame", rows))})
    )
    assert table.to_polars() == ("frame", ROWS)


def test_a_lazy_form_is_given_where_there_is_one(table, manifest):
    with pytest.raises(UsageError, match="a measure has no lazy form"):
        table.to_ibis()
    assert Table(manifest, lambda: ROWS, lambda: "expression").to_ibis() == "expression"


def test_a_notebook_shows_the_name_the_day_and_a_dash_for_unknown(table):
    shown = table._repr_html_()
    assert "<b>deaths</b>, as known on 2024-12-31" in shown
    assert shown.count("–") == 3
    assert "&lt;b&gt;Chad&lt;/b&gt;" in shown
    assert "9007199254740993" in shown


def test_a_long_table_shows_its_first_rows(manifest):
    shown = Table(manifest, lambda: pa.table({"n": list(range(100))}))._repr_html_()
    assert shown.count("<tr>") == 20
    assert "<td>19</td>" in shown


@pytest.mark.parametrize("form", FORMATS)
def test_each_form_is_saved_under_its_ending(table, tmp_path, form):
    path = table.save(tmp_path / f"out.{form}")
    assert path.read_bytes()[:2] == table.export(form)[:2]
    assert path.stat().st_size > 0


@pytest.mark.parametrize("name", ["out.doc", "out"])
def test_another_ending_is_refused_and_nothing_is_written(table, tmp_path, name):
    with pytest.raises(UsageError, match=r"end the name in \.csv, \.xlsx, \.parquet, \.json"):
        table.save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_table_cites_its_sources(table, basis):
    assert basis.citation in table.cite()
    assert table.cite("ris").startswith("TY  - DATA")


def test_numbers_and_names_for_answers(basis):
    assert [json_number(value) for value in (None, Decimal("2.000000"), Decimal("0.5"))] == [None, 2, 0.5]
    assert isinstance(json_number(Decimal("2.000000")), int)
    assert names_of([basis, replace(basis, number=4, source="other")]) == {3: "made_up", 4: "other"}


def test_a_file_that_cannot_be_written_is_named_and_an_old_one_stays(table, tmp_path, monkeypatch):
    with pytest.raises(ForlikError, match=r"out\.csv: cannot be written: No such file or directory → name a file"):
        table.save(tmp_path / "nowhere" / "out.csv")
    old = tmp_path / "old.csv"
    old.write_text("as it was")

    def full(path, content):
        with path.open("wb") as stream:
            stream.write(content[:3])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(ForlikError, match="No space left on device"):
        table.save(old)
    assert [path.name for path in tmp_path.iterdir()] == ["old.csv"]
    assert old.read_text() == "as it was"
