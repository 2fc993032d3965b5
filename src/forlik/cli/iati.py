"""Verbs on IATI files: read, check, flows, totals, write. None of them needs a store."""

import dataclasses
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from forlik.cli.options import Early, Voice, columns, spoken
from forlik.core.errors import UsageError

FILE = click.Path(path_type=Path)
FILES = click.argument("files", nargs=-1, required=True, type=FILE)
FOLDER = click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))


class Iati(Early, click.Group):
    """The group of verbs."""


@click.group(cls=Iati)
def iati() -> None:
    """Read, check, add up and write IATI files (1.01 to 2.03), as they are or packed by gzip or zip.

    \b
    forlik iati read FILE… --out DIR       one Parquet file a table, and report.json
    forlik iati check FILE…                schema, code lists, official rules and our own checks
    forlik iati flows DIR --out FILE       every transaction shared out by sector and place
    forlik iati totals DIR --by NAME       amounts added up, never twice
    forlik iati write RECORDS --out FILE   a valid 2.03 file from plain records
    """  # noqa: D301 - click's mark for lines that stay as they are is the character itself


@iati.command()
@FILES
@click.option("--out", required=True, type=FILE, help="Folder to make: one Parquet file a table, and report.json.")
@click.option(
    "--reader",
    type=click.Choice(["auto", "reference", "fast"]),
    default="auto",
    help="The tables are the same; auto takes the fast reader, which takes seconds to load, from 64 MB on.",
)
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="How many batches are read at a time.")
@click.option(
    "--cluster", metavar="ADDRESS", help="Read on a Spark Connect cluster (sc://host:port) that sees the files."
)
@spoken
def read(voice: Voice, files: tuple[Path, ...], out: Path, reader: Any, workers: int, cluster: str | None) -> None:
    """Read IATI files into tables. Activities that cannot be read are listed in the report, and stop no other.

    Exit code 1 when a whole file, or all of its activities, could not be read.
    """
    from forlik.iati.read import read_to

    session = None
    if cluster:
        from forlik.store.engine import session as session_on

        session = session_on(cluster)
    found = [path.absolute() for path in _found(files)] if cluster else _found(files)
    reading = read_to(*found, out=out, reader=reader, workers=workers, session=session, told=_told(voice))
    report = reading.report
    lost = [file for file in report["files"] if not file["read"] or (file["refused"] and not file["activities"])]
    voice.answer({"out": str(out), **report}, lambda: _said(report, out))
    if lost:
        raise click.exceptions.Exit(1)


@iati.command()
@FILES
@click.option("--html", type=FILE, help="Also write the report as one page.")
@spoken
def check(voice: Voice, files: tuple[Path, ...], html: Path | None) -> None:
    """Hold files against schema, code lists, official rules and our own checks; exit code 1 when one has an error."""
    from forlik.iati.check import as_html, as_json, as_text
    from forlik.iati.check import check as checked

    reports = checked(*_found(files))
    if html:
        html.write_text(as_html(reports), encoding="utf-8")
    voice.answer([as_json(report) for report in reports], lambda: as_text(reports))
    if not all(report.valid for report in reports):
        raise click.exceptions.Exit(1)


CONVERTING = (
    click.option("--currency", metavar="CODE", help="Convert into this currency; rates and rules are kept."),
    click.option(
        "--how",
        default="rates",
        help="rates, publisher (the publisher's own figure where there is one), or publisher_only.",
    ),
    click.option("--vocabulary", default="1", help="Sector vocabulary that amounts are shared out by; 1 is DAC."),
    click.option(
        "--place-rule", default="as_percentages_say", help="What is done with countries and regions together."
    ),
)


def converting(function: Any) -> Any:
    """Give a verb the options of how amounts are shared out and converted."""
    for option in reversed(CONVERTING):
        function = option(function)
    return function


