"""IDMC's yearly database (GIDD): people newly displaced inside their country, and still displaced at the year's end."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Coverage, Licence, Paging, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.sources._hapi import tags
from forlik.store.read import Field, Item, day, ignored, line_of, read_csv, read_json, sniff, text, whole
from forlik.store.read.fields import Fault, cast

ROUNDED = "the same figure rounded; the exact one is kept"
PEOPLE = whole(low=0, high=100_000_000)
COMMON = {
    "iso3": text("country_iso3", required=True),
    "country_name": ignored("the code says which country; the table leaves the name empty in some rows"),
    "year": whole(low=2000, high=2100, required=True),
    "new_displacement": PEOPLE,
    "new_displacement_rounded": ignored(ROUNDED),
    "total_displacement": PEOPLE,
    "total_displacement_rounded": ignored(ROUNDED),
}
FIELDS: dict[str, dict[str, Field]] = {
    "conflict": COMMON,
    "disaster": COMMON
    | {
        "start_date": day("started_on", required=True),
        "start_date_accuracy": text("started_on_precise_to"),
        "end_date": day("ended_on"),
        "end_date_accuracy": text("ended_on_precise_to"),
        "event_name": text(required=True),
        "hazard_category": ignored("the number of the name that is kept"),
        "hazard_category_name": text("hazard_category", required=True),
        "hazard_sub_category": ignored("the number of the name that is kept"),
        "hazard_sub_category_name": text("hazard_sub_category", required=True),
        "hazard_type": ignored("the number of the name that is kept"),
        "hazard_type_name": text("hazard_type", required=True),
        "hazard_sub_type": whole("hazard_sub_type_idmc_id"),
        "hazard_subtype_name": ignored("always empty in the table; named in the answers only", optional=True),
        "hazard_sub_type_name": ignored("named in the answers only, so that both forms give one table", optional=True),
        "event_codes": text(missing=("", "[]")),
        "event_codes_type": ignored("the codes begin with their kind", optional=True),
    },
}
STOCK_AND_FLOW = {
    "new_displacement": Column("int", "people newly displaced in the year (flow, movements; exact); missing unknown"),
    "total_displacement": Column("int", "people displaced at the end of the year (stock; exact); missing unknown"),
}
PLACE = {
    "country_iso3": Column("text", "country people were displaced in", required=True),
    "year": Column("int", "calendar year", required=True),
}
SCHEMAS = {
    "conflict": Schema(
        grain="one country, one year: displacement by conflict and violence",
        key=("country_iso3", "year"),
        columns=PLACE | STOCK_AND_FLOW,
    ),
    "disaster": Schema(
        grain="one disaster of one country and year as published; a few rows are equal in every column",
        key=("country_iso3", "year", "number_in_year"),
        columns=PLACE
        | {
            "number_in_year": Column(
                "int",
                "place among the disasters of the country and year by first day, name and all else, from 1; not IDMC's",
                required=True,
            ),
            "event_name": Column("text", "name of the event; not unique", required=True),
            "started_on": Column("date", "first day, as precise as the next column says", required=True),
            "started_on_precise_to": Column("text", "Day, Week, Month or Year"),
            "ended_on": Column("date", "last day, as precise as the next column says"),
            "ended_on_precise_to": Column("text", "Day, Week, Month or Year"),
            "hazard_category": Column("text", "Weather related, Geophysical or Mixed disasters", required=True),
            "hazard_sub_category": Column("text", "such as Hydrological", required=True),
            "hazard_type": Column("text", "such as Flood", required=True),
            "hazard_sub_type_idmc_id": Column("int", "IDMC's number of the kind of hazard"),
            "event_codes": Column("text", "GLIDE and appeal codes, separated by “; ”"),
        }
        | STOCK_AND_FLOW,
    ),
}


PAGES = "pages"
ORDER = (
    "country_iso3",
    "year",
    "started_on",
    "event_name",
    "hazard_category",
    "hazard_sub_category",
    "hazard_type",
    "hazard_sub_type_idmc_id",
    "started_on_precise_to",
    "ended_on",
    "ended_on_precise_to",
    "new_displacement",
    "total_displacement",
    "event_codes",
)
"""What disasters are numbered by: the same rows get the same numbers, whatever file they come in."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is: ``conflict`` or ``disaster``, a page or a table, and the country when it holds one alone."""

    of: str
    paged: bool
    country: str

    def part(self) -> str:
        """The name of its part."""
        return "-".join(filter(None, (self.of, PAGES if self.paged else "", self.country)))


def part_of(file: RawFile) -> str | None:
    """``conflict`` or ``disaster`` for a table, ``…-pages`` for pages of the interface, ``…-COL`` for one country's.

    One country's file is a part of its own, for as a version of the world's it would take away all other countries.
    Pages and tables are parts of their own, for whoever has both brings both; rows of one key stand once.
    """
    kind = _kind(file)
    return kind.part() if kind else None


