"""The desk's signing key: from the settings, else made at first run and kept in the home folder."""

import os
import secrets
from pathlib import Path

from forlik.core.errors import BrokenStore
from forlik.core.settings import setting

NAME = "desk-secret-key"


def secret_key(home: Path) -> str:
    """The key; only its owner can read the file it is kept in.

    Raises:
        BrokenStore: The home folder cannot be written.
    """
    given = setting("secret_key")
    if given:
        return given
    path = home / NAME
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not path.is_file():
            _make(path)
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise BrokenStore(
            f"the desk's key cannot be kept: {error.strerror}", where=str(path), remedy="make the folder writable"
        ) from error


def _make(path: Path) -> None:
    """Write a new key whole before it gets its name, so that two starting workers never see half a key."""
    draft = path.with_name(f"{NAME}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(50))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # the other worker was first; its key is the key
    finally:
        draft.unlink()