@iati.command()
@FOLDER
@click.option("--out", required=True, type=FILE, help="Parquet file to write.")
@converting
@spoken
def flows(voice: Voice, folder: Path, out: Path, **how: Any) -> None:
    """Share out every transaction by sector and place, exactly; DIR is what forlik iati read made."""
    import pyarrow.parquet as pq

    from forlik.iati.flows import flow_batches

    rows, writer = 0, None
    part = out.with_name(f".{out.name}.part")
    try:
        for piece in flow_batches(folder, **_converted(how)):
            writer = writer or pq.ParquetWriter(part, piece.schema)
            writer.write_table(piece)
            rows += piece.num_rows
            voice.progress.say(f"{rows} flows")
        if writer is None:
            raise UsageError("holds no transaction", where=str(folder), remedy="read files with transactions into it")
        writer.close()
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    voice.answer({"out": str(out), "flows": rows}, lambda: f"{rows} flows in {out}")


@iati.command()
@FOLDER
@click.option("--by", multiple=True, required=True, help="What to tell apart, such as transaction_type, year, sector.")
@click.option(
    "--level", type=int, help="Level of the hierarchy; needed where a file has several, which repeat the money."
)
@click.option("--provider", multiple=True, metavar="REF", help="Only what these organisations provided.")
@click.option("--receiver", multiple=True, metavar="REF", help="Only what these organisations received.")
@click.option("--kind", default="transaction", help="transaction, budget or planned_disbursement.")
@click.option("--secondary", is_flag=True, help="Also what others than the publisher report of it.")
@click.option("--duplicates", is_flag=True, help="Also older versions of the same activity.")
@converting
@spoken
def totals(voice: Voice, folder: Path, by: tuple[str, ...], level: int | None, **asked: Any) -> None:
    """Add amounts up, per currency unless --currency is given. Levels, currencies and versions are never added."""
    from forlik.iati.flows import columns_for, flow_batches
    from forlik.iati.flows import totals as added

    how = _converted({name: asked.pop(name) for name in ("currency", "how", "vocabulary", "place_rule")})
    names = tuple(name for one in by for name in one.split(","))
    flow = flow_batches(folder, **how, columns=columns_for(names))
    table = added(flow, names, level=level, currency=how["currency"], **asked)
    rows = table.to_pylist()
    data = [{name: _plain(value) for name, value in row.items()} for row in rows]
    texts = [["" if value is None else str(value) for value in row.values()] for row in data]
    numbers = frozenset(at for at, field in enumerate(table.schema) if not _is_text(field))
    voice.answer(data, lambda: columns(texts, table.column_names, numbers) if rows else "nothing was found")


