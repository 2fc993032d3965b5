"""Parts of a page as HTML: texts made fit, links, tables and lists of facts."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from operator import itemgetter

from forlik.core.printable import printable

DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?", re.ASCII)


def text(value: object) -> str:
    """A text as it may stand in a page or in an attribute."""
    return escape(printable(str(value)))


def paragraphs(value: str) -> str:
    """A text of several lines, a paragraph each."""
    return "".join(f'<p dir="auto">{text(line)}</p>' for line in value.splitlines() if line.strip())


def link(address: str, shown: str) -> str:
    """A link to another file of the folder, or to where evidence can be read."""
    return f'<a href="{text(address)}" dir="auto">{text(shown)}</a>'


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Iterable[int] = ()) -> str:
    """A table that is read across by its first column, in a frame that scrolls where a screen is narrow.

    Rows one after the other that begin with the same cell share it.

    Args:
        caption: What it shows.
        head: Names of the columns.
        rows: Cells, as HTML.
        numbers: Places of the columns that hold numbers.
    """
    right = frozenset(numbers)
    heads = "".join(f'<th scope="col"{_to(place, right)}>{text(one)}</th>' for place, one in enumerate(head))
    body = "".join(_together([*some], right) for _first, some in groupby(rows, key=itemgetter(0)))
    return (
        f'<div class="frame" role="region" tabindex="0" aria-label="{text(caption)}"><table><caption>{text(caption)}'
        f"</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """What is said, by its name.

    Args:
        rows: Name, and what is said as HTML.
    """
    return "<dl>" + "".join(f"<dt>{text(name)}</dt><dd>{said}</dd>" for name, said in rows) + "</dl>"


def section(title: str, body: str) -> str:
    """A part of a page under its heading; nothing where it holds nothing."""
    return f"<section><h2>{text(title)}</h2>{body}</section>" if body else ""


def _together(rows: Sequence[Sequence[str]], right: frozenset[int]) -> str:
    """Rows that share their first cell."""
    several = f' rowspan="{len(rows)}"' if len(rows) > 1 else ""
    first = f'<th scope="{"rowgroup" if several else "row"}"{several} dir="auto">{rows[0][0]}</th>'
    return "".join(f"<tr>{first if row is rows[0] else ''}{_cells(row, right)}</tr>" for row in rows)


def _cells(row: Sequence[str], right: frozenset[int]) -> str:
    return "".join(f'<td dir="auto"{_to(place, right, cell)}>{cell}</td>' for place, cell in enumerate(row[1:], 1))


def _to(place: int, right: frozenset[int], cell: str = "") -> str:
    if place in right:
        return ' class="number"'
    return ' class="day"' if DAY.fullmatch(cell) else ""
