"""The edition of the table of places: of which day it is, and the digest of its files. Renew it when they change.

``python -m forlik.places.edition`` says that the table is of today.
"""

import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from forlik.core.days import today
from forlik.places.tables import FOLDER

FILE = FOLDER / "edition.toml"


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the table.

    Args:
        day: The day on which it was made what it is.
        sha256: The digest of its files.
    """

    day: date
    sha256: str


@cache
def edition() -> Edition:
    """The edition that comes with the program."""
    said = tomllib.loads(FILE.read_text("utf-8"))
    return Edition(said["day"], said["sha256"])


def files() -> tuple[Path, ...]:
    """The files of the table, by name."""
    return tuple(sorted(FOLDER.glob("*.csv")))


def digest(of: Iterable[Path]) -> str:
    """The digest of some files: that of a list of their digests and names, as ``sha256sum`` writes one.

    Args:
        of: The files, in the order of the list.
    """
    listed = "".join(f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in of)
    return sha256(listed.encode()).hexdigest()


def renewed(held: Edition, now: str, day: date) -> Edition:
    """The edition that files are of: the one that is held where they are the same, else one of a day.

    Args:
        held: The edition that is held.
        now: The digest of the files as they are.
        day: The day of a new one.
    """
    return held if held.sha256 == now else Edition(day, now)


def written(one: Edition) -> str:
    """An edition as its file has it.

    Args:
        one: The edition.
    """
    head = "# Of which day the table of places is, and the digest of its files: citations tell both.\n"
    return f'{head}# Written by `python -m forlik.places.edition`.\nday = {one.day}\nsha256 = "{one.sha256}"\n'


if __name__ == "__main__":
    held = edition() if FILE.is_file() else Edition(date.min, "")
    FILE.write_text(written(renewed(held, digest(files()), today())), encoding="utf-8", newline="\n")
    sys.stdout.write(FILE.read_text("utf-8"))
