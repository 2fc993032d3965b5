"""Verbs that take a home folder to safety and bring it back: backup, restore."""

from pathlib import Path
from typing import Any

import click

from forlik.cli.options import Voice, spoken
from forlik.core.errors import UsageError

FILE = click.Path(dir_okay=False, path_type=Path)
THERE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--no-register", is_flag=True, help="Leave the register out.")
@click.option("--no-store", is_flag=True, help="Leave the store out: the publishers' bytes and their catalogue.")
@click.option("--with-keys", type=FILE, metavar="KEYS", help="Copy the key file too, into this second file.")
@spoken
def backup(voice: Voice, file: Path, no_register: bool, no_store: bool, with_keys: Path | None) -> None:
    """Make a backup of register and store in one file, while others work; the register stays encrypted in it."""
    if no_register and no_store:
        raise UsageError("there is nothing to back up: register and store are both left out", remedy="leave out one")
    from forlik.backup.make import backup as make

    made = make(file, register=not no_register, store=not no_store, keys=with_keys)
    told = _told(made.manifest) | {"file": str(file), "size": made.size, "keys": str(with_keys) if with_keys else None}
    if with_keys:
        voice.progress.say(
            f"{with_keys} opens {file}: whoever has both can read everything. Keep them in two places, never together."
        )
    voice.answer(told, lambda: f"{file}: {made.size:,} bytes; {_words(told)}")


@click.command()
@click.argument("file", type=THERE)
@click.option("--keys", type=THERE, metavar="KEYS", help="A copy of the register's key file.")
@click.option("--look", is_flag=True, help="Only prove the backup; put nothing in place.")
@spoken
def restore(voice: Voice, file: Path, keys: Path | None, look: bool) -> None:
    """Restore a backup into an empty home folder: all of it is proved first, and then it is there at once."""
    from forlik.backup.restore import restore as bring

    done = bring(file, keys=keys, look_only=look)
    told = _told(done.manifest) | {"home": str(done.home), "placed": done.placed}
    end = f"restored into {done.home}" if done.placed else "whole; nothing was put in place"
    voice.answer(told, lambda: f"{file}, of {told['made_at']}: {_words(told)}; {end}")


def _told(manifest: Any) -> dict[str, Any]:
    register, blobs = manifest.register, [one for one in manifest.files if one.name.startswith("blobs/")]
    return {
        "made_at": manifest.made_at,
        "register": None
        if register is None
        else {
            "logged": register.seq,
            "ends": register.hash,
            "rows": sum(rows for rows, _ in register.tables.values()),
        },
        "store": {"files": len(blobs), "bytes": sum(one.size for one in blobs)}
        if any(one.name == "catalogue.json" for one in manifest.files)
        else None,
    }


def _words(told: dict[str, Any]) -> str:
    register, store = told["register"], told["store"]
    parts = [
        f"register with {register['rows']:,} rows, its log ends at row {register['logged']:,}"
        if register
        else "no register",
        f"store with {store['files']:,} files of publishers" if store else "no store",
    ]
    return ", ".join(parts)
