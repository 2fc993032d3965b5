"""IPC: people by phase of acute food insecurity, for countries, provinces and areas, now and projected."""

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from forlik.core.errors import BadInput, PlaceRefused
from forlik.core.schema import Column, Schema
from forlik.core.source import Bounds, Licence, RawFile, Reading, Source
from forlik.places import by_code
from forlik.sources._hapi import header, placed, rows_of, tags
from forlik.store.read import Field, Item, day, ignored, number, read_csv, read_json, text, whole

PHASES = ("all", "3+", "1", "2", "3", "4", "5")
PERIODS = {"": "current", "_projected": "first projection", "_second_projected": "second projection"}
DATES = {
    "": "current_period_dates",
    "_projected": "projected_period_dates",
    "_second_projected": "second_projected_period_dates",
}
OWN = {
    "ipc_phase": text("phase", required=True, one_of=PHASES),
    "ipc_type": text("validity", required=True, one_of=tuple(PERIODS.values())),
    "population_in_phase": whole("people", low=0, required=True),
    "population_fraction_in_phase": number("share_of_people", low=0, exact=True),
}
LONG: Mapping[str, Field] = {
    "Date of analysis": text("analysed"),
    "Country": text("country_iso3", required=True),
    "Total country population": ignored("population is taken from its own source"),
    "Level 1": text("level1", optional=True),
    "Area": text("area", optional=True),
    "Validity period": text("validity", required=True, one_of=tuple(PERIODS.values())),
    "From": day("from_on", required=True),
    "To": day("to_on", required=True),
    "Phase": text("phase", required=True, one_of=PHASES),
    "Number": whole("people", low=0, required=True),
    "Percentage": number("share_of_people", low=0, exact=True),
}
BLOCK = ("country_iso3", "level", "level1", "area", "validity", "from_on", "to_on")
SCHEMA = Schema(
    grain="one analysis, one place, one period, one phase; phases overlap: 3+ holds 3, 4 and 5, “all” holds every one",
    columns={
        "country_iso3": Column("text", "country", required=True),
        "year": Column("int", "year in which the period begins", required=True),
        "level": Column("text", "national, level1 or area", required=True),
        "level1": Column("text", "province or group of areas, in IPC's words"),
        "area": Column("text", "area, in IPC's words"),
        "validity": Column("text", "current, first projection or second projection", required=True),
        "from_on": Column("date", "first day of the period", required=True),
        "to_on": Column("date", "last day of the period"),
        "phase": Column("text", "all (looked at), 3+ (crisis or worse), 1, 2, 3, 4 or 5", required=True),
        "people": Column("int", "people in the phase", required=True),
        "share_of_people": Column("decimal", "share of the people looked at (1 = all)"),
        "looked_at": Column("int", "people the analysis looked at in that place and period"),
        "analysis_ipc_id": Column("text", "IPC's number of the analysis, where stated"),
    },
)


def part_of(file: RawFile) -> str | None:
    """``hapi``, ``national``, ``level1``, ``area`` or ``analyses-AFG``.

    Raises:
        BadInput: The wide form of the same tables, one of newest analyses only, or an answer on several countries.
    """
    names = header(file)
    if {"location_code", "ipc_phase", "ipc_type"} <= names:
        return "hapi"
    if {"Date of analysis", "Validity period", "Phase", "Number"} <= names:
        if "latest" in file.name.casefold():
            raise BadInput(
                "holds each country's newest analysis only, which stands in the whole table too",
                file=file.name,
                remedy="import the file of the same name without “latest”",
            )
        return "area" if "Area" in names else "level1" if "Level 1" in names else "national"
    if {"Date of analysis", "Population analyzed current"} <= names:
        raise BadInput(
            "is the wide form of a table that also comes long",
            file=file.name,
            remedy="import the file named …_long.csv",
        )
    head = file.head(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:1] != b"[" or b'"analysis_date"' not in head or b'"current_period_dates"' not in head:
        return None
    analyses = read_json(file)
    codes = {one.get("country") for one in analyses if isinstance(one, dict)}
    if len(codes) != 1:
        raise BadInput(f"an answer on {len(codes)} countries", file=file.name, field="country")
    return f"analyses-{_country(file, codes.pop())}"


def read(files: Sequence[RawFile]) -> Reading:
    """Read one table, or the analyses of one country."""
    [file] = files
    names = header(file)
    if not names:
        return _analyses(file)
    if "location_code" in names:
        levels = ("national", "level1", "area")
        table = rows_of(file, OWN).rename_columns({"admin1_name": "level1", "admin2_name": "area"}).to_pylist()
        rows = [row | {"level": levels[row["admin_level"]]} for row in table]
    else:
        level = "area" if "Area" in names else "level1" if "Level 1" in names else "national"
        table = read_csv(file, LONG, skip_after_header=tags(file), line_number="line")
        rows = [row | {"level": level} for row in placed(file, table, "Country").to_pylist()]
    return _reading(list(_with_looked_at(file, rows)), len(rows), {})


def _reading(rows: list[dict[str, Any]], met: int, left: dict[str, int]) -> Reading:
    for row in rows:
        row["year"] = row["from_on"].year
    return Reading(tables={"ipc__phases": pa.Table.from_pylist(rows, schema=SCHEMA.arrow())}, rows=met, ignored=left)


