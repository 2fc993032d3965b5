"""What some transactions of one kind and currency add up to, and how many of them say no amount or have no rate."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from forlik.portfolio.coordination.amounts import added


@dataclass(frozen=True, slots=True)
class Added:
    """Transactions of one currency, added up.

    Args:
        amount: In their currency, exact; ``None`` where none of them states an amount.
        usd: In US dollars, each by the rate of its own month; ``None`` where none has a rate.
        transactions: How many there are.
        without_amount: How many of them state no amount: they are in neither sum.
        without_rate: How many state one and have none in US dollars: they are not in ``usd``.
    """

    amount: Decimal | None
    usd: Decimal | None
    transactions: int
    without_amount: int = 0
    without_rate: int = 0

    @property
    def reason(self) -> str:
        """Why the amount is unknown or not of all of them; empty when it is."""
        if not self.without_amount:
            return ""
        return f"{self.without_amount} of {self.transactions} transactions state no amount"

    @property
    def reason_usd(self) -> str:
        """The same of US dollars."""
        if not self.without_rate:
            return self.reason
        without = f"{self.without_rate} of {self.transactions} transactions have no rate"
        return "; ".join(part for part in (self.reason, without) if part)


def together(parts: Iterable[Added]) -> Added:
    """Several of one currency as one; what is unknown is in no sum and stays counted."""
    every = tuple(parts)
    return Added(
        amount=_known(one.amount for one in every),
        usd=_known(one.usd for one in every),
        transactions=sum(one.transactions for one in every),
        without_amount=sum(one.without_amount for one in every),
        without_rate=sum(one.without_rate for one in every),
    )


def one_by_one(amounts: Iterable[tuple[Decimal | None, Decimal | None]]) -> Added:
    """Transactions added up one by one.

    Args:
        amounts: Of each its amount and its US dollars, ``None`` where unknown.
    """
    return together(
        Added(amount, usd, 1, int(amount is None), int(amount is not None and usd is None)) for amount, usd in amounts
    )


def _known(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [one for one in values if one is not None]
    return added(known) if known else None
