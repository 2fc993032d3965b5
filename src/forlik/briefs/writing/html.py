"""A brief as one page of HTML that asks nothing of any server: no script, no picture from elsewhere."""

from collections.abc import Iterator
from html import escape
from importlib import resources

from forlik.briefs.document import Block, Bullets, Card, Cards, Chart, Charts, Document, Grid, Line, Paragraph, Strong
from forlik.briefs.notes import Notes
from forlik.briefs.words import word
from forlik.briefs.writing.drawing import drawing
from forlik.briefs.writing.led import desk, pieces
from forlik.core.days import in_words
from forlik.core.figure import Figure
from forlik.core.printable import printable


def html(document: Document) -> bytes:
    """A brief as HTML, in UTF-8, with its style within.

    Args:
        document: The brief.
    """
    return ("\n".join(_lines(document, Notes(document))) + "\n").encode()


def _lines(document: Document, notes: Notes) -> Iterator[str]:
    language = document.language
    style = resources.files(__package__).joinpath("brief.css").read_text("utf-8")
    when = word("as_of", language).format(day=in_words(document.day, language))
    yield f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_text(document.title)}</title><style>{style}</style></head><body>"
    yield f'<header><p class="marking">{_text(document.marked)}</p><h1 dir="auto">{_text(document.title)}</h1>'
    yield f'<p class="kind">{_text(document.kind)} · {_text(when)}</p></header><main>'
    for remark in document.remarks:
        yield f'<p class="remark">{_text(remark)}</p>'
    seen: set[int] = set()
    for section in document.sections:
        yield f'<section><h2 dir="auto">{_text(section.title)}</h2>'
        for block in section.blocks:
            yield from _block(block, notes, seen)
        yield "</section>"
    if notes.citations:
        yield f'<section class="sources"><h2>{word("sources", language)}</h2><ol>'
        yield from (f'<li dir="auto">{_source(text)}</li>' for text in notes.citations)
        yield "</ol></section>"
    if notes.every:
        yield f'<section class="notes"><h2>{word("notes", language)}</h2><ol>'
        for one in notes.every:
            address, back = _address(one.address, document.base), _back(one.number, language)
            yield f'<li id="note-{one.number}" dir="auto">{_text(one.text)} {address} {back}</li>'
        yield "</ol></section>"
    yield "</main></body></html>"


def _block(block: Block, notes: Notes, seen: set[int]) -> Iterator[str]:
    match block:
        case Paragraph(line):
            yield f'<p dir="auto">{_run(line, notes, seen)}</p>'
        case Bullets(lines):
            yield "<ul>"
            yield from (f'<li dir="auto">{_run(line, notes, seen)}</li>' for line in lines)
            yield "</ul>"
        case Grid():
            yield from _grid(block, notes, seen)
        case Cards(every):
            yield '<div class="cards">'
            yield from (_card(one, notes, seen) for one in every)
            yield "</div>"
        case Charts():
            yield f'<div class="charts" style="--columns: {block.columns}">'
            yield from (_chart(one, block, notes, seen) for one in block.every)
            yield "</div>"


def _card(one: Card, notes: Notes, seen: set[int]) -> str:
    figure = _run((one.figure,), notes, seen)
    said = _run(one.said, notes, seen)
    return f'<div><h3 dir="auto">{_text(one.title)}</h3><p class="lead">{figure}</p><p dir="auto">{said}</p></div>'


def _chart(one: Chart, block: Charts, notes: Notes, seen: set[int]) -> str:
    """A chart with its table, which opens for whoever wants the figures."""
    rows = "".join(
        f'<tr><th scope="row">{_text(figure.period)}</th><td class="n">{_text(text)}{_sure(figure, notes)}</td></tr>'
        for figure, text in zip(one.series.figures, one.texts, strict=True)
    )
    heads = f'<th scope="col">{_text(block.head[0])}</th><th class="n" scope="col">{_text(block.head[1])}</th>'
    picture = drawing(one, block.columns, notes, link="#note-{}")
    caption = _run(one.caption, notes, seen)
    return (
        f'<figure><h3 dir="auto">{_text(one.title)} <span>{_text(one.unit)}</span></h3>'
        f'<div role="img" aria-label="{_text(one.spoken)}">{picture}</div><figcaption dir="auto">{caption}</figcaption>'
        f"<details><summary>{_text(word('figures', notes.document.language))}</summary>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></details></figure>"
    )


def _sure(figure: Figure, notes: Notes) -> str:
    return f" {_text(word('estimated', notes.document.language))}" if figure.status == "estimated" else ""


def _grid(grid: Grid, notes: Notes, seen: set[int]) -> Iterator[str]:
    # A table that is wider than a telephone is moved by hand or by keyboard, and the page stays.
    name = _text(grid.caption or ", ".join(grid.head))
    yield f'<div class="frame" role="region" tabindex="0" aria-label="{name}"><table>'
    if grid.caption:
        yield f"<caption>{_text(grid.caption)}</caption>"
    heads = ((' class="n"' if place in grid.numbers else "", head) for place, head in enumerate(grid.head))
    yield "<thead><tr>" + "".join(f'<th scope="col"{to}>{_text(head)}</th>' for to, head in heads) + "</tr></thead>"
    yield "<tbody>"
    for row in grid.rows:
        cells = [f'<th scope="row" dir="auto">{_run(row[0], notes, seen)}</th>']
        for place, cell in enumerate(row[1:], 1):
            to = ' class="n"' if place in grid.numbers else ' dir="auto"'
            cells.append(f"<td{to}>{_run(cell, notes, seen)}</td>")
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table></div>"


def _back(number: int, language: str) -> str:
    return f'<a href="#ref-{number}" aria-label="{_text(word("back", language).format(number=number))}">↩</a>'


def _run(line: Line, notes: Notes, seen: set[int]) -> str:
    return "".join(_inline(one, notes, seen) for one in line)


def _inline(one: object, notes: Notes, seen: set[int]) -> str:
    if isinstance(one, str):
        return _text(one)
    if isinstance(one, Strong):
        return f"<strong>{_text(one.text)}</strong>"
    number = notes.number(one)  # type: ignore[arg-type]
    # The way back leads to where a note is called first.
    mark = "" if number in seen else f' id="ref-{number}"'
    seen.add(number or 0)
    return f'{_text(one.shown)}<sup{mark}><a href="#note-{number}">{number}</a></sup>'  # type: ignore[attr-defined]


def _address(address: str, base: str) -> str:
    shown, link = f"<code>{_text(address)}</code>", desk(base, address)
    return f'<a href="{_text(link)}">{shown}</a>' if link else shown


def _source(text: str) -> str:
    return "".join(
        f'&lt;<a href="{_text(link)}">{_text(said)}</a>&gt;' if link else _text(said) for said, link in pieces(text)
    )


def _text(text: str) -> str:
    return escape(printable(text))
