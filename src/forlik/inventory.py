"""The inventory of sources: what is held of each, how old, what was ignored and refused, under which terms.

What is held of a private source is told only to whoever asks for it by name: the command line does, and no page.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from forlik import starter
from forlik.core.age import is_stale
from forlik.core.days import today
from forlik.core.errors import BrokenStore
from forlik.core.snapshot import Snapshot
from forlik.core.source import Source
from forlik.discover import source, sources
from forlik.store import catalogue as catalogues
from forlik.store import shelf
from forlik.store.known import standing

HELD = ("snapshots", "newest_known_at", "newest_period", "rows", "ignored", "refused", "stale", "refused_files")
"""What a row tells of what is held."""


def inventory(home: Path, *, private: bool = False) -> list[dict[str, Any]]:
    """One row per source, in order of name.

    Args:
        home: Folder of the store.
        private: Whether what is held of private sources is told too; else it is nothing, whether any is held or not.

    Returns:
        ``name``, ``title``, ``licence``, ``redistributable``, ``verified``, ``snapshots``, ``newest_known_at``,
        ``newest_period``, ``rows``, ``ignored``, ``refused``, ``stale``, ``refused_files``, ``starter``, ``marks``,
        ``private``.
    """
    held = catalogues.load(home) or catalogues.Catalogue(starter=True)
    return [_row(home, held, one, private=private) for _, one in sorted(sources().items())]


def _row(home: Path, held: catalogues.Catalogue, origin: Source, *, private: bool) -> dict[str, Any]:
    if origin.private and not private:
        nothing = _told_of(home, catalogues.Catalogue(), origin)
        return nothing | dict.fromkeys(HELD)
    return _told_of(home, held, origin)


def _told_of(home: Path, held: catalogues.Catalogue, origin: Source) -> dict[str, Any]:
    records = [record for record in held.snapshots if record.source == origin.name]
    standing_now = standing(records, today())
    told, damaged = _told(home, standing_now)
    layers = [layer for layer in starter.layers() if layer.source == origin.name] if held.starter else []
    instants = [record.known_at for record in standing_now] + [layer.known_at for layer in layers]
    newest = max(instants, default=None)
    periods = [one.newest for one in told] + [layer.newest for layer in layers]
    period = max(periods, default="")
    stale = newest is not None and is_stale(origin.cadence, newest.date(), today(), period)
    refused_files = [one for one in held.refused if one.source == origin.name]
    return {
        "name": origin.name,
        "title": origin.title,
        "publisher": origin.publisher,
        "licence": origin.licence.name,
        "redistributable": origin.licence.redistributable,
        "verified": origin.verified,
        "snapshots": len({(record.part, record.sha256) for record in records}),
        "newest_known_at": newest.isoformat() if newest else None,
        "newest_period": period or None,
        "rows": sum(one.rows for one in told),
        "ignored": sum(sum(one.ignored.values()) for one in told),
        "refused": sum(len(one.refused) for one in told),
        "stale": stale,
        "refused_files": [{"file": one.file, "at": one.at, "why": one.why} for one in refused_files],
        "starter": bool(layers),
        "marks": _marks(origin, stale=stale, pack=bool(layers), bad=len(refused_files), damaged=damaged),
        "private": origin.private,
    }


def _told(home: Path, records: Sequence[Snapshot]) -> tuple[list[shelf.Told], int]:
    """What the readings said, and of how many the tables are not there: one damaged source hides no other."""
    told, damaged = [], 0
    for record in records:
        try:
            told.append(shelf.told(shelf.place_of(home, record)))
        except BrokenStore:
            damaged += 1
    return told, damaged


def _marks(origin: Source, *, stale: bool, pack: bool, bad: int, damaged: int) -> list[str]:
    marks = []
    if origin.unverified_layout:
        marks.append("unverified layout")
    if not origin.verified and any(not address.url.startswith("package:") for address in origin.addresses):
        marks.append("download never tried against the publisher")
    if not origin.licence.redistributable:
        marks.append("own use only")
    if origin.private:
        marks.append("private")
    if stale:
        marks.append("stale")
    if pack:
        marks.append("starter figures")
    if damaged:
        marks.append(f"tables of {damaged} parts to be read anew: forlik build")
    if bad:
        marks.append(f"{bad} file{'s' if bad > 1 else ''} refused")
    return marks


def describe(home: Path, name: str, *, private: bool = False) -> dict[str, Any]:
    """All about one source, for people and for JSON.

    Args:
        home: Folder of the store.
        name: Name of the source.
        private: Whether what is held of it is told though it is private.

    Raises:
        UsageError: No such source.
    """
    origin = source(name)
    row = _row(home, catalogues.load(home) or catalogues.Catalogue(starter=True), origin, private=private)
    return {
        **row,
        "licence_stated": origin.licence.stated,
        "citation": origin.citation,
        "home": origin.home,
        "cadence": origin.cadence,
        "addresses": [address.url for address in origin.addresses],
        "tables": {table: schema.grain for table, schema in origin.schemas.items()},
        "quirks": list(origin.quirks),
        "unverified_layout": origin.unverified_layout,
    }
