"""What an edition changed, as an Atom feed (RFC 4287): entries with ids that stay, and the edition's day as time."""

from collections.abc import Iterator
from html import escape
from uuid import NAMESPACE_URL, uuid5

from forlik.core.printable import printable
from forlik.publish.changes import Changes
from forlik.publish.pages.addresses import page_of
from forlik.publish.pages.frame import Writer


def feed(writer: Writer, changes: Changes) -> bytes:
    """The feed of an edition.

    Args:
        writer: Knows the edition, and the words of a language.
        changes: What it changed.
    """
    return ("\n".join(_lines(writer, changes)) + "\n").encode()


def _lines(writer: Writer, changes: Changes) -> Iterator[str]:
    edition, language, said = writer.edition, writer.language, writer.said
    base = f"{edition.base}site/"
    # Relative addresses of a feed are read against this; without an address they are read against the feed's own.
    at = f' xml:base="{_text(base)}"' if edition.base else ""
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}"{at}>'
    yield f"<title>{_text(said('feed'))}</title>"
    yield f"<id>{_id(edition.copy.publisher, language)}</id>"
    yield f"<updated>{changes.day}T00:00:00Z</updated>"
    yield f"<author><name>{_text(edition.copy.publisher)}</name></author>"
    yield f'<link rel="self" type="application/atom+xml" href="feed-{language}.xml"/>'
    yield f'<link rel="alternate" type="text/html" href="{language}/index.html"/>'
    told = said("feed.edition").format(
        day=changes.day, new=len(changes.new), changed=len(changes.changed), gone=changes.gone
    )
    yield from _entry(_id(changes.edition), told, f"{language}/data.html", changes, told)
    for key, records in (("feed.new", changes.new), ("feed.changed", changes.changed)):
        for record in records:
            if found := edition.records.get(record):
                what = f"{said(f'concept.{found.concept}')}: {writer.called(record)}"
                title = said(key).format(what=what)
                address = f"{language}/{page_of(edition, record) or 'index'}.html"
                yield from _entry(_id(changes.edition, record), title, address, changes, what)
    yield "</feed>"


def _entry(id_: str, title: str, address: str, changes: Changes, said: str) -> Iterator[str]:
    yield f"<entry><title>{_text(title)}</title><id>{id_}</id>"
    yield f"<updated>{changes.day}T00:00:00Z</updated>"
    yield f'<link rel="alternate" type="text/html" href="{_text(address)}"/>'
    yield f"<summary>{_text(said)}</summary></entry>"


def _id(*parts: str) -> str:
    """An id that is the same whenever the same parts are given."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, '/'.join(('forlik', 'public', *parts)))}"


def _text(text: str) -> str:
    return escape(printable(text))
