"""Gaps: whether money goes where need is, and money for peace where people are killed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from forlik.core.errors import UsageError
from forlik.portfolio.coordination.amounts import Amounts, Money, added, amounts
from forlik.portfolio.coordination.measured import (
    PERCENT,
    POINTS,
    LeftOut,
    Measured,
    Reason,
    coverage,
    first_reason,
)
from forlik.portfolio.coordination.shares import Shares, missing, shares


@dataclass(frozen=True, slots=True)
class Gap:
    """The gap of one place.

    Args:
        place: The place.
        need_percent: Its share of need, or of deaths.
        money_percent: Its share of the money.
        points: The first less the second, in percentage points: above 0 it gets less than its share of need.
    """

    place: str
    need_percent: Decimal
    money_percent: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of all places of which both figures are known.

    Args:
        by_place: The widest first, from too little to too much; the points add up to exactly 0. Empty when unknown.
        misplaced: What part of the money lies elsewhere than need does.
        unit: Unit of the gaps.
        coverage_percent: What lies under them, as in ``Measured``.
        left_out: Places of which one figure is unknown, and more.
        reason: Why gaps are unknown.
    """

    by_place: tuple[Gap, ...]
    misplaced: Measured
    unit: str
    coverage_percent: Decimal | None
    left_out: tuple[LeftOut, ...]
    reason: Reason | None = None

    def points(self, place: str) -> Decimal | None:
        """The gap of one place; ``None`` when it is unknown."""
        return next((one.points for one in self.by_place if one.place == place), None)


def need_funding_gap(
    need: Mapping[str | None, Money | None], funding: Mapping[str | None, Money | None] | Amounts
) -> Gaps:
    """Each place's share of need less its share of funding.

    gap(i) = 100 · (need(i)/Σ need − funding(i)/Σ funding), in percentage points. ``misplaced`` is half the sum of the
    absolute gaps: the part of the money that would have to go elsewhere for the two shares to be alike (the index of
    dissimilarity, Duncan and Duncan 1955, *American Sociological Review* 20). Both sums are over the places of which
    both figures are known: else a place of unknown funding would make all others look better funded. It says nothing of
    whether need is met: all may get too little.

    Args:
        need: Place → people in need, or another number of one unit, at least 0; ``None`` where unknown.
        funding: Place → amount of one currency, net; ``None`` where unknown, 0 where it is known that there is none.

    Returns:
        Gaps with two digits. Unknown when no place has both figures, all need or all money is 0, or the money of a
        place is negative in total.

    Raises:
        UsageError: A need is negative, or a number is not exact, finite and of at most 40 digits on either side.
    """
    return _gaps(need, funding, "need")


def peace_gap(
    deaths: Mapping[str | None, Money | None], peace_aid: Mapping[str | None, Money | None] | Amounts
) -> Gaps:
    """Each place's share of deaths in conflict less its share of aid for peace.

    The same measure as ``need_funding_gap``, with the same rules. Deaths say where violence is, not where peace can be
    helped: a gap is a question, and no fault.

    Args:
        deaths: Place → deaths, at least 0; ``None`` where unknown.
        peace_aid: Place → amount of one currency in the pillar peace, net; ``None`` where unknown.

    Returns:
        Gaps with two digits, unknown as in ``need_funding_gap``.

    Raises:
        UsageError: A number of deaths is negative, or a number is not exact, finite and of at most 40 digits on either
            side.
    """
    return _gaps(deaths, peace_aid, "deaths")


def _gaps(
    need: Mapping[str | None, Money | None], money: Mapping[str | None, Money | None] | Amounts, called: str
) -> Gaps:
    claims, given = amounts(need), amounts(money)
    below = [place for place, number in claims.net.items() if number < 0]
    if below:
        raise UsageError(f"{called} of “{min(below)}” is below 0", where=called)
    both = claims.net.keys() & given.net.keys()
    asked, paid = (shares({name: one.net[name] for name in both}) for one in (claims, given))
    left = _left(claims, given, both)
    covered = _covered(claims, given, both)
    reason = first_reason(asked.reason, given.negative, paid.reason)
    gaps = () if reason else tuple(sorted((_gap(asked, paid, name) for name in both), key=_order))
    half = added(abs(one.points) for one in gaps) / 2
    misplaced = Measured(None if reason else half, PERCENT, covered, left, reason)
    return Gaps(gaps, misplaced, POINTS, covered, left, reason)


def _gap(asked: Shares, paid: Shares, place: str) -> Gap:
    need, money = asked.percent(place) or Decimal(0), paid.percent(place) or Decimal(0)
    return Gap(place, need, money, need - money)


def _order(one: Gap) -> tuple[Decimal, str]:
    return -one.points, one.place


def _left(claims: Amounts, given: Amounts, both: set[str]) -> tuple[LeftOut, ...]:
    one_sided = (claims.net.keys() | given.net.keys()) - both
    money = added(given.net[place] for place in one_sided if place in given.net)
    alone = LeftOut(Reason("not_both"), len(one_sided), money)
    return (*((alone,) if one_sided else ()), *missing(given), *missing(claims))


def _covered(claims: Amounts, given: Amounts, both: set[str]) -> Decimal | None:
    """The lower of need and money of the places that are compared, of all need and all money."""
    pairs = []
    for one in (claims, given):
        used = added(one.net[place] for place in both)
        pairs.append((used, one.total + (one.nameless.money or Decimal(0))))
    places = len(claims.net.keys() | given.net.keys()) + claims.amountless.entries
    return coverage(*pairs, (len(both), max(places, len(both))))
