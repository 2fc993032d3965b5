"""The tables that an IATI file gives: what is declared of them, and the rows of files, activities and findings."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.schema import Column, Schema
from forlik.iati.flows.duplicates import duplicates
from forlik.iati.flows.publishers import secondary
from forlik.iati.layout import Content, layout
from forlik.places import resolve_column
from forlik.sources._iati_file import Dataset

YEARS = (1945, 2100)
"""Years that a date may be of; one of another year is kept as it is stated and counts in no year."""
LARGEST = 10**21
"""Beyond it an amount has no room in a column; nobody ever gave as much in any currency."""
LIST = "; "
DECIDED = {
    None: "the same bytes stand in this file before",
    "first_hand": "the same file has the reporter's own version of it",
    "last_updated": "another version of it in this file was updated later",
    "generated_datetime": "another version of it was generated later",
    "content_sha256": "another version of it in this file counts; nothing tells which is newer",
    "file_sha256": "another version of it in this file counts; nothing tells which is newer",
    "byte_start": "another version of it in this file counts; nothing tells which is newer",
}
"""What decided between two versions of an activity in one file → why one was left out."""

DATASET = Column("text", "publisher's reference and name of the dataset, divided by a stroke", required=True)
LINE = Column("int", "line of the file as published, unpacked; 0 when it is none in particular", required=True)
BYTES = {
    "byte_start": Column("int", "first byte in the file as published, unpacked, counted from 0"),
    "byte_end": Column("int", "the byte after the last"),
}
FILES = Schema(
    grain="one file of a publisher: the version of a dataset that stands",
    key=("dataset",),
    columns={
        "dataset": DATASET,
        "reporting_org_ref": Column("text", "who reports, as the dataset is named after"),
        "reporting_org_name": Column("text", "their name, as the first activity gives it"),
        "content": Column("text", "activity or organisation", required=True),
        "version": Column("text", "version of the standard as stated"),
        "generated": Column("text", "instant at which the file says it was generated, as stated"),
        "file_sha256": Column("text", "hash of the file as published, unpacked", required=True),
        "bytes": Column("int", "bytes of it", required=True),
        "activities": Column("int", "activities or organisations read", required=True),
        "refused": Column("int", "activities or organisations that could not be read", required=True),
        "doubled": Column("int", "activities left out for a later version in the same file", required=True),
        "outside": Column("int", "what stands outside every activity and was passed over", required=True),
        "unreadable": Column("int", "dates, numbers and marks that could not be read as such", required=True),
        "transactions": Column("int", "transactions read", required=True),
        "unconverted": Column("int", "transactions without an amount in US dollars", required=True),
    },
)
ACTIVITIES = Schema(
    grain="one activity of one reporter, as the newest file that has it gives it",
    # Of several files with one activity the latest known stands; what another reports of it hides nobody's own.
    key=("activity_key", "secondary_reporter"),
    columns={
        "dataset": DATASET,
        "activity_key": Column("text", "the identifier, or the hash of its bytes when it has none", required=True),
        "activity_id": Column("text", "identifier as stated"),
        "activity_no": Column("int", "its number in the file, from 0", required=True),
        "title": Column("text", "first title"),
        "reporting_org_ref": Column("text", "who reports"),
        "reporting_org_name": Column("text", "their name"),
        "reporting_org_type_code": Column("text", "IATI code of their kind (OrganisationType)"),
        "secondary_reporter": Column("flag", "whether somebody else's activity is reported on", required=True),
        "hierarchy": Column("int", "level among the publisher's activities; 1 when none is stated", required=True),
        "status_code": Column("text", "IATI code (ActivityStatus)"),
        "default_currency": Column("text", "ISO 4217 code"),
        "humanitarian": Column("flag", "whether the activity as a whole is marked humanitarian"),
        "started": Column("date", "actual start, else planned"),
        "ended": Column("date", "actual end, else planned"),
        "countries_iso3": Column("text", "countries it names, itself or in a transaction, divided by “; ”"),
        "updated": Column("text", "last-updated-datetime as stated"),
        "version": Column("text", "version of the standard as the file states it"),
        "line": LINE,
        **BYTES,
        "content_sha256": Column("text", "hash of the activity's bytes", required=True),
        "file_sha256": Column("text", "hash of the file as published, unpacked", required=True),
    },
)
FINDINGS = Schema(
    grain="one thing found wrong with a file: an activity refused or doubled, or a kind of text unreadable in one",
    key=("dataset", "finding_no"),
    columns={
        "dataset": DATASET,
        "finding_no": Column("int", "number within the file, from 1", required=True),
        "kind": Column("text", "refused, doubled, outside or unreadable", required=True),
        "activity_id": Column("text", "identifier, where one can be made out"),
        "line": LINE,
        **BYTES,
        "reason": Column("text", "what is wrong", required=True),
        "times": Column("int", "how often", required=True),
    },
)


def shaped(schema: Schema, columns: Mapping[str, Any], rows: int) -> pa.Table:
    """A table in a declared schema; single values are repeated.

    Args:
        schema: The declaration.
        columns: Column → values, or one value for all rows.
        rows: How many rows there are.
    """
    declared = schema.arrow()
    arrays = [
        values.cast(field.type)
        if isinstance(values := columns[field.name], pa.Array | pa.ChunkedArray)
        else pa.array(values, field.type)
        if isinstance(values, list)
        else pa.repeat(pa.scalar(values, field.type), rows)
        for field in declared
    ]
    return pa.table(arrays, schema=declared)


def money(amounts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Amounts as columns have room for; nothing where one has not."""
    fits = pc.less(pc.abs(amounts), pa.scalar(LARGEST, pa.decimal128(38, 6)))
    return pc.if_else(fits, amounts, pa.scalar(None, amounts.type)).cast(pa.decimal128(28, 6))


