"""An interval of ranks: where a place stands in most draws, drawn as plain SVG without any script.

The scale is that of square roots: the first ranks, which are asked about, have more room than the last ones.
"""

from collections.abc import Sequence
from math import sqrt

WIDTH, EDGE = 180, 4
HEIGHT, AXIS = 24, 16
THICK, THIN, LEAST = 8, 2.5, 3.0
"""Heights of the whole interval and of what varies alone; the least width that is still seen."""
TICKS = (1, 5, 10, 20, 50, 100, 200, 500)
ROOM = 16
"""Room between two numbers under the axis."""
CLOSE = 0.8
"""Numbers beyond this share of the last one would stand too close to it."""
ALONE = ("data", "weights")


def interval(low: int, high: int, last: int, *, top: int = 0, alone: Sequence[tuple[int, int]] = ()) -> str:
    """Draw an interval of ranks. The ranks stand beside it, so it is hidden from readers.

    Args:
        low: The better rank of the interval, from 1.
        high: Its worse rank.
        last: How many places are ranked.
        top: The ranks that are asked about are shaded up to this one; none for 0.
        alone: The intervals if only the data, and if only the weights, were uncertain; thin, below the whole one.

    Returns:
        An ``svg`` element whose colours come from the page.

    Raises:
        ValueError: The ranks are none among as many places.
    """
    for first, worst in ((low, high), *alone):
        if not 1 <= first <= worst <= last:
            raise ValueError(f"ranks {first} to {worst} of {last}")
    bars = [_bar("all", low, high, last, 2.0, THICK)]
    for turn, (name, ranks) in enumerate(zip(ALONE, alone, strict=False)):
        bars.append(_bar(name, *ranks, last, 13.0 + 5 * turn, THIN))
    line = f'<path class="scale" d="M{EDGE} 6H{WIDTH - EDGE}"/>'
    return _picture("interval", HEIGHT, _shade(top, last, HEIGHT) + line + "".join(bars))


def axis(last: int, *, top: int = 0) -> str:
    """The numbers over a column of intervals, on the same scale.

    Args:
        last: How many places are ranked.
        top: The ranks up to this one are shaded; none for 0.
    """
    marks, free = "", 0.0
    for rank in sorted({*(one for one in TICKS if one < last * CLOSE), last} | ({top} if 0 < top < last else set())):
        if (at := _at(rank, last)) >= free or rank == 1:
            # A number at an edge stays within the picture.
            anchor = "start" if rank == 1 else "end" if rank == last else "middle"
            marks += f'<text x="{at:.1f}" y="11" text-anchor="{anchor}">{rank}</text>'
            free = at + ROOM
    return _picture("interval axis", AXIS, _shade(top, last, AXIS) + marks)


def _at(rank: int, last: int) -> float:
    """Where a rank stands, from left to right."""
    return EDGE + (sqrt(rank) - 1) / ((sqrt(last) - 1) or 1.0) * (WIDTH - 2 * EDGE)


def _bar(name: str, low: int, high: int, last: int, y: float, height: float) -> str:
    left, right = _at(low, last), _at(high, last)
    width = max(right - left, LEAST)
    left = min(left, WIDTH - width)
    return (
        f'<rect class="{name}" x="{left:.1f}" y="{y:g}" width="{width:.1f}" height="{height:g}" rx="{height / 2:g}"/>'
    )


def _shade(top: int, last: int, height: int) -> str:
    if not 0 < top < last:
        return ""
    return f'<rect class="asked" x="0" y="0" width="{_at(top, last) + 1:.1f}" height="{height}"/>'


def _picture(name: str, height: int, inside: str) -> str:
    return (
        f'<svg class="{name}" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'aria-hidden="true" focusable="false">{inside}</svg>'
    )
