"""Cross tags: purposes that go across the pillars, such as peacebuilding; our own reading, in ``tags.csv``."""

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from forlik.iati.flows.beside import listed

TAGS = ("peacebuilding", "disaster_risk")


@cache
def about() -> Mapping[str, Any]:
    """What the list is: its ``version``, its ``statement`` that it is our own reading, its ``source``."""
    return tomllib.loads((files(__package__) / "tags.toml").read_text("utf-8"))


@cache
def tags(purpose: str | None) -> frozenset[str]:
    """The tags of a purpose code; a withdrawn one has those of the code that replaced it.

    Args:
        purpose: DAC purpose code; nothing where there is none.
    """
    return _by_code().get(purpose or "", frozenset())


@cache
def _by_code() -> Mapping[str, frozenset[str]]:
    text = (files(__package__) / "tags.csv").read_text("utf-8")
    own: dict[str, set[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        own.setdefault(row["code"], set()).add(row["tag"])
    forwarded = {
        row["code"]: frozenset(own[row["replaced_by"]]) for row in listed("pillars.csv") if row["replaced_by"] in own
    }
    return {code: frozenset(found) for code, found in own.items()} | forwarded
