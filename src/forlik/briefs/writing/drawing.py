"""Charts of a brief as pictures: SVG for pages and paper, PNG where a form takes no drawing."""

import json
from collections.abc import Sequence

from forlik.briefs.courses import when
from forlik.briefs.document import Chart, Charts
from forlik.briefs.notes import Notes
from forlik.charts.course import course
from forlik.charts.plot import HEIGHT, Named, Point

FONT = "Libertinus Serif"
ROOM = 496.0
"""Width of the text on paper, in points."""
GUTTER = 10.0
SHARP = 240.0
"""Points of a PNG to an inch: sharp on paper."""


def drawing(chart: Chart, columns: int, notes: Notes, *, font: str = "", link: str = "") -> str:
    """A chart as SVG; its figures have the numbers of their notes.

    Args:
        chart: The chart.
        columns: How many stand in a row.
        notes: The footnotes.
        font: Family of the letters; those of the page when empty.
        link: What the number of a note leads to, as ``#note-{}``; to nothing when empty.
    """
    figures = chart.series.figures
    places = {one.period: place for place, one in enumerate(figures)}
    named = []
    for value in chart.named:
        number = str(notes.number(value) or "")
        named.append(Named(places[value.figure.period], value.shown, number, link.format(number) if link else ""))
    return course(
        [Point(when(one.period), one.value, one.status == "estimated") for one in figures],
        span=(when(chart.span[0]), when(chart.span[1])),
        ticks=[(when(period), text) for period, text in chart.ticks],
        named=named,
        top=chart.top,
        bars=chart.bars,
        width=width(columns),
        font=font,
    )


def width(columns: int) -> float:
    """How wide each of some charts in a row is, in points.

    Args:
        columns: How many stand in a row.
    """
    return round((ROOM - GUTTER * (columns - 1)) / columns, 1)


def pictures(block: Charts, notes: Notes) -> Sequence[bytes]:
    """Charts as PNG, one each.

    Args:
        block: The charts.
        notes: The footnotes.
    """
    import typst

    from forlik.briefs.writing.fonts import fonts

    wide = width(block.columns)
    drawn = [drawing(one, block.columns, notes, font=FONT) for one in block.every]
    page = (
        f"#set page(width: {wide}pt, height: {HEIGHT}pt, margin: 0pt, fill: white)\n"
        "#for one in json(bytes(sys.inputs.charts)) { page(image(bytes(one), width: 100%)) }"
    )
    made = typst.compile(
        page.encode(),
        format="png",
        ppi=SHARP,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"charts": json.dumps(drawn)},
    )
    return [made] if isinstance(made, bytes) else list(made)
