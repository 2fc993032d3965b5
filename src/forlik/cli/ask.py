"""Verbs that ask the world: country, measure, watch."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from forlik.cli.options import Voice, as_of, columns, spoken
from forlik.core.citation import ASKED_FOR, PROV, cite_rows
from forlik.core.days import period_of
from forlik.core.errors import NoData, Stale, UsageError
from forlik.core.figure import DASH, plain
from forlik.core.warnings import StaleData

if TYPE_CHECKING:
    from forlik.core.measure import Measure
    from forlik.core.snapshot import Clock
    from forlik.core.table import Table
    from forlik.standing import Mode


@click.command()
@click.argument("name")
@click.option("--country", metavar="PLACE", help="Any name or code of a place, or World; all countries by default.")
@click.option("--from", "start", metavar="PERIOD", help="First year or month.")
@click.option("--to", "end", metavar="PERIOD", help="Last year or month.")
@click.option("--save", type=click.Path(path_type=Path), help="Write to FILE.csv, .xlsx, .parquet or .json.")
@click.option("--cite", "form", type=click.Choice(ASKED_FOR), help="Print citations or PROV instead, of one or all.")
@click.option("--fresh", is_flag=True, help="Exit code 5 when the newest figure is old for its source's cadence.")
@as_of
@spoken
def measure(
    voice: Voice,
    name: str,
    country: str | None,
    start: str | None,
    end: str | None,
    save: Path | None,
    form: str | None,
    fresh: bool,
    as_of: str | None,
    clock: "Clock",
    mode: "Mode",
) -> None:
    """Print a measure as known on a day. Exit code 3 when nothing was known.

    With --cite and one place and period, the citation is of that figure; else of every source behind the rows. With
    --cite prov it is the provenance of every figure.
    """
    from forlik import shapes
    from forlik.discover import measure as named
    from forlik.world import world

    what = named(name)
    if fresh and end:
        raise UsageError("--fresh asks for the newest figure, --to for an end", remedy="leave one of them out")
    then = world(as_of, clock=clock, mode=mode)
    try:
        with warnings.catch_warnings():
            if fresh:
                warnings.simplefilter("error", StaleData)
            table = then.measure(name, country, start=start, end=end)
    except StaleData as stale:
        raise Stale(str(stale), where=what.title) from stale
    except NoData:
        if voice.as_json:
            voice.answer(shapes.measure(then, what, None), str)
        raise
    if save:
        voice.progress.say(f"wrote {table.save(save)}")
    if form:
        cited = _cited(what, table, form)
        voice.answer({"form": form, "citations": cited}, lambda: cited)
    if save or form:
        return
    rows = table.rows()

    def words() -> str:
        shown = [
            (
                row["country"],
                period_of(row["year"], row["month"]),
                DASH if row["value"] is None else plain(_short(row["value"], what.digits)),
                _range(row),
                row["reason"] or ("" if row["status"] == "reported" else row["status"]),
                row["source"] or "",
            )
            for row in rows
        ]
        head = ("country", "period", what.unit, "low to high", "note", "source")
        notes = [*table.manifest.remarks, table.cite()]
        return columns(shown, head, right=frozenset({2})) + "\n\n" + "\n".join(notes)

    voice.answer(shapes.measure(then, what, table), words)


def _cited(what: "Measure", table: "Table", form: str) -> str:
    if form != PROV:
        return cite_rows(what, table.rows(), table.manifest.sources, form)
    from forlik.proven import rows

    return rows(what, table.manifest.method, table.rows(), table.manifest.sources)


def _short(value: Any, digits: int) -> Any:
    return value.quantize(type(value)(1).scaleb(-digits))


def _range(row: dict[str, Any]) -> str:
    if row["low"] is None or row["high"] is None:
        return ""
    return f"{plain(_short(row['low'], 0))} to {plain(_short(row['high'], 0))}"


@click.command()
@click.argument("place")
@as_of
@spoken
def country(voice: Voice, place: str, as_of: str | None, clock: "Clock", mode: "Mode") -> None:
    """Print every measure's newest figure for PLACE, each with its source and date, or why there is none."""
    from forlik import shapes
    from forlik.profile import marks, profile
    from forlik.world import world

    then = world(as_of, clock=clock, mode=mode)
    found = then.place(place)
    figures = profile(then, found)

    def words() -> str:
        shown = [
            (
                figure.label,
                figure.text,
                figure.unit,
                figure.period,
                figure.reason or _origin(figure, marks(figure, then.day)),
            )
            for figure in figures
        ]
        head = ("figure", "value", "unit", "period", "source, or why unknown")
        return f"{found.name()}, as known on {then.day}\n\n" + columns(shown, head, right=frozenset({1}))

    voice.answer(shapes.country(then, found, figures), words)
    if all(figure.value is None for figure in figures):
        raise NoData(f"nothing was known of {found.name()} on {then.day}", remedy="`forlik sources` tells what is held")


def _origin(figure: Any, marks: tuple[str, ...]) -> str:
    known = (f"{figure.basis.source}, known {figure.basis.known_at[:10]}",) if figure.basis else ()
    return " · ".join((*known, *marks))


@click.command()
@click.option("--top", default=20, type=click.IntRange(1, 1000), show_default=True, help="How many places.")
@click.option("--until", default="", metavar="MONTH", help="The last month to compare; the newest known by default.")
@as_of
@spoken
def watch(voice: Voice, top: int, until: str, as_of: str | None, clock: "Clock", mode: "Mode") -> None:
    """List where deaths from violence have risen most: twelve months against the twelve before."""
    from forlik import shapes
    from forlik.watch import rising
    from forlik.world import world

    then = world(as_of, clock=clock, mode=mode)
    listed = rising(then, top, until)

    def words() -> str:
        shown = [
            (
                row.country,
                row.now,
                "" if row.low is None else f"{row.low} to {row.high}",
                row.before,
                f"{row.change:+d}",
            )
            for row in listed.rows
        ]
        head = ("country", "12 months to " + listed.last_month, "low to high", "12 months before", "change")
        return columns(shown, head, right=frozenset({1, 3, 4})) + "\n\n" + "\n".join(listed.remarks)

    voice.answer(shapes.watch(then, listed), words)
