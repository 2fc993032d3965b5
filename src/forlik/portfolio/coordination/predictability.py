"""Predictability: whether what was planned for a period was paid in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from forlik.core.errors import UsageError
from forlik.portfolio.coordination.amounts import Money, added, checked
from forlik.portfolio.coordination.measured import (
    PERCENT,
    LeftOut,
    Measured,
    Reason,
    coverage,
    first_reason,
    fixed,
    rounded,
    told,
)

DIGITS = 2
MONEY_DIGITS = 6
"""Digits of a plan's part that falls into a period: as many as flows have."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What is planned.

    Args:
        key: What it is planned for, such as an activity.
        first: First day of its period.
        last: Last day; ``None`` when the plan is for one day.
        money: How much; ``None`` where unknown.
    """

    key: str
    first: date | None
    last: date | None
    money: Money | None


@dataclass(frozen=True, slots=True)
class Paid:
    """What was paid.

    Args:
        key: What it was paid for.
        day: When.
        money: How much, negative when it was paid back; ``None`` where unknown.
    """

    key: str
    day: date | None
    money: Money | None


@dataclass(frozen=True, slots=True)
class Predictability:
    """How well plans foretold payments.

    Args:
        ratio: Paid of planned, in percent; above 100 when more was paid.
        as_planned: Paid of planned, in which nothing counts beyond its own plan: too much here does not make up for too
            little there.
        planned: Money planned for the period that has payments beside it.
        paid: Money paid on it.
        without_payment: Money planned for the period with nothing published as paid in it.
        without_plan: Money paid in the period with no plan for it.
        overlapping: Plans of one key whose periods overlap; they are added up, and may be one plan told twice.
        currency: Unit of the money.
    """

    ratio: Measured
    as_planned: Measured
    planned: Decimal
    paid: Decimal
    without_payment: Decimal
    without_plan: Decimal
    overlapping: int
    currency: str


def predictability(
    planned: Iterable[Planned], paid: Iterable[Paid], *, first: date, last: date, currency: str = "USD"
) -> Predictability:
    """What part of what was planned for a period was paid in it.

    ratio = 100 · Σ paid / Σ planned, over the keys with a plan and a payment in the period; as_planned = 100 · Σ
    min(paid, planned) / Σ planned over the same. The first is indicator 7 of the Paris Declaration (OECD 2005), the
    second follows indicator 5a of the Global Partnership for Effective Development Co-operation, which keeps what is
    paid beyond the plan apart. A plan whose period lies partly outside counts by its days inside, as if it were spread
    evenly over them, to six digits. A key with a plan and nothing published as paid is *not* counted as 0 paid: whether
    nothing was paid or nothing reported is unknown, so it stands apart, as does what was paid without a plan. A key of
    which a plan or a payment has no amount or no day is left out as a whole: its sum is unknown.

    Args:
        planned: Plans of one currency, one item each.
        paid: Payments in the same currency, one item each.
        first: First day of the period.
        last: Last day of the period.
        currency: Unit of the money.

    Returns:
        Percentages with two digits, unknown when no key has both, or payments are negative in total. A key with a
        negative sum of payments takes away from the ratio, and counts 0 in ``as_planned``. Coverage is the share
        of the money planned, and of the keys planned for, that have payments beside them.

    Raises:
        UsageError: A period ends before it begins, or an amount is not exact, finite and of at most 40 digits on either
            side.
    """
    if first > last:
        raise UsageError(f"the period from {first} to {last} ends before it begins", where="period")
    plans, payments = _plans(list(planned), first, last), _payments(list(paid), first, last)
    unclear = plans.unclear | payments.unclear
    real = {key: money for key, money in plans.money.items() if money > 0}
    clear = {key: money for key, money in real.items() if key not in unclear}
    empty = {key: money for key, money in plans.money.items() if money <= 0 and key not in unclear}
    unplanned = {key: money for key, money in payments.money.items() if key not in clear and key not in unclear}
    unpaid = {key: money for key, money in clear.items() if key not in payments.money}
    both = clear.keys() - unpaid.keys()
    sums = _Sums(
        added(clear[key] for key in both),
        added(payments.money[key] for key in both),
        added(max(Decimal(0), min(payments.money[key], clear[key])) for key in both),
    )
    left = told(
        LeftOut(Reason("no_payment"), len(unpaid), added(unpaid.values())),
        LeftOut(Reason("no_plan"), len(unplanned), added(unplanned.values())),
        LeftOut(Reason("planned_nothing"), len(empty), added(empty.values())),
        LeftOut(Reason("unclear"), len(unclear)),
        LeftOut(Reason("other_period"), plans.outside + payments.outside),
    )
    covered = coverage((sums.planned, added(real.values())), (len(both), len(real.keys() | plans.unclear)))
    ratio, as_planned = _ratios(sums, covered, left)
    return Predictability(
        ratio,
        as_planned,
        sums.planned,
        sums.paid,
        added(unpaid.values()),
        added(unplanned.values()),
        plans.overlapping,
        currency,
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """Plans or payments: key → money in the period; keys of which something is unknown; entries outside the period."""

    money: Mapping[str, Decimal]
    unclear: set[str]
    outside: int
    overlapping: int = 0


@dataclass(frozen=True, slots=True)
class _Sums:
    planned: Decimal
    paid: Decimal
    within: Decimal


def _ratios(sums: _Sums, covered: Decimal | None, left: tuple[LeftOut, ...]) -> tuple[Measured, Measured]:
    reason = first_reason(
        None if sums.planned else Reason("nothing_planned"),
        Reason("negative", f"{sums.paid:f}") if sums.paid < 0 else None,
    )
    unknown = Measured(None, PERCENT, covered, left, reason)
    if reason:
        return unknown, unknown
    whole = Fraction(sums.planned)
    values = (rounded(100 * Fraction(part) / whole, DIGITS) for part in (sums.paid, sums.within))
    ratio, as_planned = (replace(unknown, value=value) for value in values)
    return ratio, as_planned


def _plans(planned: list[Planned], first: date, last: date) -> _Side:
    parts: dict[str, list[Decimal]] = defaultdict(list)
    periods: dict[str, list[tuple[date, date]]] = defaultdict(list)
    unclear, outside = set(), 0
    for one in planned:
        money, begins, ends = checked(one.money, one.key), one.first, one.last or one.first
        if begins is None or ends is None:
            unclear.add(one.key)
            continue
        if ends < begins:
            raise UsageError(f"a plan from {begins} to {ends} ends before it begins", where=one.key)
        days, whole = (min(ends, last) - max(begins, first)).days + 1, (ends - begins).days + 1
        if days <= 0:
            outside += 1
        elif money is None:
            unclear.add(one.key)
        else:
            parts[one.key].append(money if days == whole else _cut(Fraction(money) * days / whole))
            periods[one.key].append((begins, ends))
    return _Side(_added(parts), unclear, outside, sum(map(_overlapping, periods.values())))


def _added(parts: Mapping[str, list[Decimal]]) -> Mapping[str, Decimal]:
    return {key: added(found) for key, found in sorted(parts.items())}


def _cut(part: Fraction) -> Decimal:
    return fixed(round(part * 10**MONEY_DIGITS), MONEY_DIGITS)


def _overlapping(periods: list[tuple[date, date]]) -> int:
    """How many of some periods begin before an earlier one has ended."""
    found, until = 0, date.min
    for begins, ends in sorted(periods):
        found += begins <= until
        until = max(until, ends)
    return found


def _payments(paid: list[Paid], first: date, last: date) -> _Side:
    parts: dict[str, list[Decimal]] = defaultdict(list)
    unclear, outside = set(), 0
    for one in paid:
        money = checked(one.money, one.key)
        if one.day is not None and not first <= one.day <= last:
            outside += 1
        elif money is None or one.day is None:
            unclear.add(one.key)
        else:
            parts[one.key].append(money)
    return _Side(_added(parts), unclear, outside)
