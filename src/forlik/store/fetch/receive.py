"""One try at one file: ask for it, or for the rest of it, and put what comes into its part."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from forlik.core.errors import SourceUnavailable
from forlik.core.source import Address
from forlik.store.fetch import answers
from forlik.store.fetch.answers import NotWanted
from forlik.store.fetch.exchange import CUT, Answer, Exchange
from forlik.store.fetch.part import Begun, Part, Version
from forlik.store.fetch.policy import Retrieved
from forlik.store.fetch.retry import SERVICE_UNAVAILABLE, TOO_MANY_REQUESTS, Again, passes, retry_after

_WHOLE = 200
_PARTIAL = 206
_UNCHANGED = 304
_NO_ACCESS = (401, 403)
_GONE = (404, 410)
_NO_SUCH_RANGE = 416


@dataclass(frozen=True, slots=True)
class Received:
    """A file whose bytes are all in its part.

    Args:
        media: Content type without parameters; empty when not stated.
        version: Its validators.
        unchanged: Whether the publisher said that nothing changed; then the part holds nothing of use.
    """

    media: str
    version: Version
    unchanged: bool = False


def receive(
    exchange: Exchange, address: Address, url: str, part: Part, *, limit: int, previous: Retrieved | None = None
) -> Received:
    """Try once to bring one file's bytes into its part.

    What an earlier try left is continued if the publisher confirms that it is still the same version; the publisher
    decides this by ``If-Range``: it sends the rest (206), or the whole new file (200).

    Args:
        exchange: Whom to ask.
        address: The declared address.
        url: What is asked: the declared address, or one of its pages.
        part: Where the bytes go.
        limit: Most bytes.
        previous: An earlier retrieval of the same address, to learn whether anything changed.

    Returns:
        What came, or that nothing changed since ``previous``.

    Raises:
        Again: It failed in a way that passes.
        SourceUnavailable: The publisher does not deliver what the address promises.
        BrokenStore: The disk failed.
    """
    begun = part.begun(url)
    with _refusing(exchange, url), exchange.get(url, _conditions(begun, previous)) as answer:
        if answer.status == _UNCHANGED and previous:
            return Received("", answers.version_of(answer.headers), unchanged=True)
        _judge(answer, exchange, url)
        version, whole_size = _position(answer, begun, part)
        answers.check_media(answer.headers, address)
        _check_stated_size(answer, part, limit)
        chunks = answers.decoded(answer.chunks, answer.headers, address.file, limit)
        _take(chunks, part, url, version, limit)
        if whole_size is not None and part.size != whole_size:
            part.note(url, version)
            raise Again(f"{part.size:,} of {whole_size:,} bytes came")
        answers.check_look(part.beginning(answers.HEAD), address)
        return Received(answers.media_of(answer.headers), version)


def _conditions(begun: Begun | None, previous: Retrieved | None) -> dict[str, str]:
    headers: dict[str, str] = {}
    if begun:
        headers |= {"Range": f"bytes={begun.size}-", "If-Range": begun.version.validator}
    if previous and previous.etag:
        headers["If-None-Match"] = previous.etag
    elif previous and previous.last_modified:
        headers["If-Modified-Since"] = previous.last_modified
    return headers


@contextmanager
def _refusing(exchange: Exchange, url: str) -> Iterator[None]:
    try:
        yield
    except NotWanted as refusal:
        raise SourceUnavailable(str(refusal), where=url, remedy=exchange.asked.remedy) from refusal


def _judge(answer: Answer, exchange: Exchange, url: str) -> None:
    """Let an answer with bytes pass, and anything else fail in the right way."""
    status, remedy = answer.status, exchange.asked.remedy
    if status in (_WHOLE, _PARTIAL):
        return
    if status == _NO_SUCH_RANGE:
        # The part was longer than the file is now; ``begun`` took its notes away, so the next try starts over.
        raise Again("the file has changed since it was begun", wait_s=0)
    if passes(status):
        asks = status in (TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE)
        wait = retry_after(answer.headers.get("retry-after", ""), exchange.policy.now()) if asks else None
        raise Again(f"the publisher answered {status}", wait)
    if status in _GONE:
        raise SourceUnavailable(f"answered {status}: the publisher's layout may have changed", where=url, remedy=remedy)
    if status in _NO_ACCESS:
        remedy = "check the token in the file named by the setting fetch_tokens" if exchange.asked.token else remedy
        raise SourceUnavailable(f"answered {status}: the publisher refuses access", where=url, remedy=remedy)
    raise SourceUnavailable(f"answered {status}, which is no file", where=url, remedy=remedy)


def _position(answer: Answer, begun: Begun | None, part: Part) -> tuple[Version, int | None]:
    """Where the coming bytes belong: after those that are here, or at the start of an emptied part."""
    version = answers.version_of(answer.headers)
    if answer.status == _WHOLE:
        part.empty()
        return version, None
    first, whole_size = answers.range_of(answer.headers)
    # A server may leave validators out of a 206, for If-Range has vouched; what it does say must agree.
    same = begun and version.etag in ("", begun.version.etag) and not answers.encoding_of(answer.headers)
    if not begun or not same or first != begun.size:
        part.empty()
        raise Again("the rest of another version came", wait_s=0)
    return begun.version, whole_size


def _check_stated_size(answer: Answer, part: Part, limit: int) -> None:
    stated = answer.headers.get("content-length", "")
    if stated.isdecimal() and part.size + int(stated) > limit:
        raise answers.too_large(limit)


def _take(chunks: Iterator[bytes], part: Part, url: str, version: Version, limit: int) -> None:
    """Write the bytes as they come; when they stop coming, note how far we got."""
    try:
        for chunk in chunks:
            # Stated sizes can lie and packed bytes can swell: what counts is what is written.
            if part.size + len(chunk) > limit:
                raise answers.too_large(limit)
            part.write(chunk)
    except (*CUT, KeyboardInterrupt):
        part.note(url, version)
        raise
    except EOFError as error:
        raise Again("the packed answer ends too early") from error
