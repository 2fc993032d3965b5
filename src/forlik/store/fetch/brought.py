"""What was brought of the files of an index: which version of each is in the store, so that it need not come again."""

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path

from forlik.core.source import Listed
from forlik.store.disk import clear_errors, replace_file

FOLDER = "brought"


class Brought:
    """Address → version and digest of its bytes, kept in the store; what is lost of it merely comes again.

    Args:
        home: The store.
        source: Name of the source.
        held: Digests of all that the store holds of the source: what is no longer there comes again.
    """

    def __init__(self, home: Path, source: str, held: Collection[str]) -> None:
        self._home, self._path, self._held = home, home / FOLDER / f"{source}.json", held
        self._known: dict[str, tuple[str, str]] = {}
        with suppress(OSError, ValueError, TypeError, AttributeError):
            found = json.loads(self._path.read_text(encoding="utf-8"))
            self._known = {url: (str(version), str(digest)) for url, (version, digest) in found.items()}

    def has(self, one: Listed) -> bool:
        """Whether this very version of a file is in the store; one without a version never is."""
        version, digest = self._known.get(one.url, ("", ""))
        return bool(one.version) and version == one.version and digest in self._held

    def note(self, digests: Mapping[Listed, str]) -> None:
        """Note that files are in the store: of each its digest.

        Raises:
            BrokenStore: The disk fails or is full.
        """
        self._known |= {one.url: (one.version, sha256) for one, sha256 in digests.items()}
        with clear_errors(self._home):
            replace_file(self._path, json.dumps(self._known, indent=0, sort_keys=True).encode())


def chosen(listed: Sequence[Listed], wanted: Sequence[str]) -> Sequence[Listed]:
    """Of the files of an index those whose group or name is wanted; all when nothing is said.

    Args:
        listed: The files.
        wanted: Names of groups or files, without ending; ``*`` stands for anything.
    """
    if not wanted:
        return listed
    return tuple(one for one in listed if any(_is(one, pattern) for pattern in wanted))


def _is(one: Listed, pattern: str) -> bool:
    names = (one.group, one.file.rpartition(".")[0])
    return any(fnmatchcase(name.casefold(), pattern.casefold()) for name in names)
