"""A partner's sum opened: every flow that it is the sum of, with dataset, activity and bytes.

Which flows are in it is said by the rule of the sum (:func:`forlik.portfolio.partners.ends.stands_at`): first the
sums of the cube are asked which ways of writing the two ends are the partner's, then the flows that are written so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, overload

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import NoData
from forlik.core.figure import Basis
from forlik.core.table import Table, json_number
from forlik.portfolio.cube import codes_of, table_of
from forlik.portfolio.cube.marking import COUNTRY, FIRST_HAND, marked
from forlik.portfolio.cube.tables import money, snapshots
from forlik.portfolio.cube.years import up_to_the_day
from forlik.portfolio.definitions import definition, pillar_of
from forlik.portfolio.last_answer import last_answer
from forlik.portfolio.matrix import Flow
from forlik.portfolio.matrix.cells import RULE
from forlik.portfolio.matrix.drilling import counted_levels, flows_of, standing, with_activities
from forlik.portfolio.overview.opened import SHAPE
from forlik.portfolio.partners.adding import BY, PartnerSum, ended, rows_of
from forlik.portfolio.partners.ends import GIVEN, direction_of, ends_of, stands_at
from forlik.portfolio.partners.gathering import WHO
from forlik.portfolio.partners.looking import Known, may_name
from forlik.portfolio.partners.of_world import known as known_of
from forlik.portfolio.partners.of_world import partners
from forlik.portfolio.partners.partner import Money
from forlik.portfolio.partners.sums import SumAsked
from forlik.world import World, manifest_of

LAST = "the sum of a partner that was opened last"
GRAIN = "One row: one part of one transaction, shared out by sector and place; together they are the sum."
AT_ONCE = 10_000
"""Flows that are looked at together where all are gone through."""


class FlowList(Sequence[Flow]):
    """Flows in the order of dataset, activity and transaction; each is made when it is looked at.

    Args:
        world: What was known.
        rows: Their columns.
    """

    def __init__(self, world: World, rows: pa.Table) -> None:
        self._world, self._rows = world, rows

    def __len__(self) -> int:
        return int(self._rows.num_rows)

    @overload
    def __getitem__(self, which: int) -> Flow: ...
    @overload
    def __getitem__(self, which: slice) -> tuple[Flow, ...]: ...
    def __getitem__(self, which: int | slice) -> Flow | tuple[Flow, ...]:
        """One of them, or some that follow each other."""
        if isinstance(which, slice):
            numbers = range(len(self))[which]
            return tuple(flows_of(self._world, self._rows.take(list(numbers))))
        return next(flows_of(self._world, self._rows.slice(range(len(self))[which], 1)))

    def __iter__(self) -> Iterator[Flow]:
        for first in range(0, len(self), AT_ONCE):
            yield from self[first : first + AT_ONCE]


@dataclass(frozen=True)
class OpenedSum:
    """A sum of a partner and its flows.

    Args:
        world: What was known.
        asked: Which sum.
        names: Key → what that organisation is called, of the partner and of those at the other end.
        money: The sum, as pages show it: from the cube.
        rows: The flows, those without a rate too, as columns.
        known: What is known of organisations.
    """

    world: World = field(repr=False)
    asked: SumAsked
    names: Mapping[str, str] = field(repr=False)
    money: Money
    rows: pa.Table = field(repr=False)
    known: Known = field(repr=False)

    @property
    def name(self) -> str:
        """What the partner is called; empty for nobody named."""
        return self.names.get(self.asked.ref, self.asked.ref)

    @property
    def flows(self) -> FlowList:
        """The flows."""
        return FlowList(self.world, self.rows)

    @cached_property
    def usd(self) -> Decimal | None:
        """What the flows add up to in US dollars; nothing where none has a rate. It is the sum of the page."""
        return _sum(self.rows["amount_usd"])

    @cached_property
    def as_published(self) -> Mapping[str, Decimal]:
        """Currency → what its flows add up to as they were published; currencies are never added to each other."""
        named = self.rows["currency"].fill_null("")
        found = {name: _sum(self.rows["amount"].filter(pc.equal(named, name))) for name in named.unique().to_pylist()}
        return {name: amount for name, amount in sorted(found.items()) if amount is not None}

    @cached_property
    def bases(self) -> tuple[Basis, ...]:
        """The files that the flows stand in."""
        return tuple(self.world.then.bases[number] for number in sorted(self.rows["basis"].unique().to_pylist()))

    def ends(self, one: Flow) -> tuple[str, str]:
        """Keys of who gives and who gets in one of the flows; empty where nobody is named."""
        giver, getter = ends_of(one.about, direction_of(self.asked.flow), self.known.reporters)
        return self.known.same.get(giver, giver), self.known.same.get(getter, getter)

    def table(self) -> Table:
        """The flows as a table, one row a part of a transaction."""
        manifest = manifest_of(self.world, "partner_flows", grain=GRAIN, sources=self.bases, remarks=(RULE,))
        return Table(manifest, self._columns)

    def _columns(self) -> pa.Table:
        bases = self.world.then.bases
        known = [bases[number].known_at for number in self.rows["basis"].to_pylist()]
        rows = self.rows.append_column("rate", pa.array([one.rate for one in self.flows], SHAPE.field("rate").type))
        rows = rows.append_column("known_at", pa.array(known, pa.string()))
        return rows.select(SHAPE.names).cast(SHAPE)


def opened_sum(world: World, asked: SumAsked) -> OpenedSum:
    """A sum of a partner with the flows that it is the sum of.

    Args:
        world: What was known.
        asked: Which sum; its ``ref`` may be any identifier of the partner, and empty for nobody named.

    Raises:
        UsageError: There is no such partner, side or kind of flow.
        NoData: Nothing is published there, which is unknown and not 0; or no IATI file was known on the day.
    """
    return last_answer(world, LAST, asked, lambda: _opened(world, asked))


def _opened(world: World, asked: SumAsked) -> OpenedSum:
    codes_of(asked.flow)
    every = partners(world, flow=asked.flow)
    refs = [every[one].ref if one else "" for one in (asked.ref, asked.other or "")]
    asked = asked.of(refs[0], None if asked.other is None else refs[1])
    known = known_of(world, asked.ref)
    found, ways = _ways(world, asked, known)
    names = {one: every[one].name for pair in ways for one in pair if one and every.get(one)}
    if not found.flows:
        raise NoData(
            f"nothing is published as {asked.flow} of that",
            remedy="that is unknown, not 0; another year, country or kind of money may have something",
        )
    written = [way for some in ways.values() for way in some]
    rows = with_activities(world, pillar_of(definition(BY), _counted(world, asked, written)))
    return OpenedSum(world, asked, names, found.money(), rows, known)


Way = tuple[str, ...]
"""How the two ends and the reporting organisation are written: the columns of ``WHO``."""


def _ways(world: World, asked: SumAsked, known: Known) -> tuple[PartnerSum, Mapping[tuple[str, str], set[Way]]]:
    """The sum as the cube has it, and its two ends → the ways in which they are written."""
    rows = rows_of(world, asked.flow, asked.place or None, asked.years, ("year",) if asked.undated else ())
    if asked.undated:
        rows = rows.filter(rows.year.isnull())
    if asked.ref:
        rows = rows.filter(may_name(rows, known.about))
    found, ways = PartnerSum(), dict[tuple[str, str], set[Way]]()
    for giver, getter, row in ended(world, rows, asked.flow, known.reporters, known.same):
        other = getter if asked.side == GIVEN else giver
        if stands_at(asked.ref, asked.side, giver, getter, asked.own) and asked.other in (None, other):
            found.add(row)
            ways.setdefault((giver, getter), set()).add(tuple(row[name] or "" for name in WHO))
    return found, ways


def _counted(world: World, asked: SumAsked, written: Sequence[Way]) -> Any:
    """The flows that are counted and whose ends are written in one of some ways, as an Ibis table."""
    then = world.then
    rows = money(then, snapshots(then), [table_of(asked.flow)])
    rows = rows.filter(rows.transaction_type_code.isin(codes_of(asked.flow)))
    if asked.place:
        rows = rows.filter(rows.country_iso3 == asked.place)
    if asked.undated:
        rows = rows.filter(rows.year.isnull())
    elif asked.year is not None:
        rows = rows.filter(rows.year == asked.year)
    rows = marked(standing(world), up_to_the_day(then, rows))
    rows = rows.filter(rows.standing == FIRST_HAND)
    if asked.place:
        rows = rows.filter(rows.place_kind == COUNTRY)
    rows = rows.semi_join(counted_levels(world, asked.flow), ["reporting_org_ref", "hierarchy"])
    ways = then.engine.memory(
        pa.table({f"of_{name}": pa.array([way[turn] for way in written], pa.string()) for turn, name in enumerate(WHO)})
    )
    return rows.semi_join(ways, [rows[name].fill_null("") == ways[f"of_{name}"] for name in WHO])


def opened_shape(found: OpenedSum) -> dict[str, Any]:
    """The sum and its flows as JSON; ``sum_usd`` is what the flows add up to, and equals ``amount_usd``.

    Args:
        found: The sum opened.
    """
    return {
        "as_of": found.world.day.isoformat(),
        "partner": found.asked.ref,
        "name": found.name,
        **{name: value for name, value in found.asked.fields.items() if name not in {"side", "flow"}},
        "side": found.asked.side,
        "flow": found.asked.flow,
        "amount_usd": json_number(found.money.usd),
        "sum_usd": json_number(found.usd),
        "reason": found.money.reason,
        "as_published": {name: json_number(amount) for name, amount in found.as_published.items()},
        "level_rule": RULE,
        "flows": [
            {name: _plain(name, value) for name, value in row.items()} for row in found.table().to_arrow().to_pylist()
        ],
    }


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value) if name == "rate" else json_number(value)
    return value.isoformat() if name == "transaction_date" and value else value


def _sum(amounts: Any) -> Decimal | None:
    total: Decimal | None = pc.sum(amounts).as_py()
    return total
