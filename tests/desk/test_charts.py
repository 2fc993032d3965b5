"""Charts: what a reader sees must be what the figures say."""

import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik import places
from forlik.charts.interval import WIDTH, axis, interval
from forlik.charts.lines import Panel, lines
from forlik.charts.picture import svg
from forlik.charts.sparkline import sparkline
from forlik.charts.stacked_bars import Part, stacked_bars
from forlik.charts.tile_grid import Tile, layout, limits, step, tile_grid
from forlik.core.figure import Figure

ALSO = {"PSE", "XKX", "TWN", "ESH"}
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)


def figure(period, value, low=None, high=None):
    status = "unknown" if value is None else "reported"
    amounts = [None if amount is None else Decimal(amount) for amount in (value, low, high)]
    return Figure("m", "M", "Colombia", "COL", period, amounts[0], "things", status, "", amounts[1], amounts[2])


def test_the_layout_holds_every_state_and_four_more_each_on_a_square_of_its_own():
    states = {place.iso3 for place in places.all_places(kind="state") if place.span.runs}
    assert set(layout()) == states | ALSO
    assert len(set(layout().values())) == len(layout()) == 197


@pytest.mark.parametrize(
    ("west", "east"), [("USA", "GBR"), ("NOR", "SWE"), ("COL", "VEN"), ("IRN", "AFG"), ("AUS", "NZL"), ("MLI", "NER")]
)
def test_what_lies_west_stands_left(west, east):
    assert layout()[west][1] < layout()[east][1]


@pytest.mark.parametrize(("north", "south"), [("NOR", "DNK"), ("SDN", "SSD"), ("CAN", "USA"), ("EGY", "ZAF")])
def test_what_lies_north_stands_above(north, south):
    assert layout()[north][0] < layout()[south][0]


@given(st.lists(AMOUNTS, max_size=60))
def test_a_greater_value_never_has_a_lighter_shade(values):
    marks = limits(values)
    shades = [step(value, marks) for value in sorted(value for value in values if value > 0)]
    assert shades == sorted(shades)
    assert set(shades) <= set("12345")


def test_zero_and_unknown_have_shades_of_their_own():
    marks = limits([Decimal(1), Decimal(9)])
    assert step(Decimal(0), marks) == "none"
    assert step(None, marks) == "unknown"


def test_a_tiles_words_cannot_break_out_of_the_picture():
    drawn = tile_grid([Tile("COL", 'A "<b>&', "1", "/country/COL?a=1&b=2")], "<i>")
    root = ET.fromstring(drawn)  # noqa: S314 - our own drawing
    assert root[0].get("aria-label") == 'A "<b>&'
    assert root[0].get("href") == "/country/COL?a=1&b=2"
    assert "<b>" not in drawn


@given(st.lists(st.one_of(st.none(), st.integers(-(10**6), 10**6)), min_size=2, max_size=50))
def test_a_sparkline_stays_inside_its_frame_and_breaks_where_nothing_is_known(values):
    drawn = sparkline(values)
    known = [value for value in values if value is not None]
    if len(known) < 2:
        assert drawn == ""
        return
    path = ET.fromstring(drawn)[0].get("d")  # noqa: S314 - our own drawing
    points = path.replace("L", "M").split("M")[1:]
    assert len(points) == len(known)
    starts = sum(value is not None and (turn == 0 or values[turn - 1] is None) for turn, value in enumerate(values))
    assert path.count("M") == starts
    for point in points:
        x, y = (float(part) for part in point.split())
        assert 0 <= x <= 120
        assert 0 <= y <= 28


def test_unlike_quantities_have_panels_and_scales_of_their_own_on_one_time_axis():
    chart = lines([Panel("A", [figure("2000", 1), figure("2001", 2)]), Panel("B", [figure("2010", 5)])])
    first, second = chart["vconcat"]
    domains = [panel["layer"][0]["encoding"]["x"]["scale"]["domain"] for panel in (first, second)]
    assert domains[0] == domains[1] == ["2000-01-01T00:00:00Z", "2010-01-01T00:00:00Z"]
    assert [row["value"] for row in first["data"]["values"]] == [1, 2]


