"""What many answers take: the place that a name means, and which rows of a list."""

from collections.abc import Callable, Sequence
from typing import Any

from forlik import places
from forlik.core.errors import PlaceRefused
from forlik.places import Place, lexicon

MOST, USUAL, FARTHEST = 1000, 100, 10_000_000
"""Most rows of one answer, how many when it is not said, and the farthest row that is asked for."""
KEPT = 4
"""Whole lists kept of a kind; the longest have some ten thousand rows."""
Cut = Callable[[Sequence[Any]], tuple[Sequence[Any], dict[str, Any]]]
"""Takes all rows; gives those of the answer, and ``count``, ``limit`` and ``offset``."""


class Several(PlaceRefused):
    """A name means several places."""


def place_of(text: str) -> Place:
    """The place that a name or code means.

    Raises:
        Several: It means several.
        PlaceRefused: It means none.
    """
    try:
        return places.guess(text)[0]
    except PlaceRefused as refused:
        if refused.candidates and (lexicon.meant(text) or lexicon.ever_refused(text)):
            raise Several(refused.what, candidates=refused.candidates) from refused
        raise


def rows_from(limit: int, offset: int) -> Cut:
    """The rows of one answer.

    Args:
        limit: Most rows.
        offset: How many come before.
    """

    def cut(rows: Sequence[Any]) -> tuple[Sequence[Any], dict[str, Any]]:
        return rows[offset : offset + limit], {"count": len(rows), "limit": limit, "offset": offset}

    return cut
