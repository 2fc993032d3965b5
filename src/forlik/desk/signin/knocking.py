"""Wrong tokens: an address that sends many is shut out for a quarter of an hour, but for tokens that are in force.

Nobody guesses 256 random bits. It is counted so that nobody asks the register without end, and so that the log says
where it was tried. Wrong passwords are counted apart: a program with a token that is over shuts nobody's sign-in.
"""

from datetime import datetime
from typing import Any

from forlik.desk.access.instants import written
from forlik.desk.access.log import append, digest_of, writing
from forlik.desk.access.opening import ready
from forlik.desk.signin import digests
from forlik.desk.signin.lock import CLOSED_FOR, FROM_ONE_ADDRESS, address_of
from forlik.desk.signin.models import Knock


def shut_out(request: Any, now: datetime) -> bool:
    """Whether the address that asks is shut out now."""
    ready()
    many = Knock.objects.filter(pk=_address(request), failures__gte=FROM_ONE_ADDRESS)
    return bool(many.filter(since__gt=written(now - CLOSED_FOR)).exists())


def wrong(request: Any, now: datetime) -> None:
    """Count a wrong token; the last that is counted shuts the address out from then on, and is logged."""
    ready()
    address = _address(request)
    with writing():
        Knock.objects.filter(since__lte=written(now - CLOSED_FOR)).delete()
        row = Knock.objects.filter(pk=address).first() or Knock(address=address, since=now, failures=0)
        row.failures += 1
        if row.failures == FROM_ONE_ADDRESS:
            row.since = now
            append("lock out", "", [], digest_of("tokens from", address), now)
        row.save()


def _address(request: Any) -> str:
    return digests.address(address_of(request) or "")
