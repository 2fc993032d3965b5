"""The name of a document: no path, no letters that steer, and an ending that says what it is."""

import unicodedata

from forlik.core.printable import UNSEEN
from forlik.register.documents.kinds import Kind

LONGEST = 120
FORBIDDEN = frozenset('<>:"/\\|?*')
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
UNNAMED = "document"


def cleaned(name: str, kind: Kind) -> str:
    """A name that is safe on every system, and ends as its kind does.

    Args:
        name: As it came.
        kind: What the document is.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(" " if letter.isspace() else letter for letter in last if not _steers(letter))
    stem = " ".join(seen.split()).strip(". ")
    while stem.lower().endswith(f".{kind.ending}"):
        stem = stem[: -len(kind.ending) - 1].strip(". ")
    stem = stem[:LONGEST].strip(". ") or UNNAMED
    if stem.partition(".")[0].strip().lower() in DEVICES:
        stem = f"{UNNAMED}-{stem}"
    return f"{stem}.{kind.ending}"


def _steers(letter: str) -> bool:
    return letter in FORBIDDEN or (not letter.isspace() and unicodedata.category(letter) in UNSEEN)
