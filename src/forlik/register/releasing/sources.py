"""Sources: what may be said of a piece of evidence in public, and what may not."""

from collections.abc import Iterable, Mapping
from typing import Any

LEAKED = ("wikileaks", "cablegate", "ddosecrets", "cryptome.org", "palestine papers", "leaked", "lekket", "lekkede")
"""What the citation or address of a leaked document says."""
PAX = ("peaceagreements.org", "pa-x")
"""What the citation or address of a fact of PA-X says: its terms allow a link."""
TOLD = frozenset({"received", "partner"})
"""Ways in which a piece was obtained that tell who told us."""
PUBLISHED = frozenset({"published", "dataset"})
READ = frozenset({"verified-page", "verified-dataset"})
LINK, NOTHING = "link-only", "not-found"

Piece = Mapping[str, Any]


def leaked(piece: Piece) -> bool:
    """Whether a piece of evidence is a leaked document, by what it is called and where it lies."""
    return _mentions(piece, LEAKED)


def told_us(piece: Piece) -> bool:
    """Whether a piece shows who told us: a party, or a partner."""
    return piece.get("obtained") in TOLD


def link_only(piece: Piece) -> bool:
    """Whether the terms of a piece allow a link, and no fact."""
    return piece.get("basis") == LINK


def from_pax(piece: Piece) -> bool:
    """Whether a piece is of PA-X."""
    return _mentions(piece, PAX)


def cites(piece: Piece) -> bool:
    """Whether a piece names a source in which something was found."""
    return bool(str(piece.get("citation", "")).strip()) and piece.get("basis") != NOTHING


def carries(piece: Piece) -> bool:
    """Whether something may be said in public by a piece alone."""
    return cites(piece) and not link_only(piece) and not from_pax(piece)


def public_already(piece: Piece) -> bool:
    """Whether a piece was published, and somebody has read it."""
    read = piece.get("basis", "verified-page") in READ and not link_only(piece)
    return read and piece.get("obtained", "published") in PUBLISHED and not leaked(piece)


def said_by(pieces: Iterable[Piece]) -> frozenset[str]:
    """The fields of which pieces say something."""
    return frozenset(field for one in pieces for field, said in (one.get("claims") or {}).items() if said)


def _mentions(piece: Piece, words: Iterable[str]) -> bool:
    text = f"{piece.get('citation', '')} {piece.get('url', '')}".casefold()
    return any(word in text for word in words)
