"""Every text that bytes hold, whatever they are packed into: archives, streams, columns, and what describes them."""

import gzip
import html
import io
import json
import re
import urllib.parse
import zipfile

import pypdf

ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def texts(name, content):
    """The texts of a file: its name, its bytes, and what is packed into it, however deep.

    Args:
        name: Its name.
        content: Its bytes.
    """
    yield name
    yield urllib.parse.unquote(name)
    yield from _decoded(content)
    for begins, unpack in PACKED.items():
        if content.startswith(begins):
            for inner, part in unpack(content):
                yield from texts(inner, part)


def plainly(text):
    """A text without what forms put between its signs: their own signs, line ends, and what escapes them."""
    return re.sub(r"[\s\\\u00ad-]+", "", html.unescape(text))


def _decoded(content):
    text = content.decode("utf-8", "replace")
    yield text
    yield re.sub(r"<[^>]*>", "", text)
    yield re.sub(r"\[\^\d+\]", "", text)
    if b"\0" in content:
        yield content.decode("utf-16-be", "replace")
        yield content.decode("utf-16-le", "replace")
    # JSON may write any sign by its number, in a file of one value or of one a line.
    yield ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _zip(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        yield "comment", package.comment
        for one in package.infolist():
            yield one.filename, package.read(one)
            yield f"{one.filename}.extra", one.extra + one.comment


def _gzip(content):
    yield "gzip", gzip.decompress(content)


def _parquet(content):
    import pyarrow.parquet

    read = pyarrow.parquet.ParquetFile(io.BytesIO(content))
    yield "schema", str(read.schema_arrow).encode()
    yield "metadata", repr(read.metadata.metadata).encode()
    yield "rows", json.dumps(read.read().to_pylist(), default=str, ensure_ascii=False).encode()


def _pdf(content):
    read = pypdf.PdfReader(io.BytesIO(content))
    yield "pages", "\n".join(page.extract_text() for page in read.pages).encode()
    yield "information", str(read.metadata).encode()
    numbers = {number for each in read.xref.values() for number in each} | set(read.xref_objStm)
    for number in sorted(numbers - {0}):
        one = read.get_object(number)
        yield f"{number}", str(one).encode("utf-8", "replace")
        if hasattr(one, "get_data"):
            yield f"{number} stream", one.get_data()
    for name, parts in read.attachments.items():
        yield from ((name, part) for part in parts)


PACKED = {b"PK\x03\x04": _zip, b"\x1f\x8b": _gzip, b"PAR1": _parquet, b"%PDF": _pdf}
"""How the bytes of a file begin → what unpacks it."""
