"""Norway's publicly documented engagements, as compiled for Forlik and carried with it.

The list is carried as three tables. The compilation they were made from, one JSON file, is read too: as a version of
the facts that brings its engagements and sources along. A part has one standing version, so its facts and the carried
ones never stand together; engagements and sources have the same names in both, and of one name the latest known stands.
"""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Licence, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.sources._engagement_file import BASIS, CONFIDENCE, STATED, STATUS, compiled
from forlik.store.read import ignored, read_csv, sniff, text

ENGAGEMENTS = {
    "id": text("engagement_id", required=True),
    "title_en": text("title", required=True),
    **dict.fromkeys(("title_nb", "places", "pillar", "mode", "role"), text(required=True)),
    "requested": text(required=True, one_of=("documented", "own initiative", "undocumented")),
    "start": text("started"),
    "end": text("ended"),
    "status": text(required=True, one_of=STATUS),
    "status_en": ignored("status in words; the facts have it with its sources"),
    "status_nb": ignored("the same in Norwegian"),
    "status_date": text("status_on"),
    "newest_source_date": text("newest_source_on"),
}
FACTS = {
    "engagement": text("engagement_id", required=True),
    "field": text(required=True),
    "value_en": text("value"),
    "value_nb": text(),
    "date": text("dated"),
    "basis": text(required=True, one_of=BASIS),
    "confidence": text(required=True, one_of=CONFIDENCE),
    "citations": text(),
    "verified": text(required=True, one_of=("yes", "no")),
}
CITATIONS = {
    "id": text("citation_id", required=True),
    "title": text(required=True),
    "publisher": text(required=True),
    "date": text("dated"),
    "url": text(),
    "licence_note": text("terms", required=True),
    "compiled": text("compiled_on", required=True),
}
ROWS_OF_FACTS = {"engagement", "place", "field", "value", "basis", "confidence", "citations"}
ROWS_OF_PAX = {"pax_agt_id", "pax_process_id", "role_words_in_field"}
LOOKED_AT = 4 << 20  # bytes in which a compilation must name its engagements: its sources may come first
BY_WORDING = "role, request and status are read off the wording; Forlik's own list has them judged by hand"
PARTS = {"all": ENGAGEMENTS, "facts": FACTS, "citations": CITATIONS}
FILES = {"all": "engagements.csv", "facts": "engagement_facts.csv", "citations": "engagement_citations.csv"}
TABLES = {part: f"norway_engagements__{'engagements' if part == 'all' else part}" for part in PARTS}
DATES = ("started", "ended", "status_on", "newest_source_on", "dated", "compiled_on")
STATED_AS = "as stated: YYYY, YYYY-MM or YYYY-MM-DD; empty means unknown"
SCHEMAS = {
    TABLES["all"]: Schema(
        grain="one engagement, one place it concerns",
        key=("engagement_id", "country_iso3"),
        columns={
            "engagement_id": Column("text", "Forlik's name of the engagement", required=True),
            "country_iso3": Column("text", "place it concerns", required=True),
            "title": Column("text", "what it is", required=True),
            "title_nb": Column("text", "the same in Norwegian; the compilation has none"),
            "pillar": Column("text", "leading pillar", required=True),
            "mode": Column("text", "how Norway takes part; “not stated” in the compilation", required=True),
            "role": Column("text", "Norway's role", required=True),
            "requested": Column("text", "whether a party's request is documented", required=True),
            "started": Column("text", f"earliest documented beginning, {STATED_AS}"),
            "ended": Column("text", f"latest documented end, {STATED_AS}, not ongoing"),
            "status": Column("text", "ongoing, implementation, suspended, completed, ended or unknown", required=True),
            "status_on": Column("text", f"day, month or year for which the source states the status, {STATED_AS}"),
            "newest_source_on": Column("text", f"newest dated source of a verified fact, {STATED_AS}"),
            "start_year": Column("int", "year of the beginning; empty when unknown"),
            "end_year": Column("int", "year of the end; empty when unknown"),
            "status_year": Column("int", "year for which the status is stated; empty when unknown"),
        },
    ),
    TABLES["facts"]: Schema(
        grain="one fact about one engagement",
        key=("engagement_id", "fact"),
        columns={
            "engagement_id": Column("text", "the engagement", required=True),
            "fact": Column("int", "its line, or its place, in the list", required=True),
            "field": Column("text", "what the fact is about: role, request, start, end, outcome …", required=True),
            "value": Column("text", "what is said; empty when nothing was found, or when only a link may be given"),
            "value_nb": Column("text", "the same in Norwegian"),
            "dated": Column("text", f"day, month or year the fact is of, {STATED_AS}"),
            "basis": Column("text", ", ".join(BASIS), required=True),
            "confidence": Column("text", "high, medium or low", required=True),
            "citations": Column("text", "names of its sources, separated by spaces"),
            "verified": Column("text", "yes when a source was read that says so, else no", required=True),
        },
    ),
    TABLES["citations"]: Schema(
        grain="one source of facts",
        key=("citation_id",),
        columns={
            "citation_id": Column("text", "its name in the facts", required=True),
            "title": Column("text", "its title", required=True),
            "publisher": Column("text", "who published it", required=True),
            "dated": Column("text", f"its date, {STATED_AS}"),
            "url": Column("text", "where it is, or its publisher's site"),
            "terms": Column("text", "what its terms let us repeat, and what its address leads to", required=True),
            "compiled_on": Column("text", "when it was looked up; the compilation does not say"),
        },
    ),
}


