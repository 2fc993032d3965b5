"""Citations of the site's pages, with the edition's day, as files beside them."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from forlik.core.citation import cite
from forlik.core.figure import Basis
from forlik.publish.edition import Edition

FORMS = {"bib": "bibtex", "ris": "ris", "json": "csl-json"}
"""Ending of a file → form of the citation in it."""
FOLDER = "cite"


def basis(edition: Edition, page: str, title: str) -> Basis:
    """A page of what is published as something to cite, wherever it is read: on the site, the desk, or by a program.

    Args:
        edition: The edition.
        page: Name of the page, without language or ending.
        title: What it is called in citations, in every language alike.
    """
    copy = edition.copy
    at = datetime.combine(copy.day, time.min, UTC).isoformat()
    return Basis(
        number=0,
        source=f"public_{page}",
        title=title,
        publisher=copy.publisher,
        part="all",
        edition=copy.day.isoformat(),
        known_at=at,
        held_at=at,
        sha256=copy.edition,
        licence=copy.licence,
        citation=f"{copy.publisher}, {title}, {copy.day}.",
        # Without an address of its own, a page is cited by the digest of the edition.
        url=f"{edition.base}site/en/{page}.html" if edition.base else edition.name,
    )


def citations(cited: Basis, page: str) -> Iterator[tuple[str, bytes]]:
    """The files that cite a page: path below the site, and bytes."""
    for ending, form in FORMS.items():
        yield f"{FOLDER}/{page}.{ending}", (cite([cited], form) + "\n").encode()
