"""Which countries and regions an amount goes to."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from forlik.iati.flows.amounts import DAC, Amounts, activity_rows, transaction_rows
from forlik.iati.flows.dimension import SOURCES, Dimension, Level, dimension
from forlik.iati.flows.millionths import Flags, Ints, Whole, whole
from forlik.iati.flows.silver import Silver
from forlik.iati.flows.statements import HUNDRED, LARGEST_PERCENTAGE, REGION, grouped, written

REGION_ELEMENT, COUNTRY_ELEMENT = "recipient-region", "recipient-country"
CHOICES = ("countries", "regions", "both", "countries_only")
UNPLACED = "unplaced"


def places(tables: Silver, every: Amounts, rule: str) -> Dimension:
    """Share amounts out by place: by what the transaction states, or else the activity.

    Args:
        tables: The silver tables.
        every: The amounts.
        rule: Name in ``rules.PLACE_RULES``.
    """
    count = every.table.num_rows
    own_of = np.where(np.arange(count) < every.transactions, np.arange(count), -1)
    owner = transaction_rows(tables, "transaction_geo", every.keys)
    their_owner = activity_rows(tables, tables["recipient_geo"]["activity_no"])
    levels = [
        _level(tables["transaction_geo"], owner, rule, "transaction", own_of, count),
        _level(tables["recipient_geo"], their_owner, rule, "activity", every.activity, every.activities),
    ]
    return dimension(count, levels, {}, f"{rule} {UNPLACED}")


def _level(table: pa.Table, owner: Ints, rule: str, source: str, owner_of: Ints, owners: int) -> Level:
    percentages = whole(table["percentage"].combine_chunks())
    region = pc.equal(table["kind"], REGION_ELEMENT)
    rows = np.flatnonzero(table["code"].is_valid().to_numpy())
    is_region = pc.fill_null(region, False).to_numpy()[rows]
    vocabulary = pc.coalesce(table["vocabulary"], DAC).combine_chunks()
    first = _of_first_vocabulary(_ranks(vocabulary)[rows], is_region, owner[rows])
    flags = np.where(first, 0, REGION)
    keep, choice = _choose(owner[rows], is_region & first, ~is_region, _positive(percentages, rows), rule)
    # The note that a second vocabulary was left out goes with the regions that were kept beside it.
    begins = np.flatnonzero(np.diff(owner[rows], prepend=-1))
    group = np.cumsum(np.diff(owner[rows], prepend=-1) != 0) - 1
    noted = np.bitwise_or.reduceat(flags, begins)[group] if len(begins) else flags
    kept_noted = np.where(is_region, noted, 0)[keep]
    groups = grouped(rows[keep], owner[rows][keep], percentages, written(table), kept_noted)
    texts = pa.array([f"{rule} {name}" for name in CHOICES], pa.string())
    cells = pa.table(
        {
            "place_ordinal": table["ordinal"],
            "place_kind": pc.if_else(region, "region", "country"),
            "place_code": pc.if_else(region, table["code"], pc.ascii_upper(table["code"])),
            "place_vocabulary": pc.if_else(region, vocabulary, pa.scalar(None, pa.string())),
            "place_percentage": table["percentage"],
        }
    ).combine_chunks()
    chosen = texts.take(pa.array(choice))
    return Level(np.full(len(owner_of), SOURCES.index(source)), groups, owner_of, owners, cells, chosen)


def _ranks(vocabulary: pa.Array) -> Ints:
    """Rank of each vocabulary: the DAC's first, then by their codes."""
    coded = vocabulary.dictionary_encode()
    names = coded.dictionary.to_pylist()
    order = {name: rank for rank, name in enumerate(sorted(names, key=lambda name: (name != DAC, name)))}
    ranks = np.array([order[name] for name in names], np.int64)
    return ranks[coded.indices.to_numpy()] if len(names) else np.zeros(0, np.int64)


def _of_first_vocabulary(rank: Ints, is_region: Flags, owner: Ints) -> Flags:
    """Which rows are countries, or regions of the owner's first vocabulary: several name the same place again."""
    if not len(owner):
        return np.zeros(0, bool)
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    group = np.cumsum(np.diff(owner, prepend=-1) != 0) - 1
    ranked = np.where(is_region, rank, np.iinfo(np.int64).max)
    first: Flags = ~is_region | (rank == np.minimum.reduceat(ranked, starts)[group])
    return first


def _positive(percentages: Whole, rows: Ints) -> Ints:
    """Percentages of rows; those that are blank, negative or impossible are 0."""
    usable = percentages.valid[rows] & (np.abs(percentages.values[rows]) <= LARGEST_PERCENTAGE)
    return np.where(usable, np.maximum(percentages.values[rows], 0), 0)


def _choose(owner: Ints, region: Flags, country: Flags, percentage: Ints, rule: str) -> tuple[Flags, Ints]:
    """Which rows are kept, and the number of each owner's choice."""
    if not len(owner):
        return np.zeros(0, bool), np.zeros(0, np.int64)
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    group = np.cumsum(np.diff(owner, prepend=-1) != 0) - 1
    some_region, some_country = np.logical_or.reduceat(region, starts), np.logical_or.reduceat(country, starts)
    countries = np.add.reduceat(np.where(country, percentage, 0), starts)
    together = countries + np.add.reduceat(np.where(region, percentage, 0), starts)
    one_whole = {
        "country_first": np.zeros(len(starts), bool),
        "percentages_over_both": np.ones(len(starts), bool),
        "as_percentages_say": np.abs(together - HUNDRED) < np.abs(countries - HUNDRED),
    }[rule]
    mixed = np.where(one_whole, CHOICES.index("both"), CHOICES.index("countries_only"))
    single = np.where(some_country, CHOICES.index("countries"), CHOICES.index("regions"))
    choice = np.where(some_region & some_country, mixed, single)
    return country | (region & (choice[group] != CHOICES.index("countries_only"))), choice
