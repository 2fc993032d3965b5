"""The lock-out: who guesses is shut out before anything is hashed, and nobody learns which names there are.

Five failures of one user name from one address close that pair for a quarter of an hour, fifty from one address close
the address. Five wrong codes close the second factor of a name from everywhere: whoever types them has the password.
"""

from datetime import timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.contrib.auth.signals import user_login_failed
from django.db.models import Sum

from forlik.desk.access.opening import ready
from forlik.desk.signin import digests, told

FAILURES = 5
FROM_ONE_ADDRESS = 50
CLOSED_FOR = timedelta(minutes=15)
TOGETHER = 64
"""Bits of an IPv6 address that are counted: the rest is the visitor's to choose."""
SECOND = "second"
"""Field of the credentials that says that a code was wrong, not a password."""


def name_of(_request: Any, credentials: Any) -> str:
    """The name that failures are counted under."""
    given = credentials or {}
    digest = digests.typed(str(given.get("username") or ""))
    return f"{SECOND} {digest}" if given.get(SECOND) else digest


def counted_by(_request: Any, credentials: Any = None) -> list[Any]:
    """What failures are counted by: name and address; for codes the name alone."""
    return ["username"] if (credentials or {}).get(SECOND) else [["username", "ip_address"]]


def address_of(request: Any) -> str | None:
    """The address that is counted: as the proxy of ours says, where there is one, else as the server sees it.

    Of IPv6 it is the first of its /64: whoever has one address of those has them all.
    """
    from django.conf import settings

    passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    said = passed_on.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    return _valid(said)


def _valid(said: str) -> str | None:
    from ipaddress import IPv4Address, IPv6Network, ip_address

    try:
        found = ip_address(said)
    except ValueError:
        return None
    if isinstance(found, IPv4Address):
        return str(found)
    # A server that listens on both sees one of IPv4 as mapped.
    return str(found.ipv4_mapped or IPv6Network((int(found), TOGETHER), strict=False).network_address)


class Handler(AxesDatabaseHandler):
    """Axes' counting in the database, with a limit for one address too, and with a log."""

    def is_locked(self, request: Any, credentials: Any = None) -> bool:
        """Whether this name from this address, or the whole address, is shut out now."""
        ready()
        return bool(super().is_locked(request, credentials)) or self._many(request)

    def user_login_failed(self, sender: Any, credentials: Any, request: Any = None, **others: Any) -> None:
        """Count a failure; one that was refused before it was looked at is not counted."""
        if request is None:
            return
        refused = request.axes_locked_out
        super().user_login_failed(sender, credentials, request, **others)
        if not refused:
            told.failed(name_of(request, credentials), locked=bool(request.axes_locked_out))

    @staticmethod
    def _many(request: Any) -> bool:
        from axes.models import AccessAttempt

        since = request.axes_attempt_time - CLOSED_FOR
        near = AccessAttempt.objects.filter(ip_address=request.axes_ip_address, attempt_time__gte=since)
        return (near.aggregate(sum=Sum("failures_since_start"))["sum"] or 0) >= FROM_ONE_ADDRESS


def shut_out(request: Any, username: str) -> bool:
    """Whether the second factor of a name is shut out."""
    from axes.handlers.proxy import AxesProxyHandler

    shut = not AxesProxyHandler.is_allowed(request, _code(username))
    if shut:
        request.axes_locked_out = True
    return shut


def wrong_code(request: Any, username: str) -> None:
    """Count a wrong code."""
    user_login_failed.send(sender=__name__, credentials=_code(username), request=request)


def right_code(request: Any, username: str) -> None:
    """Forget the wrong codes before a right one."""
    from axes.handlers.proxy import AxesProxyHandler

    AxesProxyHandler.update_request(request)
    AxesProxyHandler.get_implementation().reset_user_attempts(request, _code(username))


def _code(username: str) -> dict[str, str]:
    return {"username": username, SECOND: "code"}


def page(request: Any, _response: Any = None, _credentials: Any = None) -> Any:
    """The page for whoever is shut out; the same for every name."""
    from django.shortcuts import render

    response = render(request, "account/locked.html", status=429)
    response.headers["Retry-After"] = str(int(CLOSED_FOR.total_seconds()))
    return response