def _kind(file: RawFile) -> Kind | None:
    for of, key in (("disaster", "hazard_type"), ("conflict", "total_displacement_rounded")):
        if sniff.holds(file, "last_updated", "results", "new_displacement", key):
            return Kind(of, True, _alone(_codes_of_answer(file)))
        if {"iso3", "year", "new_displacement", key} <= sniff.columns(file):
            return Kind(of, False, _alone(_codes_of_table(file)))
    return None


def _alone(codes: set[str]) -> str:
    """The code when it is the only one and looks like one; what else may be wrong is said when the file is read."""
    [code, *others] = codes or {""}
    return code if not others and re.fullmatch(r"[A-Z][A-Z0-9]{2}", code) else ""


def _codes_of_table(file: RawFile) -> set[str]:
    """Country codes of a table, no more than two; none of a table that cannot be looked into."""
    codes: set[str] = set()
    with suppress(csv.Error), file.path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        for row in csv.DictReader(stream):
            code = row.get("iso3") or ""
            codes |= set() if code.startswith("#") else {code}
            if len(codes) > 1:
                break
    return codes


def _codes_of_answer(file: RawFile) -> set[str]:
    """Country codes of an answer of one page; none of a page that others belong to, which do not tell of all."""
    with suppress(BadInput):
        answer = read_json(file)
        whole = isinstance(answer, dict) and answer.get("next") is None and answer.get("previous") is None
        rows = answer.get("results") if whole else None
        return (
            {str(row.get("iso3")) for row in rows or () if isinstance(row, dict)} if isinstance(rows, list) else set()
        )
    return set()


def read(files: Sequence[RawFile]) -> Reading:
    """Read all pages of one answer, or one table; both give the same rows."""
    kind = _kind(files[0])
    if kind is None:
        raise BadInput("is neither conflict nor disaster displacement", file=files[0].name)
    tables = [file for file in files if sniff.head(file)[:1] != b"{"]
    if tables and len(files) > 1:
        raise BadInput(
            "is one of several files of the same part: only pages of one answer are read together",
            file=tables[0].name,
            remedy="import one table at a time",
        )
    skipped = tags(tables[0]) if tables else 0
    table, published = (
        (read_csv(tables[0], FIELDS[kind.of], skip_after_header=skipped), "")
        if tables
        else _pages(files, FIELDS[kind.of])
    )
    iso3, strange = resolve_column("iso3", table["country_iso3"], table["year"])
    for row, code, why in strange:
        line = line_of(files[0], row, skip=skipped) if tables else 0
        raise BadInput(
            f"“{code}” {why}", file=files[0].name, line=line, field="iso3", remedy="the code is not in the table"
        )
    placed = table.set_column(table.column_names.index("country_iso3"), "country_iso3", iso3)
    if kind.of == "disaster":
        placed = _numbered(_with_plain_codes(placed))
    schema = SCHEMAS[kind.of].arrow()
    years = pc.min_max(table["year"]).as_py()
    countries = tuple(sorted(set(iso3.to_pylist())))
    return Reading(
        tables={f"idmc__{kind.of}": placed.select(schema.names).cast(schema)},
        rows=table.num_rows + skipped,
        covers=(Coverage(str(years["min"]), str(years["max"]), countries, local=bool(kind.country)),),
        published=published,
        ignored={"line of HXL tags": skipped} if skipped else {},
        remarks=_of_one_country(kind, countries, files[0]),
    )


def _of_one_country(kind: Kind, countries: Sequence[str], file: RawFile) -> tuple[str, ...]:
    """The remark that a file is of one country.

    Raises:
        BadInput: So are several pages, of which none alone shows it, so that they came as the pages of the world.
    """
    if len(countries) > 1:
        return ()
    if not kind.country:
        raise BadInput(
            f"these pages hold {countries[0]} only: they would replace the figures of all other countries",
            file=file.name,
            remedy="import the country's table, or its answer on one page (a greater limit in the address)",
        )
    touched = f"holds {countries[0]} only: no other country's figures are touched"
    return (f"{touched}; it says nothing of the world",)


def _with_plain_codes(table: pa.Table) -> pa.Table:
    """Codes separated by “; ”: the global table writes them as ``['a', 'b']``, one country's as ``a,b``."""
    coded = pc.dictionary_encode(table["event_codes"]).combine_chunks()
    plain = [
        "; ".join(filter(None, (one.strip(" '") for one in written.strip("[]").split(",")))) or None
        for written in coded.dictionary.to_pylist()
    ]
    codes = pc.take(pa.array(plain, pa.string()), coded.indices)
    return table.set_column(table.column_names.index("event_codes"), "event_codes", codes)


def _numbered(table: pa.Table) -> pa.Table:
    """The table with each disaster's number among those of its country and year, so that no two files double it."""
    places = list(zip(table["country_iso3"].to_pylist(), table["year"].to_pylist(), strict=True))
    counted: Counter[tuple[str, int]] = Counter()
    numbers = [0] * table.num_rows
    for row in pc.sort_indices(table, sort_keys=[(name, "ascending") for name in ORDER]).to_pylist():
        counted[places[row]] += 1
        numbers[row] = counted[places[row]]
    return table.append_column("number_in_year", pa.array(numbers, pa.int64()))


