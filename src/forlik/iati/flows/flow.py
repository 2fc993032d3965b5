"""The flow table: every transaction shared out by sector and by place, exactly, with the rules that did it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import UsageError
from forlik.iati.flows.amounts import DAC, Amounts, amounts
from forlik.iati.flows.beside import MONEY, SHARE, TEXT, schema
from forlik.iati.flows.conversion import Converted, conversion
from forlik.iati.flows.dimension import SOURCES, Dimension, undivided
from forlik.iati.flows.millionths import Ints, Whole, decimals, whole
from forlik.iati.flows.places import places
from forlik.iati.flows.rates import Rates
from forlik.iati.flows.rules import CONVERSIONS, PLACE_RULES, WHY, known, why
from forlik.iati.flows.sectors import sectors
from forlik.iati.flows.silver import opened
from forlik.iati.flows.split import split
from forlik.iati.flows.statements import HUNDRED, MOST_PARTS, RULE_TEXTS
from forlik.iati.standard import codelists

ROWS = 1 << 18
"""Rows of flows that are made at a time; no transaction has more than ``MOST_PARTS``."""
PLACE_RULE = "as_percentages_say"


def flows(
    tables: Mapping[str, pa.Table] | Path | str,
    *,
    currency: str | None = None,
    rates: Rates | None = None,
    vocabulary: str | Sequence[str] = DAC,
    place_rule: str = PLACE_RULE,
    how: str = "rates",
    columns: Sequence[str] | None = None,
) -> pa.Table:
    """Share out every transaction, budget and planned disbursement by sector and place.

    Args:
        tables: Silver tables by name, or the folder with one Parquet file a table.
        currency: Currency in which every amount is wanted too; ``None`` for none.
        rates: What currencies were worth; without them only amounts in that currency already, and figures that
            publishers give beside, are known in it.
        vocabulary: Sector vocabulary (``1``: DAC purpose codes), or several: the first in which a transaction or its
            activity states anything.
        place_rule: What is done with countries and regions together; a name in ``rules.PLACE_RULES``.
        how: How amounts are converted; a name in ``rules.CONVERSIONS``.
        columns: Columns that are wanted, such as ``columns_for(by)`` of ``totals``; all when not given.

    Returns:
        The flow table, as ``columns.csv`` says; rows in the order of kind, activity, ordinal, sector, place. The parts
        of every transaction add up to it exactly, in its own currency and in the one asked for.

    Raises:
        UsageError: There is no such rule, or the tables do not belong together.
    """
    pieces = flow_batches(
        tables,
        currency=currency,
        rates=rates,
        vocabulary=vocabulary,
        place_rule=place_rule,
        how=how,
        columns=columns,
    )
    batches = [batch for piece in pieces for batch in piece.to_batches()]
    return pa.Table.from_batches(batches, _schema(columns)).unify_dictionaries()


def flow_batches(  # the same question as above, piece by piece
    tables: Mapping[str, pa.Table] | Path | str,
    *,
    currency: str | None = None,
    rates: Rates | None = None,
    vocabulary: str | Sequence[str] = DAC,
    place_rule: str = PLACE_RULE,
    how: str = "rates",
    columns: Sequence[str] | None = None,
    rows: int = ROWS,
) -> Iterator[pa.Table]:
    """The flow table in pieces, for a writer: memory stays that of the silver tables and a piece.

    Args:
        tables: As for ``flows``, and so are all others but the last.
        currency: Currency asked for.
        rates: What currencies were worth.
        vocabulary: Sector vocabulary or vocabularies.
        place_rule: What is done with countries and regions together.
        how: How amounts are converted.
        columns: Columns that are wanted; all when not given.
        rows: Rows of a piece; no transaction is divided between two.
    """
    if isinstance(currency, str) and (len(currency) != 3 or not currency.isascii() or not currency.isupper()):  # noqa: PLR2004
        raise UsageError(f"“{currency}” is not the code of a currency", remedy="three capital letters, such as USD")
    silver = opened(tables)
    every = amounts(silver)
    if currency is not None:
        _one_there_is(currency, every, rates or Rates())
    sector = sectors(silver, every, [vocabulary] if isinstance(vocabulary, str) else list(vocabulary))
    place = places(silver, every, known(place_rule, PLACE_RULES, "rule for places"))
    too_many = sector.counts[sector.of] * place.counts[place.of] > MOST_PARTS
    parts = Parts(
        every,
        undivided(sector, too_many),
        undivided(place, too_many),
        conversion(silver, every, currency, rates or Rates(), known(how, CONVERSIONS, "way to convert")),
        whole(every.table["value_amount"].combine_chunks()),
        currency,
        _schema(columns),
    )
    return _pieces(parts, rows)


def _one_there_is(currency: str, every: Amounts, rates: Rates) -> None:
    """Refuse a currency that nobody knows: every amount would be blank.

    Raises:
        UsageError: It is neither in the amounts, nor among the rates, nor on the official list.
    """
    with_rates = {name for name, _ in (*rates.months, *rates.years, *rates.refused)}
    if currency in with_rates or currency in pc.unique(every.table["currency"].cast(pa.string())).to_pylist():
        return
    if currency not in codelists()["Currency"]:
        raise UsageError(
            f"there is no currency “{currency}”",
            remedy="a code on the list of currencies of the standard, such as USD",
        )


@dataclass(frozen=True, slots=True)
class Parts:
    """What flows are put together from."""

    every: Amounts
    sector: Dimension
    place: Dimension
    converted: Converted
    whole: Whole
    currency: str | None
    schema: pa.Schema


def _schema(columns: Sequence[str] | None) -> pa.Schema:
    """Schema of the flow table, or of the wanted columns in their order in it."""
    whole = schema()
    if columns is None:
        return whole
    if unknown := set(columns) - set(whole.names):
        raise UsageError(f"flows have no column “{min(unknown)}”", remedy="see forlik/iati/flows/columns.csv")
    return pa.schema([field for field in whole if field.name in columns])


def _pieces(parts: Parts, rows: int) -> Iterator[pa.Table]:
    sizes = parts.sector.counts[parts.sector.of] * parts.place.counts[parts.place.of]
    ends = np.cumsum(sizes)
    start = 0
    while start < len(sizes):
        before = ends[start - 1] if start else 0
        end = max(start + 1, int(np.searchsorted(ends, before + rows, side="right")))
        yield _piece(parts, start, end)
        start = end


def _piece(parts: Parts, start: int, end: int) -> pa.Table:
    """The flows of some amounts."""
    sector_of, place_of = parts.sector.of[start:end], parts.place.of[start:end]
    sector_counts, place_counts = parts.sector.counts[sector_of], parts.place.counts[place_of]
    counts = sector_counts * place_counts
    amount = np.repeat(np.arange(end - start), counts)
    within = np.arange(len(amount)) - np.repeat(np.cumsum(counts) - counts, counts)
    sector = parts.sector.starts[sector_of][amount] + within // place_counts[amount]
    place = parts.place.starts[place_of][amount] + within % place_counts[amount]
    weights = parts.sector.weights[sector], parts.place.weights[place]
    totals = parts.sector.totals[sector_of], parts.place.totals[place_of]
    own = split(parts.whole.slice(start, end), counts, *weights, totals)
    theirs = split(parts.converted.amounts.slice(start, end), counts, *weights, totals)
    rows = pa.array(amount + start)
    wanted = set(parts.schema.names)
    columns: dict[str, pa.Array | pa.ChunkedArray] = {}
    for table in (parts.every.table, parts.converted.columns):
        taken = table.select([name for name in table.column_names if name in wanted or name in WHY]).take(rows)
        columns |= {name: taken[name] for name in taken.column_names}
    columns |= _shared("sector", parts.sector, sector, sector_of, amount, parts.sector.source[start:end])
    columns |= _shared("place", parts.place, place, place_of, amount, parts.place.source[start:end])
    columns["place_choice"] = parts.place.choices.take(pa.array(place_of[amount]))
    columns["amount"] = decimals(own, MONEY)
    columns["converted_amount"] = decimals(theirs, MONEY)
    columns["converted_currency"] = pa.DictionaryArray.from_arrays(
        pa.array(np.zeros(len(amount), np.int32), mask=np.full(len(amount), parts.currency is None)),
        pa.array([parts.currency or ""]),
    )
    if "why" in wanted:
        columns["why"] = _why(columns)
    return pa.table([_typed(columns[field.name], field.type) for field in parts.schema], schema=parts.schema)


def _shared(
    name: str, dimension: Dimension, row: Ints, group: Ints, amount: Ints, source: Ints
) -> dict[str, pa.Array | pa.ChunkedArray]:
    """Columns of one dimension."""
    cells = dimension.cells.take(pa.array(row))
    of = group[amount]
    sums = Whole(dimension.sums.values[of], dimension.sums.valid[of])
    deviation = Whole(sums.values - np.where(sums.valid, HUNDRED, 0), sums.valid)
    ones = np.ones(len(row), bool)
    return {column: cells[column] for column in cells.column_names} | {
        f"{name}_percentage_sum": decimals(sums, MONEY),
        f"{name}_deviation": decimals(deviation, MONEY),
        f"{name}_share": decimals(Whole(dimension.shares[row], ones), SHARE),
        f"{name}_source": _named(source[amount], SOURCES),
        f"{name}_rule": _named(dimension.rules[of], RULE_TEXTS),
    }


def _named(numbers: Ints, names: Sequence[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(numbers.astype(np.int32)), pa.array(names))


def _why(columns: Mapping[str, pa.Array | pa.ChunkedArray]) -> pa.Array:
    """The sentence of each row; every different set of rules is put into words once."""
    key = np.zeros(len(columns["amount"]), np.int64)
    lists = []
    for name in WHY:
        column = columns[name]
        coded = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        coded = coded.chunk(0) if isinstance(coded, pa.ChunkedArray) else coded
        texts = [*coded.dictionary.to_pylist(), None]
        codes = coded.indices.fill_null(len(texts) - 1).to_numpy().astype(np.int64)
        lists.append(texts)
        key = key * len(texts) + codes
    different, at = np.unique(key, return_inverse=True)
    told = []
    for number in different.tolist():
        values = []
        for texts in reversed(lists):
            number, code = divmod(number, len(texts))  # noqa: PLW2901 - the number is taken apart digit by digit
            values.append(texts[code])
        told.append(why(*reversed(values)))
    # Two sets of rules can have one sentence.
    sentences = list(dict.fromkeys(told))
    number_of = {sentence: number for number, sentence in enumerate(sentences)}
    return _named(np.array([number_of[sentence] for sentence in told], np.int64)[at], sentences)


def _typed(column: pa.Array | pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    if kind == TEXT and not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    return column.cast(kind) if column.type != kind else column
