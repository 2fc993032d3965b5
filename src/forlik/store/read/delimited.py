"""The strict reader of delimited text (CSV): fast by columns, exact about the line when something is wrong."""

import csv
import difflib
import io
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.csv

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.store.read.fields import Fault, Field, cast

BOM = b"\xef\xbb\xbf"
BLOCK = 8 << 20
LONGEST_HEADER = 1 << 20
MOST_NAMED = 6
MOST_COLUMNS = 10_000
"""More than twice as many as the widest file there is (V-Dem) has."""
MOST_COMPARED = 200
END = "\0end"
"""A record no file holds (a NUL marks it as binary), put after the last to see whether that one ended."""
_DELIMITERS = ",;\t|"

csv.field_size_limit(1 << 24)


def read_csv(
    file: RawFile,
    fields: Mapping[str, Field],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    skip: int = 0,
    skip_after_header: int = 0,
    line_number: str = "",
) -> pa.Table:
    """Read a delimited file with a header, by column name in any order.

    Args:
        file: The file.
        fields: Every column of the file → what it must hold (or that it is ignored).
        delimiter: Character between fields.
        encoding: Text encoding; a byte-order mark is allowed under utf-8.
        skip: Lines before the header.
        skip_after_header: Lines after the header that are not data (HXL tags).
        line_number: When given, name of an added int64 column with each row's line in the file. Slower.

    Returns:
        One typed column per field that is not ignored.

    Raises:
        BadInput: Empty, cut, re-saved or foreign file; a column missing, unknown or twice; a value that does not fit.
    """
    header, tall = _header(file, delimiter, encoding, skip)
    _check_header(file, header, fields, delimiter, line=skip + 1)
    _check_quotes(file, delimiter, encoding)
    # Ignored columns are parsed (so that a cut row is seen) but not kept.
    wanted = [name for name in header if fields[name].type != "ignored"]
    table = _parse(file, header, wanted, delimiter, encoding, skip + skip_after_header, tall)
    if table.num_rows == 0:
        raise BadInput("there is a header but no row", file=file.name, remedy="get the file again: it seems cut off")
    try:
        typed = cast({name: table[name] for name in wanted}, fields)
    except Fault as fault:
        line = line_of(file, fault.row, delimiter, encoding, skip + skip_after_header)
        raise BadInput(
            f"“{fault.value:.80}” {fault.why}",
            file=file.name,
            line=line,
            field=fault.column,
            remedy="get the original file from the publisher; if it is the original, its layout has changed",
        ) from fault
    if line_number:
        lines = [line for line, _ in _rows(file, delimiter, encoding, skip + skip_after_header)]
        typed = typed.append_column(line_number, pa.array(lines, pa.int64()))
    return typed


def header_of(file: RawFile, *, delimiter: str = ",", encoding: str = "utf-8", skip: int = 0) -> list[str]:
    """The names in a delimited file's header line.

    Raises:
        BadInput: The file is empty, binary, or not in that encoding.
    """
    return _header(file, delimiter, encoding, skip)[0]


def _header(file: RawFile, delimiter: str, encoding: str, skip: int) -> tuple[list[str], int]:
    """The header's names, and over how many lines it stands (a quoted name may hold line ends)."""
    with file.path.open("rb") as stream:
        head = stream.read(LONGEST_HEADER)
    if not head.strip():
        raise BadInput("the file is empty", file=file.name, remedy="get it again")
    if b"\0" in head[:4096]:
        raise BadInput("this is a binary file, not delimited text", file=file.name, remedy="check which file it is")
    lines = head.removeprefix(BOM).splitlines(keepends=True)
    if len(head) == LONGEST_HEADER:
        lines = lines[:-1]  # cut by us, perhaps within a character
    try:
        decoded = [line.decode(encoding) for line in lines[skip : skip + 50]]
    except UnicodeDecodeError:
        raise _wrong_encoding(file, encoding) from None
    reader = csv.reader(decoded, delimiter=delimiter)
    try:
        return next(reader, []), reader.line_num
    except csv.Error as error:
        raise BadInput(f"the header cannot be read: {error}", file=file.name, line=skip + 1) from error


