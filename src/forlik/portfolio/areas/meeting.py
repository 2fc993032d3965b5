"""Whether pillars work in the same areas: co-location of each two of them, in the one list of areas most used."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from forlik.portfolio.coordination.colocation import CoLocation, co_location
from forlik.portfolio.definitions import PILLARS
from forlik.portfolio.matrix import Located

Listed = tuple[str, int | None]
"""Vocabulary and level: a list of areas that can be held against each other."""


@dataclass(frozen=True, slots=True)
class PillarPlaces:
    """Where the activities of one pillar are.

    Args:
        pillar: The pillar.
        activities: Activities with money of it.
        placed: Those of which an area of the list is known.
        elsewhere: Those that name areas of another list only.
        areas: How many areas of the list they are in; nothing where none is known, which is never 0.
    """

    pillar: str
    activities: int
    placed: int
    elsewhere: int
    areas: int | None

    @property
    def placeless(self) -> int:
        """Those of which no area is known."""
        return self.activities - self.placed - self.elsewhere


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pillars and where they are.

    Args:
        first: A pillar.
        second: Another.
        found: Their co-location; areas are codes of the list.
    """

    first: str
    second: str
    found: CoLocation

    @property
    def both(self) -> int | None:
        """Areas where both work; nothing where nothing is known of one of them."""
        return None if self.found.share.value is None else len(self.found.both)

    @property
    def either(self) -> int | None:
        """Areas where at least one of them works; nothing where nothing is known of one of them."""
        if self.found.share.value is None:
            return None
        return len(self.found.both) + len(self.found.only_first) + len(self.found.only_second)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Whether the four pillars work in the same areas.

    Args:
        listed: The list that areas are of; nothing where no activity of a pillar names an area.
        pillars: Where the activities of each pillar are, the four in order.
        pairs: Each two of them.
    """

    listed: Listed | None
    pillars: tuple[PillarPlaces, ...]
    pairs: tuple[Pair, ...]


def meeting(located: Iterable[Located], pillars: Sequence[str] = PILLARS) -> Meeting:
    """In which areas each two pillars both work.

    Areas of two lists, or of two levels, cannot be held against each other: one may lie in the other. So one list
    counts, the vocabulary and level in which most activities of the pillars name an area; of equals the one of the
    highest level, and then the first by name. What names areas of other lists only is of unknown area in it.

    Args:
        located: Activities of one country and year, each once, as ``forlik.portfolio.matrix.by_area`` has them.
        pillars: The pillars.

    Returns:
        The co-location of each two pillars. An activity of several pillars works in each of them.
    """
    mine = [one for one in located if set(one.pillars) & set(pillars)]
    listed = _most_used(mine)
    where = {
        name: [{code for *at, code in one.areas if tuple(at) == listed} for one in mine if name in one.pillars]
        for name in pillars
    }
    return Meeting(
        listed,
        tuple(_places(name, mine, where[name]) for name in pillars),
        tuple(Pair(one, other, co_location(where, one, other)) for one, other in combinations(pillars, 2)),
    )


def _most_used(located: Iterable[Located]) -> Listed | None:
    used = Counter(listed for one in located for listed in {(vocabulary, level) for vocabulary, level, _ in one.areas})
    return min(used, key=lambda one: (-used[one], one[1] is None, one[1] or 0, one[0]), default=None)


def _places(name: str, located: Sequence[Located], where: Sequence[set[str]]) -> PillarPlaces:
    named = sum(bool(one.areas) for one in located if name in one.pillars)
    placed = sum(map(bool, where))
    areas = set().union(*where)
    return PillarPlaces(name, len(where), placed, named - placed, len(areas) or None)
