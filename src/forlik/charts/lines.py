"""Lines over time, one panel a measure on one shared time axis: unlike quantities never share a scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forlik.core.figure import Figure

ROW_HEIGHT = 110
ALONE_HEIGHT = 240
FEW = 4
GAP = "break-paths-show-path-domains"
"""What is unknown breaks a line; no line leads over it."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure's course.

    Args:
        title: What is counted, as the reader's language says it.
        figures: Its figures, oldest first; unknown ones leave a gap.
    """

    title: str
    figures: Sequence[Figure]


def lines(panels: Sequence[Panel], *, width: int = 720) -> dict[str, Any]:
    """A Vega-Lite specification: a line a panel, with the range where the source gives one.

    Args:
        panels: At least one panel.
        width: Width of the drawing area; the page's script fits it to the page.
    """
    import altair as alt

    height = ALONE_HEIGHT if len(panels) == 1 else ROW_HEIGHT
    every = sorted({instant(figure.period) for panel in panels for figure in panel.figures})
    drawn = [line_panel(alt, panel, (every[0], every[-1]), width, height) for panel in panels]
    whole = alt.vconcat(*drawn, spacing=18).resolve_scale(x="independent")
    specification: dict[str, Any] = whole.to_dict()
    return specification


def line_panel(alt: Any, panel: Panel, span: tuple[str, str], width: int, height: int) -> Any:
    """One panel as Altair has it.

    Args:
        alt: The library, which is slow to import.
        panel: The panel.
        span: First and last instant of the shared time axis.
        width: Width of the drawing area.
        height: Its height.
    """
    rows = [row_of(figure) for figure in panel.figures]
    tip = [alt.Tooltip("period:N", title=" "), alt.Tooltip("shown:N", title=panel.title)]
    base = alt.Chart(alt.Data(values=rows), width=width, height=height, title=panel.title).encode(x=years(alt, span))
    axis = amounts(alt, [panel])
    y = alt.Y("value:Q", axis=axis, scale=alt.Scale(zero=True))
    line = base.mark_line(invalid=GAP).encode(y=y)
    points = base.mark_point(filled=True, size=18).encode(y=y, tooltip=tip)
    if any(row["low"] is not None for row in rows):
        band = base.mark_area(opacity=0.18, line=False, invalid=GAP).encode(y=alt.Y("low:Q", axis=axis), y2="high:Q")
        return alt.layer(band, line, points)
    return alt.layer(line, points)


def years(alt: Any, span: Sequence[Any], at: str = "when") -> Any:
    """The shared time axis, for the instants of a column."""
    return alt.X(
        f"{at}:T",
        scale=alt.Scale(domain=list(span), type="utc"),
        axis=alt.Axis(format="%Y", title=None, tickCount=8, labelOverlap=True),
    )


def amounts(alt: Any, panels: Sequence[Panel]) -> Any:
    """The axis of amounts, for all panels drawn on it."""
    # A thousand million is bn to everyone who reads of money; the unit's own sign for it, G, is not.
    short = "replace(format(datum.value, '~s'), 'G', 'bn')"
    return alt.Axis(title=None, tickCount=4, labelExpr=short, **_few(panels))


def _few(panels: Sequence[Panel]) -> dict[str, list[int]]:
    """Ticks for a handful of whole things: half a conflict does not exist."""
    known = [figure.value for panel in panels for figure in panel.figures if figure.value is not None]
    whole = all(value == value.to_integral_value() for value in known)
    return (
        {"values": list(range(int(max(known)) + 1))} if known and whole and 0 <= min(known) <= max(known) <= FEW else {}
    )


def row_of(figure: Figure) -> dict[str, Any]:
    """A figure as a chart has it; an unknown one has no value, and breaks the line."""
    return {
        "when": instant(figure.period),
        "period": figure.period,
        "value": float(figure.value) if figure.value is not None else None,
        "low": float(figure.low) if figure.low is not None else None,
        "high": float(figure.high) if figure.high is not None else None,
        "shown": f"{figure.text} {figure.unit}",
    }


def instant(period: str) -> str:
    """The first instant of a year or month."""
    return f"{period}-01T00:00:00Z" if "-" in period else f"{period}-01-01T00:00:00Z"
