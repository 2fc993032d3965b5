"""The pages that list: engagements, processes, texts, and the page on which one chooses a language."""

from collections.abc import Iterable
from typing import TypeVar

from forlik.briefs.words import word
from forlik.publish.edition import Edition
from forlik.publish.pages.elements import link, table, text
from forlik.publish.pages.frame import LANGUAGES, NO_ICON, PACKAGE, Writer
from forlik.register.concept import Concept
from forlik.register.concepts import Engagement, Process, Text

Of = TypeVar("Of", bound=Concept)


def engagements(writer: Writer, head: str) -> bytes:
    """The first page: every engagement."""
    tells = writer.tells
    heads = [writer.said(one) for one in ("title", "places", "pillars", "start", "end", "public_since")]
    rows = [
        [
            _named(writer, one) + _mark(writer, one),
            text(", ".join(tells.place(code) for code in one.places)),
            text(tells.words("pillars", one.pillars)),
            text(one.start or writer.said("unknown")),
            text(one.end or writer.said("unknown")),
            text(writer.edition.records[one.id].since),
        ]
        for one in _ordered(writer, writer.edition.dossier.every(Engagement))
    ]
    body = f"<p>{text(writer.said('lead'))}</p>" + _table(writer, "home", heads, rows)
    return writer.page("index", writer.said("site"), body, cited=word("site", "en", PACKAGE), head=head)


def processes(writer: Writer) -> bytes:
    """Every process."""
    heads = [writer.said(one) for one in ("title", "places", "phase")]
    rows = [
        [
            _named(writer, one),
            text(", ".join(writer.tells.place(code) for code in one.places)),
            text(writer.tells.word("stages", one.public_phase) or writer.said("unknown")),
        ]
        for one in _ordered(writer, writer.edition.dossier.every(Process))
    ]
    return _list(writer, "processes", heads, rows)


def texts(writer: Writer) -> bytes:
    """Every agreement and other text."""
    heads = [writer.said(one) for one in ("title", "kind", "signed")]
    rows = [
        [
            _named(writer, one),
            text(writer.tells.word("text_kinds", one.kind)),
            text(one.signed or writer.said("unknown")),
        ]
        for one in _ordered(writer, writer.edition.dossier.every(Text))
    ]
    return _list(writer, "texts", heads, rows)


def choosing(edition: Edition) -> bytes:
    """The page at the root of the site, which leads on in either language."""
    items = "".join(
        f'<li lang="{one}">{link(f"{one}/index.html", word("site", one, PACKAGE))}: '
        f"{text(word('language', one, PACKAGE))}</li>"
        for one in LANGUAGES
    )
    title = text(word("site", "en", PACKAGE))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title}</title><link rel="stylesheet" href="style.css">{NO_ICON}</head>\n<body><main><h1>{title}</h1>'
        f"<ul>{items}</ul></main><footer><p>{text(edition.copy.publisher)}, {edition.copy.day}</p></footer>"
        "</body></html>\n"
    ).encode()


def _list(writer: Writer, name: str, heads: list[str], rows: list[list[str]]) -> bytes:
    return writer.page(name, writer.said(name), _table(writer, name, heads, rows), cited=word(name, "en", PACKAGE))


def _table(writer: Writer, name: str, heads: list[str], rows: list[list[str]]) -> str:
    return table(writer.said(name), heads, rows) if rows else f"<p>{text(writer.said('none'))}</p>"


def _ordered(writer: Writer, some: Iterable[Of]) -> list[Of]:
    return sorted(some, key=lambda one: (writer.called(one.id).casefold(), one.id))


def _named(writer: Writer, one: Concept) -> str:
    public = writer.edition.records[one.id]
    return link(f"{public.concept}-{one.id}.html", writer.called(one.id))


def _mark(writer: Writer, one: Concept) -> str:
    made_up = writer.edition.records[one.id].made_up
    return f' <span class="mark">{text(writer.said("made_up"))}</span>' if made_up else ""
