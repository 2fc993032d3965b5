"""Lexical Index: early years and halves of a place are counted, not dropped."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.lied import SOURCE
from forlik.store.shelf import check

FIXTURES = Path(__file__).parent / "fixtures"


def file(name):
    return RawFile(name, FIXTURES / name)


def saved(folder, content, encoding="utf-8"):
    path = folder / "copy.csv"
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return RawFile("copy.csv", path)


def read(raw):
    reading = SOURCE.read([raw])
    check(SOURCE, reading, raw.name)
    return reading


def test_years_from_1946_with_a_place_are_read_and_the_rest_is_counted():
    raw = file("lied.csv")
    assert SOURCE.part_of(raw) == "all"
    reading = read(raw)
    [row] = reading.tables["lied__country_years"].to_pylist()
    assert (row["country_iso3"], row["year"], row["lexical_index"], row["lexical_index_plus"]) == ("COL", 2001, 6, 7)
    assert sorted(reading.ignored.values()) == [1, 1]
    assert reading.rows == 3


def test_a_sovereign_state_nobody_knows_is_refused(tmp_path):
    content = (FIXTURES / "lied.csv").read_text().replace("100,15,2001", "100,99999,2001")
    with pytest.raises(BadInput) as caught:
        SOURCE.read([saved(tmp_path, content)])
    assert (caught.value.line, caught.value.field) == (3, "vdem")
