"""Co-location: whether two pillars work in the same areas of a country."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from forlik.core.errors import UsageError
from forlik.portfolio.coordination.measured import (
    PERCENT,
    LeftOut,
    Measured,
    Reason,
    coverage,
    first_reason,
    listing,
    rounded,
    told,
)

DIGITS = 2


@dataclass(frozen=True, slots=True)
class CoLocation:
    """Where two pillars are.

    Args:
        share: Areas where both are, of those where one of them is.
        both: Names of the areas where both are.
        only_first: Where only the first is known to be.
        only_second: Where only the second is.
        neither: Where neither is known to be; empty when the areas of the country were not given.
        placeless: Pillar → activities of which the area is unknown. Each of them may be anywhere: that a pillar is
            known nowhere in an area does not mean that it is not there.
    """

    share: Measured
    both: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    neither: tuple[str, ...]
    placeless: Mapping[str, int]


def co_location(
    where: Mapping[str, Iterable[str | None]], first: str, second: str, *, areas: Collection[str] | None = None
) -> CoLocation:
    """In which areas two pillars both are.

    share = 100 · both / (both + only the first + only the second), in percent, each a number of areas (Jaccard 1912,
    The distribution of the flora in the alpine zone, *New Phytologist* 11). Areas where neither is do not count: else
    two pillars that are both hardly anywhere would seem to be together. Coverage is the lower of the two pillars'
    shares of activities whose area is known.

    Args:
        where: Pillar → the area (such as admin 1) of each of its activities, one item for each activity and area;
            ``None`` or blank where it is unknown.
        first: A pillar.
        second: Another.
        areas: All areas of the country, where they are known; activities elsewhere are left out and told of.

    Returns:
        The share in percent with two digits; unknown when nothing is known of a pillar, or no area of it.

    Raises:
        UsageError: The two pillars are one.
    """
    if first == second:
        raise UsageError(f"“{first}” is always where it is", where="co-location", remedy="name two pillars")
    counted = {name: Counter(area or None for area in map(_named, where.get(name, ()))) for name in (first, second)}
    placeless = {name: found[None] for name, found in counted.items()}
    strange = _strange(counted, areas)
    here, there = ({area for area in counted[name] if area and area not in strange} for name in (first, second))
    reason = first_reason(*(_why(name, counted[name], found) for name, found in ((first, here), (second, there))))
    share = None if reason else rounded(Fraction(100 * len(here & there), len(here | there)), DIGITS)
    covered = coverage(*((_placed(found, strange), found.total()) for found in counted.values()))
    return CoLocation(
        Measured(share, PERCENT, covered, _left(placeless, counted, strange), reason),
        tuple(sorted(here & there)),
        tuple(sorted(here - there)),
        tuple(sorted(there - here)),
        tuple(sorted(set(areas or ()) - here - there)),
        placeless,
    )


def _named(area: str | None) -> str | None:
    return area.strip() if area else None


def _strange(counted: Mapping[str, Counter[str | None]], areas: Collection[str] | None) -> set[str]:
    """Areas that are not on the list."""
    if areas is None:
        return set()
    return {area for found in counted.values() for area in found if area} - set(areas)


def _placed(found: Counter[str | None], strange: set[str]) -> Decimal:
    return Decimal(sum(number for area, number in found.items() if area and area not in strange))


def _why(name: str, counted: Counter[str | None], areas: set[str]) -> Reason | None:
    if not counted.total():
        return Reason("no_activity", name)
    return None if areas else Reason("no_area", name)


def _left(
    placeless: Mapping[str, int], counted: Mapping[str, Counter[str | None]], strange: set[str]
) -> tuple[LeftOut, ...]:
    elsewhere = sum(found[area] for found in counted.values() for area in strange)
    return told(
        *(LeftOut(Reason("no_area", name), number) for name, number in placeless.items()),
        LeftOut(Reason("other_area", listing(strange)), elsewhere),
    )