def year_of(days: pa.ChunkedArray) -> pa.ChunkedArray:
    """The years of days, where they can be meant."""
    years = pc.year(days).cast(pa.int64())
    meant = pc.and_(pc.greater_equal(years, YEARS[0]), pc.less_equal(years, YEARS[1]))
    return pc.if_else(meant, years, pa.scalar(None, pa.int64()))


def countries(codes: pa.ChunkedArray, years: pa.ChunkedArray | None = None) -> tuple[pa.Array, dict[str, int]]:
    """ISO3 of IATI's country codes; and codes that are no country's, with how often they stand.

    A code is read at its own year where it meant something then, else as it is meant today.
    """
    upper = pc.utf8_upper(codes.cast(pa.string()))
    found, strange = resolve_column("iati", upper, years)
    if strange and years is not None:
        today, strange = resolve_column("iati", upper)
        found = pc.coalesce(found, today)
    told: dict[str, int] = {}
    for _, code, _why in strange:
        told[code] = told.get(code, 0) + 1
    return found, told


def standing(silver: Mapping[str, pa.Table]) -> tuple[pa.Table, pa.Table]:
    """The activities of a file, each identifier once, and the versions left out for another in the same file.

    Returns:
        Rows of ``activity`` with ``activity_key``, and ``secondary_reporter`` as far as it is known; and the others
        with the reason.
    """
    activity = silver["activity"]
    key = pc.coalesce(_filled(activity["activity_id"]), activity["content_sha256"])
    report = secondary(activity)
    keyed = activity.drop_columns("secondary_reporter").append_column("activity_key", key)
    keyed = keyed.append_column("secondary_reporter", pc.not_equal(report, "none"))
    several = duplicates(silver)
    losers = several.filter(pc.invert(several["counts"]))
    left = dict(zip(losers["activity_no"].to_pylist(), losers["decided_by"].to_pylist(), strict=True))
    # Two without identifier are the same only when every byte is.
    seen: set[str] = set()
    for number, one in zip(keyed["activity_no"].to_pylist(), keyed["activity_key"].to_pylist(), strict=True):
        if number in left:
            continue
        if one in seen:
            left[number] = None
        seen.add(one)
    out = pc.is_in(keyed["activity_no"], pa.array(list(left), pa.int64()))
    doubled = keyed.filter(out)
    reasons = [DECIDED[left[number]] for number in doubled["activity_no"].to_pylist()]
    return keyed.filter(pc.invert(out)), doubled.append_column("reason", pa.array(reasons, pa.string()))


