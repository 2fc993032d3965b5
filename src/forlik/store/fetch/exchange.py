"""One question and its answer over HTTP: redirects followed by hand, every address checked, tokens kept at home."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpcore

from forlik.core.errors import ForlikError, SourceUnavailable
from forlik.store.fetch.addresses import Target, checked
from forlik.store.fetch.connect import BadCertificate, CheckedNetwork, UnknownHost
from forlik.store.fetch.policy import Policy
from forlik.store.fetch.retry import Again

CUT = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError)
"""How a connection ends before its answer does."""

_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a download may ask.

    Args:
        source: Name of the source.
        sites: Hosts and ports it declares.
        remedy: What a person can do when the publisher does not deliver.
        token: Header that carries the token, if one is needed.
        token_site: The only host and port the token is sent to.
    """

    source: str
    sites: frozenset[str]
    remedy: str
    token: tuple[str, str] | None = None
    token_site: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A publisher's answer, its bytes not read yet.

    Args:
        status: HTTP status.
        headers: Header names in lower case → values.
        chunks: The bytes as they come over the line, still in their content encoding.
    """

    status: int
    headers: Mapping[str, str]
    chunks: Iterator[bytes]


class Exchange:
    """Asks one source's addresses during one download.

    Args:
        asked: Whom to ask.
        policy: Timeouts and limits.
        until: Reading of the policy's clock at which the download must have ended.
    """

    def __init__(self, asked: Asked, policy: Policy, until: float) -> None:
        self.asked = asked
        self.policy = policy
        self.until = until
        # httpcore itself reads no proxy from the environment: a proxy would look names up where we cannot check them.
        self._pool = httpcore.ConnectionPool(ssl_context=policy.trust(), network_backend=CheckedNetwork(policy, until))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.close()

    @contextmanager
    def get(self, url: str, headers: Mapping[str, str]) -> Iterator[Answer]:
        """Ask an address, following redirects to declared hosts; the answer is read inside the ``with``.

        Raises:
            Again: No answer, or the connection was cut, also while the answer is read.
            NotPermitted: The address, a redirect or the host's IP address may not be asked.
            SourceUnavailable: No such host, no valid certificate, or no end of redirects.
        """
        try:
            target = self._checked(url)
            for _ in range(self.policy.max_redirects + 1):
                with self._ask(target, headers) as response:
                    answered = _by_name(response.headers)
                    if response.status not in _REDIRECTS:
                        yield Answer(response.status, answered, response.iter_stream())
                        return
                if "location" not in answered:
                    raise self._unavailable("redirects without saying where to", target.url)
                target = self._checked(self._redirected(target.url, answered["location"]))
        except CUT as error:
            raise self._explained(error, url) from error
        raise self._unavailable(f"redirects more than {self.policy.max_redirects} times", url)

    def _redirected(self, url: str, to: str) -> str:
        try:
            return urljoin(url, to)
        except ValueError as error:
            raise self._unavailable(f"redirects to what is no address: {to:.80}", url) from error

    def _checked(self, url: str) -> Target:
        return checked(url, self.asked.source, self.asked.sites, self.policy.loopback)

    @contextmanager
    def _ask(self, target: Target, headers: Mapping[str, str]) -> Iterator[httpcore.Response]:
        policy = self.policy
        # Bytes are wanted as they lie at the publisher's: a digest and a range then mean one thing only.
        sent = {"User-Agent": policy.user_agent, "Accept": "*/*", "Accept-Encoding": "identity", **headers}
        if self.asked.token and target.site == self.asked.token_site:
            name, value = self.asked.token
            sent[name] = value
        times = {"connect": policy.connect_s, "read": policy.read_s, "write": policy.read_s, "pool": policy.connect_s}
        policy.pace.keep(target.site, policy.pause_s, policy.clock, policy.sleep)
        with self._pool.stream(
            "GET",
            httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path),
            headers=[(name.encode("ascii"), value.encode("latin-1")) for name, value in sent.items()],
            extensions={"timeout": times},
        ) as response:
            yield response

    def _explained(self, error: Exception, url: str) -> ForlikError | Again:
        if isinstance(error, BadCertificate):
            return self._unavailable(f"the host shows no valid certificate ({error})", url)
        if isinstance(error, UnknownHost):
            return self._unavailable("the host's name is not known; is this machine connected?", url)
        if isinstance(error, httpcore.TimeoutException):
            return Again("no answer in time")
        if isinstance(error, httpcore.ConnectError):
            return Again(f"no connection ({error})")
        return Again(f"the connection was cut ({error or type(error).__name__})")

    def _unavailable(self, what: str, url: str) -> SourceUnavailable:
        return SourceUnavailable(what, where=url, remedy=self.asked.remedy)


def _by_name(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1").strip() for name, value in headers}
