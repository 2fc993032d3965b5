"""GDACS: the feed and the table give the same alerts; hostile or damaged XML is refused."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.gdacs import SOURCE
from forlik.store.intake import take_in
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
        (FEED.replace("Fri, 05 Jan 2024 10:00:00 GMT", "2024-01-05"), "channel.pubDate: “2024-01-05” is not a day"),
        (FEED.replace(">Red<", ">Purple<").replace(">Green<", ">Purple<"), "line 7, field item.0..alert_level.*Purple"),
        (
            FEED.replace("<gdacs:iso3 />", "<gdacs:iso3 /><gdacs:surprise>1</gdacs:surprise>"),
            r"line 14, field item\[1\].gdacs:surprise: .*in the alert “Green earthquake alert at sea”",
        ),
        (
            TABLE.replace("FL7", "FLx"),
            r"line 2, field event_id: “FLx” is no alert of GDACS.*Red flood alert in Nowhere",
        ),
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


ODD = [
    ("FL</gdacs:eventtype>", "XX</gdacs:eventtype>", "event_id", "XX7", "is no alert of GDACS"),
    (">Red<", ">Purple<", "alert_level", "Purple", "is no alert level"),
    ("Sun, 31 Dec 2023 23:00:00 GMT", "2023-12-31", "from_date", "2023-12-31", "is not a day"),
    (">COL<", ">QQQ<", "iso3", "QQQ", "is no country's code"),
    ('value="0"', 'value="many"', "severity", "many", "is no number"),
    ('value="0"', 'value="1E+99"', "severity", "1E+99", "is larger than any severity"),
]


@pytest.mark.parametrize(("old", "new", "field", "value", "why"), ODD, ids=[new for _, new, *_ in ODD])
def test_one_odd_alert_is_set_aside_by_name_and_the_others_stand(tmp_path, old, new, field, value, why):
    file = written(tmp_path, FEED.replace(old, new, 1))
    reading = SOURCE.read([file])
    check(SOURCE, reading, file.name)
    assert reading.tables["gdacs__alerts"]["event_id"].to_pylist() == ["EQ8"]
    [refused] = reading.refused
    assert (refused.line, refused.field, refused.value) == (7, f"item[0].{field}", value)
    assert refused.why.startswith(why)
    assert "7 “Red flood alert in Nowhere & elsewhere”)" in refused.why
    assert reading.rows == 2
    assert f"“{value}” {why}" in reading.remarks[0]


def test_an_odd_row_of_the_table_is_set_aside_with_its_line(tmp_path):
    row = TABLE.splitlines()[1]
    reading = SOURCE.read(
        [written(tmp_path, TABLE.rstrip() + "\n" + row.replace("FL7", "FL8").replace("COL", "QQQ") + "\n")]
    )
    assert [(one.line, one.field, one.value) for one in reading.refused] == [(3, "iso3", "QQQ")]
    assert reading.tables["gdacs__alerts"].num_rows == 1


def test_many_odd_alerts_refuse_the_feed(tmp_path):
    item = FEED[FEED.index("    <item>") : FEED.index("</item>") + len("</item>\n")]
    odd = "".join(
        item.replace(">COL<", ">QQQ<").replace("eventid>7<", f"eventid>{number}<") for number in range(100, 106)
    )
    file = written(tmp_path, FEED.replace(item, item + odd))
    with pytest.raises(BadInput, match=r"line 14, field item\[1\]\.iso3: “QQQ” .*alert FL100 .*and 5 rows more"):
        check(SOURCE, SOURCE.read([file]), file.name)


@pytest.mark.parametrize(("stated", "value"), [("1.23E+05", "123000"), ("2e1", "20"), ("-1.5", "-1.5"), ("4.", "4")])
def test_a_severity_may_be_written_with_a_power_of_ten(tmp_path, stated, value):
    for content in (FEED.replace('value="5.61234567"', f'value="{stated}"'), TABLE.replace(",0,", f",{stated},")):
        reading = SOURCE.read([written(tmp_path, content)])
        assert reading.tables["gdacs__alerts"]["severity_value"].to_pylist()[-1] == Decimal(value)


def test_items_in_comments_do_not_shift_the_lines(tmp_path):
    commented = FEED.replace("<!-- two of them -->", "<!-- <item>\n</item> -->").replace(">COL<", ">QQQ<")
    [refused] = SOURCE.read([written(tmp_path, commented)]).refused
    assert refused.line == 8


def test_a_shorter_feed_of_the_same_day_has_lost_nothing(tmp_path, home):
    items = "".join(
        FEED[FEED.index("    <item>") : FEED.index("</item>") + 8].replace(">7<", f">{number}<")
        for number in range(100, 110)
    )
    first = written(tmp_path, FEED.replace("    <item>", items + "    <item>", 1), "morning.xml")
    second = written(tmp_path, FEED, "evening.xml")
    taken, errors = take_in(home, SOURCE, [first.path, second.path])
    assert not errors
    assert [one.told.rows for one in taken] == [12, 2]


def test_no_alert_begins_in_a_year_to_come():
    reading = SOURCE.read([RawFile("x", FIXTURES / "gdacs.xml")])
    check(SOURCE, reading, "x", latest=2024)
    with pytest.raises(BadInput, match="speaks of the year 2024"):
        check(SOURCE, reading, "x", latest=2023)
