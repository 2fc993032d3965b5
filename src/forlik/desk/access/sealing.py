"""Sealing: AES-256-GCM, each ciphertext bound to the place it belongs to. Moved or changed, it does not open."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from forlik.core.errors import BrokenStore
from forlik.desk.access.keyfile import Keys, name_of

NONCE = 12
NAME = 8
"""Bytes of a master key's name before what it wraps."""


class Tampered(BrokenStore):
    """A sealed text was changed, moved or put back."""


class UnknownMaster(BrokenStore):
    """What is wrapped was wrapped by a master key that is not in the key file."""


def new_key() -> bytes:
    """A key for one facet or one person."""
    return AESGCM.generate_key(bit_length=256)


def seal(key: bytes, plain: bytes, place: str) -> bytes:
    """Seal bytes for one place.

    Args:
        key: The facet's or person's key.
        plain: What to seal.
        place: What it belongs to, such as facet and revision number; the same must be named to open it.
    """
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
    """Open what was sealed for that place.

    Raises:
        Tampered: It was sealed by another key or for another place, or is no longer what it was.
    """
    try:
        return AESGCM(key).decrypt(bytes(sealed[:NONCE]), bytes(sealed[NONCE:]), place.encode())
    except (InvalidTag, ValueError):
        raise Tampered(
            "a sealed text does not open: it was changed, or moved from another place",
            where=place,
            remedy="run `forlik verify`, and restore the register from a backup",
        ) from None


def wrap(keys: Keys, key: bytes, place: str) -> bytes:
    """Wrap a key under the current master key."""
    return bytes.fromhex(name_of(keys.current)) + seal(keys.current, key, place)


def master_of(wrapped: bytes) -> str:
    """Name of the master key under which a key is wrapped."""
    return bytes(wrapped[:NAME]).hex()


def unwrap(keys: Keys, wrapped: bytes, place: str) -> bytes:
    """The key that was wrapped for that place.

    Raises:
        UnknownMaster: Its master key is not in the key file.
        Tampered: It was wrapped for another place, or is no longer what it was.
    """
    master = keys.master(master_of(wrapped))
    if master is None:
        raise UnknownMaster(
            "a key is wrapped by a master key that the key file does not hold",
            where=place,
            remedy="put back the key file that belongs to this register",
        )
    return unseal(master, wrapped[NAME:], place)