@iati.command()
@click.argument("records", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--out", required=True, type=FILE, help="File to write.")
@click.option("--generated", metavar="DATETIME", help="What the file says of when it was made; now by default.")
@click.option("--rules", type=FILE, help="Rules for what may be said; what they hide leaves no trace.")
@click.option("--day", metavar="DAY", help="The day on which the rules are asked; today by default.")
@click.option(
    "--activities",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="With organisations and rules: the records of all activities, for whoever is hidden in one of them.",
)
@spoken
def write(
    voice: Voice,
    records: Path,
    out: Path,
    generated: str | None,
    rules: Path | None,
    day: str | None,
    activities: Path | None,
) -> None:
    """Write a valid IATI 2.03 file from plain records (JSON); nothing is written when anything is wrong with them."""
    from forlik.core.days import parse_day
    from forlik.iati.write import (
        disclose,
        disclose_organisation,
        records_from_json,
        write_activities,
        write_organisations,
    )
    from forlik.iati.write import rules as rules_of

    held = records_from_json(records.read_text(encoding="utf-8"))
    if bool(held.activities) == bool(held.organisations):
        raise UsageError(
            "must hold activities or organisations: a file of the standard holds one or the other",
            where=str(records),
            remedy="write two files" if held.activities else "add records; docs/how-to/write-iati.md has examples",
        )
    if activities and not (rules and held.organisations):
        raise UsageError(
            "are asked for rules on organisations only", where="--activities", remedy="leave --activities out"
        )
    moment = _moment(generated)
    asked, in_force = parse_day(day) if day else moment.date(), rules_of(rules)
    kept: list[Any]
    if held.organisations:
        known = records_from_json(activities.read_text(encoding="utf-8")).activities if activities else ()
        ruled = [
            disclose_organisation(one, in_force, asked, activities=known, number=at)
            for at, one in enumerate(held.organisations, 1)
        ]
        kept = [one.organisation for one in ruled if one.organisation]
        written, applied = write_organisations(kept, out, generated=moment), [one.applied for one in ruled]
    else:
        disclosed = [disclose(one, in_force, asked, number=at) for at, one in enumerate(held.activities, 1)]
        kept = [one.activity for one in disclosed if one.activity]
        written, applied = write_activities(kept, out, generated=moment), [one.applied for one in disclosed]
    withheld = len(applied) - len(kept)
    done = {"written": written, "withheld": withheld, "applied": [_shown(one) for each in applied for one in each]}
    voice.answer({"out": str(out), **done}, lambda: f"{written} written, {withheld} withheld, in {out}")


def _moment(written: str | None) -> datetime:
    if not written:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise UsageError("is not a moment", where="--generated", remedy="write it as 2026-11-27T12:00:00Z") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _shown(applied: Any) -> dict[str, Any]:
    return {name: _plain(value) for name, value in dataclasses.asdict(applied).items()}


def _found(files: tuple[Path, ...]) -> list[Path]:
    """The files, and those in folders among them, in order."""
    every: list[Path] = []
    for file in files:
        every += sorted(one for one in file.rglob("*") if _is_file_of_iati(one)) if file.is_dir() else [file]
    if not every:
        raise UsageError("holds no XML file", where=str(files[0]), remedy="name a file or another folder")
    return every


def _is_file_of_iati(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in {".xml", ".gz", ".zip"}


def _told(voice: Voice) -> Any:
    """Tell of each file when it is done."""
    seen = 0

    def tell(report: Any) -> None:
        nonlocal seen
        if len(report.files) > seen + 1:
            done = report.files[seen]
            voice.progress.say(f"{done.name}: {done.reason or f'{done.read} activities'}")
            seen += 1

    return tell


def _said(report: Any, out: Path) -> str:
    lines = []
    for file in report["files"]:
        if not file["read"]:
            lines.append(f"{file['file']}: not read: {file['reason']} → {file['remedy']}")
            continue
        lines += [f"{file['file']}: {note}" for note in file["notes"]]
        for one in (*file["refused"], *file["outside"]):
            named = f" {one['activity_id']}" if one["activity_id"] else ""
            lines.append(f"{file['file']}, line {one['line']}:{named} not read: {one['reason']}")
        lines += [
            f"{file['file']}: {one['table']}.{one['column']}: {one['problem']}, {one['times']}×"
            for one in file["problems"]
        ]
    rows = sum(report["rows"].values())
    lines.append(
        f"{report['activities']} activities or organisations, {rows} rows in {out}; {report['refused']} refused"
    )
    return "\n".join(lines)


def _converted(how: dict[str, Any]) -> dict[str, Any]:
    """The options of a conversion, with rates where one is wanted."""
    if how["currency"]:
        how = how | {"currency": how["currency"].upper(), "rates": _rates()}
    return how


def _rates() -> Any:
    """The European Central Bank's rates that are always there, and the IMF's where they were imported."""
    import forlik
    from forlik.core.errors import NoData
    from forlik.iati.flows import Rates
    from forlik.sources._ecb_history import packaged

    try:
        annual = forlik.world().table("imf_rates__annual").to_arrow()
    except NoData:
        annual = None
    return Rates.of(packaged(), annual)


def _is_text(field: Any) -> bool:
    return str(field.type) in {"string", "dictionary<values=string, indices=int32, ordered=0>"}


def _plain(value: Any) -> Any:
    """A value as JSON has it: amounts as exact texts, days as YYYY-MM-DD."""
    if value is None or isinstance(value, (int, str, bool)):
        return value
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return format(value.normalize(), "f") if hasattr(value, "normalize") else str(value)