def _check_header(
    file: RawFile, header: list[str], fields: Mapping[str, Field], delimiter: str, *, line: int = 1
) -> None:
    if len(header) == 1 and len(fields) > 1:
        for other in _DELIMITERS.replace(delimiter, ""):
            split = header[0].split(other)
            if len(split) > 1:
                raise BadInput(
                    f"fields are separated by {_named(other)} where {_named(delimiter)} is expected: "
                    "a spreadsheet program has probably saved this file again, which also damages dates and accents",
                    file=file.name,
                    line=line,
                    remedy="get the original file from the publisher",
                )
    if len(header) > MOST_COLUMNS:
        raise BadInput(
            f"the header names {len(header)} columns; at most {MOST_COLUMNS} are read",
            file=file.name,
            line=line,
            remedy="check which file it is",
        )
    twice = sorted(name for name, count in Counter(header).items() if count > 1)[:MOST_NAMED]
    if twice:
        raise BadInput("the column stands twice in the header", file=file.name, line=line, field=", ".join(twice))
    there = set(header)
    missing = [name for name, field in fields.items() if name not in there and not field.optional]
    unknown = [name for name in header if name not in fields]
    if not missing and not unknown:
        return
    parts = []
    for name in missing[:MOST_COMPARED]:
        near = difflib.get_close_matches(name, unknown[:MOST_COMPARED], n=1, cutoff=0.6)
        parts.append(f"column “{name}” is missing" + (f" (renamed to “{near[0]}”?)" if near else ""))
    parts += [f"column “{name:.60}” is unknown" for name in unknown]
    more = f"; and {len(parts) - MOST_NAMED} more" if len(parts) > MOST_NAMED else ""
    shown = "; ".join(parts[:MOST_NAMED]) + more
    raise BadInput(
        shown,
        file=file.name,
        line=line,
        field=(missing or unknown)[0],
        remedy="check that this is the right file for the source; if it is, the publisher's layout has changed",
    )


def _named(delimiter: str) -> str:
    return "a tab" if delimiter == "\t" else f"“{delimiter}”"


def _check_quotes(file: RawFile, delimiter: str, encoding: str) -> None:
    """Refuse a quoted field that never ends: it would swallow every row after it, or hide that the file is cut."""
    with file.path.open("rb") as stream:
        quotes = sum(chunk.count(b'"') for chunk in iter(lambda: stream.read(BLOCK), b""))
    # Quotes come in pairs; only a file where one is left over is worth the slow reading.
    if quotes % 2 == 0:
        return
    line, last = 0, [END]
    for line, last in _records(file, delimiter, encoding, (END,)):  # noqa: B007 - the last one is wanted
        pass
    if last != [END]:
        raise BadInput(
            "a quoted field begins here and never ends",
            file=file.name,
            line=line,
            remedy="the file is cut off or damaged; get it again",
        )


