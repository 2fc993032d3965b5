"""Damaged and foreign copies of the conflict and candidate files: refused with a clear message, or read the same."""

import csv
import io
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from forlik.core.errors import BadInput, ForlikError
from forlik.core.source import RawFile, Reading, Source
from forlik.discover import source, sources
from forlik.store import shelf
from forlik.store.intake import take_in

FIXTURES = Path(__file__).parent / "fixtures"


@dataclass(frozen=True)
class Case:
    """A source with a good file, and where in it things are."""

    source: Source
    good: bytes
    name: str
    country: str
    deaths: str


CASES = [
    Case(source("ucdp_acd"), (FIXTURES / "ucdp_acd.csv").read_bytes(), "acd.csv", "gwno_loc", "intensity_level"),
    Case(source("ucdp_candidate"), (FIXTURES / "ucdp_candidate.csv").read_bytes(), "ged.csv", "country_id", "best"),
]
each_source = pytest.mark.parametrize("case", CASES, ids=lambda case: case.source.name)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(errors="replace"), newline="")))


def text_of(rows: list[list[str]], delimiter: str = ",") -> bytes:
    sink = io.StringIO()
    csv.writer(sink, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return sink.getvalue().encode()


def with_value(case: Case, field: str, value: str, row: int = 1) -> bytes:
    rows = rows_of(case.good)
    rows[row][rows[0].index(field)] = value
    return text_of(rows)


def imported(case: Case, content: bytes, tmp_path: Path) -> Reading:
    """What the import does with a file: its part, its reading, all checks."""
    path = tmp_path / case.name
    path.write_bytes(content)
    file = RawFile(case.name, path)
    if case.source.part_of(file) is None:
        raise BadInput("this is not a file of the source", file=case.name)
    reading = case.source.read([file])
    shelf.check(case.source, reading, case.name)
    return reading


def refusal(case: Case, content: bytes, tmp_path: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        imported(case, content, tmp_path)
    assert case.name in str(caught.value), "the message names the file"
    return caught.value


@each_source
def test_the_good_file_is_read_whole(case, tmp_path):
    assert imported(case, case.good, tmp_path).rows == len(rows_of(case.good)) - 1


@each_source
def test_a_file_cut_in_the_middle_of_a_row_is_refused_with_the_line(case, tmp_path):
    begins = case.good.index(b"\n") + 1
    last_field = {end for end in range(begins, len(case.good)) if _cut_in_last_field(case.good[:end])}
    offsets = random.Random(20261123).sample(  # noqa: S311 - a repeatable choice, no secret
        sorted(set(range(begins + 1, len(case.good))) - last_field), 40
    )
    for offset in offsets:
        error = refusal(case, case.good[:offset], tmp_path)
        assert error.line or "no row" in error.what, (offset, str(error))


def _cut_in_last_field(content: bytes) -> bool:
    """Whether a cut leaves every row with all its fields: only the last value may be short, which no reader can see."""
    rows = rows_of(content)
    return len(rows[-1]) == len(rows[0])


@each_source
def test_a_file_cut_in_its_header_is_refused(case, tmp_path):
    for offset in (1, 20, case.good.index(b"\n") // 2, case.good.index(b"\n") - 2):
        refusal(case, case.good[:offset], tmp_path)


@each_source
def test_an_empty_file_is_refused(case, tmp_path):
    assert "empty" in refusal(case, b"", tmp_path).what
    assert "empty" in refusal(case, b"\n \n", tmp_path).what


@each_source
def test_a_header_without_rows_is_refused(case, tmp_path):
    assert "no row" in refusal(case, case.good[: case.good.index(b"\n") + 1], tmp_path).what


@each_source
@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_another_separator_is_refused_and_named(case, mark, tmp_path):
    error = refusal(case, text_of(rows_of(case.good), mark), tmp_path)
    assert f"fields are separated by {'a tab' if mark == chr(9) else f'“{mark}”'}" in error.what
    assert error.line == 1


@each_source
def test_bytes_in_latin_1_are_refused_with_their_line(case, tmp_path):
    broken = case.good.decode().encode("latin-1")
    error = refusal(case, broken, tmp_path)
    assert "not utf-8" in error.what
    first = next(number for number, line in enumerate(broken.split(b"\n"), 1) if max(line, default=0) > 127)
    assert error.line == first


@each_source
def test_a_row_that_stands_twice_is_refused_with_its_key(case, tmp_path):
    rows = rows_of(case.good)
    error = refusal(case, text_of([*rows, rows[2]]), tmp_path)
    assert "twice" in error.what
    assert "_ucdp_id" in error.what


@each_source
def test_columns_in_another_order_read_the_same(case, tmp_path):
    rows = rows_of(case.good)
    order = random.Random(7).sample(  # noqa: S311 - a repeatable choice, no secret
        range(len(rows[0])), len(rows[0])
    )
    shuffled = imported(case, text_of([[row[place] for place in order] for row in rows]), tmp_path)
    plain = imported(case, case.good, tmp_path)
    assert {name: table.to_pylist() for name, table in shuffled.tables.items()} == {
        name: table.to_pylist() for name, table in plain.tables.items()
    }
    assert shuffled.covers == plain.covers


@each_source
def test_a_renamed_column_is_refused_with_both_names(case, tmp_path):
    error = refusal(case, case.good.replace(b"side_a,", b"side_aa,", 1), tmp_path)
    assert "side_a" in error.what
    assert "side_aa" in error.what


@each_source
def test_the_year_3024_is_refused_with_its_line(case, tmp_path):
    error = refusal(case, with_value(case, "year", "3024", row=2), tmp_path)
    assert "3024" in error.what
    assert (error.line, error.field) == (3, "year")


def test_an_event_ending_in_3024_is_refused(tmp_path):
    error = refusal(CASES[1], with_value(CASES[1], "date_end", "3024-10-02 00:00:00.000"), tmp_path)
    assert "3024" in error.what


@each_source
def test_the_country_9999_is_refused_with_its_line(case, tmp_path):
    error = refusal(case, with_value(case, case.country, "9999", row=3), tmp_path)
    assert "9999" in error.what
    assert (error.line, error.field) == (4, case.country)


@each_source
@pytest.mark.parametrize("value", ["", "many", "1.5", "-1", "1,000"])
def test_a_number_that_is_none_is_refused_with_its_line(case, value, tmp_path):
    error = refusal(case, with_value(case, case.deaths, value), tmp_path)
    assert (error.line, error.field) == (2, case.deaths)


@each_source
@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04" + b"x" * 400, b'{"a": 1}', b"[]", b"<html><body>not found</body></html>", bytes(range(256)) * 8],
    ids=["zip", "json object", "json list", "web page", "binary"],
)
def test_a_file_of_another_kind_is_not_taken_for_the_source(case, content, tmp_path):
    path = tmp_path / case.name
    path.write_bytes(content)
    assert case.source.part_of(RawFile(case.name, path)) is None


@each_source
def test_a_file_of_another_source_is_refused_and_its_source_named(case, home, tmp_path):
    other = next(one for one in CASES if one is not case)
    path = tmp_path / other.name
    path.write_bytes(other.good)
    taken, errors = take_in(
        home, case.source, [path], others=[one for one in sources().values() if one.name.startswith("ucdp")]
    )
    assert not taken
    assert f"it looks like {other.source.name}" in str(errors[0])


@each_source
def test_a_refused_file_changes_nothing_in_the_store(case, home, tmp_path):
    good, bad = tmp_path / case.name, tmp_path / "bad.csv"
    good.write_bytes(case.good)
    bad.write_bytes(with_value(case, case.country, "9999"))
    taken, errors = take_in(home, case.source, [good])
    assert len(taken) == 1
    assert not errors
    before = sorted((path, path.stat().st_size) for path in (home / "tables").rglob("*"))
    taken, errors = take_in(home, case.source, [bad])
    assert not taken
    assert isinstance(errors[0], ForlikError)
    assert sorted((path, path.stat().st_size) for path in (home / "tables").rglob("*")) == before
