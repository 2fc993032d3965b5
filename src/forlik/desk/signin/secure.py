"""Whether a cookie may travel without TLS: only where it does not leave the machine."""

from typing import Any

from django.http.request import split_domain_port

NEAR = frozenset({"localhost", "127.0.0.1", "[::1]"})


def needs_tls(request: Any) -> bool:
    """Whether the browser must send our cookies over TLS only."""
    return bool(request.is_secure()) or split_domain_port(request.get_host())[0] not in NEAR


def mark(request: Any, response: Any, name: str) -> None:
    """Keep a cookie from travelling without TLS, where it could be read on its way."""
    if name in response.cookies and needs_tls(request):
        response.cookies[name]["secure"] = True
