"""Money by name: what belongs to each pillar, donor or year, net, and what cannot be said of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import pyarrow as pa

from forlik.core.errors import UsageError
from forlik.portfolio.coordination.measured import EXACT, LeftOut, Reason, listing

Money: TypeAlias = Decimal | int
FURTHEST = 40
"""Digits before and after the point that an amount may have; more is a slip, and would make sums slow."""
FIX = "give a Decimal or a whole number, or nothing where it is unknown"


@dataclass(frozen=True, slots=True)
class Amounts:
    """Money by name.

    Args:
        net: Name → what it adds up to; negative amounts (repayments, corrections) take away. A name of which no amount
            is known is not in it.
        entries: How many entries are in ``net``.
        nameless: Entries with an amount of which it is not said whose they are.
        amountless: Entries of which the amount is unknown, named or not.
    """

    net: Mapping[str, Decimal]
    entries: int
    nameless: LeftOut
    amountless: LeftOut

    @property
    def total(self) -> Decimal:
        """What all names add up to."""
        return added(self.net.values())

    @property
    def negative(self) -> Reason | None:
        """Whether more was taken back than given under a name: then no share of it can be said."""
        below = [f"{name} ({amount:f})" for name, amount in self.net.items() if amount < 0]
        return Reason("negative", listing(below)) if below else None


def amounts(given: "Mapping[str | None, Money | None] | Amounts") -> Amounts:
    """Money by name from a plain mapping, each of its items one entry.

    Args:
        given: Name → amount. A blank name or ``None`` means that it is not said whose it is; an amount of ``None``
            that it is unknown. 0 is an amount.

    Raises:
        UsageError: An amount is no Decimal or whole number, not finite, or beyond 40 digits on either side.
    """
    return given if isinstance(given, Amounts) else amounts_of(given.keys(), given.values())


def amounts_of(names: Iterable[str | None] | pa.Array, money: Iterable[Money | None] | pa.Array) -> Amounts:
    """Money by name from two columns, one row a transaction; several rows of one name are added up.

    Args:
        names: n names, blank or empty where it is not said whose it is; Python's texts or an Arrow column.
        money: n amounts of one currency, empty where unknown; Decimals, whole numbers, or such an Arrow column.

    Returns:
        The net amounts.

    Raises:
        UsageError: The columns differ in length, or an amount is no Decimal or whole number, not finite, or beyond 40
            digits on either side.
    """
    owners, values = _plain(names), _plain(money)
    if len(owners) != len(values):
        raise UsageError(f"there are {len(owners)} names and {len(values)} amounts", where="amounts")
    found: dict[str, list[Decimal]] = defaultdict(list)
    nameless: list[Decimal] = []
    without = 0
    for owner, value in zip(owners, values, strict=True):
        amount = checked(value, str(owner or "no name"))
        if amount is None:
            without += 1
        else:
            (found[str(owner)] if owner and str(owner).strip() else nameless).append(amount)
    return Amounts(
        net={name: added(parts) for name, parts in sorted(found.items())},
        entries=sum(map(len, found.values())),
        nameless=LeftOut(Reason("no_name"), len(nameless), added(nameless)),
        amountless=LeftOut(Reason("no_amount"), without),
    )


def added(parts: Iterable[Decimal]) -> Decimal:
    """The exact sum of some amounts; 0 of none."""
    total = Decimal(0)
    for part in parts:
        total = EXACT.add(total, part)
    return total


def checked(value: object, where: str) -> Decimal | None:
    """An amount as a decimal; ``None`` where it is unknown.

    Raises:
        UsageError: It is no Decimal or whole number, not finite, or beyond 40 digits on either side.
    """
    if value is None:
        return None
    # True is a whole number to Python, and never an amount; of a double nobody knows which decimal was meant.
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise UsageError(f"“{value}” is no exact amount but a {type(value).__name__}", where=where, remedy=FIX)
    # Not of a whole number of a million digits, which takes long to write.
    if isinstance(value, int) and abs(value) >= 10**FURTHEST:
        raise UsageError(f"an amount has more than {FURTHEST} digits", where=where, remedy=FIX)
    amount = Decimal(value)
    if not amount.is_finite():
        raise UsageError(f"an amount is {amount}", where=where, remedy=FIX)
    exponent = amount.as_tuple().exponent
    if amount.adjusted() >= FURTHEST or (isinstance(exponent, int) and exponent < -FURTHEST):
        raise UsageError(f"an amount has more than {FURTHEST} digits", where=where, remedy=FIX)
    return amount


def _plain(column: Iterable[object] | pa.Array) -> list[object]:
    if isinstance(column, pa.Array | pa.ChunkedArray):
        return list(column.to_pylist())
    return list(column)
