"""Rows: what the holder of some labels may see, as known on a day. Filtered by label first, in the database."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from django.db import connection

from forlik.desk.access import keyfile
from forlik.desk.access.keys import facet_place
from forlik.desk.access.labels import CONFIDENTIAL, grade, labels
from forlik.desk.access.log import looked
from forlik.desk.access.opening import ready
from forlik.desk.access.person import Person
from forlik.desk.access.sealing import UnknownMaster, unwrap
from forlik.desk.records.bodies import Stored, fields_of, opened, person_keys, subjects_of
from forlik.desk.records.models import Facet
from forlik.register.rows import Clock, Row, as_known

TURNS = 3
"""Looks at the table while a rotation of keys goes on beside."""
Of = TypeVar("Of")


class Found(NamedTuple):
    """A revision and its facet, as the database has them."""

    facet: str
    record: str
    concept: str
    name: str
    label: str
    wrapped_key: Any
    n: int
    recorded_at: str
    known_at: str
    who: str
    text: str | None
    salt: str | None
    sealed: Any


COLUMNS = (
    "f.id, f.record, f.concept, f.name, f.label, f.wrapped_key, "
    "r.n, r.recorded_at, r.known_at, r.who, r.text, r.salt, r.sealed"
)
JOINED = "records_facet f JOIN records_revision r ON r.facet_id = f.id"


def rows(held: Iterable[str], *, known_at: date, clock: Clock = "known", file: str = "", record: str = "") -> list[Row]:
    """Of every facet under one of the labels, the revision that counts at the end of a day.

    Args:
        held: The labels the viewer holds today: secrecy is judged today, knowledge then.
        known_at: The day; its end in UTC counts.
        clock: ``known`` when the world could know it, ``held`` when it was recorded here.
        file: Only what belongs to this file.
        record: Only this record.

    Raises:
        Tampered: Something sealed was changed or moved.
    """
    ready()
    return [row for _, row in found(held, known_at=known_at, clock=clock, file=file, record=record)]


def seen(
    person: Person, now: datetime, *, known_at: date, clock: Clock = "known", file: str = "", record: str = ""
) -> list[Row]:
    """The rows a person may see now; that the sealed ones among them were shown is logged, one row a response."""
    ready()
    pairs = found(labels(person, now), known_at=known_at, clock=clock, file=file, record=record)
    looked(person.id, (facet for facet, row in pairs if grade(row.label) >= CONFIDENTIAL), now)
    return [row for _, row in pairs]


def history(held: Iterable[str], record: str) -> list[Row]:
    """Every revision of a record's facets under the labels, oldest first."""
    ready()
    return [row for _, row in _history(held, record)]


def of_file(held: Iterable[str], file: str, records: Collection[str]) -> list[Row]:
    """Every revision of what stands in a file, and of other records; what is shown of it is to be logged.

    Args:
        held: The labels.
        file: Id of the file.
        records: Ids of the records that belong to it and may stand in another file or in none.
    """
    ready()
    where, values = _where(held, "", "")
    marks = ", ".join(["%s"] * len(records)) or "NULL"
    query = (
        f"SELECT {COLUMNS} FROM {JOINED} WHERE {where} AND (f.file = %s OR f.record IN ({marks})) "  # noqa: S608 - our own constants, and marks only
        "ORDER BY f.name, f.label, r.n"
    )
    return steadily(lambda: [row for _, row in _opened(asked(query, [*values, file, *records]))])


def everything(held: Iterable[str], facets: Collection[str] = ()) -> list[tuple[str, Row]]:
    """Every revision of every facet under the labels, with the id of the facet; what is shown of it is to be logged.

    Args:
        held: The labels.
        facets: Only the records that have one of these facets; all records when none is named.
    """
    if not facets:
        return _history(held, "")
    # Named one by one, or the database goes through all rows of the labels to find these few.
    records = sorted(set(Facet.objects.filter(pk__in=facets).values_list("record", flat=True)))
    where, values = _where(held, "", "")
    marks = ", ".join(["%s"] * len(records)) or "NULL"
    query = f"SELECT {COLUMNS} FROM {JOINED} WHERE {where} AND f.record IN ({marks}) ORDER BY f.name, f.label, r.n"  # noqa: S608 - our own constants
    return steadily(lambda: _opened(asked(query, [*values, *records])))


def _history(held: Iterable[str], record: str, file: str = "") -> list[tuple[str, Row]]:
    where, values = _where(held, file, record)
    query = f"SELECT {COLUMNS} FROM {JOINED} WHERE {where} ORDER BY f.name, f.label, r.n"  # noqa: S608 - our own constants
    return steadily(lambda: _opened(asked(query, values)))


def found(
    held: Iterable[str], *, known_at: date, clock: Clock = "known", file: str = "", record: str = ""
) -> list[tuple[str, Row]]:
    """The rows, each with the id of its facet: filtered by label in the database, then by day as everywhere else."""
    pairs = _history(held, record, file)
    facets = {(row.record, row.facet, row.label): facet for facet, row in pairs}
    known = as_known((row for _, row in pairs), known_at, clock)
    return [(facets[row.record, row.facet, row.label], row) for row in known]


def _where(held: Iterable[str], file: str, record: str) -> tuple[str, list[str]]:
    wanted = sorted(held)
    where, values = f"f.label IN ({', '.join(['%s'] * len(wanted)) or 'NULL'})", list(wanted)
    for column, value in (("file", file), ("record", record)):
        if value:
            where, values = f"{where} AND f.{column} = %s", [*values, value]
    return where, values


def asked(query: str, values: list[Any]) -> list[Found]:
    """Rows of a query of ``COLUMNS``."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [Found(*one) for one in cursor.fetchall()]


def steadily(read: Callable[[], Of]) -> Of:
    """Read again where a key was wrapped anew between the row and the key file.

    Raises:
        UnknownMaster: The key file does not hold the master key, however often it is looked at.
    """
    for _ in range(TURNS - 1):
        try:
            return read()
        except UnknownMaster:
            continue
    return read()


def facet_key(facet: str, label: str, wrapped: Any) -> bytes | None:
    """A facet's key; none for a facet that never had one."""
    return None if wrapped is None else unwrap(keyfile.keys(), bytes(wrapped), facet_place(facet, label))


def _opened(rows: list[Found]) -> list[tuple[str, Row]]:
    keys = {one.facet: facet_key(one.facet, one.label, one.wrapped_key) for one in rows}
    texts = [opened(keys[one.facet], one.facet, one.n, Stored(one.text, one.salt, one.sealed))[1] for one in rows]
    persons = person_keys(subject for text in texts for subject in subjects_of(text))
    return [(one.facet, _row(one, text, persons)) for one, text in zip(rows, texts, strict=True)]


def _row(one: Found, text: str, persons: Mapping[str, bytes]) -> Row:
    body, carried = fields_of(text, one.facet, one.n, persons)
    return Row(
        record=one.record,
        concept=one.concept,
        facet=one.name,
        label=one.label,
        n=one.n,
        recorded_at=datetime.fromisoformat(one.recorded_at),
        known_at=datetime.fromisoformat(one.known_at),
        body=body,
        who=one.who,
        carried=carried,
    )
