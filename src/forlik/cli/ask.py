"""Verbs that ask the world: country, measure, watch."""

import dataclasses
from pathlib import Path
from typing import Any

import click

from forlik.cli.options import Voice, as_of, columns, spoken
from forlik.core.errors import NoData
from forlik.core.figure import DASH, plain
from forlik.core.table import json_number


@click.command()
@click.argument("name")
@click.option("--country", metavar="PLACE", help="Any name or code of a place, or World; all countries by default.")
@click.option("--from", "start", metavar="PERIOD", help="First year or month.")
@click.option("--to", "end", metavar="PERIOD", help="Last year or month.")
@click.option("--save", type=click.Path(path_type=Path), help="Write to FILE.csv, .xlsx, .parquet or .json.")
@as_of
@spoken
def measure(
    voice: Voice,
    name: str,
    country: str | None,
    start: str | None,
    end: str | None,
    save: Path | None,
    as_of: str | None,
    clock: Any,
    mode: Any,
) -> None:
    """Print a measure as known on a day. Exit code 3 when nothing was known."""
    from forlik.discover import measure as named
    from forlik.world import world

    what = named(name)
    then = world(as_of, clock=clock, mode=mode)
    try:
        table = then.measure(name, country, start=start, end=end)
    except NoData:
        if voice.as_json:
            method = what.method_on(then.day)
            empty = _measure_json(name, what.unit, what.grain, then.day.isoformat(), clock, method, [], [])
            voice.answer(empty, str)
        raise
    if save:
        voice.progress.say(f"wrote {table.save(save)}")
        return
    rows = table.rows()
    method = what.method_on(then.day)
    data = _measure_json(
        name,
        what.unit,
        what.grain,
        table.manifest.as_of,
        clock,
        method,
        [
            {
                "country": row["country"],
                "country_iso3": row["country_iso3"],
                "year": row["year"],
                "month": row["month"],
                "value": json_number(row["value"]),
                "low": json_number(row["low"]),
                "high": json_number(row["high"]),
                "status": row["status"],
                "reason": row["reason"],
                "basis": row["basis"],
            }
            for row in rows
        ],
        [dataclasses.asdict(basis) for basis in table.manifest.sources],
    )
    if table.manifest.remarks:
        data["remarks"] = list(table.manifest.remarks)

    def words() -> str:
        shown = [
            (
                row["country"],
                f"{row['year']}-{row['month']:02d}" if row["month"] else row["year"],
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

    voice.answer(data, words)


def _short(value: Any, digits: int) -> Any:
    return value.quantize(type(value)(1).scaleb(-digits))


def _range(row: dict[str, Any]) -> str:
    if row["low"] is None or row["high"] is None:
        return ""
    return f"{plain(_short(row['low'], 0))} to {plain(_short(row['high'], 0))}"


def _measure_json(
    name: str, unit: str, grain: str, day: str, clock: str, method: Any, rows: list[Any], bases: list[Any]
) -> dict[str, Any]:
    return {
        "measure": name,
        "unit": unit,
        "grain": grain,
        "as_of": day,
        "clock": clock,
        "method": {"number": method.number, "adopted": method.adopted.isoformat()},
        "rows": rows,
        "sources": bases,
    }


@click.command()
@click.argument("place")
@as_of
@spoken
def country(voice: Voice, place: str, as_of: str | None, clock: Any, mode: Any) -> None:
    """Print every measure's newest figure for PLACE, each with its source and date, or why there is none."""
    from forlik.profile import profile
    from forlik.world import world

    then = world(as_of, clock=clock, mode=mode)
    found = then.place(place)
    figures = profile(then, found)
    data = {
        "country": found.name(),
        "country_iso3": found.iso3,
        "as_of": then.day.isoformat(),
        "figures": [
            {
                "measure": figure.measure,
                "label": figure.label,
                "value": json_number(figure.value),
                "low": json_number(figure.low),
                "high": json_number(figure.high),
                "unit": figure.unit,
                "period": figure.period,
                "status": figure.status,
                "reason": figure.reason,
                "source": figure.basis.source if figure.basis else None,
                "known_at": figure.basis.known_at if figure.basis else None,
            }
            for figure in figures
        ],
    }

    def words() -> str:
        shown = [
            (
                figure.label,
                figure.text,
                figure.unit,
                figure.period,
                figure.reason or (f"{figure.basis.source}, known {figure.basis.known_at[:10]}" if figure.basis else ""),
            )
            for figure in figures
        ]
        head = ("figure", "value", "unit", "period", "source, or why unknown")
        return f"{found.name()}, as known on {then.day}\n\n" + columns(shown, head, right=frozenset({1}))

    voice.answer(data, words)
    if all(figure.value is None for figure in figures):
        raise NoData(f"nothing was known of {found.name()} on {then.day}", remedy="`forlik sources` tells what is held")


@click.command()
@click.option("--top", default=20, type=click.IntRange(1, 1000), show_default=True, help="How many places.")
@as_of
@spoken
def watch(voice: Voice, top: int, as_of: str | None, clock: Any, mode: Any) -> None:
    """List where deaths from violence have risen most: the last 12 known months against the 12 before."""
    from forlik.watch import rising
    from forlik.world import world

    then = world(as_of, clock=clock, mode=mode)
    listed = rising(then, top)
    data = {
        "as_of": then.day.isoformat(),
        "measure": listed.measure,
        "last_month": listed.last_month,
        "remarks": list(listed.remarks),
        "rows": [dataclasses.asdict(row) for row in listed.rows],
    }

    def words() -> str:
        shown = [(row.country, row.now, row.before, f"{row.change:+d}") for row in listed.rows]
        head = ("country", "12 months to " + listed.last_month, "12 months before", "change")
        return columns(shown, head, right=frozenset({1, 2, 3})) + "\n\n" + "\n".join(listed.remarks)

    voice.answer(data, words)
