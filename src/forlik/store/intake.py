"""Taking in a file: hash, keep the bytes, read strictly, check, shelve, and record, or refuse and change nothing."""

import os
import shutil
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from forlik.core.days import now
from forlik.core.errors import BadInput, ForlikError
from forlik.core.snapshot import Blob, Snapshot
from forlik.core.source import RawFile, Reading, Source
from forlik.store import catalogue as catalogues
from forlik.store import shelf
from forlik.store.disk import clear_errors, copy_hashed, move_folder, only_writer, sha256_of, sync_folder
from forlik.store.known import first_number, known_at
from forlik.store.known import standing as standing_on
from forlik.store.read.delimited import ends_open

SHRUNK = 0.5
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Taken:
    """One part taken in.

    Args:
        snapshot: Its record.
        new: Whether anything was recorded (the same bytes with the same date are not recorded twice).
        told: What the reading said.
        remarks: What the user should know.
    """

    snapshot: Snapshot
    new: bool
    told: shelf.Told
    remarks: tuple[str, ...]


def take_in(
    home: Path,
    source: Source,
    paths: Sequence[Path],
    *,
    published: str = "",
    origin: str = "",
    others: Iterable[Source] = (),
    at: datetime | None = None,
) -> tuple[list[Taken], list[ForlikError]]:
    """Take files of one source into the store, part by part; each part is kept whole or refused whole.

    Args:
        home: The store.
        source: The source they are said to be of.
        paths: The files, pages of one answer in order.
        published: Publication date as stated by the user.
        origin: Where they came from; the file names when empty.
        others: Sources to try for “this looks like …” when a file is not this source's.
        at: The instant of retrieval; now when not given.

    Returns:
        What was taken in, and the errors of what was refused.
    """
    # A name in another encoding than the system's could be neither printed nor recorded.
    files = [RawFile(os.fsencode(path.name).decode("utf-8", "replace"), path) for path in paths]
    taken, errors = [], []
    with only_writer(home), clear_errors(home):
        held = catalogues.load(home) or catalogues.Catalogue()
        incoming = home / "incoming"
        shutil.rmtree(incoming, ignore_errors=True)
        parts, strange = _parts(source, files, others)
        errors += strange
        for part, members in parts:
            room = incoming / uuid.uuid4().hex
            room.mkdir(parents=True)
            try:
                done, held = _one(home, held, source, part, members, room, published, origin, at or now())
                taken.append(done)
            except ForlikError as error:
                errors.append(error)
        for refused in errors:
            if isinstance(refused, BadInput):
                held = held.with_refused(_refusal(source, refused, files, at or now()))
        if errors:
            catalogues.save(home, held)
        shutil.rmtree(incoming, ignore_errors=True)
    return taken, errors


def _refusal(source: Source, error: BadInput, files: Sequence[RawFile], at: datetime) -> catalogues.RefusedFile:
    found = next((file for file in files if error.file.startswith(file.name) and file.path.is_file()), None)
    try:
        digest = sha256_of(found.path) if found else ""
    except OSError:
        digest = ""  # it was refused because it cannot be read
    return catalogues.RefusedFile(source.name, error.file, digest, at.isoformat(), str(error))


def _parts(
    source: Source, files: Sequence[RawFile], others: Iterable[Source]
) -> tuple[list[tuple[str, list[RawFile]]], list[ForlikError]]:
    """Sort files into parts: pages of one answer together, else every file a version of its own, in the order given."""
    parts: list[tuple[str, list[RawFile]]] = []
    errors: list[ForlikError] = []
    for file in files:
        try:
            if file.path.is_dir():
                raise BadInput("this is a folder", file=file.name, remedy="name the files in it")
            if not file.path.is_file():
                raise BadInput("there is no such file", file=str(file.path), remedy="check the path")
            part = source.part_of(file)
            if part is None:
                raise _foreign(source, file, others)
        except OSError as error:
            errors.append(
                BadInput(f"cannot be read: {error.strerror or error}", file=file.name, remedy="check its permissions")
            )
            continue
        except ForlikError as error:
            errors.append(error)
            continue
        pages = next((pages for name, pages in parts if name == part), None) if source.merges else None
        if pages is None:
            parts.append((part, [file]))
        else:
            pages.append(file)
    return parts, errors


def _foreign(source: Source, file: RawFile, others: Iterable[Source]) -> BadInput:
    if file.head(2) in UTF_16:
        return BadInput(
            "this is UTF-16 text: a spreadsheet program has saved the file again, which also damages dates and numbers",
            file=file.name,
            remedy="get the original file from the publisher",
        )
    likely = []
    for other in others:
        try:
            if other.name != source.name and other.part_of(file) is not None:
                likely.append(other.name)
        except ForlikError:
            continue
    remedy = f"it looks like {' or '.join(likely)}: forlik import {likely[0]} FILE" if likely else ""
    return BadInput(
        f"this is not a file of {source.name} ({source.title})",
        file=file.name,
        remedy=remedy or f"`forlik sources {source.name}` tells which files it reads",
    )


