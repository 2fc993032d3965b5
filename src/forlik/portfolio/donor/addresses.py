"""How a publisher is written as one piece of an address: references may hold signs that divide one, or be none."""

from urllib.parse import quote, unquote

NOBODY = "-"


def slug_of(publisher: str) -> str:
    """A publisher's reference as one piece of an address; ``-`` where none is stated."""
    return "%2D" if publisher == NOBODY else quote(publisher, safe="") or NOBODY


def publisher_of(slug: str) -> str:
    """The reference that :func:`slug_of` wrote."""
    return "" if slug == NOBODY else unquote(slug)
