"""Shares of pillars: what part of the money of one country and year goes to each."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from forlik.core.errors import UsageError
from forlik.portfolio.coordination.amounts import Amounts, Money, amounts
from forlik.portfolio.coordination.measured import (
    PERCENT,
    LeftOut,
    Reason,
    apportioned,
    coverage,
    first_reason,
    fixed,
    told,
)
from forlik.portfolio.definitions import DONOR_SIDE, PILLARS

DIGITS = 2


@dataclass(frozen=True, slots=True)
class Share:
    """One part.

    Args:
        name: Whose it is.
        money: What it adds up to, net.
        percent: Its share; ``None`` when shares are unknown.
    """

    name: str
    money: Decimal
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Shares:
    """Parts of one sum.

    Args:
        parts: The largest first, among equals by name. A name that nothing is known of is not among them.
        total: What they add up to; ``None`` when nothing is known.
        currency: Unit of the money.
        unit: Unit of the shares.
        coverage_percent: What lies under them, as in ``Measured``.
        left_out: What is not in them.
        reason: Why shares are unknown.
    """

    parts: tuple[Share, ...]
    total: Decimal | None
    currency: str
    unit: str
    coverage_percent: Decimal | None
    left_out: tuple[LeftOut, ...]
    reason: Reason | None = None

    def percent(self, name: str) -> Decimal | None:
        """The share of one name; ``None`` when it is unknown or nothing is known of the name."""
        return next((one.percent for one in self.parts if one.name == name), None)


def shares(
    money: Mapping[str | None, Money | None] | Amounts, *, apart: tuple[str, ...] = (), currency: str = "USD"
) -> Shares:
    """What part of a sum each name has.

    share(i) = 100 · money(i) / Σ money, in percent with two digits, rounded by the largest remainder so that the
    shares add up to exactly 100. Money is net by name; a negative name makes all shares unknown, since a part of a
    sum that is smaller than another part of it is none. A sum of 0 has no shares.

    Args:
        money: Name → amount of one currency, or such amounts by rows (``amounts_of``).
        apart: Names that are no part of the whole; they are told of, and lessen no coverage.
        currency: Unit of the money.

    Raises:
        UsageError: An amount is not exact, finite and of at most 40 digits on either side.
    """
    given = amounts(money)
    inside = {name: amount for name, amount in given.net.items() if name not in apart}
    outside = {name: amount for name, amount in given.net.items() if name in apart}
    kept = Amounts(inside, given.entries, given.nameless, given.amountless)
    total = kept.total
    reason = first_reason(
        None if inside else Reason("nothing"), kept.negative, None if total else Reason("nothing_left")
    )
    percents = apportioned(inside, 100 * 10**DIGITS) if reason is None else {}
    parts = [
        Share(name, amount, fixed(percents[name], DIGITS) if percents else None) for name, amount in inside.items()
    ]
    return Shares(
        tuple(sorted(parts, key=lambda one: (-one.money, one.name))),
        total if inside else None,
        currency,
        PERCENT,
        covered(kept),
        (*(LeftOut(Reason("apart", name), 1, amount) for name, amount in outside.items()), *missing(given)),
        reason,
    )


def pillar_shares(money: Mapping[str | None, Money | None] | Amounts, *, currency: str = "USD") -> Shares:
    """What part of the money of a country and year goes to each pillar.

    What is spent or not allocated on the donor's side (``excluded_donor_side``) is no part of a country's pillars, and
    told of. A pillar that is not in ``money`` is unknown; give 0 where it is known that there is none.

    Args:
        money: Pillar → amount of one currency; ``None`` as a pillar for money of which it is unknown.
        currency: Unit of the money.

    Raises:
        UsageError: There is no such pillar, or an amount is not exact, finite and of at most 40 digits on either side.
    """
    given = amounts(money)
    strange = set(given.net) - {*PILLARS, DONOR_SIDE}
    if strange:
        raise UsageError(
            f"there is no pillar “{min(strange)}”",
            where="pillars",
            remedy=f"there are {', '.join(PILLARS)} and {DONOR_SIDE}; nothing where it is unknown",
        )
    return shares(given, apart=(DONOR_SIDE,), currency=currency)


def covered(given: Amounts) -> Decimal | None:
    """What of some amounts has a name and an amount, in percent, as in ``Measured``."""
    every = given.entries + given.nameless.entries + given.amountless.entries
    used = given.total
    return coverage((given.entries, every), (used, used + (given.nameless.money or 0)))


def missing(given: Amounts) -> tuple[LeftOut, ...]:
    """What of some amounts has no name or no amount."""
    return told(given.nameless, given.amountless)
