"""Citations of a figure, table, page or brief in BibTeX, RIS, CSL-JSON and text, with the snapshot's date."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from forlik.core.citation_forms import FORMATS, Entry, written
from forlik.core.days import period_of
from forlik.core.errors import NoData
from forlik.core.figure import Basis, Figure, made_of

if TYPE_CHECKING:
    from forlik.core.measure import Measure

PROV = "prov"
ASKED_FOR = (*FORMATS, PROV)
"""What may stand in the place of an answer: its citations in a form, or its provenance."""


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
    return written([_entry(basis) for basis in bases], form)


def cite_figure(figure: Figure, form: str = "text") -> str:
    """Cite one figure: the entry of its source, with the figure itself as the title; what else it is made of follows.

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
    first, *beside = map(_entry, figure.bases)
    parts = (figure.measure, figure.country_iso3, figure.period)
    key = "_".join((first.key, *(re.sub(r"[^A-Za-z0-9_]+", "-", part) for part in parts if part)))
    named = f"{what}: {amount}{sure}"
    mine = replace(first, key=key, text=f"{named}. {first.text}", title=f"{named}. In: {first.title}")
    return written([mine, *beside], form)


def cite_report(report: Entry, bases: Sequence[Basis], publications: Sequence[str], form: str = "text") -> str:
    """Cite a report with all that it stands on: itself, then its snapshots, then publications known by words alone.

    Args:
        report: The report as an entry.
        bases: The snapshots, each once.
        publications: The publications, each once, in words.
        form: One of :data:`FORMATS`.

    Raises:
        UsageError: No such form.
    """
    return written([report, *map(_entry, bases), *map(_words, publications)], form)


def _words(text: str) -> Entry:
    """What is known by its words alone: nothing is made of them that they do not say."""
    return Entry("words", f"publication_{sha256(text.encode()).hexdigest()[:12]}", text, note=text)


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
        return cite_figure(made_of(figure_of_row(what, rows[0], bases), bases), form)
    if all(row["basis"] is None for row in rows):
        raise NoData("what is unknown cannot be cited", remedy="cite another place or period")
    return cite(bases, form)


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


def _entry(basis: Basis) -> Entry:
    """A snapshot as an entry."""
    bytes_ = f"held {basis.held_at[:10]}, sha256 {basis.sha256[:16]}"
    note = f"known {basis.known_at[:10]}, {'aggregated figures' if basis.starter else bytes_}, {basis.licence}"
    return Entry(
        kind="dataset",
        key=f"{basis.source}_{basis.known_at[:10].replace('-', '')}_{basis.sha256[:8]}",
        text=f"{basis.citation} <{basis.url}> ({note})",
        title=basis.title,
        author=basis.publisher,
        # The day of the snapshot, never that of whoever cites it.
        day=basis.known_at[:10],
        edition=basis.edition,
        said=basis.citation,
        url=basis.url,
        note=note,
    )