def of_standing(table: pa.Table, stand: pa.Table, names: Iterable[str] = ("activity_key",)) -> pa.Table:
    """The rows of a table that belong to activities that stand, in their order, with columns of their activity.

    Args:
        table: A table with ``activity_no``.
        stand: The activities that stand.
        names: Columns of these; one that the table has itself is put in its place.
    """
    at = pc.index_in(table["activity_no"], stand["activity_no"].combine_chunks())
    mine, at = table.filter(at.is_valid()), at.drop_null()
    mine = mine.drop_columns([name for name in names if name in mine.column_names])
    for name in names:
        mine = mine.append_column(name, stand[name].take(at))
    return mine


def row_keys(table: pa.Table, ordinal: str = "ordinal") -> pa.Array:
    """One number for each activity and ordinal in it.

    Args:
        table: A table with ``activity_no``.
        ordinal: The column of the ordinal; it may be empty where a row belongs to none.
    """
    ordinals = pc.fill_null(table[ordinal], 0).to_numpy()
    return pa.array((table["activity_no"].to_numpy().astype("int64") << 32) | ordinals)


def _filled(text: pa.ChunkedArray) -> pa.ChunkedArray:
    plain = text.cast(pa.string())
    return pc.if_else(pc.equal(plain, ""), pa.scalar(None, pa.string()), plain)


def activities(whose: Dataset, silver: Mapping[str, pa.Table], stand: pa.Table, flows: pa.Table) -> pa.Table:
    """The activities that stand.

    Args:
        whose: The dataset.
        silver: The reader's tables.
        stand: What ``standing`` gave.
        flows: Their flows.
    """
    numbers = stand["activity_no"].to_pylist()
    days, places = _days(silver["date"]), _places(silver["recipient_geo"], flows)
    as_is = (
        *("activity_key", "activity_id", "activity_no", "title", "reporting_org_ref", "reporting_org_name"),
        *("reporting_org_type_code", "secondary_reporter", "default_currency", "humanitarian", "version"),
        *("line", "byte_start", "byte_end", "content_sha256", "file_sha256"),
    )
    columns = {name: stand[name] for name in as_is} | {
        "dataset": whose.part,
        "hierarchy": pc.fill_null(stand["hierarchy"], 1),
        "status_code": stand["activity_status_code"],
        "started": [days.get((number, "2")) or days.get((number, "1")) for number in numbers],
        "ended": [days.get((number, "4")) or days.get((number, "3")) for number in numbers],
        "countries_iso3": [LIST.join(sorted(places.get(number, ()))) or None for number in numbers],
        "updated": stand["last_updated"],
    }
    return shaped(ACTIVITIES, columns, stand.num_rows)


def _places(geo: pa.Table, flows: pa.Table) -> Mapping[int, set[str]]:
    """Number of an activity → the countries that it or a transaction of it names."""
    named = geo.filter(pc.equal(geo["kind"].cast(pa.string()), "recipient-country"))
    iso3, _ = countries(named["code"])
    found: dict[int, set[str]] = {}
    columns = ((named["activity_no"], iso3), (flows["activity_no"], flows["country_iso3"]))
    for numbers, codes in columns:
        for number, code in zip(numbers.to_pylist(), codes.to_pylist(), strict=True):
            if code:
                found.setdefault(number, set()).add(code)
    return found


def _days(date: pa.Table) -> dict[tuple[int, str], Any]:
    columns = (date[name].to_pylist() for name in ("activity_no", "type_code", "iso_date"))
    return {(number, code): day for number, code, day in zip(*columns, strict=True) if day}