def _parse(
    file: RawFile, header: list[str], wanted: list[str], delimiter: str, encoding: str, skip: int, tall: int
) -> pa.Table:
    arrow = pyarrow.csv
    try:
        return arrow.read_csv(
            file.path,
            read_options=arrow.ReadOptions(
                column_names=header, skip_rows=skip + tall, encoding=encoding, block_size=BLOCK
            ),
            parse_options=arrow.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=arrow.ConvertOptions(
                column_types=dict.fromkeys(wanted, pa.string()),
                include_columns=wanted,
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        if "Empty CSV" in str(error) or "Could not skip initial" in str(error):
            return pa.table({name: pa.array([], pa.string()) for name in wanted})
        _explain(file, len(header), delimiter, encoding, skip)
        raise BadInput(f"cannot be read as delimited text: {error}", file=file.name) from error


def _rows(file: RawFile, delimiter: str, encoding: str, skip: int) -> Iterator[tuple[int, list[str]]]:
    """Each data row with the line it starts on; the readable reference the fast path is checked against."""
    for number, (line, row) in enumerate(_records(file, delimiter, encoding)):
        if number > skip and row:
            yield line, row


def _records(file: RawFile, delimiter: str, encoding: str, more: Sequence[str] = ()) -> Iterator[tuple[int, list[str]]]:
    """Each record of the file, empty lines too, with the line it starts on.

    Raises:
        BadInput: The text is in another encoding, or a field is longer than any field.
    """
    with file.path.open("rb") as raw:
        if raw.read(3) != BOM:
            raw.seek(0)
        started = 1
        with io.TextIOWrapper(raw, encoding=encoding, newline="") as stream:
            reader = csv.reader(itertools.chain(stream, more), delimiter=delimiter)
            try:
                for row in reader:
                    yield started, row
                    started = reader.line_num + 1
            except UnicodeDecodeError:
                raise _wrong_encoding(file, encoding) from None
            except csv.Error as error:
                raise BadInput(f"cannot be read as delimited text: {error}", file=file.name, line=started) from error


def _explain(file: RawFile, width: int, delimiter: str, encoding: str, skip: int) -> None:
    """Raise the error that names the line, if a plain reading of the file finds it."""
    for line, row in _rows(file, delimiter, encoding, skip):
        if len(row) != width:
            raise BadInput(
                f"the row has {len(row)} fields, the header {width}: "
                "it is cut off or broken over two lines, as spreadsheet programs do",
                file=file.name,
                line=line,
                remedy="get the original file from the publisher",
            )


def _wrong_encoding(file: RawFile, encoding: str) -> BadInput:
    with file.path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            try:
                line.removeprefix(BOM).decode(encoding)
            except UnicodeDecodeError as error:
                return BadInput(
                    f"byte {error.start + 1} of the line is not {encoding} text",
                    file=file.name,
                    line=number,
                    remedy="the file was saved in another encoding; get the original from the publisher",
                )
    return BadInput(f"the text is not {encoding}", file=file.name)


def line_of(file: RawFile, row: int, delimiter: str = ",", encoding: str = "utf-8", skip: int = 0) -> int:
    """The line in the file on which a data row (counted from 0) begins."""
    for number, (line, _) in enumerate(_rows(file, delimiter, encoding, skip)):
        if number == row:
            return line
    return 0


def ends_open(file: RawFile) -> bool:
    """Whether a text file's last line has no line end, as when its last value is cut off; other files never do."""
    with file.path.open("rb") as stream:
        if _of_another_kind(stream.read(4096)):
            return False
        stream.seek(-1, io.SEEK_END)
        return stream.read(1) not in b"\r\n"


def reference_read(
    file: RawFile, columns: Sequence[str], *, delimiter: str = ",", encoding: str = "utf-8", skip: int = 0
) -> list[list[str]]:
    """The named columns as text, row by row, by the standard library: the truth the fast path must equal."""
    header = header_of(file, delimiter=delimiter, encoding=encoding, skip=skip)
    places = [header.index(name) for name in columns]
    return [[row[place] for place in places] for _, row in _rows(file, delimiter, encoding, skip)]


def doubled_line(file: RawFile, values: Sequence[str]) -> int:
    """The line of a delimited file that is the same as one before it and holds one of some values.

    Returns:
        The line, from 1; 0 when there is none, or the file is of another kind.
    """
    seen: set[bytes] = set()
    wanted = [value.encode() for value in values]
    with file.path.open("rb") as stream:
        if _of_another_kind(stream.read(4096)):
            return 0
        stream.seek(0)
        for number, line in enumerate(stream, 1):
            content = line.rstrip(b"\r\n")
            if content in seen and any(value in content for value in wanted):
                return number
            seen.add(content)
    return 0


def _of_another_kind(head: bytes) -> bool:
    """Whether a file begins as no delimited text does."""
    start = head.removeprefix(BOM).lstrip()
    return not start or b"\0" in start or start.startswith((b"{", b"[", b"<", b"PK"))
