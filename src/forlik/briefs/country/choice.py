"""What the brief of a country puts first, as ``choice.toml`` says it."""

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any


@functools.cache
def choice(part: str) -> Mapping[str, Any]:
    """One part of the file.

    Args:
        part: ``first``, ``old``, ``summed``, ``drawn``, ``aid``, ``changed``, ``units``, ``prices`` or ``due``.
    """
    read: Mapping[str, Mapping[str, Any]] = tomllib.loads(
        resources.files(__package__).joinpath("choice.toml").read_text("utf-8")
    )
    return read[part]
