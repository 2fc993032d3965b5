"""Which addresses may be asked: the hosts a source declares, by their names, on the public internet."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address, ip_network
from urllib.parse import urlsplit

from forlik.core.errors import NotPermitted
from forlik.core.source import Source

HTTPS_PORT = 443

# An explicit list, so that the answer does not depend on the Python version's idea of "global".
_CLOSED_IPV4 = {
    ip_network(network): why
    for network, why in {
        "0.0.0.0/8": "unspecified",
        "10.0.0.0/8": "private",
        "100.64.0.0/10": "shared by carriers (CGNAT)",
        "127.0.0.0/8": "loopback",
        "168.63.129.16/32": "a cloud's metadata service",
        "169.254.0.0/16": "link-local, where clouds keep their metadata",
        "172.16.0.0/12": "private",
        "192.0.0.0/24": "reserved",
        "192.0.2.0/24": "for documentation",
        "192.88.99.0/24": "a 6to4 relay",
        "192.168.0.0/16": "private",
        "198.18.0.0/15": "for benchmarks",
        "198.51.100.0/24": "for documentation",
        "203.0.113.0/24": "for documentation",
        "224.0.0.0/4": "multicast",
        "240.0.0.0/4": "reserved",
    }.items()
}
_CLOSED_IPV6 = {
    ip_network(network): why
    for network, why in {
        "::/128": "unspecified",
        "::1/128": "loopback",
        "::ffff:0:0/96": "an IPv4 address in disguise",
        "::/96": "an IPv4 address in disguise",
        "64:ff9b::/96": "an IPv4 address behind NAT64",
        "64:ff9b:1::/48": "an IPv4 address behind NAT64",
        "2001::/23": "reserved (Teredo and others)",
        "2001:db8::/32": "for documentation",
        "2002::/16": "an IPv4 address behind 6to4",
        "3fff::/20": "for documentation",
        "fc00::/7": "private",
        "fe80::/10": "link-local",
        "fec0::/10": "site-local",
        "ff00::/8": "multicast",
    }.items()
}
_PUBLIC_IPV6 = ip_network("2000::/3")

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# The last label holds a letter first, so that no form of a number (decimal, octal, 0x…, short) is ever a name.
_NAME = re.compile(rf"(?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{1,59}})", re.ASCII)
_LOCAL_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".intranet", ".home.arpa")
_MOST_CHARACTERS = 253

_REMEDY = "download it yourself if you trust it, then `forlik import {source} FILE`"


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart once, so that what was checked is what is asked.

    Args:
        url: The address as given, without fragment.
        scheme: ``https``, or ``http`` for a test server.
        host: Host name, in lower case.
        port: Port.
        path: Path and query as sent.
    """

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self) -> str:
        """Host and port, as hosts are compared."""
        return f"{self.host}:{self.port}"


def declared_sites(source: Source) -> frozenset[str]:
    """Host and port of every address the source declares, and of the hosts it may redirect to."""
    addresses = frozenset(
        _taken_apart(address.url, source.name).site for address in source.addresses if "://" in address.url
    )
    return addresses | {f"{host}:443" for host in source.hosts}


def checked(url: str, source: str, sites: Iterable[str], loopback: frozenset[str] = frozenset()) -> Target:
    """An address that may be asked.

    Args:
        url: The absolute address, as declared, or as a redirect or a page gives it.
        source: Name of the source, for the message.
        sites: Hosts and ports the source declares, as ``host:port``.
        loopback: Test servers, as ``host:port``.

    Raises:
        NotPermitted: The address is not one of the source's, or is of a form that is never asked.
    """
    target = _taken_apart(url, source)
    if target.site in loopback:
        return target
    refusal = _form_refused(target)
    if not refusal and target.site not in sites:
        refusal = f"source “{source}” does not declare the host {target.host}"
    if refusal:
        raise _refused(url, refusal, source)
    return target


def check_numbers(target: str, numbers: Sequence[str], *, loopback: bool) -> None:
    """Refuse a host if any of the IP addresses it resolves to is not on the public internet.

    Args:
        target: Host and port, for the message.
        numbers: Its IP addresses, as text.
        loopback: Whether this is a test server, which must resolve to loopback addresses and nothing else.

    Raises:
        NotPermitted: One of the addresses may not be connected to.
    """
    for number in numbers:
        why = closed(number)
        if loopback:
            why = "" if why == "loopback" else "not loopback, as a test server must be"
        if why:
            raise NotPermitted(
                f"the host resolves to {number}, which is {why}; no connection was made",
                where=target,
                remedy="tell whoever runs your name server: a public publisher never has such an address",
            )


def closed(number: str) -> str:
    """Why an IP address may not be connected to; empty when it may.

    Args:
        number: IPv4 or IPv6 address as text.
    """
    try:
        address = ip_address(number)
    except ValueError:
        return "not an IP address"
    if isinstance(address, IPv4Address):
        return next((why for network, why in _CLOSED_IPV4.items() if address in network), "")
    why = next((why for network, why in _CLOSED_IPV6.items() if address in network), "")
    return why or ("" if address in _PUBLIC_IPV6 else "not global unicast")


def _taken_apart(url: str, source: str) -> Target:
    # Anything two parsers could read differently is refused before the first one reads it.
    if not url.isascii() or not url.isprintable() or any(sign in url for sign in ' \\"<>^`'):
        raise _refused(url, "the address holds a space, a backslash or a sign that belongs percent-encoded", source)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _refused(url, f"the address cannot be read ({error})", source) from error
    if parts.scheme not in ("https", "http"):
        raise _refused(url, f"the scheme is “{parts.scheme}”, not https", source)
    if "@" in parts.netloc:
        raise _refused(url, "the address carries a user name", source)
    if parts.netloc.endswith(":") or "%" in parts.netloc or not host:
        raise _refused(url, "the address has no proper host", source)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    standard = HTTPS_PORT if parts.scheme == "https" else 80
    whole = url.partition("#")[0]
    return Target(whole, parts.scheme, host.lower(), standard if port is None else port, path)


def _form_refused(target: Target) -> str:
    if target.scheme != "https":
        return f"the scheme is “{target.scheme}”, not https"
    if target.port != HTTPS_PORT:
        return f"the port is {target.port}, not {HTTPS_PORT}"
    if len(target.host) > _MOST_CHARACTERS or not _NAME.fullmatch(target.host):
        return f"“{target.host}” is not a host's full name"
    if target.host.endswith(_LOCAL_ENDINGS):
        return f"“{target.host}” is a name inside a local network"
    return ""


def _refused(url: str, why: str, source: str) -> NotPermitted:
    shown = url if url.isascii() and url.isprintable() else ascii(url)
    return NotPermitted(f"address refused: {why}", where=shown[:300], remedy=_REMEDY.format(source=source))
