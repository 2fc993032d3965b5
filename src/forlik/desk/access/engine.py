"""Which database the register lives in, from the settings; nothing is opened here."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from forlik.core.errors import UsageError
from forlik.core.settings import setting, without_secrets
from forlik.desk.access import keyfile
from forlik.desk.access.place import register_home

FILE = "register.db"
SCHEMES = ("postgresql", "postgres")
PATIENCE = 30


def database_file() -> Path:
    """The encrypted file of a register that is not in PostgreSQL."""
    return register_home() / FILE


def in_a_file() -> bool:
    """Whether the register is the encrypted file."""
    return not setting("register_database")


def was_opened() -> bool:
    """Whether there is a register, or was one; says so without opening, and without loading anything."""
    return not in_a_file() or database_file().exists() or keyfile.path().exists()


def databases() -> dict[str, dict[str, Any]]:
    """Django's ``DATABASES``.

    Raises:
        UsageError: The setting names something else than a PostgreSQL database.
    """
    named = setting("register_database")
    if not named:
        return {
            "default": {
                "ENGINE": "forlik.desk.access.sqlcipher",
                "NAME": FILE,
                # A transaction that may write takes its turn at once, so that none is thrown out half way.
                "OPTIONS": {"timeout": PATIENCE, "transaction_mode": "IMMEDIATE"},
            }
        }
    parts = urlsplit(named)
    name = parts.path.strip("/")
    if parts.scheme not in SCHEMES or not name:
        raise UsageError(
            f"“{without_secrets(named)}” names no PostgreSQL database",
            where="FORLIK_REGISTER_DATABASE",
            remedy="write postgresql://user@host/name, or leave it empty for an encrypted file",
        )
    options = dict(parse_qsl(parts.query))
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(name),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 0,
            "OPTIONS": {**options, "pool": {"min_size": 1, "max_size": 8, "timeout": PATIENCE}},
        }
    }
