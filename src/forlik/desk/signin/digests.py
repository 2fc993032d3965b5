"""Digests of what must be recognised and never read: user names that were typed, addresses, passkeys."""

import hmac
import json
from functools import lru_cache
from hashlib import sha256
from typing import Any

from forlik.desk.access import keyfile
from forlik.desk.signin.models import plain_name


def typed(username: str) -> str:
    """A user name as logs and the lock-out know it; who types a password there by mistake has not written it down."""
    return _digest("user name", plain_name(username))


def address(said: str) -> str:
    """An address from which wrong tokens came, as it is counted: it is not written down."""
    return _digest("address", said)


def passkey(user: Any, credential: Any) -> str:
    """What is kept beside a passkey: one that was put into the database by another hand than ours opens nothing."""
    return _digest("passkey", json.dumps([user.pk, user.person_id, credential], sort_keys=True))


def same(one: str, other: str) -> bool:
    """Whether two digests are one."""
    return hmac.compare_digest(one.encode(), other.encode())


def secrets_key() -> bytes:
    """The key that seals the secrets of second factors; made from one that no rotation changes."""
    return _key(keyfile.keys().database, "secrets")


def key_for(what: str) -> bytes:
    """The key for one more thing that is sealed at the door, such as what one person wrote."""
    return _key(keyfile.keys().database, f"for {what}")


def _digest(kind: str, text: str) -> str:
    return hmac.new(_key(keyfile.keys().database, kind), text.encode(), sha256).hexdigest()


@lru_cache(maxsize=64)
def _key(seed: bytes, kind: str) -> bytes:
    return hmac.new(seed, f"forlik sign-in: {kind}".encode(), sha256).digest()
