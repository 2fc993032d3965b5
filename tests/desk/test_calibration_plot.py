"""The calibration plot: each group stands where its two shares put it, with its interval, and nothing gets into it."""

import re

import pytest

from forlik.charts.calibration import Point, calibration_plot


def centres(svg):
    return [(float(x), float(y)) for x, y in re.findall(r'<circle[^>]*cx="([\d.]+)" cy="([\d.]+)"', svg)]


def test_what_is_said_goes_across_and_what_came_goes_up():
    svg = calibration_plot(
        [Point(0, 0, 0, 0.5, 1), Point(1, 1, 0.5, 1, 1), Point(0.5, 0.5, 0.1, 0.9, 4)], "said", "came"
    )
    low, high, middle = centres(svg)
    assert low[0] < high[0]
    assert low[1] > high[1], "up is towards the top of the page"
    assert middle == ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2)
    even = re.search(r'class="even" d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"', svg)
    assert [*map(float, even.groups())] == [*low, *high], "the line on which both are the same"


def test_more_expectations_make_a_larger_point_and_the_interval_is_drawn():
    svg = calibration_plot([Point(0.2, 0.5, 0.25, 0.75, 1), Point(0.8, 0.5, 0.25, 0.75, 9)], "said", "came")
    one, nine = map(float, re.findall(r' r="([\d.]+)"', svg))
    assert one < nine
    ends = [tuple(map(float, found)) for found in re.findall(r'class="within" d="M[\d.]+ ([\d.]+)V([\d.]+)"', svg)]
    assert ends[0] == ends[1]
    assert ends[0][0] - ends[0][1] == pytest.approx(130), "half of the plot"


def test_words_are_no_html_and_a_share_that_is_none_is_refused():
    assert "<script" not in calibration_plot([], "<script>", "a & b")
    with pytest.raises(ValueError, match="no group"):
        calibration_plot([Point(1.2, 0.5, 0, 1, 1)], "said", "came")
    with pytest.raises(ValueError, match="no group"):
        calibration_plot([Point(0.2, 0.5, 0, 1, 0)], "said", "came")
