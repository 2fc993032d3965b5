"""OpenSanctions: who stands on which list of sanctions, by the names that the lists give. Own use only.

Read are its simple tables of targets, of one list or of a collection of lists. Names are kept as the list writes them,
in any script, and a second time as the words that matter, so that a name is found without asking anybody outside.
"""

import csv
import re
from collections.abc import Iterator, Sequence

import pyarrow as pa

from forlik.core.errors import BadInput
from forlik.core.source import Bounds, Licence, RawFile, Reading, Source
from forlik.places.folding import words
from forlik.sources._sanctions import named, schemas
from forlik.store.read import ignored, line_of, read_csv, sniff, text

PRIVATE = "details of a person beyond what tells two bearers of a name apart"
TIMES = "when OpenSanctions saw it"
FIELDS = {
    "id": text("target_id", required=True),
    "schema": text("kind", required=True),
    "name": text(required=True),
    "aliases": text(),
    "birth_date": text("born"),
    "countries": text(),
    "addresses": ignored(PRIVATE),
    "identifiers": ignored(PRIVATE),
    "sanctions": text("measures"),
    "phones": ignored(PRIVATE),
    "emails": ignored(PRIVATE),
    "program_ids": text("programmes", optional=True),
    "dataset": text("lists", required=True),
    "first_seen": ignored(TIMES),
    "last_seen": text("seen_on"),
    "last_change": text("changed_on", optional=True),
}
SCHEMAS = schemas("opensanctions", "OpenSanctions' id")
TARGETS, NAMES = SCHEMAS.values()
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def part_of(file: RawFile) -> str | None:
    """The one list that all targets of the file stand on, or ``collection``: files of two lists stand side by side."""
    if not {"id", "schema", "name", "aliases", "sanctions", "dataset"} <= sniff.columns(file):
        return None
    common: set[str] | None = None
    with file.path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            lists = set(several(row.get("dataset")))
            common = lists if common is None else common & lists
            if not common:
                break
    return "-".join(words(next(iter(common)))) or "collection" if common and len(common) == 1 else "collection"


def read(files: Sequence[RawFile]) -> Reading:
    """Read the targets of one file, and every name that each is listed under."""
    [file] = files
    table = read_csv(file, FIELDS)
    _once(file, table)
    for name in TARGETS.columns:
        if name not in table.column_names:
            table = table.append_column(name, pa.nulls(table.num_rows, pa.string()))
    seen = [one[:10] for one in table["seen_on"].to_pylist() if one and DAY.match(one)]
    names = pa.Table.from_pylist(list(_names(table)), NAMES.arrow())
    return Reading(
        tables={
            "opensanctions__targets": table.select(list(TARGETS.columns)).cast(TARGETS.arrow()),
            "opensanctions__names": names,
        },
        rows=table.num_rows,
        edition=max(seen, default=""),
    )


def several(joined: str | None) -> list[str]:
    """The values of a field that holds several, separated by semicolons, with quotes where a value has one."""
    rows = list(csv.reader([joined or ""], delimiter=";"))
    return [one.strip() for one in rows[0] if one.strip()] if rows else []


def _once(file: RawFile, table: pa.Table) -> None:
    """Refuse a target that stands twice: one of the two would be lost."""
    met: set[str] = set()
    for row, one in enumerate(table["target_id"].to_pylist()):
        if one in met:
            raise BadInput(
                f"“{one:.80}” stands twice",
                file=file.name,
                line=line_of(file, row),
                field="id",
                remedy="the file was put together from several; import each as it was published",
            )
        met.add(one)


def _names(table: pa.Table) -> Iterator[dict[str, str]]:
    """Each name of each target, once; a name of punctuation only is none."""
    columns = (table[name].to_pylist() for name in ("target_id", "name", "aliases"))
    for target, name, aliases in zip(*columns, strict=True):
        yield from named(target, (name, *several(aliases)))


SOURCE = Source(
    name="opensanctions",
    title="OpenSanctions, targets",
    publisher="OpenSanctions Datenbanken GmbH, from the lists of states and international organisations",
    licence=Licence("CC BY-NC 4.0", False, "the terms were not read; CC BY-NC 4.0 from memory"),
    citation="OpenSanctions (www.opensanctions.org), targets in simple form, as seen {edition}.",
    home="https://www.opensanctions.org/",
    cadence="daily",
    schemas=SCHEMAS,
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1700, 2200), rows=(1, 20_000_000)),
    unverified_layout="Header of targets.simple.csv in the publisher's open code (zavod, exporters/simplecsv.py)",
    quirks=(
        "Never run against the publisher: no real file was at hand, and nothing is downloaded.",
        "Get targets.simple.csv of a list or a collection by hand, and import it: everything is matched here.",
        "For your own use: the licence is for non-commercial use, and its terms were not read.",
        "Files of single lists stand side by side; a newer file of a list takes the place of its older one.",
        "What a list restricts is stated in its own words, if at all: the register asks an officer to say it.",
        "Names are matched in the script they are written in; lists mostly give several.",
    ),
)
