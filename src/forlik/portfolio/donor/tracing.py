"""A donor's money where others report it: by publisher, level, kind and currency, and never added across them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from forlik.core.errors import UsageError
from forlik.core.figure import Basis
from forlik.iati.standard.lists import codelists
from forlik.measures._iati import firsthand
from forlik.places import Place
from forlik.portfolio.cube.years import up_to_the_day
from forlik.world import World

ACTIVITIES, FLOWS = "iati__activities", "iati__flows"
BY = ("reporting_org_ref", "hierarchy", "transaction_type_code", "currency")
LAST = "the donor traced last"
SHORTEST = 3
"""Signs of a prefix: fewer would take in organisations of everybody."""


@dataclass(frozen=True, slots=True)
class Provided:
    """What one provider stands for within a :class:`Traced`.

    Args:
        ref: The provider's reference, as published.
        names: The names that stand beside it.
        amount: In the currency of its :class:`Traced`.
        transactions: How many.
    """

    ref: str
    names: tuple[str, ...]
    amount: Decimal
    transactions: int


@dataclass(frozen=True, slots=True)
class Traced:
    """A donor's money in the reports of one publisher, on one level, of one kind, in one currency.

    Levels repeat each other's money and currencies have no sum: two of these are never added.

    Args:
        publisher: Reference of who reports.
        publisher_name: Their name, as an activity of theirs has it.
        level: Level of the activities.
        kind: IATI code of the kind of transaction (TransactionType).
        kind_name: Its English name.
        currency: ISO 4217 code; empty where none is stated.
        amount: All of it.
        providers: By provider, the largest first.
        transactions: How many.
        years: The years of their days; without those that have none.
        bases: The files.
    """

    publisher: str
    publisher_name: str
    level: int
    kind: str
    kind_name: str
    currency: str
    amount: Decimal
    providers: tuple[Provided, ...]
    transactions: int
    years: tuple[int, ...]
    bases: tuple[Basis, ...]


def prefixes_of(place: Place) -> tuple[str, ...]:
    """How references of a country's organisations begin: registers of organisations are named after their country."""
    code = place.code("iso2")
    return (f"{code}-",) if code else ()


def traced(world: World, provider_prefixes: Sequence[str]) -> tuple[Traced, ...]:
    """Where money of a donor's organisations stands in what others report.

    Only what publishers report first-hand, each activity once. What the donor's organisations report of themselves
    stands here too, under their own reference.

    Args:
        world: What was known.
        provider_prefixes: How the references of the donor's organisations begin, such as ``NO-``; letters' case does
            not matter.

    Returns:
        By publisher, level, kind and currency, in that order.

    Raises:
        UsageError: No prefix, or one of fewer than three signs.
        NoData: No IATI file was known on the day.
    """
    wanted = sorted({one.strip().upper() for one in provider_prefixes})
    if not wanted or any(len(one) < SHORTEST for one in wanted):
        raise UsageError("a prefix of providers has three signs or more", where="provider_prefixes", remedy="NO-, …")
    # Every page of a donor asks the same of all flows; only the last answer is kept.
    kept = world.then.memory.get(LAST)
    if kept is None or kept[0] != wanted:
        kept = world.then.memory[LAST] = (wanted, _traces(world, wanted))
    found: tuple[Traced, ...] = kept[1]
    return found


def _traces(world: World, wanted: Sequence[str]) -> tuple[Traced, ...]:
    rows = _rows(world, wanted)
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in BY), []).append(row)
    names = _names(world, {row["reporting_org_ref"] for row in rows})
    return tuple(
        _traced(world, mine, names)
        for _, mine in sorted(groups.items(), key=lambda one: tuple(map(_sorting, one[0])))
    )  # fmt: skip


def _sorting(value: Any) -> tuple[str, int]:
    return ("", value) if isinstance(value, int) else (value or "", 0)


def _rows(world: World, prefixes: Sequence[str]) -> list[dict[str, Any]]:
    kinds = tuple(codelists()["TransactionType"])
    flows = firsthand(world.table(ACTIVITIES).to_ibis(), world.table(FLOWS).to_ibis(), kinds)
    theirs = flows.provider_org_ref.upper()
    begins = theirs.startswith(prefixes[0])
    for one in prefixes[1:]:
        begins |= theirs.startswith(one)
    mine = flows.filter(begins & flows.amount.notnull())
    mine = up_to_the_day(world.then, mine)
    keys = (*BY, "provider_org_ref", "provider_org_name", "dataset", "activity_no", "transaction_no", "year", "basis")
    # A transaction stands in several parts, by sector and place: they are one.
    sums = mine.group_by(*keys).aggregate(amount=mine.amount.sum())
    found: list[dict[str, Any]] = world.then.engine.run(sums).to_pylist()
    return found


def _traced(world: World, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> Traced:
    first = rows[0]
    by_provider: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_provider.setdefault(row["provider_org_ref"], []).append(row)
    providers = [
        Provided(
            ref,
            tuple(sorted({" ".join(row["provider_org_name"].split()) for row in mine if row["provider_org_name"]})),
            _sum(mine),
            len(mine),
        )
        for ref, mine in by_provider.items()
    ]
    kind = first["transaction_type_code"]
    return Traced(
        publisher=first["reporting_org_ref"],
        publisher_name=names.get(first["reporting_org_ref"]) or first["reporting_org_ref"],
        level=first["hierarchy"],
        kind=kind,
        kind_name=codelists()["TransactionType"][kind].name,
        currency=first["currency"] or "",
        amount=_sum(rows),
        providers=tuple(sorted(providers, key=lambda one: (-one.amount, one.ref))),
        transactions=len(rows),
        years=tuple(sorted({row["year"] for row in rows if row["year"] is not None})),
        bases=tuple(world.then.bases[number] for number in sorted({row["basis"] for row in rows})),
    )


def _sum(rows: Sequence[Mapping[str, Any]]) -> Decimal:
    return sum((row["amount"] for row in rows), Decimal(0))


def _names(world: World, refs: set[str]) -> dict[str, str]:
    activities = world.table(ACTIVITIES).to_ibis()
    mine = activities.filter(activities.reporting_org_ref.isin(sorted(refs) or [""]))
    named = mine.group_by("reporting_org_ref").aggregate(name=mine.reporting_org_name.min())
    return {row["reporting_org_ref"]: row["name"] for row in world.then.engine.run(named).to_pylist()}
