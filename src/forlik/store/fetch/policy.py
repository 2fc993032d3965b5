"""How patient, how fast and how trusting a download is, and what it hands back."""

import random
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

import httpcore

from forlik.core.source import RawFile
from forlik.store.fetch.pace import Pace


def _user_agent() -> str:
    try:
        return f"forlik/{version('forlik')}"
    except PackageNotFoundError:
        return "forlik/0"


def _now() -> datetime:
    return datetime.now(UTC)


def look_up(host: str, port: int) -> tuple[str, ...]:
    """All IP addresses of a host name, as the system's resolver gives them.

    Raises:
        socket.gaierror: The name has no address, or the resolver did not answer.
    """
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits of one download; the defaults suit bulk files of public publishers.

    Args:
        attempts: Tries for each file or page, the first included.
        first_wait_s: Seconds of the first back-off; each further one is twice as long, before jitter.
        longest_wait_s: Most seconds any one wait may take, whatever ``Retry-After`` asks for.
        connect_s: Seconds to wait for a connection.
        read_s: Seconds to wait for the next bytes.
        total_s: Seconds the whole download may take, waits and all pages included.
        max_bytes: Most bytes of all pages together, counted as received and again after decoding.
        max_page_bytes: Most bytes of one page of a paged address, which is read into memory to find the next.
        pause_s: Fewest seconds between two requests to one host.
        max_pages: Most pages of one address.
        max_redirects: Most redirects of one request.
        loopback: Test servers, as ``host:port``: allowed beside the source's own hosts, over plain HTTP and on their
            port, and only while every address they resolve to is a loopback address. Empty outside tests.
        user_agent: How we present ourselves.
        pace: When each host was last asked; shared, so that two downloads in one process keep the pause too.
        sleep: Waits so many seconds.
        clock: Seconds that never run backwards.
        now: The time of day, in UTC.
        jitter: A random number from 0 to 1.
        look_up: IP addresses of a host and port.
        trust: The TLS settings; by default the system's authorities and certifi's.
    """

    attempts: int = 5
    first_wait_s: float = 1.0
    longest_wait_s: float = 120.0
    connect_s: float = 15.0
    read_s: float = 60.0
    total_s: float = 7200.0
    max_bytes: int = 4 * 1024**3
    max_page_bytes: int = 64 * 1024**2
    pause_s: float = 1.0
    max_pages: int = 5000
    max_redirects: int = 5
    loopback: frozenset[str] = frozenset()
    user_agent: str = field(default_factory=_user_agent)
    pace: Pace = field(default_factory=Pace)
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = _now
    jitter: Callable[[], float] = random.random
    look_up: Callable[[str, int], Sequence[str]] = look_up
    trust: Callable[[], ssl.SSLContext] = httpcore.default_ssl_context


POLICY = Policy()
"""What ``forlik fetch`` uses."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """One file that arrived whole.

    Args:
        file: Its name and where its bytes are.
        sha256: Digest of the bytes, in hexadecimal.
        size: Bytes.
        url: The address asked (never a redirect's target, which may hold a passing signature).
        media: Content type as the publisher states it, without parameters; empty when not stated.
        retrieved_at: When the last byte came, or when the publisher said that nothing had changed; UTC.
        last_modified: ``Last-Modified`` as sent; empty when not sent.
        etag: ``ETag`` as sent; empty when not sent.
        unchanged: Whether the bytes are those of the retrieval given as ``previous``. When the publisher said so
            itself, nothing was downloaded and ``file`` is the previous one.
    """

    file: RawFile
    sha256: str
    size: int
    url: str
    media: str
    retrieved_at: datetime
    last_modified: str = ""
    etag: str = ""
    unchanged: bool = False