def file_row(
    whose: Dataset, about: Mapping[str, Any], silver: Mapping[str, pa.Table], doubled: int, unconverted: int
) -> pa.Table:
    """The one row that tells of the file as a whole.

    Args:
        whose: The dataset.
        about: What the reader reports of the file.
        silver: The reader's tables.
        doubled: Activities left out for another version in the same file.
        unconverted: Transactions without an amount in US dollars.
    """
    names = silver[about["content"]]["reporting_org_name"].drop_null()
    columns = {
        "dataset": whose.part,
        "reporting_org_ref": whose.publisher,
        "reporting_org_name": names[0].as_py() if len(names) else None,
        "content": about["content"],
        "version": about["version"] or None,
        "generated": about["generated_datetime"] or None,
        "file_sha256": about["sha256"],
        "bytes": about["bytes"],
        "activities": about["activities"],
        "refused": len(about["refused"]),
        "doubled": doubled,
        "outside": len(about["outside"]),
        "unreadable": sum(one["times"] for one in about["problems"]),
        "transactions": silver["transaction"].num_rows if "transaction" in silver else 0,
        "unconverted": unconverted,
    }
    return shaped(FILES, columns, 1)


def findings(
    whose: Dataset,
    silver: Mapping[str, pa.Table],
    about: Mapping[str, Any],
    doubled: pa.Table | None,
    strange: Mapping[str, int],
) -> pa.Table:
    """What was found wrong with a file.

    Args:
        whose: The dataset.
        silver: The reader's tables.
        about: What the reader reports of the file.
        doubled: Activities left out for another version in the same file.
        strange: Codes of countries that are none, and how often they stand.
    """
    names = ("activity_id", "line", "byte_start", "byte_end")
    rows = [_finding("refused", one) for one in about["refused"]]
    rows += [_finding("outside", one) for one in about["outside"]]
    rows += [_finding("doubled", one) for one in doubled.select([*names, "reason"]).to_pylist()] if doubled else []
    rows += [_finding("unreadable", one) for one in _unreadable(silver, about["content"])]
    rows += [
        _finding("unreadable", {"reason": f"“{code:.40}” is no country's code", "times": times})
        for code, times in sorted(strange.items())
    ]
    columns: dict[str, Any] = {name: [one[name] for one in rows] for name in ("kind", "reason", "times", *names)}
    columns |= {"dataset": whose.part, "finding_no": list(range(1, len(rows) + 1))}
    return shaped(FINDINGS, columns, len(rows))


def _unreadable(silver: Mapping[str, pa.Table], content: Content) -> Iterator[dict[str, Any]]:
    """Each kind of text that cannot be read in an activity, with where the activity stands and how often it is so."""
    entries = silver[content]
    shape = layout(content)
    kinds = ("table", "column", "problem")
    problem = silver[shape.problem].select(["activity_no", *kinds])
    counted = problem.group_by(["activity_no", *kinds], use_threads=False).aggregate([([], "count_all")])
    counted = counted.sort_by([(name, "ascending") for name in ("activity_no", *kinds)])
    places = entries.select([shape.identifier, "line", "byte_start", "byte_end"]).rename_columns(
        ["activity_id", "line", "byte_start", "byte_end"]
    )
    at = pc.index_in(counted["activity_no"], entries["activity_no"].combine_chunks())
    for one, place in zip(counted.to_pylist(), places.take(at).to_pylist(), strict=True):
        yield place | {
            "reason": f"{one['table']}, {one['column']}: {one['problem']}",
            "times": one["count_all"],
        }


def _finding(kind: str, one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": kind,
        "activity_id": one.get("activity_id") or None,
        "line": one.get("line", 0),
        "byte_start": one.get("byte_start"),
        "byte_end": one.get("byte_end"),
        "reason": one["reason"],
        "times": one.get("times", 1),
    }
