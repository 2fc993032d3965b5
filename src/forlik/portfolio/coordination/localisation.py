"""Localisation: through how many hands money goes before it is with a local actor."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from forlik.core.errors import UsageError
from forlik.portfolio.coordination.amounts import Money, amounts_of
from forlik.portfolio.coordination.measured import (
    PERCENT,
    Reason,
    apportioned,
    coverage,
    first_reason,
    fixed,
    told,
)
from forlik.portfolio.coordination.shares import Share, Shares

DIRECT, ONE, MORE, UNKNOWN, NOT_LOCAL = "direct", "one_intermediary", "more", "unknown", "not_local"
ALWAYS = (DIRECT, ONE, MORE, UNKNOWN)
"""The parts that are told of always, in this order."""
DIGITS = 2


class Localisation(Shares):
    """Through how many hands money went.

    Its parts are ``direct``, ``one_intermediary``, ``more`` and ``unknown``, always all four and in this order; and
    ``not_local`` where some of the money is published as staying with others. What is ``unknown`` lessens coverage.
    """

    __slots__ = ()

    def part(self, name: str) -> Share:
        """One of the parts."""
        return next(one for one in self.parts if one.name == name)


def hands(chain: Sequence[bool | None], *, whole: bool = False) -> str:
    """Through how many hands money goes before it is with a local or national actor.

    Args:
        chain: From the first receiver to the last that is known, whether each is local; ``None`` where unknown.
        whole: Whether the chain is known to end there.

    Returns:
        ``direct`` when the first receiver is local, ``one_intermediary`` when the second is, ``more`` when a later one
        is. ``unknown`` when it is unknown of one before whether it is local, or where the money went on to.
        ``not_local`` when the chain is whole and nobody in it is.
    """
    for place, local in enumerate(chain):
        if local is None:
            return UNKNOWN
        if local:
            return (DIRECT, ONE, MORE)[min(place, 2)]
    return NOT_LOCAL if whole and chain else UNKNOWN


def localisation(flows: Iterable[tuple[str | None, Money | None]], *, currency: str = "USD") -> Localisation:
    """What part of the money is with local and national actors directly, through one intermediary, through more.

    After the definitions of the Inter-Agency Standing Committee's localisation marker (Humanitarian Financing Task Team
    2018) under the Grand Bargain (2016: 25 % “as directly as possible”, which is directly or through one
    intermediary). Pooled funds are intermediaries here; who counts as local is the caller's to say. ``unknown`` is a
    part of its own, and by no means 0 local: most of what is published does not say who got the money in the end.

    Args:
        flows: One item a payment: through how many hands (see ``hands``; ``None`` for unknown), and its amount in one
            currency, net; ``None`` where the amount is unknown.
        currency: Unit of the money.

    Returns:
        The parts with shares in percent with two digits, rounded by the largest remainder. Shares are unknown when a
        part is negative in total, or all is 0.

    Raises:
        UsageError: There is no such part, or an amount is not exact, finite and of at most 40 digits on either side.
    """
    rows = [(name or UNKNOWN, amount) for name, amount in flows]
    strange = {name for name, _ in rows} - {*ALWAYS, NOT_LOCAL}
    if strange:
        raise UsageError(
            f"“{min(strange)}” is no number of hands",
            where="localisation",
            remedy=f"there are {', '.join(ALWAYS)} and {NOT_LOCAL}",
        )
    given = amounts_of((name for name, _ in rows), (amount for _, amount in rows))
    names = (*ALWAYS, *((NOT_LOCAL,) if NOT_LOCAL in given.net else ()))
    money = {name: given.net.get(name, Decimal(0)) for name in names}
    reason = first_reason(
        None if given.net else Reason("nothing"), given.negative, None if given.total else Reason("nothing_left")
    )
    percents = apportioned(money, 100 * 10**DIGITS) if reason is None else {}
    said = sum(1 for name, amount in rows if name != UNKNOWN and amount is not None)
    return Localisation(
        tuple(Share(name, money[name], fixed(percents[name], DIGITS) if percents else None) for name in names),
        given.total if given.net else None,
        currency,
        PERCENT,
        coverage((said, len(rows)), (given.total - money[UNKNOWN], given.total)),
        told(given.amountless),
        reason,
    )
