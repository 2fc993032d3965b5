"""Freedom in the World: the year described counts, and the sums must hold."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.freedom_house import SOURCE
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


def test_the_year_described_is_the_one_before_the_edition():
    raw = file("freedom_house.csv")
    assert SOURCE.part_of(raw) == "all"
    rows = read(raw).tables["freedom_house__scores"].to_pylist()
    assert [(row["country_iso3"], row["year"], row["edition"], row["score"]) for row in rows] == [
        ("GIN", 2014, 2015, 40),
        ("COL", 2015, 2016, 63),
    ]


def test_the_file_of_one_edition_is_refused_because_its_year_is_unknown():
    assert SOURCE.part_of(file("freedom_house_snapshot.csv")) == "snapshot"
    with pytest.raises(BadInput, match="which year"):
        SOURCE.read([file("freedom_house_snapshot.csv")])


def test_a_score_that_is_not_the_sum_is_refused(tmp_path):
    content = (FIXTURES / "freedom_house.csv").read_text().replace("34,63", "34,64")
    with pytest.raises(BadInput, match="not the sum") as caught:
        SOURCE.read([saved(tmp_path, content)])
    assert caught.value.line == 3
