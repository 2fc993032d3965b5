"""GDACS: the feed and the table give the same alerts; hostile or damaged XML is refused."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.gdacs import SOURCE
from forlik.store.shelf import check

FIXTURES = Path(__file__).parent / "fixtures"
FEED = (FIXTURES / "gdacs.xml").read_text(encoding="utf-8")
TABLE = (FIXTURES / "gdacs.csv").read_text(encoding="utf-8")


def written(folder, content, name="x"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return RawFile(name, path)


def test_a_feed_gives_its_alerts_and_its_day():
    file = RawFile("renamed", FIXTURES / "gdacs.xml")
    assert SOURCE.part_of(file) == "feed-2024-01-05"
    reading = SOURCE.read([file])
    check(SOURCE, reading, file.name)
    assert reading.published == "2024-01-05"
    flood, quake = reading.tables["gdacs__alerts"].to_pylist()
    assert flood["event_id"] == "FL7"
    assert flood["title"] == "Red flood alert in Nowhere & elsewhere"
    assert (flood["year"], flood["began_on"], flood["ended_on"]) == (2023, date(2023, 12, 31), date(2024, 1, 4))
    assert (flood["country_iso3"], flood["alert_level"]) == ("COL", "Red")
    assert (quake["country_iso3"], quake["severity_value"]) == (None, Decimal("5.612346"))


def test_the_table_gives_the_same_alert():
    file = RawFile("renamed", FIXTURES / "gdacs.csv")
    assert SOURCE.part_of(file) == "table-2024-01-04"
    [row] = SOURCE.read([file]).tables["gdacs__alerts"].to_pylist()
    [flood, _] = SOURCE.read([RawFile("f", FIXTURES / "gdacs.xml")]).tables["gdacs__alerts"].to_pylist()
    assert {key for key in row if row[key] != flood[key]} == {"title"}


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xc3\xaf\xc2\xbb\xc2\xbf"])
def test_byte_order_marks_are_cut_off_even_when_encoded_twice(tmp_path, mark):
    assert SOURCE.read([written(tmp_path, mark + FEED.encode())]).rows == 2


LAUGHS = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (FEED.replace("?>", "?><!DOCTYPE rss>", 1), "DOCTYPE"),
        (FEED.replace("?>", '?><!-- a --> <!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd">', 1), "DOCTYPE"),
        (FEED.replace("?>", f'?><!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>', 1).replace("Made-up", "&l9;"), "DOCTYPE"),
        (FEED.replace("?>", '?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>', 1), "DOCTYPE"),
        (FEED.replace("Made-up", "&nowhere;"), "Entity 'nowhere' not defined"),
        (FEED[:900], "is not XML"),
        (FEED.replace("Made-up", "M\xe9").encode("latin-1"), "is not UTF-8"),
        (FEED.replace("<title>", "<a>" * 5000 + "<title>", 1), "is not XML"),
        (FEED.replace("FL</gdacs:eventtype>", "XX</gdacs:eventtype>"), "is no alert of GDACS"),
        (FEED.replace(">Red<", ">Purple<"), "Purple"),
        (FEED.replace("Sun, 31 Dec 2023 23:00:00 GMT", "2023-12-31"), "is not a day"),
        (FEED.replace(">COL<", ">QQQ<"), "QQQ"),
        (FEED.replace("<gdacs:iso3 />", "<gdacs:iso3 /><gdacs:surprise>1</gdacs:surprise>"), "surprise"),
        (TABLE.replace("FL7", "FLx"), "line 2.*is no alert"),
        (TABLE.replace("from_date", "start_date"), "from_date"),
        (TABLE.replace("Flood,", "Deluge,"), "Deluge"),
    ],
)
def test_hostile_and_damaged_files_are_refused(tmp_path, content, message):
    with pytest.raises(BadInput, match=message):
        SOURCE.read([written(tmp_path, content)])


@pytest.mark.parametrize("content", ["", "<html></html>", "{}", "PK\x03\x04", "a,b\n1,2\n", "\0\0"])
def test_foreign_files_are_not_taken(tmp_path, content):
    assert SOURCE.part_of(written(tmp_path, content)) is None
