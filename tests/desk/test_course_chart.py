"""A course in a small picture: what is unknown is a gap, what is estimated looks so without any colour."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from forlik.charts.course import course
from forlik.charts.lettering import written
from forlik.charts.plot import HEIGHT, WIDTH, Named, Point, Scale

SVG = "{http://www.w3.org/2000/svg}"
FIRST = 2000
SPAN = (2000.0, 2024.0)
VALUES = st.lists(st.none() | st.integers(0, 10**9), min_size=1, max_size=25).filter(
    lambda values: any(value is not None for value in values)
)


def points(values, estimated=()):
    return [
        Point(FIRST + turn, None if value is None else Decimal(value), turn in estimated)
        for turn, value in enumerate(values)
    ]


def drawn(values, *, estimated=(), **more):
    return etree.fromstring(course(points(values, estimated), span=SPAN, **more))


def lines(tree, kind):
    """Each unbroken piece of a line as its places in the order of drawing."""
    path = "".join(one.get("d") for one in tree.iter(f"{SVG}path") if one.get("class") == kind)
    return [re.findall(r"[-\d.]+ [-\d.]+", piece) for piece in path.split("M") if piece]


def steps(tree, kind):
    """From where to where each step of a line leads, across."""
    pieces = lines(tree, kind)
    return [tuple(end.partition(" ")[0] for end in step) for piece in pieces for step in pairwise(piece)]


def at(turn):
    return f"{Scale(SPAN, 0, 1).x(FIRST + turn):.1f}"


@settings(deadline=None)
@given(VALUES)
def test_a_gap_in_the_figures_is_a_gap_in_the_line(values):
    """Two neighbours are joined when both are known, and no others are: every step of every piece is one period."""
    known = [
        (at(turn), at(turn + 1))
        for turn in range(len(values) - 1)
        if values[turn] is not None and values[turn + 1] is not None
    ]
    assert steps(drawn(values), "sure") == known


def test_a_period_that_is_left_out_altogether_is_a_gap_too():
    some = [Point(2000, Decimal(1)), Point(2001, Decimal(2)), Point(2004, Decimal(3)), Point(2005, Decimal(4))]
    tree = etree.fromstring(course(some, span=SPAN))
    assert [len(piece) for piece in lines(tree, "sure")] == [2, 2]


def test_a_known_point_between_two_unknown_ones_is_seen():
    tree = drawn([1, None, 5, None, 2, 3])
    assert [one.get("cx") for one in tree.iter(f"{SVG}circle")] == [at(0), at(2)]


@settings(deadline=None)
@given(VALUES, st.sets(st.integers(0, 24)))
def test_an_estimate_is_dashed_and_hollow_and_a_report_is_neither(values, estimated):
    named = [Named(turn, "x") for turn, value in enumerate(values) if value is not None]
    tree = drawn(values, estimated=estimated, named=named)
    dashed = [one for one in tree.iter(f"{SVG}path") if one.get("stroke-dasharray")]
    assert {one.get("class") for one in dashed} <= {"guessed"}
    pairs = [
        (turn, turn + 1) for turn in range(len(values) - 1) if values[turn] is not None and values[turn + 1] is not None
    ]
    for kind, guessed in (("guessed", True), ("sure", False)):
        wanted = [tuple(map(at, pair)) for pair in pairs if bool(estimated & set(pair)) is guessed]
        assert steps(tree, kind) == wanted
    hollow = {one.get("cx") for one in tree.iter(f"{SVG}circle") if one.get("class") == "hollow"}
    assert hollow == {at(turn) for turn, value in enumerate(values) if value is not None and turn in estimated}


def test_a_bar_is_as_high_as_its_value_and_an_unknown_one_is_a_dash():
    tree = drawn([10, None, 20, 5], bars=True, estimated={3}, top=Decimal(40))
    bars = list(tree.iter(f"{SVG}rect"))
    heights = [float(one.get("height")) for one in bars]
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.11)
    assert heights[0] == pytest.approx(2 * heights[2], abs=0.11)
    assert [one.get("fill") for one in bars] == ["currentColor", "currentColor", "none"]
    assert [one.text for one in tree.iter(f"{SVG}text")] == ["–"]


def test_charts_of_one_top_share_a_scale():
    """Half as much in one chart is half as high as in another."""
    high, low = (drawn([value], bars=True, top=Decimal(100)).find(f"{SVG}rect") for value in (100, 50))
    assert float(high.get("height")) == pytest.approx(2 * float(low.get("height")), abs=0.11)


@settings(deadline=None)
@given(VALUES, st.sets(st.integers(0, 24), max_size=3), st.booleans())
def test_no_figure_stands_on_another_or_outside_the_picture(values, places, bars):
    some = points(values)
    known = {turn: value for turn, value in enumerate(values) if value is not None}
    named = [Named(turn, f"{known[turn]:,}", "12") for turn in sorted(places & set(known))]
    scale = Scale(SPAN, 0, max(known.values()), 1.0 if bars else 0.0)
    boxes = [box for _one, box in written(some, scale, named, 0.5)]
    for turn, box in enumerate(boxes):
        assert box.left >= 0
        assert box.right <= WIDTH
        assert 0 < box.base < HEIGHT
        assert not any(box.meets(other) for other in boxes[:turn])


def test_the_number_of_a_note_stands_beside_its_figure_and_leads_to_it():
    tree = drawn([1, 2, 3], named=[Named(2, "3", "17", "#note-17")])
    [link] = tree.iter(f"{SVG}a")
    assert (link.get("href"), "".join(link.itertext())) == ("#note-17", "17")


def test_words_are_no_markup_and_a_course_of_nothing_is_refused():
    text = course(points([1, 2]), span=SPAN, ticks=[(2000, "<b>&")], named=[Named(1, "<2>", "<n>")])
    assert "<b>" not in text
    assert "&lt;2&gt;" in text
    with pytest.raises(ValueError, match="nothing is known"):
        course(points([None, None]), span=SPAN)


def test_a_line_never_ends_below_nought_and_a_negative_value_has_room():
    tree = drawn([-10, 10])
    [[low, high]] = lines(tree, "sure")
    axis = next(one for one in tree.iter(f"{SVG}path") if one.get("class") == "axis")
    bottom = float(re.search(r"M[\d.]+ ([\d.]+)", axis.get("d"))[1])
    assert float(low.split()[1]) > bottom > float(high.split()[1])


@settings(deadline=None)
@given(st.lists(st.none() | st.integers(1, 10**9), min_size=4, max_size=10).filter(any))
def test_no_figure_stands_beside_the_dash_of_an_unknown_bar(values):
    """A dash in front of a figure would make it less than nought."""
    tree = drawn(values, bars=True, named=[Named(turn, str(value)) for turn, value in enumerate(values) if value])
    dashes = [one for one in tree.iter(f"{SVG}text") if one.text == "–"]
    for figure in (one for one in tree.iter(f"{SVG}text") if one.get("class") == "figure"):
        left, base = float(figure.get("x")), float(figure.get("y"))
        for dash in dashes:
            beside = abs(float(dash.get("y")) - base) < 3 and 0 <= left - float(dash.get("x")) < 6
            assert not beside, (figure.text, values)
