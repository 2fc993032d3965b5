"""What an edition changed, as the site keeps it: without a word on what it no longer holds."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from forlik.core.errors import BadInput
from forlik.publish.comparing import compared
from forlik.publish.edition import Edition
from forlik.publish.laying import MARK, NAME
from forlik.published import read


@dataclass(frozen=True, slots=True)
class Changes:
    """What an edition changed against the one before.

    Args:
        edition: Digest of the edition.
        day: The day on which it was first published so.
        before: Digest of the edition before; empty where none is known.
        new: Ids of the records that became public.
        changed: Ids of the records that say something else.
        gone: How many records it no longer holds. Which ones is not told: what was taken back is not told again.
    """

    edition: str
    day: date
    before: str = ""
    new: Sequence[str] = ()
    changed: Sequence[str] = ()
    gone: int = 0

    def written(self) -> bytes:
        """The changes as JSON."""
        told: Mapping[str, Any] = {
            "edition": self.edition,
            "day": self.day.isoformat(),
            "before": self.before,
            "new": list(self.new),
            "changed": list(self.changed),
            "gone": self.gone,
        }
        return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def changes_of(edition: Edition, folder: Path) -> Changes:
    """What an edition changes against the one that lies in a folder.

    Published again, an edition changes what it changed when it was published first.

    Args:
        edition: The edition.
        folder: The folder that it will be put into, as it is now.
    """
    digest = edition.copy.edition
    kept = _kept(folder)
    if kept and kept.edition == digest:
        # Of what the file names, only what the edition holds is ever told.
        new, changed = ([one for one in some if one in edition.records] for some in (kept.new, kept.changed))
        return replace(kept, new=new, changed=changed)
    before = _readable(folder)
    if before is None or before.edition == digest:
        return Changes(digest, edition.copy.day, new=[one.id for one in edition.copy.records])
    found = compared(before, edition.copy)
    return Changes(
        digest,
        edition.copy.day,
        before.edition,
        [one.id for one in found.new],
        [one.id for one, _ in found.changed],
        len(found.gone),
    )


def _readable(folder: Path) -> Any:
    try:
        return read(folder)
    except BadInput:
        # A damaged copy is about to be replaced; nothing can be compared with it.
        return None


def _kept(folder: Path) -> Changes | None:
    try:
        told = json.loads((folder / NAME / MARK).read_bytes())
        return Changes(
            str(told["edition"]),
            date.fromisoformat(told["day"]),
            str(told["before"]),
            [str(one) for one in told["new"]],
            [str(one) for one in told["changed"]],
            int(told["gone"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
