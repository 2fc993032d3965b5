"""Whole amounts in the currency asked for, with the rate, its period, its source and the rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from forlik.iati.flows.amounts import Amounts, transaction_rows
from forlik.iati.flows.beside import RATE, TEXT, listed
from forlik.iati.flows.millionths import Whole, decimals, gathered, millionths, whole
from forlik.iati.flows.rates import Rate, Rates, converted
from forlik.iati.flows.silver import Silver

LARGEST = 10**38
"""A converted amount in millionths must stay below it, as every amount does."""
MOST_DIGITS = 31


@dataclass(frozen=True, slots=True)
class Converted:
    """Amounts in one currency.

    Args:
        amounts: The whole amounts, in millionths.
        columns: ``rate``, ``rate_period``, ``rate_source``, ``rate_rule``, one row an amount.
    """

    amounts: Whole
    columns: pa.Table


def conversion(tables: Silver, every: Amounts, currency: str | None, rates: Rates, how: str = "rates") -> Converted:
    """Convert all amounts.

    Args:
        tables: The silver tables, for the figures that publishers give beside.
        every: The amounts.
        currency: Currency asked for; ``None`` converts nothing.
        rates: What currencies were worth.
        how: Name in ``rules.CONVERSIONS``.
    """
    count = every.table.num_rows
    if currency is None:
        nothing = Whole(np.zeros(count, np.int64), np.zeros(count, bool))
        return Converted(nothing, _columns([None] * count, [None] * count))
    theirs = publisher_values(tables, every, currency) if how != "rates" else {}
    look_up = lru_cache(maxsize=None)(rates.rate)
    own = whole(every.table["value_amount"].combine_chunks())
    currencies, days = every.table["currency"].to_pylist(), every.table["rate_date"].to_pylist()
    numbers: list[int | None] = []
    found: list[Rate | None] = []
    rules: list[str | None] = []
    for row, (ours, day) in enumerate(zip(currencies, days, strict=True)):
        number, rate = None, None
        if row in theirs:
            value, source = theirs[row]
            number, rate, rule = value, Rate(0, None, source, "publisher"), "publisher"
        elif how == "publisher_only":
            rule = "no_publisher_value"
        elif not own.valid[row]:
            rule = "no_amount"
        elif ours is None:
            rule = "no_currency"
        elif ours != currency and day is None:
            rule = "no_date"
        else:
            rate = look_up(ours, currency, day)
            rule = "no_rate" if rate is None else rate.rule
            number = None if rate is None else converted(own.at(row), rate)
            if number is not None and abs(number) >= LARGEST:
                number, rate, rule = None, None, "too_large"
        numbers.append(number)
        found.append(rate)
        rules.append(rule)
    return Converted(gathered(numbers), _columns(found, rules))


def publisher_values(tables: Silver, every: Amounts, currency: str) -> Mapping[int, tuple[int, str]]:
    """Amount → the figure that its publisher gives for it in that currency, in millionths, and where it stands.

    A figure that stands twice beside one transaction with two values is none.
    """
    named = {
        (row["namespace"], row["name"]): f"{row['namespace']}{row['name']}"
        for row in listed("publisher_values.csv")
        if row["currency"] == currency
    }
    extension = tables["extension"]
    names = pa.array([name for _, name in named], pa.string())
    beside = extension.filter(pc.and_(pc.equal(extension["parent"], "transaction"), pc.is_in(extension["name"], names)))
    rows = transaction_rows({**tables, "beside": beside}, "beside", every.keys).tolist()
    found: dict[int, set[tuple[int, str]]] = {}
    for at, row in zip(rows, beside.to_pylist(), strict=True):
        source = named.get((row["namespace"], row["name"]))
        value = published(row["text"])
        if source is not None and value is not None:
            found.setdefault(at, set()).add((value, source))
    return {at: next(iter(values)) for at, values in found.items() if len(values) == 1}


def published(written: str | None) -> int | None:
    """A publisher's figure in millionths, rounded half to even; ``None`` when it is no plain number."""
    try:
        value = Decimal(written or "")
    except InvalidOperation:
        return None
    return millionths(value) if value.is_finite() and abs(value.adjusted()) < MOST_DIGITS else None


def _columns(rates: list[Rate | None], rules: list[str | None]) -> pa.Table:
    # The publisher's own figure comes without its rate.
    numbers = gathered([rate.number or None if rate else None for rate in rates])
    return pa.table(
        {
            "rate": decimals(numbers, RATE),
            "rate_period": pa.array([rate.period if rate else None for rate in rates], TEXT),
            "rate_source": pa.array([rate.source if rate else None for rate in rates], TEXT),
            "rate_rule": pa.array(rules, TEXT),
        }
    )
