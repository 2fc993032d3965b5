"""Attachments: documents that hang on a facet of a record, have its label, and move with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
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
from forlik.desk.access.verbs import LEADS, may
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
        ended_at: When it was taken back; nothing while it stands.
        ended_by: Id of whoever took it back.
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
    ended_at: datetime | None = None
    ended_by: str = ""


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
        return _put(facet, about, content, _key_of(subject), person, now)


def _put(
    facet: Facet, about: dict[str, Any], content: bytes, key: tuple[str, bytes | None], person: Person, now: datetime
) -> str:
    """Store a document, and say so in the log; inside ``writing``."""
    id_, at = new_id(), now.replace(microsecond=0)
    found = blobs.blob(about, content, id_, *key)
    columns = blobs.stored(found, facet.id, id_, facet_key_of(facet))
    Attachment.objects.bulk_create([Attachment(id=id_, facet=facet, at=at, who=person.id, **columns)])
    said = blobs.commitment(id_, facet.id, written(at), person.id, found.salt, found.about)
    append("attach", person.id, [facet.id, id_], said, at)
    return id_


def take_back(id_: str, record: str, person: Person, now: datetime) -> None:
    """Take back a document that was attached by mistake: it is shown no more from now on.

    Raises:
        NoData: There is no such document on the record, or it may not be seen.
        NotPermitted: It may be seen, and not taken back by this person: whoever attached it does, or who answers for
            the file; and nobody who sees it only by what was opened in an emergency.
    """
    ready()
    with writing():
        row = under(labels(person, now)).filter(pk=id_, facet__record=record, ended_at=None).first()
        if row is None:
            raise absent()
        _allow(row.facet, person, now)
        _decide(row, person, now)
        Attachment.objects.filter(pk=id_).update(ended_at=now, ended_by=person.id)
        append("detach", person.id, [row.facet_id, id_], digest_of("detach", id_), now)


def bring_back(id_: str, record: str, person: Person, now: datetime) -> str:
    """Attach again what was taken back: the same bytes as a document of their own, so that every past day stays true.

    Returns:
        The new one's id.

    Raises:
        NoData: Nothing on the record was taken back under that id, or it may not be seen, or it is attached again.
        NotPermitted: It may be seen, and not brought back by this person: it takes who could take it back.
        UsageError: The facet has become public.
    """
    ready()
    with writing():
        row = under(labels(person, now)).filter(pk=id_, facet__record=record).exclude(ended_at=None).first()
        was = next(seen(row), None) if row is not None else None
        if row is None or was is None or _again(was, labels(person, now)):
            raise absent()
        _allow(row.facet, person, now)
        _decide(row, person, now)
        key = facet_key_of(row.facet)
        about = blobs.opened(blobs.about_of(row, key)[1], id_) or {}
        content = blobs.plain(blobs.content_of(row, key), about, id_)
        whose = about.pop("subject", "")
        return _put(row.facet, about, content, (whose, person_keys([whose])[whose] if whose else None), person, now)


def _again(was: Attached, held: Iterable[str]) -> bool:
    """Whether the same document hangs there already."""
    there = under(held).filter(facet__record=was.which.record, ended_at=None).defer(*WITHOUT_CONTENT)
    return any(same(was, one) for row in there for one in seen(row))


def same(one: Attached, other: Attached) -> bool:
    """Whether two documents are the same one, attached twice."""
    return (one.which, one.name, one.digest, one.cites) == (other.which, other.name, other.digest, other.cites)


def decides(by: str, file: str, label: str, person: Person, now: datetime) -> bool:
    """Whether a person decides of a document: whoever attached it, or who answers for the file.

    Args:
        by: Id of whoever attached it.
        file: Id of the record whose owner and deputy answer for it.
        label: Its label: what was opened in an emergency is not held here, it is for reading.
        person: Who asks.
        now: When.
    """
    standing = labels(replace(person, glasses=()), now)
    return label in standing and (by == person.id or duties.relation(person.id, file, now) in LEADS)


def _decide(row: Any, person: Person, now: datetime) -> None:
    if not decides(row.who, row.facet.file, row.facet.label, person, now):
        raise NotPermitted(
            "a document is taken back, and brought back, by whoever attached it or who answers for the file",
            remedy="ask one of them",
        )


def attached(held: Iterable[str], records: Iterable[str], day: date, *, ended: bool = False) -> list[Attached]:
    """The documents of records under the labels, as attached on a day; that sealed ones are shown is to be logged.

    Args:
        held: The labels.
        records: Ids of the records.
        day: The day, whose end in UTC counts.
        ended: Whether those are among them that were taken back by then.

    Raises:
        Tampered: Something sealed was changed or moved.
    """
    ready()
    wanted = sorted(set(records))

    def read() -> list[Attached]:
        rows = under(held).filter(facet__record__in=wanted).defer(*WITHOUT_CONTENT).order_by("at", "id")
        return [one for row in rows if _stands(row, day, ended=ended) for one in seen(row)]

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


def _stands(row: Attachment, day: date, *, ended: bool = False) -> bool:
    end = datetime.combine(day, time.max, UTC)
    return row.at <= end and (ended or row.ended_at is None or row.ended_at > end)


def seen(row: Any) -> Iterator[Attached]:
    """What a document is; none where the person of whom it tells was erased."""
    facet = row.facet
    about = blobs.opened(blobs.about_of(row, facet_key_of(facet))[1], row.pk)
    if about is not None:
        yield Attached(
            row.pk, Which(facet.record, facet.name, facet.label), facet.file, about["name"], about["kind"],
            about["size"], about["sha256"], about["cites"], row.who, row.at,
            row.ended_at, row.ended_by,
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
