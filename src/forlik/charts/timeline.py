"""A timeline: lines, several lines on one scale, and lanes of what lasted, one below the other on one time axis."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from forlik.charts.lines import GAP, Panel, amounts, instant, line_panel, row_of, years

HEIGHT, ALONE = 96, 220
ROW = 26
"""Height of a row of a lane: its words, and its bar under them."""
BAR, DOWN, UP = 6, 7, -5
"""How thick a bar is, how far under the middle of its row it lies, and how far over it its words."""
AMOUNTS_WIDTH = 44
"""Width kept for every panel's axis of amounts, so that the same year stands at the same place in all of them."""


@dataclass(frozen=True, slots=True)
class Several:
    """Courses of one unit, on one scale, each in a colour of its own.

    Args:
        title: What they are of.
        courses: At least one; the order is that of the colours.
        colours: The names in the order of the colours, those without a course too, so that each keeps its own.
    """

    title: str
    courses: Sequence[Panel]
    colours: Sequence[str]


@dataclass(frozen=True, slots=True)
class Lasting:
    """Something that lasted, or that happened on a day.

    Args:
        first: Its first day, or the first that may be meant.
        last: Its last day, or the last that it is known to have gone on.
        shown: What it is, when, in words.
        open: Whether it is known to have gone on on its last day, and no end is known.
    """

    first: date
    last: date
    shown: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a lane.

    Args:
        label: What it is called.
        items: What lasted or happened.
    """

    label: str
    items: Sequence[Lasting]


@dataclass(frozen=True, slots=True)
class Lane:
    """Rows of what lasted, without a scale.

    Args:
        title: What they are.
        rows: The rows, from top to bottom.
    """

    title: str
    rows: Sequence[Row]


Part = Panel | Several | Lane


def timeline(parts: Sequence[Part], *, until: date, width: int = 720) -> dict[str, Any]:
    """A Vega-Lite specification of parts below each other.

    Args:
        parts: At least one, each with something to show.
        until: The day whose knowledge is shown: what goes on later is cut there.
        width: Width of the drawing area; the page's script fits it to the page.
    """
    import altair as alt

    span = _span(parts, until)
    height = ALONE if len(parts) == 1 else HEIGHT
    drawn = [_drawn(alt, part, span, until, width, height) for part in parts]
    whole = alt.vconcat(*drawn, spacing=16).resolve_scale(x="independent", color="independent")
    specification: dict[str, Any] = whole.configure_axisY(minExtent=AMOUNTS_WIDTH, maxExtent=AMOUNTS_WIDTH).to_dict()
    return specification


def _span(parts: Sequence[Part], until: date) -> tuple[str, str]:
    """From the beginning of the first year to the last thing, and to the end of that year where it is the only one."""
    days = [day for part in parts for day in _days(part)]
    first, last = min(days)[:4], min(max(days), until.isoformat())[:10]
    return f"{first}-01-01T00:00:00Z", f"{max(last, f'{first}-12-31')}T00:00:00Z"


def _days(part: Part) -> Iterator[str]:
    if isinstance(part, Lane):
        for row in part.rows:
            for one in row.items:
                yield from (one.first.isoformat(), one.last.isoformat())
        return
    for course in part.courses if isinstance(part, Several) else (part,):
        yield from (instant(figure.period) for figure in course.figures)


def _drawn(alt: Any, part: Part, span: tuple[str, str], until: date, width: int, height: int) -> Any:
    if isinstance(part, Lane):
        return _lane(alt, part, span, until, width)
    if isinstance(part, Several):
        return _several(alt, part, span, width, height)
    return line_panel(alt, part, span, width, height)


def _several(alt: Any, part: Several, span: tuple[str, str], width: int, height: int) -> Any:
    rows = [row_of(figure) | {"course": course.title} for course in part.courses for figure in course.figures]
    base = alt.Chart(alt.Data(values=rows), width=width, height=height, title=part.title).encode(
        x=years(alt, span),
        y=alt.Y("value:Q", axis=amounts(alt, part.courses), scale=alt.Scale(zero=True)),
        color=alt.Color(
            "course:N",
            scale=alt.Scale(domain=list(part.colours)),
            legend=alt.Legend(orient="top", title=None, columns=2, values=[course.title for course in part.courses]),
        ),
    )
    tip = [alt.Tooltip(f"{name}:N", title=" ") for name in ("period", "course", "shown")]
    points = base.mark_point(filled=True, size=18).encode(tooltip=tip)
    return alt.layer(base.mark_line(invalid=GAP, strokeWidth=1.8), points)


def _lane(alt: Any, lane: Lane, span: tuple[str, str], until: date, width: int) -> Any:
    rows = list(_bars(lane, span, until))
    # An axis without words keeps the room that the axes of amounts take.
    bare = alt.Axis(labels=False, domain=False, grid=False, title=None)
    order = alt.Y("row:O", axis=bare, scale=alt.Scale(domain=list(range(len(lane.rows)))))
    base = alt.Chart(alt.Data(values=rows), width=width, height=ROW * len(lane.rows), title=lane.title).encode(
        x=years(alt, span), y=order
    )
    tip = [alt.Tooltip("label:N", title=" "), alt.Tooltip("shown:N", title=" ")]
    # Bars are thick lines: of the two ends of a bar Vega-Lite asks whether they mean the same axis, and doubts it.
    thick = {"strokeWidth": BAR, "strokeCap": "round", "yOffset": DOWN}
    bars = base.transform_filter("datum.lasts").mark_line(**thick).encode(detail="turn:N", tooltip=tip)
    days = base.transform_filter("!datum.lasts").mark_point(filled=True, size=72, yOffset=DOWN).encode(tooltip=tip)
    arrows = base.transform_filter("datum.open").mark_point(
        shape="triangle-right", filled=True, size=170, opacity=1, yOffset=DOWN, xOffset=4
    )
    words = [
        base.transform_filter(f"datum.words == '{side}'")
        .mark_text(align=side, yOffset=UP, fontSize=11, limit=width)
        .encode(x=years(alt, span, "at"), text="label:N")
        for side in ("left", "right")
    ]
    return alt.layer(bars, days, arrows, *words)


def _bars(lane: Lane, span: tuple[str, str], until: date) -> Iterable[dict[str, Any]]:
    """What is drawn; the words of a row stand once, at its beginning, or at its end where that is nearer."""
    middle = date.fromordinal(sum(date.fromisoformat(end[:10]).toordinal() for end in span) // 2)
    for place, row in enumerate(lane.rows):
        first, last = min(one.first for one in row.items), max(min(one.last, until) for one in row.items)
        side = "left" if first < middle else "right"
        for turn, one in enumerate(sorted(row.items, key=lambda item: item.first)):
            end = min(one.last, until)
            about = {
                "row": place,
                "turn": f"{place}.{turn}",
                "label": row.label,
                "shown": one.shown,
                "lasts": end > one.first,
                "at": _at(first if side == "left" else last),
            }
            yield about | {
                "when": _at(one.first),
                "words": side if turn == 0 else "",
                "open": one.open and end == one.first,
            }
            if end > one.first:
                yield about | {"when": _at(end), "words": "", "open": one.open}


def _at(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
