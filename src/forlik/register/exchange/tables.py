"""Records as tables, one a concept: a row is a facet as it stands; a spreadsheet runs nothing of what is in them."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from forlik.core.export import SHIELD, inert, plain_again
from forlik.register.concepts import CONCEPTS
from forlik.register.exchange.carried import Carried, Copy, Said, Unreadable, Wrong
from forlik.register.exchange.document import COLUMNS as OF_DOCUMENTS
from forlik.register.exchange.enclosed import TABLE, left_in_table
from forlik.register.exchange.enclosed import table as of_documents
from forlik.register.facets import fields
from forlik.register.unpacking import Damaged, OtherWay, TooMany, taken, unpacked

MARKING, COMPARTMENTS = "marking.txt", "compartments.csv"
TITLES = ("compartment", "name")
ENDING = ".csv"
BEFORE = ("concept", "id", "facet", "grade", "n", "known_at", "file")
"""Columns before those of the fields; the grade is the label."""
MOST_MEMBERS = 50
MOST_CELL = 1 << 20
TAKEN = ("=", "@", "＝", "＠")  # noqa: RUF001 - full-width forms are the point
"""What a cell that was not shielded begins with when it is a formula."""
TRUE, FALSE = ("true", "sann", "1"), ("false", "usann", "0")
EPOCH = (1980, 1, 1, 0, 0, 0)


def written(copy: Copy, marking: str) -> bytes:
    """A ZIP file with a table for each concept of which there is a record, and the marking."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, MARKING, f"{marking}\n".encode())
        if copy.compartments:
            _put(archive, COMPARTMENTS, _titles(copy.compartments))
        for concept in CONCEPTS:
            if rows := [one for one in copy.facets if one.concept == concept]:
                _put(archive, f"{concept}{ENDING}", table(concept, rows))
        if copy.documents:
            _put(archive, TABLE, of_documents(copy.documents))
    return stream.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)


