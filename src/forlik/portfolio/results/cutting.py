"""Coverage told apart by publisher, country, pillar and year, as expressions over activities and their money."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from forlik.portfolio.results.covering import Apart, Coverage, Covered, Part
from forlik.portfolio.results.expecting import COUNTED, EXPECTED, HELD

NOTHING = ""
"""The key of what has no publisher, country or year, and of what has no money whose pillar could be known."""
MONEY = "decimal(38, 6)"


def tell(run: Any, rows: Any, money: Any, day: date, *, iso3: str | None = None) -> Covered:
    """Coverage of some activities.

    Args:
        run: What computes an Ibis expression to an Arrow table.
        rows: Activities as :func:`activities_of` has them.
        money: As :func:`moved` gave it.
        day: The day on which it is asked.
        iso3: Only this country's money weighs; all when not given.
    """
    import ibis

    due = rows.filter((rows.standing == COUNTED) & (rows.owes == EXPECTED))
    paid = money if iso3 is None else money.filter(money.paid_iso3 == iso3)
    alone = due.mutate(
        publisher=due.reporting_org_ref.fill_null(NOTHING),
        year=due.owed_from.year().cast("string").fill_null(NOTHING),
        every=ibis.literal(""),
    )
    names = {
        row["ref"]: row["name"]
        for row in run(alone.group_by(ref=alone.publisher).aggregate(name=alone.reporting_org_name.min())).to_pylist()
    }
    ways = {
        "publisher": _weighed(alone, paid, "publisher"),
        "country": _by_country(due, paid, iso3),
        "pillar": _by_pillar(due, paid),
        "year": _weighed(alone, paid, "year"),
    }
    parts = {
        way: tuple(_parts(run(found).to_pylist(), names if way == "publisher" else {})) for way, found in ways.items()
    }
    whole = next((one.coverage for one in _parts(run(_weighed(alone, paid, "every")).to_pylist(), {})), _none())
    return Covered(
        day,
        whole,
        parts | {"year": tuple(sorted(parts["year"], key=lambda one: one.key))},
        tuple(_apart(run(_others(rows)).to_pylist())),
        tuple(sorted(row["basis"] for row in run(rows.select("basis").distinct()).to_pylist())),
    )


def _weighed(due: Any, paid: Any, way: str) -> Any:
    """Counts by one column, each activity with all its money."""
    sums = paid.group_by("paid_dataset", "paid_key").aggregate(moved=paid.moved.sum().cast(MONEY))
    return _summed(due, sums, way)


def _by_country(due: Any, paid: Any, iso3: str | None) -> Any:
    """Counts by the countries that an activity names or pays for, each with that country's money."""
    sums = paid.group_by("paid_dataset", "paid_key", "paid_iso3").aggregate(moved=paid.moved.sum().cast(MONEY))
    named = due.mutate(country=due.countries_iso3.fill_null(NOTHING).split("; ").unnest())
    if iso3 is not None:
        named = named.filter(named.country == iso3)
    return _summed(named, sums, "country", ("country", "paid_iso3"))


def _by_pillar(due: Any, paid: Any) -> Any:
    """Counts by the pillars of an activity's money; what has no money has no pillar that could be known."""
    import ibis

    sums = paid.group_by("paid_dataset", "paid_key", paid_pillar="pillar").aggregate(moved=paid.moved.sum().cast(MONEY))
    keyed = due.join(sums, [due.dataset == sums.paid_dataset, due.activity_key == sums.paid_key])
    with_money = keyed.mutate(pillar=keyed.paid_pillar).select(*HELD, "pillar", "moved")
    silent = due.anti_join(sums, [due.dataset == sums.paid_dataset, due.activity_key == sums.paid_key])
    without = silent.mutate(pillar=ibis.literal(NOTHING), moved=ibis.null(MONEY)).select(*HELD, "pillar", "moved")
    return _grouped(with_money.union(without), "pillar")


def _summed(due: Any, sums: Any, way: str, also: tuple[str, str] | None = None) -> Any:
    on = [due.dataset == sums.paid_dataset, due.activity_key == sums.paid_key]
    if also:
        on.append(due[also[0]] == sums[also[1]])
    joined = due.left_join(sums, on)
    return _grouped(joined, way)


def _grouped(rows: Any, way: str) -> Any:
    import ibis

    counted = {name: rows[name].cast("int64").sum() for name in HELD}
    money = {
        f"usd_{name}": rows[name].ifelse(rows.moved, ibis.literal(0).cast(MONEY)).sum().cast(MONEY) for name in HELD
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
            {name: int(row[name]) for name in HELD},
            row["usd"],
            {name: row[f"usd_{name}"] or Decimal(0) for name in HELD},
            int(row["without_money"]),
        )
        yield Part(row["key"], names.get(row["key"]) or row["key"], cover)


def _none() -> Coverage:
    return Coverage(0, dict.fromkeys(HELD, 0), None, dict.fromkeys(HELD, Decimal(0)), 0)


def _apart(rows: Sequence[Mapping[str, Any]]) -> Iterator[Apart]:
    for row in sorted(rows, key=lambda one: one["why"]):
        yield Apart(row["why"], int(row["activities"]), int(row["with_result"]))
