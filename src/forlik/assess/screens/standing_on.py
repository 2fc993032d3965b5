"""What a screen stands on: code, files, methods, sources and seed. The same gives the same bytes."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from forlik.core.figure import Basis

RECKONED_BY = (
    "acceptability/cases",
    "acceptability/confidence",
    "acceptability/draws",
    "acceptability/given",
    "acceptability/hysteresis",
    "acceptability/means",
    "acceptability/missing",
    "acceptability/points",
    "acceptability/prepared",
    "acceptability/ranks",
    "acceptability/smaa",
    "acceptability/weights",
    "acceptability/words",
    "indices/aggregating",
    "indices/arrays",
    "indices/classifying",
    "indices/consistent",
    "indices/imputing",
    "indices/normalising",
    "indices/recipe",
    "indices/transforming",
    "plain_yaml",
    "screens/asking",
    "screens/deciding",
    "screens/observed",
    "screens/peers",
    "screens/question",
    "screens/question_file",
    "screens/scoring",
    "screens/screen",
    "screens/screening",
    "screens/standing_on",
    "screens/wall",
    "screens/warned",
)
"""Modules of this package whose code decides what a screen says: all that answering one loads."""
BESIDE = ("acceptability/words.toml", "screens/wall.toml", "screens/regions.csv")


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
        code_sha256: Digest of the modules by which it is reckoned.
        numbers: Version of the library that draws.
        files: Name of each file that decides → its digest.
        measures: Measure → number of its method and the day that was adopted.
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
    """Digests of the files that decide what a screen says.

    Args:
        question_file: Name of the question's file.
        content: Its bytes.
    """
    found = {question_file: sha256(content).hexdigest()}
    return found | {name.rpartition("/")[2]: sha256(_bytes(name)).hexdigest() for name in BESIDE}


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Digest of the modules by which screens are reckoned."""
    return sha256(b"".join(_bytes(f"{name}.py") for name in RECKONED_BY)).hexdigest()


def code_version() -> str:
    """Version of Forlik."""
    return version("forlik")


def numbers_version() -> str:
    """Version of the library that draws; another may draw otherwise."""
    return f"numpy {version('numpy')}"


def _bytes(name: str) -> bytes:
    return (files("forlik.assess") / name).read_bytes()
