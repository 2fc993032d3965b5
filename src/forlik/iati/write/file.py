"""Files of activities and of organisations: one record in memory at a time, no file before it is whole and valid."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Literal

from lxml import etree

from forlik.core.errors import BadInput, ForlikError
from forlik.core.replacing import replacing
from forlik.iati.standard import KINDS, LATEST, schema
from forlik.iati.write.element import element, label
from forlik.iati.write.organisation import Organisation
from forlik.iati.write.records import Activity
from forlik.iati.write.scalars import instant
from forlik.iati.write.sense import look
from forlik.iati.write.wrong import Wrong, named
from forlik.store.disk import sync_folder

Kind = Literal["activity", "organisation"]
CLASSES: dict[Kind, type[Activity] | type[Organisation]] = {"activity": Activity, "organisation": Organisation}


def write_activities(
    activities: Iterable[Activity], file: Path | str | BinaryIO, *, generated: datetime, strict: bool = True
) -> int:
    """Write a file of activities, one at a time.

    Args:
        activities: The activities; an iterator is read once.
        file: Name of the file, replaced only when the new one is whole; or a stream, which gets all or nothing.
        generated: The instant that the file says it was made; it stands for “now” in the checks as well.
        strict: Refuse also what the schema allows and the standard's ruleset does not (see ``sense``).

    Returns:
        How many were written.

    Raises:
        BadInput: A record is not fit; it names the record, the field and what to do. Nothing was written.
        ForlikError: The file cannot be written.
    """
    return _write("activity", activities, file, generated, strict=strict)


def write_organisations(
    organisations: Iterable[Organisation], file: Path | str | BinaryIO, *, generated: datetime, strict: bool = True
) -> int:
    """Write a file of organisations; as :func:`write_activities`."""
    return _write("organisation", organisations, file, generated, strict=strict)


def _write(
    kind: Kind, records: Iterable[Any], file: Path | str | BinaryIO, generated: datetime, *, strict: bool
) -> int:
    if isinstance(file, str | Path):
        with replacing(Path(file), sync_folder) as neighbour, neighbour.open("wb") as stream:
            return _whole(kind, records, stream, neighbour, generated, strict=strict)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "whole.xml"
        with path.open("wb") as stream:
            count = _whole(kind, records, stream, path, generated, strict=strict)
        with path.open("rb") as whole:
            shutil.copyfileobj(whole, file)
    return count


def _whole(
    kind: Kind, records: Iterable[Any], stream: BinaryIO, path: Path, generated: datetime, *, strict: bool
) -> int:
    with named("the file"):
        try:
            attributes = {"version": LATEST, "generated-datetime": instant(generated)}
        except Wrong as wrong:
            raise wrong.inside("generated") from None
    count = 0
    with etree.xmlfile(stream, encoding="UTF-8") as out:
        out.write_declaration()
        with out.element(KINDS[kind][0], attributes):
            out.write("\n")
            for node in _elements(kind, records, generated, strict=strict):
                out.write(node, pretty_print=True)
                count += 1
    stream.flush()
    os.fsync(stream.fileno())
    _read_back(kind, path, count)
    return count


def _elements(kind: Kind, records: Iterable[Any], generated: datetime, *, strict: bool) -> Iterator[Any]:
    seen: set[bytes] = set()
    for index, record in enumerate(records):
        if not isinstance(record, CLASSES[kind]):
            wanted = CLASSES[kind].__name__
            raise BadInput(
                f"is a {type(record).__name__}, not an {wanted}", file=f"record {index + 1}", remedy=f"pass {wanted}s"
            )
        node = element(record)
        with named(label(record)):
            if strict:
                look(record, generated.date())
            _valid(kind, node)
            # A digest, so that a file of a million activities does not hold their names in memory.
            digest = hashlib.blake2b(record.identifier.encode(), digest_size=16).digest()
            if digest in seen:
                raise Wrong("is there twice", "write each record once; its identifier is its name", "identifier")
            seen.add(digest)
        yield node
    if not seen:
        raise BadInput(
            "there is no record to write", file="the file", remedy="a file of the standard holds at least one"
        )


def _valid(kind: Kind, node: Any) -> None:
    official = schema(kind)
    if not official.validate(node):
        first = official.error_log[0]
        raise Wrong(
            f"the official schema refuses it: {first.message}",
            "see the element's page in the standard",
            first.path or "",
        )


def _read_back(kind: Kind, path: Path, count: int) -> None:
    """Read the finished bytes once more through the schema: what is renamed is what was checked."""
    read = 0
    try:
        for _, node in etree.iterparse(path, events=("end",), tag=KINDS[kind][1], schema=schema(kind), huge_tree=True):
            read += 1
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise ForlikError(
            f"what was written is not valid: {error.msg}", remedy="report it; nothing was changed"
        ) from None
    if read != count:
        raise ForlikError(f"{count} records became {read}", remedy="report it; nothing was changed")
