"""A donor's money where others report it: by publisher, level, kind and currency, and never added across them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from forlik.core.figure import Basis
from forlik.iati.standard.lists import codelists
from forlik.portfolio.donor.added import Added, together
from forlik.portfolio.donor.giving import ACTIVITIES, SUM, checked_prefixes, transactions
from forlik.portfolio.last_answer import last_answer
from forlik.world import World

BY = ("reporting_org_ref", "hierarchy", "transaction_type_code", "currency")
LAST = "the donor traced last"
Year = int | Literal["all", "undated"]
"""One year, all of them, or what is of no year."""
ALL: Literal["all"] = "all"
UNDATED: Literal["undated"] = "undated"


@dataclass(frozen=True, slots=True)
class Provided:
    """What one provider stands for within a :class:`Traced`.

    Args:
        ref: The provider's reference, as published.
        names: The names that stand beside it.
        by_year: Year → what its transactions of that year add up to; ``None`` is no year.
    """

    ref: str
    names: tuple[str, ...]
    by_year: Mapping[int | None, Added]

    @property
    def added(self) -> Added:
        """All of it."""
        return together(self.by_year.values())

    @property
    def amount(self) -> Decimal | None:
        """In the currency of its :class:`Traced`; ``None`` where none of its transactions states an amount."""
        return self.added.amount

    @property
    def transactions(self) -> int:
        """How many, those without an amount too."""
        return self.added.transactions


@dataclass(frozen=True, slots=True)
class Traced:
    """A donor's money in the reports of one publisher, on one level, of one kind, in one currency.

    Levels repeat each other's money and currencies have no sum: two of these are never added.

    Args:
        publisher: Reference of who reports; empty where none is stated.
        publisher_name: Their name, as an activity of theirs has it.
        level: Level of the activities.
        kind: IATI code of the kind of transaction (TransactionType).
        kind_name: Its English name.
        currency: ISO 4217 code; empty where none is stated.
        providers: By provider, the largest first, those of whom no amount is known last.
        bases: The files.
    """

    publisher: str
    publisher_name: str
    level: int
    kind: str
    kind_name: str
    currency: str
    providers: tuple[Provided, ...]
    bases: tuple[Basis, ...]

    @property
    def by_year(self) -> Mapping[int | None, Added]:
        """Year → what its transactions add up to, oldest first; ``None``, which is no year, last."""
        found: dict[int | None, list[Added]] = {}
        for given in self.providers:
            for year, one in given.by_year.items():
                found.setdefault(year, []).append(one)
        return {year: together(found[year]) for year in sorted(found, key=lambda one: (one is None, one or 0))}

    @property
    def added(self) -> Added:
        """All of it."""
        return self.of()

    @property
    def amount(self) -> Decimal | None:
        """All of it in its currency; ``None`` where none of its transactions states an amount."""
        return self.added.amount

    @property
    def transactions(self) -> int:
        """How many, those without an amount too."""
        return self.added.transactions

    @property
    def years(self) -> tuple[int, ...]:
        """The years of their days; without those that have none."""
        return tuple(year for year in self.by_year if year is not None)

    def of(self, year: Year = ALL, provider: str = "") -> Added:
        """What the transactions of a year, or of one provider, add up to; of none of them nothing is known.

        Args:
            year: The year.
            provider: The provider's reference as published; all of them when empty.
        """
        return together(
            one
            for given in self.providers
            if provider in {"", given.ref}
            for number, one in given.by_year.items()
            if year == ALL or number == (None if year == UNDATED else year)
        )


def traced(world: World, provider_prefixes: Sequence[str]) -> tuple[Traced, ...]:
    """Where money of a donor's organisations stands in what others report.

    Only what publishers report first-hand, each activity once. What the donor's organisations report of themselves
    stands here too, under their own reference. Transactions without an amount or without a rate are in it, counted.

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
    wanted = checked_prefixes(provider_prefixes)
    # Every page of a donor asks the same of all flows; only the last answer is kept.
    return last_answer(world, LAST, wanted, lambda: _traces(world, wanted))


def _traces(world: World, wanted: Sequence[str]) -> tuple[Traced, ...]:
    rows = _sums(world, wanted)
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


def _sums(world: World, prefixes: Sequence[str]) -> list[dict[str, Any]]:
    """Sums by everything that tells them apart, and by the file and name that they stand under."""
    one = transactions(world, prefixes)
    sums = one.group_by(*SUM, "provider_org_name", "basis").aggregate(
        amount=one.amount.sum(),
        usd=one.amount_usd.sum(),
        transactions=one.count(),
        without_amount=one.amount.isnull().cast("int64").sum(),
        without_rate=(one.amount.notnull() & one.amount_usd.isnull()).cast("int64").sum(),
    )
    found: list[dict[str, Any]] = world.then.engine.run(sums).to_pylist()
    return found


def _traced(world: World, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> Traced:
    first = rows[0]
    by_provider: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_provider.setdefault(row["provider_org_ref"], []).append(row)
    kind = first["transaction_type_code"]
    return Traced(
        publisher=first["reporting_org_ref"],
        publisher_name=names.get(first["reporting_org_ref"]) or first["reporting_org_ref"],
        level=first["hierarchy"],
        kind=kind,
        kind_name=codelists()["TransactionType"][kind].name,
        currency=first["currency"] or "",
        providers=tuple(sorted((_provided(ref, mine) for ref, mine in by_provider.items()), key=_largest)),
        bases=tuple(world.then.bases[number] for number in sorted({row["basis"] for row in rows})),
    )


def _provided(ref: str, rows: Sequence[Mapping[str, Any]]) -> Provided:
    by_year: dict[int | None, list[Added]] = {}
    for row in rows:
        one = Added(row["amount"], row["usd"], row["transactions"], row["without_amount"], row["without_rate"])
        by_year.setdefault(row["year"], []).append(one)
    names = {" ".join(row["provider_org_name"].split()) for row in rows if row["provider_org_name"]}
    return Provided(ref, tuple(sorted(names)), {year: together(parts) for year, parts in by_year.items()})


def _largest(one: Provided) -> tuple[bool, Decimal, str]:
    amount = one.amount
    return amount is None, -(amount or Decimal(0)), one.ref


def _names(world: World, refs: set[str]) -> dict[str, str]:
    activities = world.table(ACTIVITIES).to_ibis()
    mine = activities.filter(activities.reporting_org_ref.isin(sorted(refs) or [""]))
    named = mine.group_by("reporting_org_ref").aggregate(name=mine.reporting_org_name.min())
    return {row["reporting_org_ref"]: row["name"] for row in world.then.engine.run(named).to_pylist()}
