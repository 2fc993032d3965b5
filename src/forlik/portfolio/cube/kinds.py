"""Kinds of flow: which types of transactions are added together, and which never are; ``kinds.csv`` says it."""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from forlik.core.errors import UsageError


@cache
def kinds() -> Sequence[Mapping[str, str]]:
    """The rows of ``kinds.csv``: ``flow``, ``code`` (TransactionType), ``title``, ``direction``."""
    return tuple(csv.DictReader((files(__package__) / "kinds.csv").read_text("utf-8").splitlines()))


FLOWS = tuple(dict.fromkeys(row["flow"] for row in kinds()))
"""Kinds of flow, such as ``paid`` and ``committed``: no two of them are ever added."""


def codes_of(flow: str) -> tuple[str, ...]:
    """The IATI codes of a kind of flow.

    Args:
        flow: One of ``FLOWS``.

    Raises:
        UsageError: There is no such kind.
    """
    found = tuple(row["code"] for row in kinds() if row["flow"] == flow)
    if not found:
        raise UsageError(f"there is no kind of flow “{flow}”", remedy=f"there are {', '.join(FLOWS)}")
    return found
