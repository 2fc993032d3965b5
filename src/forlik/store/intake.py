"""Taking in a file: hash, keep the bytes, read strictly, check, shelve, and record, or refuse and change nothing."""

import os
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from zipfile import is_zipfile

from forlik.core.days import now
from forlik.core.errors import BadInput, ForlikError, UsageError
from forlik.core.snapshot import Snapshot
from forlik.core.source import RawFile, Source
from forlik.store import catalogue as catalogues
from forlik.store import shelf, strictly
from forlik.store.blobs import content_digest, keep, stage
from forlik.store.disk import clear_errors, move_folder, only_writer, sha256_of
from forlik.store.known import known_at
from forlik.store.known import standing as standing_on
from forlik.store.loss import Version, losses, refuse_loss, shorter
from forlik.store.read.delimited import doubled_line, ends_open
from forlik.store.reread import ensure, mend

HEAD = 4096
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
GROUP, GROUP_BYTES = 100, 1 << 26
"""Parts, or bytes of them, after which the catalogue is written: it is written whole, and a part is not told of before.
Whoever is killed has to take in one group again."""

Part = tuple[str, list[RawFile]]
"""A part of a source, and its files."""


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


@dataclass(frozen=True, slots=True)
class Offer:
    """What is said of the files of one command: see :func:`take_in`."""

    source: Source
    published: str
    origin: str
    origins: Mapping[Path, str]
    at: datetime
    fewer: bool
    packed: Mapping[str, Sequence[Version]]


def take_in(
    home: Path,
    source: Source,
    paths: Sequence[Path],
    *,
    published: str = "",
    origin: str = "",
    origins: Mapping[Path, str] = MappingProxyType({}),
    others: Iterable[Source] = (),
    at: datetime | None = None,
    fewer: bool = False,
    packed: Mapping[str, Sequence[Version]] = MappingProxyType({}),
) -> tuple[list[Taken], list[ForlikError]]:
    """Take files of one source into the store, part by part; each part is kept whole or refused whole.

    Args:
        home: The store.
        source: The source they are said to be of.
        paths: The files, pages of one answer in order.
        published: Publication date as stated by the user.
        origin: Where they came from; the file names when empty.
        origins: Where each came from, when not all from one place.
        others: Sources to try for “this looks like …” when a file is not this source's.
        at: The instant of retrieval; now when not given.
        fewer: Whether a version that lost rows may follow a longer one.
        packed: Part → versions that the starter figures were made from, to be no shorter than either.

    Returns:
        What was taken in, all of it recorded, and the errors of what was refused.
    """
    # A name in another encoding than the system's could be neither printed nor recorded.
    files = [RawFile(os.fsencode(path.name).decode("utf-8", "replace"), path) for path in paths]
    offer = Offer(source, published, origin, origins, at or now(), fewer, packed)
    taken: list[Taken] = []
    errors: list[ForlikError] = []
    with only_writer(home), clear_errors(home):
        held = catalogues.load(home) or catalogues.Catalogue()
        parts, strange = _parts(source, files, others)
        errors += strange
        for group in _groups(parts):
            done, wrong, held = _take_group(home, held, offer, group)
            taken += done
            errors += wrong
        # What is not this source's at all says nothing of the source; only its own files are held against it.
        wanting = [error for error in errors if isinstance(error, BadInput) and error not in strange]
        for refused in wanting:
            held = held.with_refused(_refusal(source, refused, files, offer.at))
        if wanting:
            catalogues.save(home, held)
    return taken, errors


