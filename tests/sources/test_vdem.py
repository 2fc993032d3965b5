"""V-Dem: indices are exact decimals with their bounds; early years and halves of a place are counted."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.vdem import SOURCE
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


def test_indices_are_read_exactly():
    raw = file("vdem.csv")
    assert SOURCE.part_of(raw) == "country-year"
    reading = read(raw)
    [row] = reading.tables["vdem__country_years"].to_pylist()
    assert (row["country_iso3"], row["regime"]) == ("COL", 2)
    assert str(row["electoral_democracy"]) == "0.510000"
    assert str(row["liberal_democracy_high"]) == "0.500000"
    assert sorted(reading.ignored.values()) == [1, 1]


def test_an_index_above_one_is_refused(tmp_path):
    content = (FIXTURES / "vdem.csv").read_text().replace("0.51", "5.1")
    with pytest.raises(BadInput, match="above 1"):
        SOURCE.read([saved(tmp_path, content)])
