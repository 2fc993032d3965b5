"""Attachments: documents that hang on a facet of a record, have its label, and move with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any

from forlik.core.errors import NotPermitted, UsageError
from forlik.desk.access.about import About
from forlik.desk.access.instants import written
from forlik.desk.access.keys import new_id
from forlik.desk.access.labels import PUBLIC, labels
from forlik.desk.access.log import append, digest_of, writing
from forlik.desk.access.opening import ready
from forlik.desk.access.person import Person
from forlik.desk.access.verbs import may
from forlik.desk.records import blobs, duties
from forlik.desk.records.bodies import person_keys
from forlik.desk.records.change import Which, absent
from forlik.desk.records.grades import visible
from forlik.desk.records.models import Attachment, Facet
from forlik.desk.records.rows import facet_key, steadily
from forlik.desk.records.telling import keys_of
from forlik.register.documents.kinds import kind_of
from forlik.register.documents.naming import cleaned

WITHOUT_CONTENT = ("content", "sealed_content")
"""Columns that are read only when a document is sent."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A document, as whoever holds its label sees it.

    Args:
        id: Its id.
        which: The facet that it hangs on.
        file: Id of the record whose owner and deputy answer for it.
        name: Its name, cleaned, with the ending of its kind.
        kind: Its kind, by its bytes.
        size: Bytes.
        digest: SHA-256 of the bytes.
        cites: The citation of the piece of evidence that it is; empty where it is none.
        by: Id of whoever attached it.
        at: When.
    """

    id: str
    which: Which
    file: str
    name: str
    kind: str
    size: int
    digest: str
    cites: str
    by: str
    at: datetime


def attach(
    which: Which, name: str, content: bytes, person: Person, now: datetime, *, cites: str = "", subject: str = ""
) -> str:
    """Attach a document to a facet.

    Args:
        which: The facet; the document has its label, now and whenever that changes.
        name: The name it came under.
        content: Its bytes.
        person: Who attaches it.
        now: When.
        cites: The citation of the piece of evidence that it is.
        subject: Id of the natural person of whom it tells: it is sealed with a key of that person's own too, of those
            the one that is kept for longest.

    Returns:
        Its id.

    Raises:
        Refused: It is of no kind that is taken, holds something that could run, or is too large.
        NoData: There is no such facet, or it may not be seen.
        NotPermitted: It may be seen, and not added to by this person.
        UsageError: The facet is public, or nothing says why the register may tell of the person.
    """
    ready()
    kind = kind_of(content)
    about = {
        "name": cleaned(name, kind), "kind": kind.name, "size": len(content),
        "sha256": sha256(content).hexdigest(), "cites": cites,
    }  # fmt: skip
    with writing():
        facet = visible(which, person, now)
        _allow(facet, person, now)
        whose, key_of_person = _key_of(subject)
        id_, at = new_id(), now.replace(microsecond=0)
        found = blobs.blob(about, content, id_, whose, key_of_person)
        key = facet_key_of(facet)
        columns = blobs.stored(found, facet.id, id_, key)
        Attachment.objects.bulk_create([Attachment(id=id_, facet=facet, at=at, who=person.id, **columns)])
        said = blobs.commitment(id_, facet.id, written(at), person.id, found.salt, found.about)
        append("attach", person.id, [facet.id, id_], said, at)
    return id_


def take_back(id_: str, record: str, person: Person, now: datetime) -> None:
    """Take back a document that was attached by mistake: it is shown no more from now on.

    Raises:
        NoData: There is no such document on the record, or it may not be seen.
        NotPermitted: It may be seen, and not taken back by this person.
    """
    ready()
    with writing():
        row = under(labels(person, now)).filter(pk=id_, facet__record=record, ended_at=None).first()
        if row is None:
            raise absent()
        _allow(row.facet, person, now)
        Attachment.objects.filter(pk=id_).update(ended_at=now, ended_by=person.id)
        append("detach", person.id, [row.facet_id, id_], digest_of("detach", id_), now)


def attached(held: Iterable[str], records: Iterable[str], day: date) -> list[Attached]:
    """The documents of records under the labels, as attached on a day; that sealed ones are shown is to be logged.

    Args:
        held: The labels.
        records: Ids of the records.
        day: The day, whose end in UTC counts.

    Raises:
        Tampered: Something sealed was changed or moved.
    """
    ready()
    wanted = sorted(set(records))

    def read() -> list[Attached]:
        rows = under(held).filter(facet__record__in=wanted).defer(*WITHOUT_CONTENT).order_by("at", "id")
        return [one for row in rows if _stands(row, day) for one in seen(row)]

    return steadily(read)


def document(id_: str, held: Iterable[str], day: date) -> tuple[Attached, bytes]:
    """A document and its bytes; that it is shown is to be logged.

    Raises:
        NoData: There is none, or none that may be seen.
        Tampered: It was changed or moved.
    """
    ready()

    def read() -> tuple[Attached, bytes]:
        row = under(held).filter(pk=id_).first()
        found = next(seen(row), None) if row is not None and _stands(row, day) else None
        if found is None:
            raise absent()
        key = facet_key_of(row.facet)
        about = blobs.opened(blobs.about_of(row, key)[1], id_) or {}
        return found, blobs.plain(blobs.content_of(row, key), about, id_)

    return steadily(read)


def under(held: Iterable[str]) -> Any:
    """The documents under the labels: filtered in the database, before anything of them is looked at."""
    return Attachment.objects.select_related("facet").filter(facet__label__in=sorted(held))


def _stands(row: Attachment, day: date) -> bool:
    end = datetime.combine(day, time.max, UTC)
    return row.at <= end and (row.ended_at is None or row.ended_at > end)


def seen(row: Any) -> Iterator[Attached]:
    """What a document is; none where the person of whom it tells was erased."""
    facet = row.facet
    about = blobs.opened(blobs.about_of(row, facet_key_of(facet))[1], row.pk)
    if about is not None:
        yield Attached(
            row.pk, Which(facet.record, facet.name, facet.label), facet.file, about["name"], about["kind"],
            about["size"], about["sha256"], about["cites"], row.who, row.at,
        )  # fmt: skip


def _allow(facet: Facet, person: Person, now: datetime) -> None:
    """Raise unless a person may add to a facet.

    Raises:
        NotPermitted: The person may not.
        UsageError: The facet is public: a document is published by nobody alone.
    """
    if facet.label == PUBLIC:
        raise UsageError("nothing is attached to what is public", remedy="attach it to a part that is for the staff")
    if not may(person, "record", About(frozenset({facet.label}), duties.relation(person.id, facet.file, now)), now):
        raise NotPermitted("you may see this, and not change it", remedy="ask who answers for the file")


def _key_of(subject: str) -> tuple[str, bytes | None]:
    """The key of a person that is kept for longest, and what it is called; none where nobody is told of."""
    if not subject:
        return "", None
    living = keys_of(subject).filter(erased_at=None).order_by("-retain_until", "pk").values_list("pk", flat=True)
    whose = living.first()
    if whose is None:
        raise UsageError(
            "nothing says why the register may tell of this person", remedy="state purpose, legal basis and retention"
        )
    return whose, person_keys([whose])[whose]


def about_person(person: str, held: Iterable[str]) -> list[tuple[str, Attached]]:
    """The documents under the labels that are sealed with a key of a person, each with the id of its facet."""
    keys = set(keys_of(person).values_list("pk", flat=True))
    found = []
    for row in under(held).defer(*WITHOUT_CONTENT).order_by("at", "id"):
        about = blobs.opened(blobs.about_of(row, facet_key_of(row.facet))[1], row.pk)
        if about is not None and about.get("subject") in keys:
            found += [(row.facet_id, one) for one in seen(row)]
    return found


def facet_key_of(facet: Facet) -> bytes | None:
    """The key of a facet; none where it never had one."""
    return facet_key(facet.id, facet.label, facet.wrapped_key)