def table(concept: str, facets: Iterable[Carried]) -> bytes:
    """The facets of one concept; UTF-8 with the mark by which spreadsheets know it."""
    columns = tuple(fields(CONCEPTS[concept]))
    stream = io.StringIO(newline="")
    # Every cell is quoted, for a lone carriage return stays within its cell only so.
    writer = csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([*BEFORE, *columns])
    for one in sorted(facets, key=lambda one: (one.record, one.facet, one.label)):
        last = one.said[-1]
        known = last.known_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if last.known_at else ""
        before = (concept, one.record, one.facet, one.label, last.n, known, one.file)
        writer.writerow([*(inert(str(cell)) for cell in before), *(_cell(last.body, name) for name in columns)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _cell(body: Mapping[str, Any], name: str) -> str:
    """A field as a cell: texts inert, all else as JSON; one that is not said is empty, and an empty text is not."""
    if name not in body:
        return ""
    value = body[name]
    if isinstance(value, str):
        return inert(value) if value else SHIELD
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _titles(compartments: Mapping[str, str]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(TITLES)
    writer.writerows([inert(id_), inert(name)] for id_, name in sorted(compartments.items()))
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def titles(text: str) -> dict[str, str]:
    """Id of a compartment → what it is called, from the table of them; rows that are none are left out."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_between(text), strict=True))
    except csv.Error:
        return {}
    return {plain_again(row[0]): plain_again(row[1]) for row in rows[1:] if len(row) == len(TITLES)}


def left(text: str, name: str) -> Iterator[Wrong]:
    """What is to be known of each document in the table of them: none is imported."""
    return left_in_table(text, name, _between(text))


def members(content: bytes, name: str, largest: int) -> Iterator[tuple[str, bytes]]:
    """The tables in a ZIP file: name and bytes of each.

    Raises:
        Unreadable: It is cut off, or holds more than it should.
    """
    try:
        with unpacked(content) as archive:
            inside = archive.infolist()
            if len(inside) > MOST_MEMBERS:
                raise Unreadable(_other(name, f"{len(inside)} files inside", f"{len(inside)} filer inni"))
            left = largest
            for one in inside:
                if one.is_dir() or one.filename == MARKING:
                    continue
                found = taken(archive, one, left + 1)
                left -= len(found)
                if left < 0:
                    raise Unreadable(_other(name, "too much inside", "for mye inni"))
                yield one.filename, found
    except TooMany as error:
        raise Unreadable(_other(name, "too many files inside", "for mange filer inni")) from error
    except OtherWay as error:
        raise Unreadable(
            Wrong(
                name, "", "it is packed in an unusual way", "den er pakket på en uvanlig måte",
                "unpack it, and import what is in it", "pakk den ut, og importer det som er i den",
            )
        ) from error  # fmt: skip
    except Damaged as error:
        raise Unreadable(
            Wrong(
                name, "", "it is cut off or damaged", "den er avkuttet eller skadet",
                "export it again, and bring the whole file", "eksporter på nytt, og ta med hele filen",
            )
        ) from error  # fmt: skip


def _other(name: str, en: str, nb: str) -> Wrong:
    return Wrong(
        name, "", f"this is no export of a register: {en}", f"dette er ingen eksport av et register: {nb}",
        "choose the ZIP file of an export, or one of its tables",
        "velg ZIP-filen fra en eksport, eller en av tabellene",
    )  # fmt: skip


def read(text: str, name: str, most: int) -> tuple[list[Carried], list[Wrong]]:
    """The facets of a table, and what is wrong with single cells of it.

    Args:
        text: What stands in it.
        name: What it is called.
        most: Facets, and faults, after which no more is read.

    Raises:
        Unreadable: It is no table of an export.
    """
    csv.field_size_limit(MOST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_between(text), strict=True)
    try:
        head = [plain_again(one.strip()) for one in next(reader, [])]
        _check(head, name)
        found: list[Carried] = []
        wrong: list[Wrong] = []
        for row in reader:
            where = f"{name}, line {reader.line_num}"
            if any(cell.strip() for cell in row):
                _take(head, row, where, found, wrong)
            if max(len(found), len(wrong)) > most:
                break
    except csv.Error as error:
        raise Unreadable(
            Wrong(
                f"{name}, line {reader.line_num}", "", "it is no table, or is cut off",
                "ingen tabell, eller avkuttet", "save it as CSV again, and bring the whole file",
                "lagre som CSV på nytt, og ta med hele filen",
            )
        ) from error  # fmt: skip
    return found, wrong


def _between(text: str) -> str:
    """What stands between cells: in many countries spreadsheets write a semicolon."""
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _check(head: list[str], name: str) -> None:
    """Refuse other columns than ours.

    Raises:
        Unreadable: A column is missing, stands twice, or is none of ours; or it is the table of documents.
    """
    if set(OF_DOCUMENTS) <= set(head):
        raise Unreadable(
            Wrong(
                name, "", "this table only names attached documents, which are not imported",
                "denne tabellen bare navngir vedlegg, og de importeres ikke",
                "attach them to their records here, and import the other tables",
                "legg dem ved postene her, og importer de andre tabellene",
            )
        )  # fmt: skip
    missing = [one for one in ("concept", "id", "facet", "grade") if one not in head]
    twice = [one for one in head if head.count(one) > 1]
    known = {*BEFORE, *(field for kind in CONCEPTS.values() for field in fields(kind))}
    strange = [one for one in head if one not in known]
    for column, en, nb in (
        *((one, "this column is missing", "denne kolonnen mangler") for one in missing),
        *((one, "this column stands twice", "denne kolonnen finnes to ganger") for one in twice),
        *((one, "there is no such field", "det finnes intet slikt felt") for one in strange),
    ):
        raise Unreadable(
            Wrong(
                f"{name}, line 1", column[:60], en, nb, "leave the columns as the export wrote them",
                "la kolonnene stå som i eksporten",
            )
        )  # fmt: skip


def _take(head: list[str], row: list[str], where: str, found: list[Carried], wrong: list[Wrong]) -> None:
    if len(row) > len(head):
        wrong.append(
            Wrong(
                where, "", f"{len(row)} cells, and {len(head)} columns", f"{len(row)} celler, og {len(head)} kolonner",
                "a text with the separator in it stands in quotation marks",
                "en tekst med skilletegnet i står i anførselstegn",
            )
        )  # fmt: skip
        return
    cells = dict(zip(head, row, strict=False))
    before = {name: plain_again(cells.get(name, "").strip()) for name in BEFORE}
    kind = CONCEPTS.get(before["concept"])
    body: dict[str, Any] = {}
    for name in head:
        if name in BEFORE or not cells.get(name, ""):
            continue
        if kind is None or name not in kind.model_fields:
            wrong.append(_cell_wrong(where, name, "this concept has no such field", "dette begrepet har ikke feltet"))
            continue
        try:
            body[name] = _value(kind, name, cells[name])
        except ValueError as error:
            en, nb = error.args
            wrong.append(_cell_wrong(where, name, en, nb))
    n, known = before["n"], before["known_at"]
    if n and not (n.isascii() and n.isdigit() and len(n) <= len("1000000")):
        wrong.append(_cell_wrong(where, "n", f"“{n[:20]}” is no number", f"«{n[:20]}» er ikke et tall"))
        n = ""
    said = Said(body, int(n or 0), _instant(known, where, wrong))
    found.append(
        Carried(
            before["id"], before["concept"], before["facet"], before["grade"], (said,), before["file"],
            whole=False, where=where,
        )
    )  # fmt: skip


def _instant(text: str, where: str, wrong: list[Wrong]) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        pass  # an instant at the end of time has none in UTC
    wrong.append(
        _cell_wrong(
            where, "known_at", f"“{text[:40]}” is no instant: write 2024-06-30T12:00:00Z, or leave it empty",
            f"«{text[:40]}» er ikke et tidspunkt: skriv 2024-06-30T12:00:00Z, eller la det stå tomt",
        )
    )  # fmt: skip
    return None


def _cell_wrong(where: str, field: str, en: str, nb: str) -> Wrong:
    return Wrong(where, field, en, nb, "correct the cell", "rett cellen")


def _value(kind: type[Any], name: str, cell: str) -> Any:
    """A cell as a field of its kind.

    Raises:
        ValueError: It is none; both its arguments say so, in English and in Norwegian.
    """
    if cell.startswith(TAKEN):
        raise ValueError(
            "a formula stands here; if it is a text, write ' before it",
            "her står en formel; er det en tekst, skriv ' foran",
        )
    if _plain(kind, name) is str:
        return plain_again(cell)
    if _plain(kind, name) is bool:
        if cell.strip().lower() in (*TRUE, *FALSE):
            return cell.strip().lower() in TRUE
        raise ValueError("write true or false", "skriv true eller false")
    try:
        return json.loads(plain_again(cell))
    except (ValueError, RecursionError):
        raise ValueError(
            "this is not written as the export writes it: a number, or a list in brackets",
            "dette er ikke skrevet slik eksporten skriver det: et tall, eller en liste i klammer",
        ) from None


def _plain(kind: type[Any], name: str) -> type | None:
    """Whether a field is a text or a yes-or-no; days are texts as JSON has them."""
    return _inside(kind.model_fields[name].annotation)


def _inside(hint: Any) -> type | None:
    origin = get_origin(hint)
    if origin is Annotated:
        return _inside(get_args(hint)[0])
    if origin in (Union, UnionType):
        return next((_inside(one) for one in get_args(hint) if one is not NoneType), None)
    if hint is bool:
        return bool
    return str if hint in (str, date) else None
