"""Kinds of flow: which types of transactions are added together, and which never are; ``kinds.csv`` says it."""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from forlik.core.errors import UsageError


@cache
def kinds() -> Sequence[Mapping[str, str]]:
    """The rows of ``kinds.csv``.

    Returns:
        ``flow``; ``code`` (TransactionType, or the kind of planned money); ``title``; ``direction`` (``out``, ``in``,
        ``neither``, ``planned``); ``table`` it stands in; ``counted``, the word for what is counted.
    """
    return tuple(csv.DictReader((files(__package__) / "kinds.csv").read_text("utf-8").splitlines()))


FLOWS = tuple(dict.fromkeys(row["flow"] for row in kinds()))
"""Kinds of flow, such as ``paid``, ``committed`` and ``budgeted``: no two of them are ever added."""


def codes_of(flow: str) -> tuple[str, ...]:
    """The IATI codes of a kind of flow, or the kinds of planned money.

    Args:
        flow: One of ``FLOWS``.

    Raises:
        UsageError: There is no such kind.
    """
    return tuple(row["code"] for row in _rows(flow))


def table_of(flow: str) -> str:
    """The table that a kind of flow stands in.

    Args:
        flow: One of ``FLOWS``.

    Raises:
        UsageError: There is no such kind.
    """
    return _rows(flow)[0]["table"]


def parts_of(flow: str) -> str:
    """What is counted of a kind of flow, in words, such as ``parts of transactions``.

    Args:
        flow: One of ``FLOWS``.

    Raises:
        UsageError: There is no such kind.
    """
    return f"parts of {_rows(flow)[0]['counted']}"


def _rows(flow: str) -> Sequence[Mapping[str, str]]:
    found = [row for row in kinds() if row["flow"] == flow]
    if not found:
        raise UsageError(f"there is no kind of flow “{flow}”", remedy=f"there are {', '.join(FLOWS)}")
    return found
