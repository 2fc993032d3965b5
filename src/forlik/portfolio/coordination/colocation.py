"""Co-location: whether two pillars work in the same areas of a country."""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
Places = str | Collection[str] | None
"""Where one activity is: an area, several, or nothing where it is unknown."""


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
    where: Mapping[str, Iterable[Places]], first: str, second: str, *, areas: Collection[str] | None = None
) -> CoLocation:
    """In which areas two pillars both are.

    share = 100 · both / (both + only the first + only the second), in percent, each a number of areas (Jaccard 1912,
    The distribution of the flora in the alpine zone, *New Phytologist* 11). Areas where neither is do not count: else
    two pillars that are both hardly anywhere would seem to be together. Coverage is the lower of the two pillars'
    shares of activities of which an area is known; an activity counts once there, in however many areas it is.
    A pillar without activities has no such share, and the two no coverage.

    Args:
        where: Pillar → where each of its activities is, one item an activity: its area (such as admin 1), or all of
            them; ``None``, blank or empty where it is unknown.
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
    counted = {name: [_named(one) for one in where.get(name, ())] for name in (first, second)}
    placeless = {name: sum(not one for one in found) for name, found in counted.items()}
    strange = _strange(counted, areas)
    here, there = (frozenset[str]().union(*counted[name]) - strange for name in (first, second))
    reason = first_reason(*(_why(name, counted[name], found) for name, found in ((first, here), (second, there))))
    share = None if reason else rounded(Fraction(100 * len(here & there), len(here | there)), DIGITS)
    shares = [(_placed(found, strange), len(found)) for found in counted.values()]
    covered = coverage(*shares) if all(counted.values()) else None
    return CoLocation(
        Measured(share, PERCENT, covered, _left(placeless, counted, strange), reason),
        tuple(sorted(here & there)),
        tuple(sorted(here - there)),
        tuple(sorted(there - here)),
        tuple(sorted(set(areas or ()) - here - there)),
        placeless,
    )


def _named(places: Places) -> frozenset[str]:
    """The areas that one activity names."""
    every = [places] if isinstance(places, str) else places or ()
    return frozenset(area.strip() for area in every) - {""}


def _strange(counted: Mapping[str, Sequence[frozenset[str]]], areas: Collection[str] | None) -> frozenset[str]:
    """Areas that are not on the list."""
    every = frozenset[str]().union(*(one for found in counted.values() for one in found))
    return frozenset[str]() if areas is None else every - set(areas)


def _placed(found: Sequence[frozenset[str]], strange: frozenset[str]) -> Decimal:
    """Activities of which an area is known."""
    return Decimal(sum(bool(one - strange) for one in found))


def _why(name: str, counted: Sequence[frozenset[str]], areas: Collection[str]) -> Reason | None:
    if not counted:
        return Reason("no_activity", name)
    return None if areas else Reason("no_area", name)


def _left(
    placeless: Mapping[str, int], counted: Mapping[str, Sequence[frozenset[str]]], strange: frozenset[str]
) -> tuple[LeftOut, ...]:
    elsewhere = sum(bool(one & strange) for found in counted.values() for one in found)
    return told(
        *(LeftOut(Reason("no_area", name), number) for name, number in placeless.items()),
        LeftOut(Reason("other_area", listing(strange)), elsewhere),
    )
