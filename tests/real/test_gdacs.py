"""GDACS on the real feed: its two alerts of December 2024, the same as in the table made of it."""

import pytest

from forlik.core.source import RawFile
from forlik.sources.gdacs import SOURCE

pytestmark = pytest.mark.real


def test_feed_and_table_give_the_same_two_alerts(shared):
    folder = shared / "needs" / "gdacs"
    feed = RawFile("rss", folder / "input" / "xml-rss.xml")
    table = RawFile("csv", folder / "gdacs_rss_information.csv")
    assert SOURCE.part_of(feed) == "feed-2024-12-10"
    readings = [SOURCE.read([file]) for file in (feed, table)]
    assert [reading.rows for reading in readings] == [2, 2]
    assert not any(reading.ignored or reading.refused for reading in readings)
    assert readings[0].tables["gdacs__alerts"].equals(readings[1].tables["gdacs__alerts"])
    assert readings[0].tables["gdacs__alerts"]["event_id"].to_pylist() == ["EQ1457082", "EQ1456937"]
