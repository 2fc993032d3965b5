"""What an answer must be before its bytes are kept: the right status, type, size and look."""

import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import timedelta

from forlik.core.source import Address
from forlik.store.fetch.part import Version
from forlik.store.fetch.retry import http_date

HEAD = 2048
"""Bytes looked at to tell an HTML page from data."""

_STEP = 1 << 18
_GZIP = 31  # zlib's window bits for a gzip header
_HTML = re.compile(
    rb"(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html|head|body|script)\b", re.IGNORECASE
)
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class NotWanted(Exception):  # noqa: N818 - the caller adds address and remedy and raises the user's error
    """The answer is not what was promised; trying again would bring the same."""


def media_of(headers: Mapping[str, str]) -> str:
    """Content type without parameters, in lower case; empty when not stated."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def check_media(headers: Mapping[str, str], address: Address) -> None:
    """Refuse a content type the address does not promise.

    Raises:
        NotWanted: The stated type is another one. An unstated type is left to ``check_look``.
    """
    media = media_of(headers)
    if address.media and media and media not in address.media:
        raise NotWanted(
            f"the answer is {media}, not {' or '.join(address.media)}; the publisher's page layout may have changed"
        )


def check_look(head: bytes, address: Address) -> None:
    """Refuse an empty answer, and an HTML page where something else was promised.

    Args:
        head: The first ``HEAD`` bytes.
        address: What was asked.

    Raises:
        NotWanted: Nothing came, or a page for people.
    """
    text = head.removeprefix(_BYTE_ORDER_MARK).lstrip()
    if not text:
        raise NotWanted("the answer is empty")
    promised = "text/html" in address.media or address.file.lower().endswith((".html", ".htm"))
    if not promised and _HTML.match(text):
        raise NotWanted(f"an HTML page came instead of {address.file}; the publisher's page layout may have changed")


def version_of(headers: Mapping[str, str]) -> Version:
    """Which version an answer is of, and whether a later answer can be joined to it.

    A weak tag, and a date that lies within a second of the answer itself, do not vouch for every byte (RFC 9110,
    sections 8.8.1 and 8.8.2.2); nor does anything when the bytes were encoded for this one answer.
    """
    etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
    if encoding_of(headers):
        return Version(etag, modified, "")
    strong_date = modified if _well_before(modified, headers.get("date", "")) else ""
    return Version(etag, modified, etag if etag.startswith('"') else strong_date)


def range_of(headers: Mapping[str, str]) -> tuple[int, int | None]:
    """First byte of a partial answer, and the size of the whole when stated.

    Raises:
        NotWanted: The answer does not say which part it is.
    """
    told = _RANGE.fullmatch(headers.get("content-range", ""))
    if not told:
        raise NotWanted("a partial answer does not say which part it is")
    return int(told[1]), None if told[3] == "*" else int(told[3])


def encoding_of(headers: Mapping[str, str]) -> str:
    """Content encoding in lower case; empty when the bytes come as they are."""
    encoding = headers.get("content-encoding", "").strip().lower()
    return "" if encoding == "identity" else encoding


def decoded(chunks: Iterator[bytes], headers: Mapping[str, str], file: str, limit: int) -> Iterator[bytes]:
    """The bytes themselves, in pieces small enough that a gzip bomb is met piece by piece.

    Args:
        chunks: Bytes as they came over the line.
        headers: The answer's headers.
        file: Name the bytes are kept under. A file that is itself ``.gz`` stays packed: servers often state the
            file's own compression as the encoding of the answer.
        limit: Most bytes over the line.

    Raises:
        NotWanted: An encoding that was not asked for and is not gzip; damaged gzip; too many bytes.
        EOFError: The gzip stream ends too early.
    """
    encoding = encoding_of(headers)
    if encoding and encoding not in ("gzip", "x-gzip"):
        raise NotWanted(f"the answer is encoded as “{encoding}”, which was not asked for")
    counted = _counted(chunks, limit)
    if not encoding or file.lower().endswith((".gz", ".tgz")):
        yield from counted
        return
    try:
        yield from _unzipped(counted)
    except zlib.error as error:
        raise NotWanted(f"the answer is damaged gzip ({error})") from error


def too_large(limit: int) -> NotWanted:
    """The refusal of more bytes than allowed."""
    return NotWanted(f"the answer is larger than the {limit:,} bytes allowed")


def _counted(chunks: Iterator[bytes], limit: int) -> Iterator[bytes]:
    came = 0
    for chunk in chunks:
        came += len(chunk)
        if came > limit:
            raise too_large(limit)
        yield chunk


def _unzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    stream = zlib.decompressobj(_GZIP)
    begun = False
    for chunk in chunks:
        left = chunk
        while left:
            begun = True
            yield stream.decompress(left, _STEP)
            left = stream.unconsumed_tail
            if stream.eof:  # a gzip file may be several, one after another
                left, begun = stream.unused_data, False
                stream = zlib.decompressobj(_GZIP)
    if begun:
        raise EOFError


def _well_before(modified: str, answered: str) -> bool:
    changed, sent = http_date(modified), http_date(answered)
    return changed is not None and sent is not None and sent - changed >= timedelta(seconds=1)
