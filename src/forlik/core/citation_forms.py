"""Forms of a citation: text, BibTeX as biblatex reads it, RIS and CSL-JSON, each an entry after the other."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from forlik.core.errors import UsageError
from forlik.core.printable import printable

_TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%_#${}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
Kind = Literal["dataset", "report", "words"]
"""A snapshot; a brief; what is known by its words alone."""
_BIBTEX = {"dataset": "misc", "report": "report", "words": "misc"}
_RIS = {"dataset": "DATA", "report": "RPRT", "words": "GEN"}
_CSL = {"dataset": "dataset", "report": "report", "words": "document"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. What is empty is not known, and is left out of every form.

    Args:
        kind: What it is.
        key: What the entry is called.
        text: It in words, as one line.
        title: Its title.
        author: Who made it: one body.
        day: ISO day from which it is.
        genre: What kind of report it is, in words.
        edition: Its version as stated.
        said: Its citation as its publisher words it.
        url: Its address.
        note: What else is to be said of it.
    """

    kind: Kind
    key: str
    text: str
    title: str = ""
    author: str = ""
    day: str = ""
    genre: str = ""
    edition: str = ""
    said: str = ""
    url: str = ""
    note: str = ""


def written(entries: Sequence[Entry], form: str) -> str:
    """Entries in a form, in the order given.

    Args:
        entries: The entries.
        form: One of :data:`FORMATS`.

    Raises:
        UsageError: No such form.
    """
    if form == "csl-json":
        return json.dumps([_csl(entry) for entry in entries], ensure_ascii=False, indent=2)
    if form not in _WRITERS:
        raise UsageError(f"there is no citation form “{form:.60}”", remedy="one of " + ", ".join(FORMATS))
    return "\n".join(_WRITERS[form](entry) for entry in entries)


def _text(entry: Entry) -> str:
    return printable(entry.text)


def _bibtex(entry: Entry) -> str:
    rows = {
        # Braces within: “Programme and Institute” is one author, and a title keeps its capitals.
        "title": entry.title and f"{{{_tex(entry.title)}}}",
        "author": entry.author and f"{{{_tex(entry.author)}}}",
        "year": entry.day[:4],
        "date": entry.day,
        "type": _tex(entry.genre),
        "institution": f"{{{_tex(entry.author)}}}" if entry.kind == "report" else "",
        "version": _tex(entry.edition),
        "howpublished": _tex(entry.said),
        "url": entry.url,
        "note": _tex(entry.note),
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in rows.items() if value)
    return f"@{_BIBTEX[entry.kind]}{{{entry.key},\n{body}\n}}"


def _tex(value: str) -> str:
    return printable(value).translate(_TEX)


def _ris(entry: Entry) -> str:
    rows = [
        ("TY", _RIS[entry.kind]),
        ("ID", entry.key),
        ("TI", entry.title),
        ("AU", entry.author),
        ("PY", entry.day[:4]),
        ("DA", entry.day and f"{entry.day.replace('-', '/')}/"),
        ("M3", entry.genre),
        ("ET", entry.edition),
        ("UR", entry.url),
        ("N1", " ".join(part for part in (entry.said, entry.note) if part)),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {printable(value)}" for tag, value in rows if value or tag == "ER")


def _csl(entry: Entry) -> Mapping[str, object]:
    year, month, day = (int(part) for part in entry.day.split("-")) if entry.day else (0, 0, 0)
    rows: dict[str, object] = {
        "id": entry.key,
        "type": _CSL[entry.kind],
        "title": entry.title,
        "author": [{"literal": entry.author}] if entry.author else [],
        "issued": {"date-parts": [[year, month, day]]} if entry.day else {},
        "genre": entry.genre,
        # A snapshot's edition stands there though it may be empty, as it always did.
        **({"version": entry.edition} if entry.kind == "dataset" else {}),
        "URL": entry.url,
        "note": " ".join(part for part in (entry.said, entry.note) if part),
    }
    return {name: value for name, value in rows.items() if value or name == "version"}


_WRITERS: Mapping[str, Callable[[Entry], str]] = {"text": _text, "bibtex": _bibtex, "ris": _ris}
FORMATS = (*_WRITERS, "csl-json")
