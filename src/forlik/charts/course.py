"""A course in a small picture: a line or bars, drawn as plain SVG without any script, the same bytes everywhere.

What is unknown breaks the line and has no bar. What is estimated is dashed, and its points are hollow: no colour is
needed to tell them apart. Every scale has 0 in it.
"""

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from itertools import pairwise

from forlik.charts.lettering import SIZE, SMALL, written
from forlik.charts.plot import BROAD, EDGE, HEIGHT, RADIUS, WIDTH, Named, Point, Scale

LETTER, WIDE = 0.52, 0.66
"""How wide a digit is, in heights: in the letters of paper, and in whichever a page has."""
PLAIN = ' stroke="none"'


def course(
    points: Sequence[Point],
    *,
    span: tuple[float, float],
    ticks: Sequence[tuple[float, str]] = (),
    named: Sequence[Named] = (),
    top: Decimal | None = None,
    bars: bool = False,
    width: float = WIDTH,
    font: str = "",
) -> str:
    """Draw a course.

    Args:
        points: Its periods, oldest first; a period that is not there is as unknown as one without a value.
        span: First and last instant of the axis, in years.
        ticks: Instants that the axis names, and how.
        named: Points whose figures are written; where two would stand on each other the later in this order is left
            out.
        top: The greatest value of the scale; that of the points when not given.
        bars: Whether to draw bars.
        width: Width of the picture; letters are as large in a narrow one.
        font: Family of the letters; the page's own when empty, which may be wide.

    Returns:
        An ``svg`` element in one colour, that of the text around it.

    Raises:
        ValueError: No point is known.
    """
    known = [one.value for one in points if one.value is not None]
    if not known:
        raise ValueError("a course of which nothing is known cannot be drawn")
    step = min((after.at - before.at for before, after in pairwise(points)), default=1.0)
    high = max(float(max(known)), float(top or 0), 0.0)
    scale = Scale(span, min(float(min(known)), 0.0), high, step if bars else 0.0, width)
    drawn = _bars(points, scale, step) if bars else _line(points, scale, step, {one.place for one in named})
    at = written(points, scale, named, LETTER if font else WIDE)
    figures = "".join(_text(box.left, box.base, one.text, "start", one) for one, box in at)
    letters = f' font-family="{escape(font)}"' if font else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="course" viewBox="0 0 {width:g} {HEIGHT:g}" '
        f'width="{width:g}" height="{HEIGHT:g}" fill="none" stroke="currentColor"{letters}>'
        f"{_axis(scale, ticks)}{drawn}{figures}</svg>"
    )


def _axis(scale: Scale, ticks: Sequence[tuple[float, str]]) -> str:
    bottom = scale.y(0)
    marks = f'<path class="axis" stroke-width=".5" d="M{EDGE:g} {bottom:.1f}H{scale.width - EDGE:g}"/>'
    for at, name in ticks:
        x = scale.x(at)
        anchor = "start" if x < scale.width * 0.2 else "end" if x > scale.width * 0.8 else "middle"
        edge = EDGE if anchor == "start" else scale.width - EDGE if anchor == "end" else x
        marks += f'<path stroke-width=".5" d="M{x:.1f} {bottom:.1f}v2"/>'
        marks += _text(edge, HEIGHT - 1.5, name, anchor)
    return marks


def _line(points: Sequence[Point], scale: Scale, step: float, named: set[int]) -> str:
    """Lines between neighbours that are both known; a point stands where it is named, or has no neighbour."""
    paths, dots, pen = {False: "", True: ""}, "", (-1, False)
    joined: set[int] = set()
    for place, (one, after) in enumerate(pairwise(points)):
        # A period that is left out altogether is a gap too.
        if one.value is None or after.value is None or after.at - one.at > step * 1.5:
            continue
        joined |= {place, place + 1}
        guessed = one.estimated or after.estimated
        # One line goes on as long as it can: dashes would begin anew with every piece.
        if pen != (place, guessed):
            paths[guessed] += f"M{scale.x(one.at):.1f} {scale.y(one.value):.1f}"
        paths[guessed] += f"L{scale.x(after.at):.1f} {scale.y(after.value):.1f}"
        pen = (place + 1, guessed)
    for place, one in enumerate(points):
        if one.value is not None and (place in named or place not in joined):
            hollow = ' class="hollow" fill="#fff"' if one.estimated else ' fill="currentColor"'
            dots += f'<circle{hollow} cx="{scale.x(one.at):.1f}" cy="{scale.y(one.value):.1f}" r="{RADIUS:g}"/>'
    whole = f'<path class="sure" stroke-width="1.4" stroke-linecap="round" d="{paths[False]}"/>' if paths[False] else ""
    broken = (
        f'<path class="guessed" stroke-width="1.2" stroke-dasharray="3 2" d="{paths[True]}"/>' if paths[True] else ""
    )
    return f"{whole}{broken}{dots}"


def _bars(points: Sequence[Point], scale: Scale, step: float) -> str:
    drawn = ""
    width = BROAD * (scale.x(points[0].at + step) - scale.x(points[0].at))
    for one in points:
        x, zero = scale.x(one.at) - width / 2, scale.y(0)
        if one.value is None:
            drawn += _text(scale.x(one.at), zero - 2, "–", "middle")
            continue
        y = scale.y(one.value)
        filled = "none" if one.estimated else 'currentColor" fill-opacity=".4'
        dashed = ' stroke-dasharray="2 1.4"' if one.estimated else ""
        drawn += (
            f'<rect class="bar" fill="{filled}" stroke-width=".8"{dashed} x="{x:.1f}" y="{min(y, zero):.1f}" '
            f'width="{width:.1f}" height="{abs(zero - y):.1f}"/>'
        )
    return drawn


def _text(x: float, y: float, text: str, anchor: str, named: Named | None = None) -> str:
    note = f'<tspan font-size="{SMALL:g}" dy="-2.4">{escape(named.note)}</tspan>' if named and named.note else ""
    if note and named and named.link:
        note = f'<a href="{escape(named.link)}">{note}</a>'
    # A rim in the colour of the paper keeps a figure apart from the line that it stands on.
    rim = ' class="figure" paint-order="stroke" stroke="#fff" stroke-width="2.4" stroke-linejoin="round"'
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{SIZE:g}" text-anchor="{anchor}" fill="currentColor"'
        f"{rim if named else PLAIN}>{escape(text)}{note}</text>"
    )
