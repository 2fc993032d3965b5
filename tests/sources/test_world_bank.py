"""WDI: both real forms give the same table; the publisher's World row is kept, its other aggregates are not."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.world_bank import SOURCE
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


def test_the_bulk_form_keeps_countries_and_the_world_and_counts_the_aggregates():
    raw = file("world_bank_bulk.csv")
    assert SOURCE.part_of(raw) == "NY.GDP.MKTP.CD"
    reading = read(raw)
    rows = {
        (row["country_iso3"], row["year"]): str(row["value"])
        for row in reading.tables["world_bank__indicators"].to_pylist()
    }
    assert rows == {
        ("ABW", 2001): "10.123457",
        ("EGY", 2002): "200.000000",
        ("WLD", 2001): "999.500000",
        ("WLD", 2002): "1000.500000",
    }
    assert reading.published == "2003-04-05"
    assert sum(reading.ignored.values()) == 1
    assert reading.rows == 4


def test_names_split_at_their_comma_are_put_together_and_the_user_is_told():
    raw = file("world_bank_resaved.csv")
    assert SOURCE.part_of(raw) == "SP.POP.TOTL"
    reading = read(raw)
    rows = {
        (row["country_iso3"], row["year"]): int(row["value"])
        for row in reading.tables["world_bank__indicators"].to_pylist()
    }
    assert rows["EGY", 2001] == 70
    assert rows["EGY", 2002] == 71
    assert len(rows) == 6
    assert sum(reading.ignored.values()) == 1, "MEA, whose name was split in three"
    assert reading.remarks[0].startswith("2 rows")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('"200"', '"2OO"', "2002"),
        ('"EGY"', '"QQQ"', "Country Code"),
        ('"2002"', '"2002e"', "2001, 2002e, "),
        (',"","200",', ',""', "Indicator Code"),
    ],
)
def test_a_changed_copy_is_refused_with_its_place(tmp_path, old, new, field):
    content = (FIXTURES / "world_bank_bulk.csv").read_text(encoding="utf-8").replace(old, new, 1)
    with pytest.raises(BadInput) as caught:
        SOURCE.read([saved(tmp_path, content)])
    assert caught.value.field == field
    assert caught.value.line in (5, 7)


def test_text_in_another_encoding_is_refused(tmp_path):
    content = (FIXTURES / "world_bank_bulk.csv").read_text(encoding="utf-8-sig").replace("Aruba", "Curaçao")
    with pytest.raises(BadInput, match="not UTF-8"):
        SOURCE.read([saved(tmp_path, content, "latin-1")])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04\0\0", b"{}", b"Country Name,Other\n1,2\n"])
def test_foreign_files_are_not_recognised(tmp_path, content):
    assert SOURCE.part_of(saved(tmp_path, content)) is None
