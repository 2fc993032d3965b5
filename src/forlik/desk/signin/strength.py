"""How strongly a session was signed in, from what was proved in it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from forlik.desk.access.person import Strength

CODES = ("totp", "recovery_codes")


class Proof(NamedTuple):
    """The strongest proof of a session, and the id of the key or app that gave it; none for a recovery code."""

    strength: Strength
    by: int | None


NONE = Proof("none", None)


def proof(records: Iterable[Mapping[str, Any]]) -> Proof:
    """The strongest proof among a session's records.

    A passkey counts as one wherever it is used, since the person was verified by it every time; a code never does.
    """
    found = NONE
    for one in records:
        if one.get("method") != "mfa":
            continue
        if one.get("type") == "webauthn":
            found = Proof("passkey", one.get("id"))
        elif one.get("type") in CODES and found.strength != "passkey":
            found = Proof("second factor", one.get("id") if one.get("type") == "totp" else None)
    return found
