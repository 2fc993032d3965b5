"""A long list cut into leaves, each with its own address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forlik.core.errors import UsageError
from forlik.desk.question import Question


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf of a list.

    Args:
        rows: What stands on it.
        total: How much the whole list has.
        page: Its number, from 1.
        pages: How many leaves there are.
        before: Address of the leaf before; empty on the first.
        after: Address of the next; empty on the last.
    """

    rows: Sequence[Any]
    total: int
    page: int
    pages: int
    before: str
    after: str


def leaf(asked: Question, rows: Sequence[Any], most: int) -> Leaf:
    """The leaf of a list that the address asks for with ``page``; the last one when there are fewer.

    Args:
        asked: The question.
        rows: The whole list.
        most: How much stands on a leaf.

    Raises:
        UsageError: ``page`` is no number.
    """
    stated = asked.given.get("page", "1") or "1"
    if not (stated.isascii() and stated.isdigit() and len(stated) < 10):  # noqa: PLR2004 - nobody has as many leaves
        raise UsageError(f"“{stated:.40}” is no page", remedy="page=1, 2 …")
    pages = max(1, -(-len(rows) // most))
    page = min(max(int(stated), 1), pages)
    kept = {name: value for name, value in asked.given.items() if name not in {"as_of", "clock", "mode"}}

    def address(number: int) -> str:
        return asked.address(None, {**kept, "page": str(number)}) if 1 <= number <= pages else ""

    return Leaf(rows[(page - 1) * most : page * most], len(rows), page, pages, address(page - 1), address(page + 1))
