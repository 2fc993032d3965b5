"""Files of an index that wait to be taken in together, so that the catalogue is written once for many of them."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from forlik.core.errors import BadInput, ForlikError
from forlik.core.source import Listed, RawFile, Source
from forlik.store import catalogue as catalogues
from forlik.store.fetch.brought import Brought
from forlik.store.fetch.policy import Retrieved
from forlik.store.intake import Taken, take_in
from forlik.store.strictly import part_of

FILES = 50
BYTES = 1 << 28
"""What waits at most: whoever is killed has to bring that again, and it takes room on the disk."""


@dataclass(frozen=True, slots=True)
class One:
    """A file that waits: its entry in the index, the file, and the part it is a version of."""

    listed: Listed
    file: Retrieved
    part: str | None


class Waiting:
    """Files of one index that wait.

    Args:
        home: The store.
        source: The source.
        fewer: Whether a version that lost rows may follow a longer one.
    """

    def __init__(self, home: Path, source: Source, *, fewer: bool) -> None:
        self._home, self._source, self._fewer = home, source, fewer
        held = catalogues.load(home) or catalogues.Catalogue()
        mine = [one for one in held.snapshots if one.source == source.name]
        self.brought = Brought(home, source.name, {one.sha256 for one in mine})
        self._origins: dict[str, list[str]] = defaultdict(list)
        for one in mine:
            self._origins[one.part].append(one.origin)
        self._files: list[One] = []
        self.taken: list[Taken] = []
        self.errors: list[ForlikError] = []

    def room_for(self, one: Listed) -> None:
        """Make room for a file that will be brought: none that waits has its name."""
        if any(other.listed.file == one.file for other in self._files):
            self.take()

    def add(self, one: Listed, file: Retrieved) -> None:
        """Let a file wait, or refuse it; the others are taken in when there are enough of them."""
        part = _part(self._source, file.file)
        if any(other.part == part is not None for other in self._files):
            self.take()  # which of the two stands is told by the store
        if wrong := self._anothers(one, part):
            self.errors.append(wrong)
            file.file.path.unlink(missing_ok=True)
            return
        self._files.append(One(one, file, part))
        if len(self._files) >= FILES or sum(other.file.size for other in self._files) >= BYTES:
            self.take()

    def take(self) -> None:
        """Take in all that waits."""
        files, self._files = self._files, []
        if not files:
            return
        paths = {one.file.file.path: one.listed.url for one in files}
        try:
            done, refused = take_in(self._home, self._source, list(paths), origins=paths, fewer=self._fewer)
            self.taken += done
            self.errors += refused
            there = {one.snapshot.sha256 for one in done}
            self.brought.note({one.listed: one.file.sha256 for one in files if one.file.sha256 in there})
        except ForlikError as error:
            self.errors.append(error)
            return
        for taken in done:
            self._origins[taken.snapshot.part].append(taken.snapshot.origin)
        for path in paths:
            path.unlink(missing_ok=True)

    def _anothers(self, one: Listed, part: str | None) -> BadInput | None:
        """Why a file is not taken in: the part that it would be a version of was brought as another's."""
        before = self._origins.get(part, []) if part else []
        other = next((was for was in before if "://" in was and _last(was) != _last(one.url)), "")
        if not other:
            return None
        return BadInput(
            f"it would replace {part}, which was brought from another dataset, {other}",
            file=f"{one.group}/{one.file}",
            remedy=f"if it is a later version of it, get the file and run `forlik import {self._source.name} FILE`",
        )


def _part(source: Source, file: RawFile) -> str | None:
    try:
        return part_of(source, file)
    except ForlikError:
        return None  # that is told when it is taken in


def _last(url: str) -> str:
    return url.rpartition("/")[2]
