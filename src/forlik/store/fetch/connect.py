"""Connections to checked numbers only: a name is resolved once, all its addresses checked, and one of them used."""

import socket
import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from forlik.store.fetch.addresses import check_numbers
from forlik.store.fetch.policy import Policy


class UnknownHost(httpcore.ConnectError):
    """The host's name does not exist, or no name server can be reached."""


class BadCertificate(httpcore.ConnectError):
    """The host cannot prove that it is the one named."""


class CheckedNetwork(httpcore.NetworkBackend):
    """Opens connections for one download.

    The name is looked up here, where the connection is made, and only once for the whole download: a name server that
    changes its answer between the check and the connection (rebinding) is never asked a second time. TLS still
    presents and verifies the host's name.

    Args:
        policy: Timeouts, resolver and test servers.
        until: Reading of the policy's clock at which the download must have ended.
    """

    def __init__(self, policy: Policy, until: float) -> None:
        self._policy = policy
        self._until = until
        self._numbers: dict[str, tuple[str, ...]] = {}
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's checked addresses that answers.

        Raises:
            NotPermitted: The name leads anywhere but the public internet.
            httpcore.ConnectError: No address, or none answers.
            httpcore.ConnectTimeout: None answers in time.
        """
        failure: httpcore.NetworkError | httpcore.TimeoutException = httpcore.ConnectError(f"{host} has no address")
        for number in self._checked_numbers(host, port):
            within = _sooner(timeout, self._until - self._policy.clock(), httpcore.ConnectTimeout)
            try:
                stream = self._network.connect_tcp(number, port, within, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._policy.clock, self._until)
        raise failure

    def _checked_numbers(self, host: str, port: int) -> tuple[str, ...]:
        site = f"{host}:{port}"
        if site not in self._numbers:
            try:
                numbers = tuple(self._policy.look_up(host, port))
            except socket.gaierror as error:
                kind = UnknownHost if error.errno == socket.EAI_NONAME else httpcore.ConnectError
                raise kind(f"the name {host} could not be looked up: {error.strerror}") from error
            check_numbers(site, numbers, loopback=site in self._policy.loopback)
            self._numbers[site] = numbers
        return self._numbers[site]


class _TimedStream(httpcore.NetworkStream):
    """A stream that ends with its download: a server dripping one byte a minute cannot hold it open for ever."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Callable[[], float], until: float) -> None:
        self._stream = stream
        self._clock = clock
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _sooner(timeout, self._until - self._clock(), httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _sooner(timeout, self._until - self._clock(), httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        within = _sooner(timeout, self._until - self._clock(), httpcore.ConnectTimeout)
        try:
            stream = self._stream.start_tls(ssl_context, server_hostname, within)
        except httpcore.ConnectError as error:
            # httpcore's pool drops the cause on its way up, so it is looked at here.
            if isinstance(error.__cause__, ssl.SSLCertVerificationError):
                raise BadCertificate(error.__cause__.verify_message) from error
            raise
        return _TimedStream(stream, self._clock, self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _sooner(timeout: float | None, left: float, over: type[httpcore.TimeoutException]) -> float:
    if left <= 0:
        raise over("the time for the whole download is over")
    return left if timeout is None else min(timeout, left)