def part_of(file: RawFile) -> str | None:
    """The engagements, the facts about them, or the sources of the facts; the compilation is a version of the facts.

    Raises:
        BadInput: It is a table made beside the compilation, which is read instead.
    """
    if sniff.holds(file, "sources") or sniff.holds(file, "engagements"):
        whole = file.head(LOOKED_AT)
        return "facts" if b'"sources"' in whole and b'"engagements"' in whole else None
    columns = sniff.columns(file)
    if columns >= ROWS_OF_FACTS:
        what = "this is the compilation's facts one a row, which leaves out the addresses of their sources"
        raise BadInput(what, file=file.name, remedy="import seed_engagements.json, which says the same and more")
    if columns >= ROWS_OF_PAX:
        what = "these are rows of PA-X that name Norway: PA-X may not be repeated, and a mention is no role"
        raise BadInput(what, file=file.name, remedy="`forlik import pax` reads PA-X's own table for your own use")
    return next((part for part, fields in PARTS.items() if set(fields) <= columns), None)


def read(files: Sequence[RawFile]) -> Reading:
    """Read one of the three lists, or the compilation; an engagement in several places gives one row for each."""
    [file] = files
    if sniff.head(file)[:1] == b"{":
        return _compilation(file)
    part = part_of(file) or "all"
    table = read_csv(file, PARTS[part], line_number="fact")
    for name in set(DATES) & set(table.column_names):
        for stated, line in zip(table[name].to_pylist(), table["fact"].to_pylist(), strict=True):
            if stated is not None and not STATED.fullmatch(stated):
                raise BadInput(f"“{stated}” is not a stated date", file=file.name, line=line, field=name)
    if part == "citations":
        _check_addresses(file, table)
    schema = SCHEMAS[TABLES[part]]
    result = _by_place(file, table) if part == "all" else table
    newest = pc.max(table["newest_source_on" if part == "all" else "dated"]).as_py()
    return Reading(
        tables={TABLES[part]: result.select(list(schema.columns)).cast(schema.arrow())},
        rows=table.num_rows,
        edition=newest or "",
    )


def _check_addresses(file: RawFile, table: pa.Table) -> None:
    """An address becomes a link on a page: only web addresses may."""
    for url, line in zip(table["url"].to_pylist(), table["fact"].to_pylist(), strict=True):
        if url is not None and not url.startswith(("https://", "http://")):
            raise BadInput(f"“{url}” is not a web address", file=file.name, line=line, field="url")


def _by_place(file: RawFile, table: pa.Table) -> pa.Table:
    codes = pc.split_pattern(table["places"], " ").combine_chunks()
    spread = table.take(pc.list_parent_indices(codes))
    iso3, strange = resolve_column("iso3", pc.list_flatten(codes))
    for row, code, why in strange:
        raise BadInput(f"“{code}” {why}", file=file.name, line=spread["fact"][row].as_py(), field="places")
    result = spread.append_column("country_iso3", iso3)
    for name, stated in (("start_year", "started"), ("end_year", "ended"), ("status_year", "status_on")):
        result = result.append_column(name, pc.cast(pc.utf8_slice_codeunits(result[stated], 0, 4), pa.int64()))
    return result


def _compilation(file: RawFile) -> Reading:
    """The compilation's engagements, a row for each place, its facts and its sources."""
    said = compiled(file)
    loose = pa.schema([(name, "string") for name in said.engagements[0] if name != "fact"])
    rows = {
        "all": _by_place(file, pa.Table.from_pylist(said.engagements, loose.append(pa.field("fact", pa.int64())))),
        "facts": pa.Table.from_pylist(said.facts, SCHEMAS[TABLES["facts"]].arrow()),
        "citations": pa.Table.from_pylist(said.citations, SCHEMAS[TABLES["citations"]].arrow()),
    }
    schemas = {part: SCHEMAS[TABLES[part]].arrow() for part in PARTS}
    newest = max((row["newest_source_on"] or "" for row in said.engagements), default="")
    return Reading(
        tables={TABLES[part]: table.select(schemas[part].names).cast(schemas[part]) for part, table in rows.items()},
        rows=said.met,
        edition=newest,
        # It states no day of its own; what it says was public when its newest source was. The list judged by hand came
        # later, and stands where both are held.
        published=newest,
        ignored={reason: count for reason, count in said.ignored.items() if count},
        remarks=(BY_WORDING,),
    )


SOURCE = Source(
    name="norway_engagements",
    title="Norway's publicly documented engagements",
    publisher="Forlik, from public pages and datasets cited fact by fact",
    licence=Licence("facts with citation", True, "facts in our own words; every fact carries its source in the list"),
    citation="Forlik, Norway's publicly documented engagements since 1993, newest source {edition}.",
    home="https://www.regjeringen.no/en/topics/foreign-affairs/peace-and-reconciliation-efforts/",
    cadence="irregular",
    schemas=SCHEMAS,
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1990, 2100), rows=(1, 1_000)),
    addresses=tuple(Address(part, f"package:forlik.starter/{file}", file) for part, file in FILES.items()),
    quirks=(
        "Not an official register, and no view of the ministry: what public sources document, with their citation.",
        "An empty end means that no end is documented, not that the engagement goes on; the status says more.",
        "Discreet engagements are by nature missing.",
        "Of the compilation as JSON, what rests on PA-X alone is told as a link; its other tables are refused.",
        "Of the compilation, role, request and status are read off the wording; it has no Norwegian text and no mode.",
    ),
)
