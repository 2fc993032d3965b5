"""Stacked bars: parts of one whole by year, in one unit; what was taken back stands below the line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forlik.core.figure import Figure

HEIGHT = 280
TICKS = 5
BEGINNING = 4
"""Letters of a period that are its year."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the whole through the years.

    Args:
        title: What it is called.
        figures: Its figures; a year in which it is unknown has none in the bar, which is told in words beside it.
    """

    title: str
    figures: Sequence[Figure]


def stacked_bars(parts: Sequence[Part], *, title: str, width: int = 720) -> dict[str, Any]:
    """A Vega-Lite specification: a bar a year, from the first year to the last, its parts stacked in their order.

    Args:
        parts: At least one figure in all; their order is that of the colours, so each keeps its own.
        title: What is shown, with its unit.
        width: Width of the drawing area; the page's script fits it to the page.
    """
    import altair as alt

    rows = [
        _row(turn, part.title, one) for turn, part in enumerate(parts) for one in part.figures if one.value is not None
    ]
    years = sorted({int(row["year"]) for row in rows})
    names = [part.title for part in parts]
    # A thousand million is bn to everyone who reads of money; the unit's own sign for it, G, is not.
    short = "replace(format(datum.value, '~s'), 'G', 'bn')"
    span = [str(year) for year in range(years[0], years[-1] + 1)]
    bars = (
        alt.Chart({"values": rows}, width=width, height=HEIGHT, title=title)
        .mark_bar()
        .encode(
            x=alt.X("year:O", scale=alt.Scale(domain=span), axis=alt.Axis(title=None, labelAngle=0, labelOverlap=True)),
            y=alt.Y("value:Q", stack="zero", axis=alt.Axis(title=None, tickCount=TICKS, labelExpr=short)),
            color=alt.Color(
                "part:N",
                scale=alt.Scale(domain=names),
                legend=alt.Legend(title=None, orient="bottom", columns=2, symbolType="square"),
            ),
            order=alt.Order("turn:Q"),
            tooltip=[
                alt.Tooltip("year:N", title=" "),
                alt.Tooltip("part:N", title="  "),
                alt.Tooltip("shown:N", title="   "),
            ],
        )
    )
    specification: dict[str, Any] = alt.vconcat(bars).to_dict()
    return specification


def _row(turn: int, title: str, one: Figure) -> dict[str, Any]:
    return {
        "year": one.period[:BEGINNING],
        "part": title,
        "turn": turn,
        "value": float(one.value) if one.value is not None else None,
        "shown": f"{one.text} {one.unit}",
    }
