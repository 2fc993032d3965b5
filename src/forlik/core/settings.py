"""Settings: one file ``forlik.toml`` in the home folder, overridden by ``FORLIK_*`` in the environment."""

import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forlik.core.errors import UsageError


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its default and what it does (the docs list is made from these)."""

    default: str
    doc: str


SETTINGS: dict[str, Setting] = {
    "home": Setting("", "Folder of the store; default: `forlik` under XDG_DATA_HOME."),
    "engine": Setting(
        "duckdb", "`duckdb`, or `sc://host:port` of a Spark Connect cluster that can read the same folder."
    ),
    "offline": Setting("0", "`1` refuses every download."),
    "language": Setting("en", "Language the desk begins with: `en` or `nb`."),
    "secret_key": Setting("", "The desk's signing key; made at first run and kept in the home folder when empty."),
    "allowed_hosts": Setting("localhost,127.0.0.1,[::1]", "Host names the desk answers to, separated by commas."),
    "register_database": Setting(
        "",
        "`postgresql://user@host/name` of the register; default: the encrypted file `register.db`.",
    ),
    "register_home": Setting(
        "", "Folder of the register's encrypted file, where it is not to lie beside the store; default: home."
    ),
    "register_keys": Setting(
        "",
        "Folder of the keys and signed checkpoints, best on another disk; default: `register-keys` in the register's.",
    ),
    "tls_proxy": Setting(
        "",
        "`1` where a proxy of yours speaks TLS for the desk and sets `X-Forwarded-Proto` and `X-Forwarded-For` itself.",
    ),
    "public_folder": Setting(
        "", "Folder of the register's public copy, which the public pages read; default: `public` in home."
    ),
    "public_publisher": Setting(
        "The keepers of this register", "Who publishes the public copy, as citations name them."
    ),
    "public_licence": Setting("CC-BY-4.0", "Terms of the public copy: `CC-BY-4.0`, `CC0-1.0` or `NLOD-2.0`."),
    "public_address": Setting("", "Where others read the public copy; stands in its citations."),
    "public_organisation": Setting(
        "", "IATI identifier of the organisation that answers for the published engagements; without it, no IATI files."
    ),
    "public_organisation_type": Setting("", "Its type by IATI's code list, such as `10` for a government."),
    "home_actor": Setting(
        "NOR", "Country whose own interest is shown apart, as any name or code; never part of a question."
    ),
    "show_grants": Setting(
        "0", "`1` lets the desk's public pages show totals of an imported grant list, never its rows."
    ),
    "fetch_tokens": Setting("", "File with one `NAME=token` a line, for publishers that want one."),
}


def home() -> Path:
    """The store's folder; not created here.

    Raises:
        UsageError: It is said to lie in the home of a user who is not there.
    """
    named = os.environ.get("FORLIK_HOME")
    try:
        if named:
            return Path(named).expanduser()
        base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    except RuntimeError as error:
        raise UsageError(
            f"{named or '~'} names no home folder", where="FORLIK_HOME", remedy="name the folder in full"
        ) from error
    return Path(base) / "forlik"


def _written(value: Any) -> str:
    """A TOML value as the environment would write it: ``true`` is 1, a list is separated by commas."""
    if isinstance(value, bool):
        return str(int(value))
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def without_secrets(address: str) -> str:
    """An address fit to print: what stands for a password or a token in it is left out."""
    shown = re.sub(r"(?i)((?:token|password|secret|key)=)[^;&/?#]*", r"\1…", address)
    return re.sub(r"//[^/@;]*@", "//…@", shown)


def house() -> str:
    """Whose briefs these are: who publishes, as the public copy names them, or Forlik where nobody is named.

    Raises:
        UsageError: The file of settings cannot be read.
    """
    named, nobody = setting("public_publisher"), SETTINGS["public_publisher"].default
    return named if named.strip() and named != nobody else "Forlik"


def setting(name: str) -> str:
    """One setting's value: environment, then ``forlik.toml``, then default.

    Raises:
        UsageError: No such setting, or the file cannot be read.
    """
    if name not in SETTINGS:
        raise UsageError(f"there is no setting “{name}”", remedy="the docs list them: " + ", ".join(SETTINGS))
    from_environment = os.environ.get(f"FORLIK_{name.upper()}")
    if from_environment is not None:
        return from_environment
    path = home() / "forlik.toml"
    if path.is_file():
        try:
            value = tomllib.loads(path.read_text(encoding="utf-8")).get(name)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise UsageError(f"cannot be read: {error}", where=str(path), remedy="mend or remove the file") from error
        if value is not None:
            return _written(value)
    return SETTINGS[name].default
