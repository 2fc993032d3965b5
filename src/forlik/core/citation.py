"""Citations of a figure, table or page in BibTeX, RIS, CSL-JSON and text, with the snapshot's date."""

import json
from collections.abc import Sequence

from forlik.core.errors import UsageError
from forlik.core.figure import Basis
from forlik.core.printable import printable

_TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%_#${}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
FORMATS = ("text", "bibtex", "ris", "csl-json")


def cite(bases: Sequence[Basis], form: str = "text") -> str:
    """Cite every source behind something.

    Args:
        bases: The sources, each once.
        form: One of :data:`FORMATS`.

    Returns:
        One entry per source, in the order given.

    Raises:
        UsageError: No such form.
    """
    if form == "csl-json":
        return json.dumps([_csl(basis) for basis in bases], ensure_ascii=False, indent=2)
    writers = {"text": _text, "bibtex": _bibtex, "ris": _ris}
    if form not in writers:
        raise UsageError(f"there is no citation form “{form}”", remedy="one of " + ", ".join(FORMATS))
    return "\n".join(writers[form](basis) for basis in bases)


def _key(basis: Basis) -> str:
    return f"{basis.source}_{basis.known_at[:10].replace('-', '')}_{basis.sha256[:8]}"


def _note(basis: Basis) -> str:
    bytes_ = f"held {basis.held_at[:10]}, sha256 {basis.sha256[:16]}"
    return f"known {basis.known_at[:10]}, {'aggregated figures' if basis.starter else bytes_}, {basis.licence}"


def _text(basis: Basis) -> str:
    return printable(f"{basis.citation} <{basis.url}> ({_note(basis)})")


def _bibtex(basis: Basis) -> str:
    rows = {
        # Braces within: “Programme and Institute” is one author, and a title keeps its capitals.
        "title": f"{{{_tex(basis.title)}}}",
        "author": f"{{{_tex(basis.publisher)}}}",
        "year": basis.known_at[:4],
        "version": _tex(basis.edition),
        "howpublished": _tex(basis.citation),
        "url": basis.url,
        "note": _tex(_note(basis)),
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in rows.items() if value)
    return f"@misc{{{_key(basis)},\n{body}\n}}"


def _tex(value: str) -> str:
    return printable(value).translate(_TEX)


def _ris(basis: Basis) -> str:
    rows = [
        ("TY", "DATA"),
        ("ID", _key(basis)),
        ("TI", basis.title),
        ("AU", basis.publisher),
        ("PY", basis.known_at[:4]),
        ("ET", basis.edition),
        ("UR", basis.url),
        ("N1", f"{basis.citation} {_note(basis)}"),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {printable(value)}" for tag, value in rows if value or tag == "ER")


def _csl(basis: Basis) -> dict[str, object]:
    year, month, day = (int(part) for part in basis.known_at[:10].split("-"))
    return {
        "id": _key(basis),
        "type": "dataset",
        "title": basis.title,
        "author": [{"literal": basis.publisher}],
        "issued": {"date-parts": [[year, month, day]]},
        "version": basis.edition,
        "URL": basis.url,
        "note": f"{basis.citation} {_note(basis)}",
    }
