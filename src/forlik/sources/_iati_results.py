"""Results of the activities of an IATI file: what was to come of them, and what came, period by period."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.schema import Column, Schema
from forlik.sources._iati_file import Dataset
from forlik.sources._iati_tables import DATASET, money, of_standing, row_keys, shaped, year_of

RESULTS = Schema(
    grain="one period of an indicator of a result; or an indicator without a period, or a result without an indicator",
    key=("dataset", "activity_no", "result_no", "indicator_no", "period_no"),
    columns={
        "dataset": DATASET,
        "activity_key": Column("text", "the activity, as in iati__activities", required=True),
        "activity_no": Column("int", "number of the activity in the file, from 0", required=True),
        "result_no": Column("int", "which of the activity's results, from 1", required=True),
        "indicator_no": Column("int", "which of the activity's indicators, from 1; empty: the result has none"),
        "period_no": Column("int", "which of the activity's periods, from 1; empty: the indicator has none"),
        "hierarchy": Column("int", "level among the publisher's activities; 1 when none is stated", required=True),
        "secondary_reporter": Column("flag", "whether somebody else's activity is reported on", required=True),
        "result_type_code": Column("text", "IATI code (ResultType): 1 output, 2 outcome, 3 impact, 9 other"),
        "result_title": Column("text", "first title; descriptions and comments are left out"),
        "aggregation_status": Column("flag", "whether the publisher says that the result's figures can be added up"),
        "indicator_title": Column("text", "first title"),
        "measure_code": Column(
            "text", "IATI code (IndicatorMeasure): 1 unit, 2 percentage, 3 nominal, 4 ordinal, 5 qualitative"
        ),
        "ascending": Column("flag", "whether more is better, as stated; the standard means yes where it is not"),
        "baseline_year": Column("int", "year of the baseline, stated or that of its day"),
        "baseline_value": Column("text", "baseline as stated"),
        "baseline_number": Column("decimal", "the same as a number, where it is one"),
        "baselines": Column("int", "baselines stated, those of a part by a dimension or place too"),
        "period_start": Column("date", "first day of the period"),
        "period_end": Column("date", "last day"),
        "target_value": Column("text", "target as stated, for the whole: the first that is not of a part only"),
        "target_number": Column("decimal", "the same as a number, where it is one"),
        "targets": Column("int", "targets stated, those of a part by a dimension or place too"),
        "actual_value": Column("text", "what was reached as stated, for the whole: the first that is not of a part"),
        "actual_number": Column("decimal", "the same as a number, where it is one"),
        "actuals": Column("int", "figures stated of what was reached, those of a part by a dimension or place too"),
    },
)
PARTS = ("dimension", "result_location")
"""Tables whose rows say that a figure is that of a part of the whole."""
FIGURES = {"baseline": "indicator", "target": "period", "actual": "period"}


def results(whose: Dataset, silver: Mapping[str, pa.Table], stand: pa.Table) -> pa.Table:
    """The results of the activities that stand.

    Args:
        whose: The dataset.
        silver: The reader's tables.
        stand: The activities that stand.
    """
    rows = of_standing(_leaves(silver), stand, ("activity_key", "hierarchy", "secondary_reporter"))
    rows = rows.sort_by([(name, "ascending") for name in ("activity_no", "result", "indicator", "period")])
    result, indicator, period = (_at(rows, name, silver[name]) for name in ("result", "indicator", "period"))
    columns: dict[str, Any] = {name: rows[name] for name in ("activity_key", "activity_no", "secondary_reporter")} | {
        "dataset": whose.part,
        "hierarchy": pc.fill_null(rows["hierarchy"], 1),
        "result_no": rows["result"],
        "indicator_no": rows["indicator"],
        "period_no": rows["period"],
        "result_type_code": result["type_code"],
        "result_title": result["title"],
        "aggregation_status": result["aggregation_status"],
        "indicator_title": indicator["title"],
        "measure_code": indicator["measure_code"],
        "ascending": indicator["ascending"],
        "period_start": period["period_start"],
        "period_end": period["period_end"],
    }
    for name, owner in FIGURES.items():
        first, many = _figures(rows, owner, silver, name)
        columns |= {f"{name}_value": first["value_raw"], f"{name}_number": money(first["value"]), f"{name}s": many}
        if name == "baseline":
            stated = first["year"].cast(pa.int64())
            columns["baseline_year"] = pc.coalesce(_meant(stated), year_of(first["iso_date"]))
    return shaped(RESULTS, columns, rows.num_rows)


def _leaves(silver: Mapping[str, pa.Table]) -> pa.Table:
    """Every period with its indicator and result, every indicator without one, every result without an indicator."""
    result, indicator, period = (silver[name] for name in ("result", "indicator", "period"))
    of_indicator = _where(row_keys(period, "parent_ordinal"), row_keys(indicator))
    whole = pa.table(
        {
            "activity_no": period["activity_no"],
            "result": indicator["parent_ordinal"].take(of_indicator),
            "indicator": period["parent_ordinal"],
            "period": period["ordinal"],
        }
    )
    lone = indicator.filter(pc.invert(pc.is_in(row_keys(indicator), row_keys(period, "parent_ordinal"))))
    bare = result.filter(pc.invert(pc.is_in(row_keys(result), row_keys(indicator, "parent_ordinal"))))
    without_period = {
        "activity_no": lone["activity_no"],
        "result": lone["parent_ordinal"],
        "indicator": lone["ordinal"],
    }
    without_indicator = {"activity_no": bare["activity_no"], "result": bare["ordinal"]}
    return pa.concat_tables(
        [whole, pa.table(without_period), pa.table(without_indicator)], promote_options="default"
    ).combine_chunks()


def _at(rows: pa.Table, name: str, table: pa.Table) -> pa.Table:
    """The row of a table that each leaf belongs to; nothing where there is none."""
    there = rows[name].is_valid()
    keys = pc.if_else(there, row_keys(rows, name), pa.scalar(None, pa.int64()))
    return table.take(_where(keys, row_keys(table)))


def _figures(rows: pa.Table, owner: str, silver: Mapping[str, pa.Table], name: str) -> tuple[pa.Table, pa.ChunkedArray]:
    """The first figure of each leaf that is not of a part of the whole, and how many there are of it.

    Args:
        rows: The leaves.
        owner: ``indicator`` or ``period``.
        silver: The reader's tables.
        name: ``baseline``, ``target`` or ``actual``.
    """
    table = silver[name]
    keys = pc.if_else(rows[owner].is_valid(), row_keys(rows, owner), pa.scalar(None, pa.int64()))
    counts = pc.value_counts(row_keys(table, "parent_ordinal"))
    many = counts.field("counts").take(_where(keys, counts.field("values")))
    of_parts = [silver[one].filter(pc.equal(silver[one]["parent"].cast(pa.string()), name)) for one in PARTS]
    partly = pa.concat_arrays([row_keys(one, "parent_ordinal") for one in of_parts])
    every = table.filter(pc.invert(pc.is_in(row_keys(table), partly)))
    # The first is found where a key stands several times.
    first = every.take(_where(keys, row_keys(every, "parent_ordinal")))
    return first, pc.if_else(keys.is_valid(), pc.fill_null(many, 0), pa.scalar(None, many.type))


def _where(keys: pa.Array, among: pa.Array) -> pa.Array:
    return pc.index_in(keys, among, skip_nulls=True)


def _meant(years: pa.ChunkedArray) -> pa.ChunkedArray:
    """Years that can be meant."""
    return pc.if_else(pc.and_(pc.greater(years, 0), pc.less(years, 10_000)), years, pa.scalar(None, pa.int64()))
