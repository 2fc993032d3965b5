"""Which page of the site shows a record."""

from forlik.publish.edition import Edition

OWN = ("engagement", "process", "text")
"""Concepts whose records have a page each."""
BELONGS = ("engagement", "process", "text", "of", "about")
"""Fields by which any other record stands on the page of another."""


def page_of(edition: Edition, record: str | None, turns: int = 3) -> str:
    """Name of the page that shows a record, without ending; empty where none does.

    Args:
        edition: The edition.
        record: Its id.
        turns: Records that may be gone through on the way.
    """
    if record is None or record not in edition.dossier or turns == 0:
        return ""
    if (concept := edition.dossier.concept(record)) in OWN:
        return f"{concept}-{record}"
    named = (getattr(edition.dossier[record], field, None) for field in BELONGS)
    return next((page for other in named if other and (page := page_of(edition, other, turns - 1))), "")
