"""Coverage told apart by publisher, country, pillar and year, as expressions over activities and their money."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa

from forlik.portfolio.results.covering import Apart, Coverage, Covered, Part
from forlik.portfolio.results.expecting import COUNTED, EXPECTED, KNOWN

NOTHING = ""
"""The key of what has no publisher, country or year, and of what has no money whose pillar could be known."""
MONEY = "decimal(38, 6)"
Run = Callable[[Any], pa.Table]
Memory = Callable[[pa.Table], Any]


def tell(run: Run, memory: Memory, rows: Any, money: Any, day: date, *, iso3: str | None = None) -> Covered:
    """Coverage of some activities.

    Args:
        run: What computes an Ibis expression to an Arrow table.
        memory: What makes an Ibis table of an Arrow table.
        rows: Activities as :func:`activities_of` has them.
        money: As :func:`moved` gives it.
        day: The day on which it is asked.
        iso3: Only this country's money weighs; all when not given.
    """
    due = _numbered(run, memory, rows)
    paid = money if iso3 is None else money.filter(money.paid_iso3 == iso3)
    # Found by name once; from there on by number, for every way of telling it apart asks again.
    amounts = memory(run(_paid(due, paid)))
    weighed = memory(run(_weighed(due, amounts)))
    names = {
        row["ref"]: row["name"]
        for row in run(weighed.group_by(ref=weighed.publisher).aggregate(name=weighed.name.min())).to_pylist()
    }
    ways = {
        "publisher": _grouped(weighed, "publisher"),
        "country": _by_country(due, amounts, iso3),
        "pillar": _by_pillar(due, amounts),
        "year": _grouped(weighed, "year"),
    }
    parts = {
        way: tuple(_parts(run(found).to_pylist(), names if way == "publisher" else {})) for way, found in ways.items()
    }
    whole = next((one.coverage for one in _parts(run(_grouped(weighed, "every")).to_pylist(), {})), _none())
    return Covered(
        day,
        whole,
        parts | {"year": tuple(sorted(parts["year"], key=lambda one: one.key))},
        tuple(_apart(run(_others(rows)).to_pylist())),
        tuple(sorted(row["basis"] for row in run(rows.select("basis").distinct()).to_pylist())),
    )


def _numbered(run: Run, memory: Memory, rows: Any) -> Any:
    """The activities of which results are expected, each with a number."""
    import ibis

    due = rows.filter((rows.standing == COUNTED) & (rows.owes == EXPECTED))
    listed = run(
        due.select(
            *("dataset", "activity_key", "countries_iso3", *KNOWN),
            publisher=due.reporting_org_ref.fill_null(NOTHING),
            name=due.reporting_org_name,
            year=due.owed_from.year().cast("string").fill_null(NOTHING),
            every=ibis.literal(NOTHING),
        )
    )
    return memory(listed.append_column("number", pa.array(np.arange(listed.num_rows))))


def _paid(due: Any, paid: Any) -> Any:
    """Money of those activities, by number, country and pillar."""
    named = due.select("number", "dataset", "activity_key")
    mine = paid.join(named, [paid.paid_dataset == named.dataset, paid.paid_key == named.activity_key])
    return mine.group_by("number", "paid_iso3", "pillar").aggregate(moved=_sum(mine.moved))


def _weighed(due: Any, amounts: Any) -> Any:
    """Each activity with all its money."""
    sums = amounts.group_by(paid_number="number").aggregate(moved=_sum(amounts.moved))
    joined = due.left_join(sums, due.number == sums.paid_number)
    return joined.select(*KNOWN, "publisher", "name", "year", "every", "moved")


def _by_country(due: Any, amounts: Any, iso3: str | None) -> Any:
    """Counts by the countries that an activity names or pays for, each with that country's money."""
    sums = amounts.group_by("paid_iso3", paid_number="number").aggregate(moved=_sum(amounts.moved))
    every = due.select("number", *KNOWN, country=due.countries_iso3.fill_null(NOTHING).split("; ").unnest())
    named = every if iso3 is None else every.filter(every.country == iso3)
    joined = named.left_join(sums, [named.number == sums.paid_number, named.country == sums.paid_iso3])
    return _grouped(joined, "country")


def _by_pillar(due: Any, amounts: Any) -> Any:
    """Counts by the pillars of an activity's money; what has no money has no pillar that could be known."""
    import ibis

    sums = amounts.group_by(paid_number="number", paid_pillar="pillar").aggregate(moved=_sum(amounts.moved))
    same = due.number == sums.paid_number
    keyed = due.join(sums, same)
    with_money = keyed.mutate(pillar=keyed.paid_pillar).select(*KNOWN, "pillar", "moved")
    silent = due.anti_join(sums, same)
    without = silent.mutate(pillar=ibis.literal(NOTHING), moved=ibis.null(MONEY)).select(*KNOWN, "pillar", "moved")
    return _grouped(with_money.union(without), "pillar")


def _sum(amounts: Any) -> Any:
    return amounts.sum().cast(MONEY)


def _grouped(rows: Any, way: str) -> Any:
    import ibis

    counted = {name: rows[name].cast("int64").sum() for name in KNOWN}
    money = {
        f"usd_{name}": rows[name].ifelse(rows.moved, ibis.literal(0).cast(MONEY)).sum().cast(MONEY) for name in KNOWN
    }
    return rows.group_by(key=rows[way]).aggregate(
        activities=rows.count(),
        usd=rows.moved.sum().cast(MONEY),
        without_money=rows.moved.isnull().cast("int64").sum(),
        **counted,
        **money,
    )


def _others(rows: Any) -> Any:
    why = (rows.standing == COUNTED).ifelse(rows.owes, rows.standing)
    told = rows.mutate(why=why)
    told = told.filter(told.why != EXPECTED)
    return told.group_by("why").aggregate(activities=told.count(), with_result=told.result.cast("int64").sum())


def _parts(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str | None]) -> Iterator[Part]:
    for row in sorted(rows, key=lambda one: (-one["activities"], one["key"])):
        cover = Coverage(
            int(row["activities"]),
            {name: int(row[name]) for name in KNOWN},
            row["usd"],
            {name: row[f"usd_{name}"] or Decimal(0) for name in KNOWN},
            int(row["without_money"]),
        )
        yield Part(row["key"], names.get(row["key"]) or row["key"], cover)


def _none() -> Coverage:
    return Coverage(0, dict.fromkeys(KNOWN, 0), None, dict.fromkeys(KNOWN, Decimal(0)), 0)


def _apart(rows: Sequence[Mapping[str, Any]]) -> Iterator[Apart]:
    for row in sorted(rows, key=lambda one: one["why"]):
        yield Apart(row["why"], int(row["activities"]), int(row["with_result"]))
