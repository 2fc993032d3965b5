"""What happens at the door goes into the log: with the id of the person, and names that were typed as digests."""

from typing import Any

from forlik.core import days
from forlik.desk.signin import limits
from forlik.desk.signin.names import ASKER, BY, STRENGTH
from forlik.desk.signin.strength import proof


def note(verb: str, who: str, digest: str = "", about: tuple[str, ...] = ()) -> None:
    """Put one thing into the log."""
    from forlik.desk.access.log import append, writing

    with writing():
        append(verb, who, about, digest, days.now())


def failed(name: str, *, locked: bool) -> None:
    """An attempt failed; the name is a digest already."""
    digest = _digest("name", name)
    note("sign-in failed", "", digest)
    if locked:
        note("lock out", "", digest)


def listen() -> None:
    """Listen to Django and allauth."""
    from allauth.mfa import signals as factors
    from django.contrib.auth import signals

    signals.user_logged_in.connect(signed_in, dispatch_uid="forlik")
    signals.user_logged_out.connect(signed_out, dispatch_uid="forlik")
    factors.authenticator_used.connect(proved, dispatch_uid="forlik")
    factors.authenticator_added.connect(added, dispatch_uid="forlik")
    factors.authenticator_removed.connect(removed, dispatch_uid="forlik")
    factors.authenticator_reset.connect(renewed, dispatch_uid="forlik")


def signed_in(request: Any, user: Any, **_others: Any) -> None:
    """Somebody signed in: the session has a new key already, and learns how strong it is."""
    limits.begin(request.session, days.now())
    note("sign in", user.person_id, _digest("strength", weigh(request, user)))
    request.session.clear_expired()
    from forlik.desk.signin import unsent

    unsent.expire(days.now())


def signed_out(user: Any, **_others: Any) -> None:
    """Somebody signed out."""
    if user is not None:
        note("sign out", user.person_id)


def proved(request: Any, user: Any, reauthenticated: bool = False, **_others: Any) -> None:
    """A factor was used once more in a session: it gets a new key, and may be stronger now."""
    if reauthenticated:
        stronger(request, user)


def stronger(request: Any, user: Any) -> None:
    """Something was proved in a session that had begun."""
    request.session.cycle_key()
    note("prove again", user.person_id, _digest("strength", weigh(request, user)))


def weigh(request: Any, user: Any) -> str:
    """Write into the session how strong it is."""
    from allauth.account.authentication import get_authentication_records

    found = proof(get_authentication_records(request, user))
    request.session[STRENGTH], request.session[BY] = found
    _forget(request)
    return found.strength


def _forget(request: Any) -> None:
    if hasattr(request, ASKER):
        delattr(request, ASKER)


def added(user: Any, authenticator: Any, **_others: Any) -> None:
    """A second factor was set; a passkey is bound to its user, so that it cannot be put there by another hand."""
    if authenticator.type == authenticator.Type.WEBAUTHN:
        from forlik.desk.signin import digests

        authenticator.data["proof"] = digests.passkey(user, authenticator.data["credential"])
        authenticator.save(update_fields=["data"])
    note("set factor", user.person_id, _named(authenticator))


def removed(user: Any, authenticator: Any, **_others: Any) -> None:
    """A second factor was taken away."""
    note("remove factor", user.person_id, _named(authenticator))


def renewed(user: Any, authenticator: Any, **_others: Any) -> None:
    """The recovery codes are others now."""
    note("renew codes", user.person_id, _named(authenticator))


def _named(authenticator: Any) -> str:
    return _digest("factor", authenticator.type, str(authenticator.pk))


def _digest(*parts: str) -> str:
    from forlik.desk.access.log import digest_of

    return digest_of(*parts)