def _one(
    home: Path,
    held: catalogues.Catalogue,
    source: Source,
    part: str,
    members: Sequence[RawFile],
    room: Path,
    published: str,
    origin: str,
    at: datetime,
) -> tuple[Taken, catalogues.Catalogue]:
    staged, blobs = _stage(members, room)
    digest = content_digest(blobs)
    number = first_number(held.snapshots, source.name, part, digest)
    reading = None
    if number is None:
        number = len(held.snapshots) + 1
        reading = source.read(staged)
        shelf.check(source, reading, members[0].name)
        published = published or reading.published
    known = known_at(held.snapshots, source=source.name, part=part, sha256=digest, published=published, held_at=at)
    before = [record for record in held.snapshots if (record.source, record.part) == (source.name, part)]
    same = [record for record in before if record.sha256 == digest]
    record = Snapshot(
        number=number if reading else len(held.snapshots) + 1,
        source=source.name,
        part=part,
        sha256=digest,
        blobs=blobs,
        published=published,
        known_at=known,
        held_at=at,
        origin=origin or ", ".join(member.name for member in members),
    )
    if same and (not published or same[-1].published == published):
        first = same[0]
        ensure(home, source, first)
        return Taken(first, False, shelf.told(shelf.place_of(home, first)), ("already held; nothing to do",)), held
    remarks = [] if reading is None else _remarks(home, record, before, reading) + _open_ends(staged)
    if published and same:
        remarks.append(f"same bytes as before: their publication is now recorded as {published}")
    elif published and known >= at:
        remarks.append(
            f"other bytes already stand under {published}: these are known from their retrieval, {at:%Y-%m-%d}"
        )
    elif not published:
        remarks.append(f"no publication date is stated: known from {at:%Y-%m-%d}; say --published DAY if you know it")
    if reading is not None:
        _keep(home, staged, blobs)
        made = room / "tables"
        shelf.write(made, number, source, reading)
        move_folder(made, shelf.place_of(home, record))
    else:
        ensure(home, source, same[0])
    held = held.with_snapshot(record)
    catalogues.save(home, held)
    first = record if reading else same[0]
    return Taken(record, True, shelf.told(shelf.place_of(home, first)), tuple(remarks)), held


def _remarks(home: Path, record: Snapshot, before: Sequence[Snapshot], reading: Reading) -> list[str]:
    remarks = list(reading.remarks)
    older = standing_on(before, record.known_at.date())
    if older and shelf.place_of(home, older[-1]).is_dir():
        rows = shelf.told(shelf.place_of(home, older[-1])).rows
        if reading.rows < SHRUNK * rows:
            remarks.append(f"holds {reading.rows} rows where the version before held {rows}: look before you trust it")
    return remarks


def _open_ends(files: Sequence[RawFile]) -> list[str]:
    return [
        f"{file.name}: the last line has no line end; if the publisher's file has one, this copy is cut off"
        for file in files
        if ends_open(file)
    ]


def _stage(members: Sequence[RawFile], room: Path) -> tuple[list[RawFile], tuple[Blob, ...]]:
    staged, blobs = [], []
    for number, member in enumerate(members):
        target = room / f"{number:05d}"
        digest, size = copy_hashed(member.path, target)
        staged.append(RawFile(member.name, target))
        blobs.append(Blob(member.name, digest, size))
    return staged, tuple(blobs)


def content_digest(blobs: Sequence[Blob]) -> str:
    """One digest for a part: the file's own, or the digest of the members' digests in order."""
    if len(blobs) == 1:
        return blobs[0].sha256
    return sha256("\n".join(blob.sha256 for blob in blobs).encode()).hexdigest()


def blob_path(home: Path, blob: Blob) -> Path:
    """Where a blob's bytes are kept."""
    return home / "blobs" / blob.sha256[:2] / blob.sha256


def _keep(home: Path, staged: Sequence[RawFile], blobs: Sequence[Blob]) -> None:
    for file, blob in zip(staged, blobs, strict=True):
        target = blob_path(home, blob)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            file.path.replace(target)
            target.chmod(0o444)
            sync_folder(target.parent)


def ensure(home: Path, source: Source, snapshot: Snapshot) -> bool:
    """Read a snapshot's kept bytes anew if today's reader has not; the caller holds the lock.

    Returns:
        Whether it had to be read.
    """
    final = shelf.place_of(home, snapshot)
    if (final / shelf.READING).is_file():
        return False
    files = [RawFile(blob.name, blob_path(home, blob)) for blob in snapshot.blobs]
    reading = source.read(files)
    shelf.check(source, reading, snapshot.blobs[0].name)
    made = home / "incoming" / uuid.uuid4().hex
    made.parent.mkdir(parents=True, exist_ok=True)
    shelf.write(made, snapshot.number, source, reading)
    move_folder(made, final)
    shelf.told.cache_clear()
    return True
