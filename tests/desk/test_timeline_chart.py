"""The timeline as a chart: one time axis, gaps where nothing is known, bars from a day to a day and no further."""

import json
from datetime import date
from decimal import Decimal

from forlik.charts.lines import Panel
from forlik.charts.picture import svg
from forlik.charts.timeline import Lane, Lasting, Row, Several, timeline
from forlik.core.figure import Figure

UNTIL = date(2020, 6, 30)


def figure(period, value):
    status = "unknown" if value is None else "reported"
    return Figure("m", "M", "Colombia", "COL", period, None if value is None else Decimal(value), "things", status, "")


def lane(*items, label="A"):
    return Lane("Lane", [Row(label, items)])


def drawn(chart):
    """The data of the first panel, wherever they stand: those of a lone panel are the whole chart's."""
    panel = chart["vconcat"][0]
    found = panel.get("data") or panel["layer"][0].get("data") or chart["data"]
    return found["values"]


def domains(panel):
    return {
        json.dumps(layer["encoding"]["x"]["scale"]["domain"])
        for layer in panel["layer"]
        if "scale" in layer["encoding"].get("x", {})
    } or {json.dumps(panel["encoding"]["x"]["scale"]["domain"])}


def test_all_parts_stand_on_one_time_axis_from_the_first_year_to_the_last_thing():
    chart = timeline(
        [
            Panel("Deaths", [figure("2001", 1), figure("2003", 2)]),
            lane(Lasting(date(1998, 5, 2), date(2004, 3, 1), "it")),
            Several("Paid", [Panel("Peace", [figure("2002", 5)])], ["Peace", "Rights"]),
        ],
        until=UNTIL,
    )
    every = [json.loads(one) for panel in chart["vconcat"] for one in domains(panel)]
    assert every
    assert all(one == ["1998-01-01T00:00:00Z", "2004-03-01T00:00:00Z"] for one in every)


def test_a_year_without_data_breaks_the_line_and_is_never_0():
    chart = timeline([Panel("A", [figure("2000", 4), figure("2001", None), figure("2002", 6)])], until=UNTIL)
    [panel] = chart["vconcat"]
    assert [row["value"] for row in drawn(chart)] == [4, None, 6]
    line = next(layer for layer in panel["layer"] if layer["mark"]["type"] == "line")
    assert line["mark"]["invalid"].startswith("break-paths")


def test_several_courses_share_a_scale_and_keep_their_colours_when_one_has_nothing():
    courses = [Panel("Peace", [figure("2000", 4), figure("2001", None)]), Panel("Rights", [figure("2000", 1)])]
    chart = timeline([Several("Paid", courses, ["Peace", "Humanitarian", "Rights"])], until=UNTIL)
    [panel] = chart["vconcat"]
    colour = panel["layer"][0]["encoding"]["color"]
    assert colour["scale"]["domain"] == ["Peace", "Humanitarian", "Rights"]
    assert colour["legend"]["values"] == ["Peace", "Rights"]
    assert [(row["course"], row["value"]) for row in drawn(chart)] == [("Peace", 4), ("Peace", None), ("Rights", 1)]


def test_a_bar_goes_from_its_first_day_to_its_last_and_never_beyond_the_day_asked_for():
    chart = timeline([lane(Lasting(date(2010, 1, 1), date(2029, 12, 30), "it"))], until=UNTIL)
    rows = drawn(chart)
    assert [row["when"] for row in rows] == ["2010-01-01T00:00:00Z", "2020-06-30T00:00:00Z"]
    assert not any(row["open"] for row in rows)


def test_what_went_on_when_last_heard_of_has_an_arrow_at_that_day_alone():
    chart = timeline([lane(Lasting(date(2010, 1, 1), date(2015, 1, 1), "it", open=True))], until=UNTIL)
    assert [row["open"] for row in drawn(chart)] == [False, True]


def test_a_thing_of_one_day_is_a_point_and_a_row_is_named_once():
    days = [Lasting(date(2016, 9, 26), date(2016, 9, 26), "one"), Lasting(date(2012, 8, 26), date(2012, 8, 26), "two")]
    rows = drawn(timeline([lane(*days, label="Full")], until=UNTIL))
    assert [(row["shown"], row["lasts"]) for row in rows] == [("two", False), ("one", False)]
    assert [bool(row["words"]) for row in rows] == [True, False]


def test_words_stand_at_the_side_that_has_room():
    early, late = Lasting(date(2000, 1, 1), date(2001, 1, 1), "a"), Lasting(date(2019, 1, 1), date(2020, 1, 1), "b")
    rows = drawn(timeline([Lane("L", [Row("A", [early]), Row("B", [late])])], until=UNTIL))
    assert {(row["label"], row["words"], row["at"][:4]) for row in rows if row["words"]} == {
        ("A", "left", "2000"),
        ("B", "right", "2020"),
    }


def test_it_can_be_drawn_without_a_browser():
    chart = timeline(
        [lane(Lasting(date(2000, 1, 1), date(2001, 1, 1), "a")), Panel("A", [figure("2000", 4)])], until=UNTIL
    )
    assert "Lane" in svg(chart)
