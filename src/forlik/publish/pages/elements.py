"""Parts of a page as HTML: texts made fit, links, tables and lists of facts."""

from collections.abc import Iterable, Sequence
from html import escape

from forlik.core.printable import printable


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

    Args:
        caption: What it shows.
        head: Names of the columns.
        rows: Cells, as HTML.
        numbers: Places of the columns that hold numbers.
    """
    right = frozenset(numbers)
    heads = "".join(f'<th scope="col"{_to(place, right)}>{text(one)}</th>' for place, one in enumerate(head))
    body = "".join(f"<tr>{_cells(row, right)}</tr>" for row in rows)
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


def _cells(row: Sequence[str], right: frozenset[int]) -> str:
    first = f'<th scope="row" dir="auto">{row[0]}</th>'
    return first + "".join(f'<td dir="auto"{_to(place, right)}>{cell}</td>' for place, cell in enumerate(row[1:], 1))


def _to(place: int, right: frozenset[int]) -> str:
    return ' class="number"' if place in right else ""
