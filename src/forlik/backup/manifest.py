"""The manifest of a backup: every file with its digest, how the register's log ends, and a digest of every table."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256

from forlik.backup.tape import Member, changed
from forlik.core.errors import BadInput
from forlik.desk.access.copies import Inside, is_signed

NAME, PROOF = "manifest.json", "manifest.proof"
MOST, MOST_PROOF = 256 << 20, 1 << 10
"""Bytes of a manifest and of its proof; a store of a million files has less."""
FORMAT = 1
DATABASE, KEYS = "register.db", "register-keys"
CATALOGUE, BLOBS = "catalogue.json", "blobs"
PLACE = re.compile(
    rf"{re.escape(CATALOGUE)}|{BLOBS}/([0-9a-f]{{2}})/\1[0-9a-f]{{62}}|{re.escape(DATABASE)}|{KEYS}/(head|checkpoints)"
)
"""The only places that a file of a backup can have: it writes nowhere else."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    Args:
        made_at: When it was made, in UTC.
        code: The version of Forlik that made it.
        files: Its files, in their order.
        register: What the copy of the register held; nothing where there is none in it.
    """

    made_at: str
    code: str
    files: tuple[Member, ...]
    register: Inside | None

    def written(self) -> bytes:
        """The manifest as it stands in the backup."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1, sort_keys=True).encode("ascii")


def plain_proof(content: bytes) -> bytes:
    """What proves a manifest where there is no key to sign it with: it is whole, nobody says by whom it was made."""
    return f"sha256 {sha256(content).hexdigest()}\n".encode()


def signed_proof(signature: bytes) -> bytes:
    """What proves a manifest that the register's key signed."""
    return f"ed25519 {signature.hex()}\n".encode()


def read(content: bytes, proof: bytes, file: str) -> Manifest:
    """The manifest, once it is proved.

    Raises:
        BadInput: It was changed, names what no backup holds, or is of a newer Forlik.
    """
    try:
        plain = json.loads(content)
        if plain["format"] != FORMAT:
            raise _newer(file)
        told = Manifest(
            plain["made_at"], plain["code"], tuple(Member(**one) for one in plain["files"]), _inside(plain["register"])
        )
    except (ValueError, TypeError, LookupError):
        raise changed(file, NAME) from None
    if not _proved(told, content, proof) or told.written() != content:
        raise changed(file, NAME)
    for one in told.files:
        if not PLACE.fullmatch(one.name):
            raise BadInput("the backup names a file that no backup holds", file=file, field=one.name)
    if len({one.name for one in told.files}) != len(told.files) or (told.register is None) == (
        DATABASE in {one.name for one in told.files}
    ):
        raise changed(file, NAME)
    return told


def _inside(plain: Mapping[str, object] | None) -> Inside | None:
    return None if plain is None else Inside.of(plain)


def _proved(told: Manifest, content: bytes, proof: bytes) -> bool:
    if told.register is None:
        return proof == plain_proof(content)
    how, _, signature = proof.decode("ascii", "replace").rstrip("\n").partition(" ")
    try:
        given = bytes.fromhex(signature)
    except ValueError:
        return False
    return how == "ed25519" and proof == signed_proof(given) and is_signed(content, given, told.register.public_key)


def _newer(file: str) -> BadInput:
    return BadInput("the backup has a form that this Forlik does not know", file=file, remedy="use the newer Forlik")
