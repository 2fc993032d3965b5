"""A sparkline: the course of one measure in the width of a word, drawn as plain SVG without any script."""

from collections.abc import Sequence
from decimal import Decimal

WIDTH, HEIGHT, EDGE = 120, 28, 3


def sparkline(values: Sequence[Decimal | int | None]) -> str:
    """Draw values in order; unknown ones break the line. The figure stands beside it, so it is hidden from readers.

    Args:
        values: One value a period, oldest first.

    Returns:
        An ``svg`` element whose colours come from the page; empty when fewer than two values are known.
    """
    known = [float(value) for value in values if value is not None]
    if len(known) < 2:  # noqa: PLR2004 - a line needs two points
        return ""
    low, high = min(0.0, *known), max(0.0, *known)
    reach = (high - low) or 1.0
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    path, pen = "", "M"
    last = (0.0, 0.0)
    for place, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        last = (EDGE + place * step, HEIGHT - EDGE - (float(value) - low) / reach * (HEIGHT - 2 * EDGE))
        path += f"{pen}{last[0]:.1f} {last[1]:.1f}"
        pen = "L"
    return (
        f'<svg class="sparkline" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'aria-hidden="true" focusable="false"><path d="{path}"/>'
        f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="2.4"/></svg>'
    )