def test_a_handful_of_whole_things_has_no_halves_on_its_axis():
    chart = lines([Panel("A", [figure("2000", 0), figure("2001", 3)])])
    assert chart["vconcat"][0]["layer"][0]["encoding"]["y"]["axis"]["values"] == [0, 1, 2, 3]


def test_a_range_is_drawn_where_the_source_gives_one():
    chart = lines([Panel("A", [figure("2000", 5, 4, 7), figure("2001", 6, 5, 9)])])
    marks = [layer["mark"]["type"] for layer in chart["vconcat"][0]["layer"]]
    assert marks == ["area", "line", "point"]


def test_a_chart_becomes_a_picture_with_its_title_and_asks_for_nothing_outside():
    drawn = svg(lines([Panel("Drepte & sårede", [figure("2000-01", 1), figure("2000-02", 2)])]))
    assert "Drepte &amp; sårede" in drawn
    assert "http" not in drawn.replace("http://www.w3.org", "")


@given(st.data())
def test_an_interval_stays_inside_its_frame_and_a_better_rank_is_further_to_the_left(data):
    last = data.draw(st.integers(1, 250))
    pairs = st.tuples(st.integers(1, last), st.integers(1, last)).map(sorted)
    (low, high), *alone = [data.draw(pairs) for _ in range(3)]
    drawn = ET.fromstring(interval(low, high, last, top=20, alone=alone))  # noqa: S314 - our own drawing
    bars = {bar.get("class"): bar for bar in drawn.iter("rect")}
    assert bars.keys() - {"asked"} == {"all", "data", "weights"}
    for bar in bars.values():
        assert float(bar.get("x")) >= 0
        assert float(bar.get("x")) + float(bar.get("width")) <= WIDTH + 0.11
    if low < last:
        further = ET.fromstring(interval(last, last, last)).find("rect")  # noqa: S314 - our own drawing
        assert float(bars["all"].get("x")) < float(further.get("x"))


def test_an_interval_shades_the_ranks_asked_about_and_hides_from_readers():
    drawn = ET.fromstring(interval(3, 18, 190, top=20))  # noqa: S314 - our own drawing
    asked, whole = drawn.findall("rect")
    assert (asked.get("class"), whole.get("class")) == ("asked", "all")
    assert float(whole.get("x")) + float(whole.get("width")) <= float(asked.get("width"))
    assert drawn.get("aria-hidden") == "true"
    numbers = [one.text for one in ET.fromstring(axis(190, top=20)).iter("text")]  # noqa: S314 - our own drawing
    assert numbers[0] == "1"
    assert numbers[-1] == "190"
    assert "20" in numbers


@pytest.mark.parametrize("ranks", [(0, 3, 9), (4, 3, 9), (3, 10, 9)])
def test_ranks_that_are_none_are_not_drawn(ranks):
    with pytest.raises(ValueError, match="of 9"):
        interval(*ranks)


def test_bars_hold_what_is_known_keep_each_parts_colour_and_every_year_between():
    peace = Part("Peace", [figure("2019", "5"), figure("2020", None), figure("2022", "-2")])
    drawn = stacked_bars([peace, Part("Relief", []), Part("Rights", [figure("2019", "0")])], title="Paid out, USD")
    [panel] = drawn["vconcat"]
    [held] = drawn["datasets"].values() if "datasets" in drawn else [drawn["data"]["values"]]
    rows = [(row["year"], row["part"], row["value"]) for row in held]
    assert rows == [("2019", "Peace", 5.0), ("2022", "Peace", -2.0), ("2019", "Rights", 0.0)], "unknown is no bar of 0"
    assert panel["encoding"]["color"]["scale"]["domain"] == ["Peace", "Relief", "Rights"]
    assert panel["encoding"]["x"]["scale"]["domain"] == ["2019", "2020", "2021", "2022"]
    assert "<svg" in svg(drawn)
