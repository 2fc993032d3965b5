"""What a person should know about this machine, these settings and this store."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from forlik.core.errors import ForlikError
from forlik.core.settings import setting, without_secrets
from forlik.core.snapshot import Snapshot
from forlik.store import catalogue as catalogues

ROOM = 2 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what it is, what to do if not."""

    ok: bool
    what: str
    remedy: str = ""


def findings(home: Path) -> list[Finding]:
    """Look at disk, settings, store and sources; changes nothing."""
    return [_room(home), _engine(), *_store(home)]


def _room(home: Path) -> Finding:
    folder = next(parent for parent in (home, *home.parents) if parent.exists())
    free = shutil.disk_usage(folder).free
    return Finding(free >= ROOM, f"{free >> 20} MB free at {folder}", "" if free >= ROOM else "free some space")


def _engine() -> Finding:
    try:
        return Finding(ok=True, what=f"engine {without_secrets(setting('engine'))}, offline {setting('offline')}")
    except ForlikError as error:
        return Finding(ok=False, what=str(error), remedy=error.remedy)


def _store(home: Path) -> list[Finding]:
    try:
        held = catalogues.load(home)
    except ForlikError as error:
        return [Finding(ok=False, what=str(error), remedy=error.remedy)]
    if held is None:
        return [Finding(ok=True, what=f"no store at {home} yet: the starter figures answer")]
    from forlik.build import fingerprint
    from forlik.core.days import today

    built = held.built == fingerprint(held, today().isoformat())
    found = [
        Finding(ok=True, what=f"store at {home}: {len(held.snapshots)} records"),
        Finding(built, "built" if built else "not built since something changed", "" if built else "forlik build"),
    ]
    if not held.starter:
        found.append(Finding(ok=True, what="the starter figures are left out (forlik build --starter adds them)"))
    return [*found, *_shorter(home, held)]


def _shorter(home: Path, held: catalogues.Catalogue) -> Iterator[Finding]:
    """Versions that were taken in although another of the same part and edition holds more rows."""
    from forlik.core.days import today
    from forlik.store import shelf
    from forlik.store.known import standing

    def told(record: Snapshot) -> tuple[str, int]:
        try:
            said = shelf.told(shelf.place_of(home, record))
        except ForlikError:
            return "", 0  # verify and build tell of it
        return said.edition, said.rows

    for stands in standing(held.snapshots, today()):
        edition, rows = told(stands)
        others = [told(one) for one in held.snapshots if (one.source, one.part) == (stands.source, stands.part)]
        most = max((count for name, count in others if name == edition and edition), default=rows)
        if rows < most:
            yield Finding(
                ok=True,
                what=f"{stands.source} {stands.part} edition {edition} stands with {rows} rows; another version of "
                f"that edition has {most}",
            )
