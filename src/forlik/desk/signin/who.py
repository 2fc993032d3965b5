"""Who asks: read from the database at every request, so that what was revoked is gone at the next."""

from typing import Any

from forlik.desk.access.people import person
from forlik.desk.access.person import NOBODY, Person, Strength
from forlik.desk.signin.names import ASKER, BY, STRENGTH


def person_of(request: Any) -> Person:
    """The person who asks, as the policy sees one in this session; nobody, when nobody has signed in.

    Args:
        request: The request; what was found is kept with it, and with nothing that outlives it.
    """
    found: Person | None = getattr(request, ASKER, None)
    if found is None:
        user: Any = getattr(request, "user", None)
        signed_in = user is not None and user.is_authenticated
        found = person(user.person_id, strength_of(request)) if signed_in else NOBODY
        setattr(request, ASKER, found)
    return found


def strength_of(request: Any) -> Strength:
    """How strongly this session is signed in now: a proof counts while the key or app that gave it is still set."""
    from allauth.mfa.models import Authenticator

    told: Strength = request.session.get(STRENGTH, "none")
    if told == "none":
        return told
    factors = Authenticator.objects.filter(user_id=request.user.pk)
    by = request.session.get(BY)
    held = factors.filter(pk=by) if by is not None else factors.exclude(type=Authenticator.Type.RECOVERY_CODES)
    return told if held.exists() else "none"
