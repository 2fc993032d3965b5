"""What a screen stands on: code, files, methods, sources and seed. The same gives the same bytes."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from forlik.core.figure import Basis
from forlik.core.measure import Measure

PACKAGE = Path(str(files("forlik")))
RESTS_ON = (
    "assess/acceptability",
    "assess/indices",
    "assess/screens",
    "caveats.py",
    "cells.py",
    "every_place.py",
    "core",
    "discover.py",
    "iati/flows",
    "iati/layout",
    "iati/read",
    "iati/standard",
    "measures",
    "places",
    "sources",
    "standing.py",
    "starter",
    "store",
    "world.py",
)
"""What of the package decides what a screen says: all that answering loads, and all that reads or reckons figures."""
ONE_BY_ONE = (
    "assess/acceptability/words.toml",
    "assess/screens/wall.toml",
    "assess/screens/regions.csv",
    "measures/methods.lock",
)
"""Files that are no code and decide, each named by itself."""
TABLES = ("iati", "places", "sources", "starter")
"""Folders whose tables decide, each as a whole: code lists, what a place is, the figures that come with Forlik."""
KINDS = frozenset({".csv", ".json", ".lock", ".txt", ".toml", ".xml", ".xsd", ".zip"})
"""Endings of files that are read as data."""


@dataclass(frozen=True, slots=True)
class StandsOn:
    """What a screen stands on.

    Args:
        question: Name of the question.
        version: Its version.
        adopted: Day from which that version is in use.
        as_of: The day whose knowledge it shows.
        clock: ``known`` or ``held``.
        draws: How many draws were made.
        seed: The seed of the draws.
        weights: Dimension → weight, where the asker set them; empty where the question's own were used.
        releases: Days before a release whose screens decide who is on the list, the oldest first.
        code: Version of Forlik.
        code_sha256: Digest of all code by which figures are read and reckoned, and the screen drawn.
        numbers: Version of the library that draws.
        files: Name of each file, or folder of tables, that decides → its digest.
        measures: Measure → number of its method, the day that was adopted, and the digest by which it is locked.
        sources: The snapshots and starter layers behind it.
    """

    question: str
    version: int
    adopted: str
    as_of: str
    clock: str
    draws: int
    seed: int
    weights: Mapping[str, float]
    releases: tuple[str, ...]
    code: str
    code_sha256: str
    numbers: str
    files: Mapping[str, str]
    measures: Mapping[str, Mapping[str, Any]]
    sources: tuple[Basis, ...]

    def plain(self) -> dict[str, Any]:
        """It as plain values, without its own digest."""
        return {**asdict(self), "releases": list(self.releases), "sources": [asdict(one) for one in self.sources]}

    @property
    def sha256(self) -> str:
        """Digest of all of it: a decision names it."""
        return sha256(json.dumps(self.plain(), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def file_digests(question_file: str, content: bytes) -> dict[str, str]:
    """Digests of the files that decide what a screen says, and are no code.

    Args:
        question_file: Name of the question's file.
        content: Its bytes.
    """
    return {question_file: sha256(content).hexdigest(), **_tables()}


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Digest of all code that an answer rests on."""
    return _digest(path for name in RESTS_ON for path in _inside(PACKAGE / name, {".py"}))


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, str]:
    single = {name.rpartition("/")[2]: sha256((PACKAGE / name).read_bytes()).hexdigest() for name in ONE_BY_ONE}
    return single | {
        name: _digest(
            path for part in RESTS_ON if part.partition("/")[0] == name for path in _inside(PACKAGE / part, KINDS)
        )
        for name in TABLES
    }


def _inside(place: Path, kinds: Collection[str]) -> list[Path]:
    inside = sorted(place.rglob("*")) if place.is_dir() else [place]
    return [path for path in inside if path.suffix in kinds and "__pycache__" not in path.parts]


def _digest(paths: Iterable[Path]) -> str:
    """Digest of some files of the package: of the name and the bytes of each, so that none passes into the next."""
    found = sha256()
    for path in paths:
        found.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return found.hexdigest()


def method_digest(what: Measure, number: int) -> str:
    """Digest of one of a measure's methods, as it is locked: of its code, and of what is declared around it."""
    return next(what.lock(method) for method in what.methods if method.number == number)


def code_version() -> str:
    """Version of Forlik."""
    return version("forlik")


def numbers_version() -> str:
    """Version of the library that draws; another may draw otherwise."""
    return f"numpy {version('numpy')}"