def _groups(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Parts in their order, as many at a time as are recorded together."""
    group: list[Part] = []
    size = 0
    for part in parts:
        group.append(part)
        size += sum(member.path.stat().st_size for member in part[1] if member.path.is_file())
        if len(group) >= GROUP or size >= GROUP_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def _take_group(
    home: Path, before: catalogues.Catalogue, offer: Offer, parts: Sequence[Part]
) -> tuple[list[Taken], list[ForlikError], catalogues.Catalogue]:
    """Take in some parts, and write the catalogue once; whoever interrupts it loses none that was finished."""
    held, taken = before, []
    errors: list[ForlikError] = []
    try:
        for part, members in parts:
            try:
                with _room(home) as room:
                    done, held = _one(home, held, offer, part, members, room)
                taken.append(done)
            except ForlikError as error:
                errors.append(error)
    finally:
        if held is not before:
            try:
                catalogues.save(home, held)
            except ForlikError as error:
                # Nothing of the group is recorded: only what was held before may be told.
                errors.append(error)
                held, taken = before, [one for one in taken if one.snapshot in before.snapshots]
    return taken, errors, held


@contextmanager
def _room(home: Path) -> Iterator[Path]:
    """A folder to work in; whatever happens, nothing stays in it, nor what a killed writer left beside it."""
    incoming = home / "incoming"
    shutil.rmtree(incoming, ignore_errors=True)
    room = incoming / uuid.uuid4().hex
    room.mkdir(parents=True)
    try:
        yield room
    finally:
        shutil.rmtree(incoming, ignore_errors=True)


def _refusal(source: Source, error: BadInput, files: Sequence[RawFile], at: datetime) -> catalogues.RefusedFile:
    found = next((file for file in files if error.file.startswith(file.name) and file.path.is_file()), None)
    try:
        digest = sha256_of(found.path) if found else ""
    except OSError:
        digest = ""  # it was refused because it cannot be read
    return catalogues.RefusedFile(source.name, error.file, digest, at.isoformat(), str(error))


def _parts(source: Source, files: Sequence[RawFile], others: Iterable[Source]) -> tuple[list[Part], list[ForlikError]]:
    """Sort files into parts: pages of one answer together, else every file a version of its own, in the order given."""
    parts: list[Part] = []
    errors: list[ForlikError] = []
    for file in files:
        try:
            if file.path.is_dir():
                raise BadInput("this is a folder", file=file.name, remedy="name the files in it")
            if not file.path.is_file():
                raise BadInput("there is no such file", file=str(file.path), remedy="check the path")
            part = strictly.part_of(source, file)
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
    if not file.head(HEAD).strip():
        return BadInput("the file is empty", file=file.name, remedy="get it again")
    if file.head(2) == b"PK" and not is_zipfile(file.path):
        return BadInput(
            "this is a workbook or archive that is cut off or damaged", file=file.name, remedy="get the file again"
        )
    likely = []
    for other in others:
        try:
            if other.name != source.name and strictly.part_of(other, file) is not None:
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
    home: Path, held: catalogues.Catalogue, offer: Offer, part: str, members: Sequence[RawFile], room: Path
) -> tuple[Taken, catalogues.Catalogue]:
    staged, blobs = stage(members, room)
    source, digest = offer.source, content_digest(blobs)
    before = [record for record in held.snapshots if (record.source, record.part) == (source.name, part)]
    same = [record for record in before if record.sha256 == digest]
    number = len(held.snapshots) + 1
    reading, published = None, offer.published
    remarks: list[str] = []
    if same:
        mended = keep(home, staged, blobs) | mend(home, source, same[0])
        if not published or same[-1].published == published:
            remark = "already held; its damaged copy is mended" if mended else "already held; nothing to do"
            return _taken(home, same[0], same[0], (remark,), new=False), held
    else:
        reading = strictly.read(source, staged)
        shelf.check(
            source,
            reading,
            members[0].name,
            latest=offer.at.year,
            doubled=lambda key: doubled_line(staged[0], [str(value) for value in key.values()]),
        )
        if not published:
            published, remarks = _claimed(reading.published, offer.at)
    known = known_at(before, source=source.name, part=part, sha256=digest, published=published, held_at=offer.at)
    newest = shelf.newest_year(reading) if reading else _year_of(home, same[0])
    remarks += _too_early(source, newest, known, published, members[0].name)
    if reading:
        packed = offer.packed.get(part, ())
        judges = () if source.rolling else _versions(home, source, before, known)
        earlier = [*judges, *(packed if held.starter and not source.rolling else ())]
        if not offer.fewer:
            refuse_loss(reading, earlier, members[0].name, offer.published)
        remarks += [*reading.remarks, *_open_ends(staged)]
        remarks += [f"{one}: import the whole file again if this one is cut off" for one in shorter(reading, earlier)]
        if not held.starter:
            # The reference figures are no part of this store, so they do not judge it.
            remarks += [f"{one}: this file may be cut off" for one in losses(reading, packed, offer.published)]
        if not (home / catalogues.NAME).is_file():
            catalogues.save(home, held)
        keep(home, staged, blobs)
    record = Snapshot(
        number=number,
        source=source.name,
        part=part,
        sha256=digest,
        blobs=blobs,
        published=published,
        known_at=known,
        held_at=offer.at,
        origin=offer.origins.get(members[0].path) or offer.origin or ", ".join(member.name for member in members),
    )
    if reading:
        made = room / "tables"
        shelf.write(made, number, source, reading)
        move_folder(made, shelf.place_of(home, record))
    taken = _taken(home, record, same[0] if same else record, remarks + _on_dates(record, same), new=True)
    return taken, held.with_snapshot(record)


def _claimed(published: str, at: datetime) -> tuple[str, list[str]]:
    """The publication that a file claims, and a remark when the claim cannot be true: then it says nothing."""
    if published and published > at.date().isoformat()[: len(published)]:
        return "", [f"the file says that it came out on {published}, which is yet to come: that is not believed"]
    return published, []


SLACK = 1
"""Years by which what a file speaks of may lie beyond its stated publication; more is a wrong date."""


def _too_early(source: Source, newest: int | None, known: datetime, published: str, file: str) -> list[str]:
    """The remark that a file speaks of a time after its stated publication.

    Raises:
        UsageError: It speaks of a time long after: whatever came out that day, it was not this.
    """
    beyond = 0 if newest is None else newest - known.year - source.bounds.ahead
    if beyond <= 0:
        return []
    what = f"it speaks of {newest}, after its stated publication ({published})"
    if beyond > SLACK:
        raise UsageError(what, where=file, remedy="check --published: these bytes came out later")
    return [f"{what}: check the day"]


def _year_of(home: Path, record: Snapshot) -> int | None:
    newest = shelf.told(shelf.place_of(home, record)).newest[:4]
    return int(newest) if newest else None


def _taken(home: Path, record: Snapshot, first: Snapshot, remarks: Iterable[str], *, new: bool) -> Taken:
    return Taken(record, new, shelf.told(shelf.place_of(home, first)), tuple(remarks))


def _on_dates(record: Snapshot, same: Sequence[Snapshot]) -> list[str]:
    held = f"{record.held_at:%Y-%m-%d}"
    if not record.published:
        return [f"no publication date is stated: known from {held}; say --published DAY if you know it"]
    if same:
        return [f"same bytes as before: their publication is now recorded as {record.published}"]
    if record.known_at >= record.held_at:
        return [f"other bytes already stand under {record.published}: these are known from their retrieval, {held}"]
    return []


def _versions(home: Path, source: Source, before: Sequence[Snapshot], known: datetime) -> Iterator[Version]:
    """Every other version of the part that was known by then, and which of them stood until then."""
    older = standing_on(before, known.date())
    # An old edition that is brought late may well be shorter than what came after it.
    by_then = [record for record in before if record.known_at <= known]
    for record in {record.sha256: record for record in [*by_then, *older]}.values():
        first = next(one for one in before if one.sha256 == record.sha256)
        try:
            ensure(home, source, first)
        except BadInput:
            continue  # today's reader refuses it, so it stands no more
        told = shelf.told(shelf.place_of(home, first))
        yield Version(told.edition, told.rows, stood=record in older, published=record.published)


def _open_ends(files: Sequence[RawFile]) -> list[str]:
    return [
        f"{file.name}: the last line has no line end; if the publisher's file has one, this copy is cut off"
        for file in files
        if ends_open(file)
    ]