def _pages(files: Sequence[RawFile], fields: dict[str, Field]) -> tuple[pa.Table, str]:
    """All rows of an answer in the order of its pages, and the day it was last updated."""
    pages: dict[int, tuple[RawFile, list[Item]]] = {}
    counts, days = set(), set()
    for file in files:
        page = Item(read_json(file), file, "answer")
        counts.add(count := page.take("count", int))
        days.add(_day(page.take("last_updated", str), file, f"{page.path}.last_updated"))
        following = page.take("next", str)
        page.ignore("previous")
        rows = page.items("results")
        page.done()
        offset = re.search(r"[?&]offset=(\d+)", following or "")
        if following and not offset:
            raise BadInput("the address of the next page names no offset", file=file.name, field=f"{page.path}.next")
        start = (int(offset[1]) if offset else count) - len(rows)
        if start in pages:
            raise BadInput(f"is the same page as {pages[start][0].name}", file=file.name, remedy="give each page once")
        pages[start] = (file, rows)
    if len(counts) > 1 or len(days) > 1:
        raise BadInput("the pages are not of one answer: their counts or days differ", file=files[0].name)
    missing, at = [], 0
    for start in sorted(pages):
        if start != at:
            missing.append(f"{at + 1} to {start}")
        at = start + len(pages[start][1])
    if missing or at != max(counts):
        gaps = ", ".join(missing) or f"{at + 1} to {max(counts)}"
        raise BadInput(
            f"pages are missing: rows {gaps} of {max(counts)}",
            file=files[0].name,
            remedy="give all pages of the answer together, or the whole table",
        )
    return _typed([row for start in sorted(pages) for row in pages[start][1]], fields), max(days)


def _day(stated: Any, file: RawFile, field: str) -> str:
    """The day of a day, or of an instant such as ``2026-05-12T10:00:00Z``."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)([T ].+)?", stated or "")
    try:
        datetime.fromisoformat(stated if found else "")
    except ValueError as error:
        raise BadInput(
            f"“{stated!s:.40}” is not a day written as 2026-05-12, nor an instant written as 2026-05-12T10:00:00Z",
            file=file.name,
            field=field,
            remedy="get the answer again; if it is the publisher's, its layout has changed",
        ) from error
    return str(stated)[:10]


def _typed(rows: Sequence[Item], fields: dict[str, Field]) -> pa.Table:
    columns: dict[str, list[str | None]] = {name: [] for name, field in fields.items() if field.type != "ignored"}
    left_out = [name for name, field in fields.items() if field.type == "ignored"]
    for row in rows:
        for name, values in columns.items():
            value = row.take(name)
            values.append(None if value is None else str(value))
        row.ignore(*left_out)
        row.done()
    present = {name: pa.chunked_array([pa.array(values, pa.string())]) for name, values in columns.items()}
    try:
        return cast(present, {name: field for name, field in fields.items() if name in present})
    except Fault as fault:
        raise BadInput(
            f"“{fault.value:.80}” {fault.why}",
            file=rows[fault.row].file.name,
            field=f"{rows[fault.row].path}.{fault.column}",
            remedy="get the original file from the publisher; if it is the original, its layout has changed",
        ) from fault


SOURCE = Source(
    name="idmc",
    title="Global Internal Displacement Database",
    publisher="Internal Displacement Monitoring Centre",
    licence=Licence(
        "CC BY-IGO",
        True,
        "the dataset's settings on the Humanitarian Data Exchange",
        "https://creativecommons.org/licenses/by/3.0/igo/",
    ),
    citation="Internal Displacement Monitoring Centre (IDMC), Global Internal Displacement Database, {edition}.",
    home="https://www.internal-displacement.org/database/displacement-data/",
    cadence="yearly",
    schemas={f"idmc__{part}": schema for part, schema in SCHEMAS.items()},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(2000, 2100), rows=(1, 500_000)),
    addresses=tuple(
        Address(
            f"{part}-{PAGES}",
            f"https://helix-tools-api.idmcdb.org/external-api/gidd/{part}s/?format=json&limit=100",
            f"idmc_{part}.json",
            ("application/json",),
            Paging("link", "next", "results"),
        )
        for part in SCHEMAS
    ),
    quirks=(
        "“New” counts movements in the year (flow), “total” people at its end (stock); null is unknown, never zero.",
        "Up to 2014 new displacement is 0 where later years have null; zeros are kept as the publisher wrote them.",
        "Disasters have no number of their own: each row is an event as published, even twelve that repeat another.",
        "The stock of a disaster row is of that event only; people displaced by events of earlier years are not in it.",
        "The interface wants a client id in its address, which is not sent here: get the table from the HDX instead.",
        "AB9 is Abyei.",
        "A file of one country is a part of its own: it is taken beside the others' figures and replaces its own only.",
    ),
    merges=True,
)
