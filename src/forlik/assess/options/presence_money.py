"""The money of activities that are there: each kind for itself, never added to another."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from forlik.measures._iati import COMMITTED, CURRENCY, PAID

GIVEN = ("1",)
"""Incoming funds: what whoever reports has received."""
PROMISED = ("11",)
"""Incoming commitment: what whoever reports was promised."""
KINDS: Mapping[str, tuple[str, ...]] = {"paid": PAID, "committed": COMMITTED, "given": GIVEN, "promised": PROMISED}
"""How money is told of → the codes of its transactions."""
OUTGOING, INCOMING = ("paid", "committed"), ("given", "promised")
TYPES = tuple(code for codes in KINDS.values() for code in codes)
WHOLE = Decimal(1)
UNIT = CURRENCY
"""Unit and price basis of every amount."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Money of one kind.

    Args:
        kind: ``paid`` or ``committed`` by whoever reports; ``given`` or ``promised`` to whoever reports.
        usd: The sum in US dollars; nothing where no part of it has a rate.
        incomplete: Whether a part without a rate is left out.
        currencies: The currencies in which it was stated.
        years: First and last year of its transactions.
    """

    kind: str
    usd: Decimal | None
    incomplete: bool
    currencies: tuple[str, ...]
    years: tuple[int, int]


def kind_of(row: Mapping[str, Any]) -> str:
    """How a sum of transactions is told of."""
    return next(kind for kind, codes in KINDS.items() if row["transaction_type_code"] in codes)


def amounts(rows: Iterable[Mapping[str, Any]]) -> tuple[Amount, ...]:
    """Money by kind: what was promised and what was paid are never added."""
    by_kind: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_kind[kind_of(row)].append(row)
    return tuple(_amount(kind, by_kind[kind]) for kind in KINDS if by_kind[kind])


def pillars(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """What money is for; empty where no sector tells."""
    return tuple(sorted({row["pillar"] for row in rows if row["pillar"]}))


def _amount(kind: str, rows: Sequence[Mapping[str, Any]]) -> Amount:
    known = [row["usd"] for row in rows if row["usd"] is not None]
    return Amount(
        kind=kind,
        usd=sum(known, Decimal(0)).quantize(WHOLE) if known else None,
        incomplete=any(row["left_out"] for row in rows),
        currencies=tuple(sorted({row["currency"] for row in rows if row["currency"]})),
        years=(min(row["first"] for row in rows), max(row["last"] for row in rows)),
    )
