"""Citations of a figure, table, page or brief in BibTeX, RIS, CSL-JSON and text, with the snapshot's date."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from forlik.core.days import period_of
from forlik.core.errors import NoData, UsageError
from forlik.core.figure import Basis, Figure
from forlik.core.printable import printable

if TYPE_CHECKING:
    from forlik.core.measure import Measure

_TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%_#${}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
FORMATS = ("text", "bibtex", "ris", "csl-json")
PROV = "prov"
ASKED_FOR = (*FORMATS, PROV)
"""What may stand in the place of an answer: its citations in a form, or its provenance."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry: a snapshot, and the figure of it that is meant, if one is.

    Args:
        basis: The snapshot.
        key: What the entry is called.
        title: Its title.
        named: The figure in words; empty where the whole snapshot is meant.
    """

    basis: Basis
    key: str
    title: str
    named: str = ""


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
    return _written([_Entry(basis, _key(basis), basis.title) for basis in bases], form)


def cite_figure(figure: Figure, form: str = "text") -> str:
    """Cite one figure: the entry of its source, with the figure itself as the title.

    Args:
        figure: The figure.
        form: One of :data:`FORMATS`.

    Raises:
        NoData: It is unknown, so that it stands on nothing.
        UsageError: No such form.
    """
    if figure.value is None or figure.basis is None:
        why = f": {figure.reason}" if figure.reason else ""
        raise NoData(f"what is unknown cannot be cited{why}", remedy="cite what is said of it, or another period")
    # Digits without groups: a narrow space is no sign that every program of references can set.
    amount = " ".join(part for part in (f"{figure.value:f}", figure.unit) if part)
    what = ", ".join(part for part in (figure.label, figure.country, figure.period) if part)
    sure = " (estimated)" if figure.status == "estimated" else ""
    parts = (_key(figure.basis), figure.measure, figure.country_iso3, figure.period)
    key = "_".join(re.sub(r"[^A-Za-z0-9_]+", "-", part) for part in parts[1:] if part)
    named = f"{what}: {amount}{sure}"
    title = f"{named}. In: {figure.basis.title}"
    return _written([_Entry(figure.basis, f"{parts[0]}_{key}".rstrip("_"), title, named)], form)


def cite_rows(what: "Measure", rows: Sequence[Mapping[str, Any]], bases: Sequence[Basis], form: str = "text") -> str:
    """Cite rows of a measure: one row as the figure that it is, several as every source that they stand on.

    Args:
        what: The measure.
        rows: Its rows as a table of the world has them.
        bases: The sources of that table.
        form: One of :data:`FORMATS`.

    Raises:
        NoData: All of it is unknown.
        UsageError: No such form.
    """
    if len(rows) == 1:
        return cite_figure(figure_of_row(what, rows[0], bases), form)
    used = {row["basis"] for row in rows}
    found = [one for one in bases if one.number in used]
    if not found:
        raise NoData("what is unknown cannot be cited", remedy="cite another place or period")
    return cite(found, form)


def figure_of_row(what: "Measure", row: Mapping[str, Any], bases: Sequence[Basis]) -> Figure:
    """A row of a measure as the figure that it is.

    Args:
        what: The measure.
        row: The row, as a table of the world or an answer in JSON has it.
        bases: The sources of its table.
    """
    return Figure(
        measure=what.name,
        label=what.title,
        country=row["country"],
        country_iso3=row["country_iso3"],
        period=period_of(row["year"], row["month"]),
        value=_rounded(row["value"], what.digits),
        unit=what.unit,
        status=row["status"],
        reason=row["reason"] or "",
        low=_rounded(row["low"], what.digits),
        high=_rounded(row["high"], what.digits),
        basis=next((one for one in bases if one.number == row["basis"]), None),
    )


def _rounded(value: Any, digits: int) -> Decimal | None:
    # The exact value of the table, rounded as the measure is told; a number of JSON is read by its digits.
    return None if value is None else round(Decimal(str(value)), digits)


def _written(entries: Sequence[_Entry], form: str) -> str:
    if form == "csl-json":
        return json.dumps([_csl(entry) for entry in entries], ensure_ascii=False, indent=2)
    writers = {"text": _text, "bibtex": _bibtex, "ris": _ris}
    if form not in writers:
        raise UsageError(f"there is no citation form “{form:.60}”", remedy="one of " + ", ".join(FORMATS))
    return "\n".join(writers[form](entry) for entry in entries)


def _key(basis: Basis) -> str:
    return f"{basis.source}_{basis.known_at[:10].replace('-', '')}_{basis.sha256[:8]}"


def _note(basis: Basis) -> str:
    bytes_ = f"held {basis.held_at[:10]}, sha256 {basis.sha256[:16]}"
    return f"known {basis.known_at[:10]}, {'aggregated figures' if basis.starter else bytes_}, {basis.licence}"


def _text(entry: _Entry) -> str:
    basis = entry.basis
    named = f"{entry.named}. " if entry.named else ""
    return printable(f"{named}{basis.citation} <{basis.url}> ({_note(basis)})")


def _bibtex(entry: _Entry) -> str:
    basis = entry.basis
    rows = {
        # Braces within: “Programme and Institute” is one author, and a title keeps its capitals.
        "title": f"{{{_tex(entry.title)}}}",
        "author": f"{{{_tex(basis.publisher)}}}",
        "year": basis.known_at[:4],
        "version": _tex(basis.edition),
        "howpublished": _tex(basis.citation),
        "url": basis.url,
        "note": _tex(_note(basis)),
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in rows.items() if value)
    return f"@misc{{{entry.key},\n{body}\n}}"


def _tex(value: str) -> str:
    return printable(value).translate(_TEX)


def _ris(entry: _Entry) -> str:
    basis = entry.basis
    rows = [
        ("TY", "DATA"),
        ("ID", entry.key),
        ("TI", entry.title),
        ("AU", basis.publisher),
        ("PY", basis.known_at[:4]),
        ("ET", basis.edition),
        ("UR", basis.url),
        ("N1", f"{basis.citation} {_note(basis)}"),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {printable(value)}" for tag, value in rows if value or tag == "ER")


def _csl(entry: _Entry) -> dict[str, object]:
    basis = entry.basis
    year, month, day = (int(part) for part in basis.known_at[:10].split("-"))
    return {
        "id": entry.key,
        "type": "dataset",
        "title": entry.title,
        "author": [{"literal": basis.publisher}],
        "issued": {"date-parts": [[year, month, day]]},
        "version": basis.edition,
        "URL": basis.url,
        "note": f"{basis.citation} {_note(basis)}",
    }