def _with_looked_at(file: RawFile, rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each row with the people looked at: phases follow the row “all” of their place and period."""
    whole_of: dict[str, Any] = {}
    for row in rows:
        if row["phase"] == "all":
            whole_of = row
        elif any(row[name] != whole_of.get(name) for name in BLOCK):
            raise BadInput(
                "the row “all” of the same place and period does not stand before the phases",
                file=file.name,
                line=row["line"],
                field="phase",
                remedy="rows were sorted or taken out after publication; get the original file",
            )
        yield row | {"looked_at": whole_of["people"]}


def _analyses(file: RawFile) -> Reading:
    rows: list[dict[str, Any]] = []
    met = 0
    left: dict[str, int] = {}
    for place, content in enumerate(read_json(file)):
        item = Item(content, file, f"[{place}]")
        number, kind = item.take("id", str), item.take("condition", str)
        item.path = f"analysis {number}"
        met += 1
        if kind != "A":
            why = "not an analysis of acute food insecurity"
            left[why] = left.get(why, 0) + 1
            continue
        known = {
            "country_iso3": _country(file, item.take("country", str)),
            "analysis_ipc_id": number,
            "periods": {mark: _period(item, name) for mark, name in DATES.items()},
        }
        item.ignore("title", "analysis_date", "period", "view_level", "population", "population_percentage", "metadata")
        areas, groups = item.items("areas", default=[]), item.items("groups", default=[])
        rows += _phases(item, known, {"level": "national"})
        rows += [row for area in areas for row in _area(area, known, None)]
        for group in groups:
            inside = group.items("areas", default=[])
            name = group.take("name", str)
            group.ignore("id")
            rows += _phases(group, known, {"level": "level1", "level1": name})
            rows += [row for area in inside for row in _area(area, known, name)]
    return _reading(rows, met, left)


def _area(area: Item, known: Mapping[str, Any], group: str | None) -> list[dict[str, Any]]:
    name = area.take("name", str)
    area.ignore("id", "aag_id", "population", *(f"overall_phase{mark}" for mark in PERIODS))
    return _phases(area, known, {"level": "area", "level1": group, "area": name})


def _phases(item: Item, known: Mapping[str, Any], of: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of one place, all periods; a period without figures gives none."""
    rows = []
    for mark, validity in PERIODS.items():
        looked_at = _people(item, f"estimated_population{mark}")
        people = {"all": looked_at, "3+": _people(item, f"p3plus{mark}")}
        share = {"all": Decimal(1), "3+": item.take(f"p3plus_percentage{mark}", Decimal, default=None)}
        for phase in "12345":
            people[phase] = _people(item, f"phase{phase}_population{mark}")
            share[phase] = item.take(f"phase{phase}_percentage{mark}", Decimal, default=None)
        period = known["periods"][mark]
        if people["3+"] is None and (looked_at is None or period is None):
            continue
        if period is None:
            raise BadInput(f"figures without dates ({validity})", file=item.file.name, field=item.path)
        same = {"country_iso3": known["country_iso3"], "analysis_ipc_id": known["analysis_ipc_id"], **of}
        same |= {"validity": validity, "from_on": period[0], "to_on": period[1], "looked_at": looked_at}
        rows += [
            {**same, "phase": phase, "people": count, "share_of_people": share[phase]}
            for phase, count in people.items()
            if count is not None
        ]
    item.done()
    return rows


def _people(item: Item, name: str) -> int | None:
    value = item.take(name, int, default=None)
    if value is not None and not 0 <= value < 10**11:
        raise BadInput(f"{value!s:.40} is no number of people", file=item.file.name, field=f"{item.path}.{name}")
    return None if value is None else int(value)


def _period(item: Item, name: str) -> tuple[date, date] | None:
    stated = item.take(name, str)
    if not stated:
        return None
    found = re.fullmatch(r"([A-Z][a-z]{2} \d{4}) - ([A-Z][a-z]{2} \d{4})", stated)
    try:
        if found is None:
            raise ValueError  # noqa: TRY301 - one message for every way of being wrong
        first, last = (datetime.strptime(month, "%b %Y").date() for month in found.groups())  # noqa: DTZ007 - a month
    except ValueError:
        raise BadInput(
            f"“{stated:.40}” is not a period written as “Apr 2023 - Aug 2023”",
            file=item.file.name,
            field=f"{item.path}.{name}",
        ) from None
    return first, last.replace(day=calendar.monthrange(last.year, last.month)[1])


def _country(file: RawFile, code: Any) -> str:
    try:
        return by_code("iso2", str(code)).iso3
    except PlaceRefused as error:
        raise BadInput(str(error), file=file.name, field="country") from error


SOURCE = Source(
    name="ipc",
    title="Integrated Food Security Phase Classification",
    publisher="IPC Global Partners",
    licence=Licence(
        "CC BY-NC-SA 3.0 IGO",
        False,
        "from memory of IPC's own terms; HDX's settings say other terms, so treat as own use only",
        "https://creativecommons.org/licenses/by-nc-sa/3.0/igo/",
    ),
    citation="Integrated Food Security Phase Classification (IPC), analyses of acute food insecurity.",
    home="https://www.ipcinfo.org/",
    cadence="irregular",
    schemas={"ipc__phases": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(2010, 2100), rows=(1, 5_000_000), ahead=1),
    quirks=(
        "Phases overlap: 3+ holds phases 3, 4 and 5, so it must never be added to them.",
        "An analysis can look at a part of the country only, and its national row is then of that part.",
        "Two analyses of one country can speak of the same months, one being part of the other.",
        "Provinces and areas have names but no p-codes.",
        "Files named “latest” hold the newest analysis of each country; only the whole tables are read.",
    ),
)
