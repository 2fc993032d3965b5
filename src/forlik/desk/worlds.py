"""Worlds kept between requests: one for each catalogue, day, clock and mode; a new import is seen at once.

Days on which the same is known share what was worked out of it, for most days bring nothing new.
"""

from collections.abc import Hashable
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

from forlik.core.days import today
from forlik.core.settings import home
from forlik.standing import Mode, Standing
from forlik.store.catalogue import NAME, Catalogue
from forlik.world import World, catalogue_of, not_ahead

MOST = 12
MOST_TABLES = 36
"""Small tables kept: three of each world."""

LOCK = RLock()
"""Held while a world is read: results are computed once, and one world serves several threads.

Nobody who holds it asks for a screen (:mod:`forlik.desk.screens`), which may have to be drawn first.
"""


class Stamp(NamedTuple):
    """Which catalogue is on disk now, and what day it is: when either changes, everything kept is out of date."""

    modified: int
    inode: int
    size: int
    today: date


def stamp() -> Stamp:
    """The present stamp; zeros when there is no store."""
    try:
        told = (home() / NAME).stat()
    except OSError:
        return Stamp(0, 0, 0, today())
    return Stamp(told.st_mtime_ns, told.st_ino, told.st_size, today())


def kept(day: date, clock: str = "known", mode: Mode = "known") -> World:
    """The world of a day.

    Raises:
        UsageError: The day lies in the future.
    """
    return _kept(stamp(), home(), day, clock, mode)


@lru_cache(maxsize=MOST)
def _kept(now: Stamp, folder: Path, day: date, clock: str, mode: Mode) -> World:
    return World(
        Standing(
            day=not_ahead(day),
            clock="held" if clock == "held" else "known",
            mode=mode,
            home=folder,
            catalogue=_catalogue(now, folder),
            sharing=partial(_shared, now, folder),
        )
    )


@lru_cache(maxsize=1)
def _catalogue(_now: Stamp, folder: Path) -> Catalogue:
    return catalogue_of(folder)


@lru_cache(maxsize=MOST)
def _shared(_now: Stamp, _folder: Path, _known: Hashable) -> dict[str, Any]:
    """One memory for all days on which the same is known of one catalogue."""
    return {}


def forget() -> None:
    """Forget every world that is kept, and what days shared: what is asked next is worked out anew."""
    for one in (_kept, _shared, _catalogue, _rows):
        one.cache_clear()


def rows_of(now: World, table: str) -> tuple[dict[str, Any], ...]:
    """All rows of one small table, read once a world.

    Raises:
        NoData: Nothing of it was known.
    """
    return _rows(stamp(), home(), now.day, now.then.clock, now.then.mode, table)


@lru_cache(maxsize=MOST_TABLES)
def _rows(_now: Stamp, folder: Path, day: date, clock: str, mode: Mode, table: str) -> tuple[dict[str, Any], ...]:
    return tuple(_kept(_now, folder, day, clock, mode).table(table).rows())
