"""Who gives to a country in a year, and who gets: from the cube, each partner once, the largest first.

The two ends are of the same money, all that is counted in the country: so what an organisation spends itself is at both
of them, and how much of it there is is told with each (:mod:`forlik.portfolio.partners.ends` has the rule).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from forlik.places import Place
from forlik.portfolio.coordination.amounts import Amounts
from forlik.portfolio.coordination.localisation import Localisation, hands, localisation
from forlik.portfolio.coordination.measured import LeftOut, Reason
from forlik.portfolio.cube import partner_cube
from forlik.portfolio.cube.marking import COUNTED, COUNTRY, ENDS
from forlik.portfolio.cube.versions import ACTIVITIES
from forlik.portfolio.last_answer import last_answer
from forlik.portfolio.partners.ends import Reporter, direction_of, ends_of, is_own, reporter
from forlik.portfolio.partners.identifier import is_local
from forlik.world import World

MANY = 10
"""How many of the largest are told."""
REPORTERS = "those who report, by reference"
ASKED_LAST = "the two ends of money that were asked for last"
WHO = (*ENDS, "reporting_org_ref")
SIDES = ("provider", "receiver")


@dataclass(slots=True)
class EndSum:
    """What one partner gives, or gets; dollars stay unknown until one is known.

    Args:
        usd: US dollars.
        flows: Parts of transactions.
        without_rate: How many of them have no amount in US dollars.
        own: US dollars of its own spending, which is in ``usd``; nothing where there is none, or no rate for any.
        names: Name that flows call it → how many of them.
        refs: Reference that they have of it → how many of them.
    """

    usd: Decimal | None = None
    flows: int = 0
    without_rate: int = 0
    own: Decimal | None = None
    names: dict[str, int] = field(default_factory=dict)
    refs: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called most often, else the reference that stands most often, of equals the first; or nothing."""
        return _most(self.names) or _most(self.refs)

    def add(self, row: Mapping[str, Any], name: str | None, ref: str | None, *, own: bool = False) -> None:
        """Add one row of sums, in which it is called so, and which may be its own spending."""
        usd = row["usd"]
        if usd is not None:
            self.usd = usd if self.usd is None else self.usd + usd
        if own and usd is not None:
            self.own = usd if self.own is None else self.own + usd
        self.flows += row["flows"]
        self.without_rate += row["without_rate"]
        for stated, there in ((name, self.names), (ref, self.refs)):
            if stated and (text := " ".join(stated.split())):
                there[text] = there.get(text, 0) + row["flows"]


@dataclass(frozen=True, slots=True)
class Largest:
    """A partner of a country in a year.

    Args:
        ref: By what it is told, as :func:`forlik.portfolio.partners.partner` takes it; empty where nobody is named.
        name: What its flows call it most often; its reference where none does; empty where nobody is named.
        usd: What it gave, or got; nothing where no rate is known.
        flows: Parts of transactions.
        without_rate: How many of them have no amount in US dollars and are not in ``usd``.
        own: How much of ``usd`` is its own spending, which it neither gives to others nor gets from them; nothing where
            there is none that is known.
    """

    ref: str
    name: str
    usd: Decimal | None
    flows: int
    without_rate: int
    own: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ends:
    """Money of a country and year by who gives and by who gets: the same money, seen from its two ends.

    Args:
        given: Key of a partner → what it gives, its own spending with it; empty for what nobody is named to give.
        received: Key → what it gets, its own spending with it.
        first_hands: Through how many hands, and money: of each sum of flows, as :func:`localisation` takes it.
    """

    given: Mapping[str, EndSum]
    received: Mapping[str, EndSum]
    first_hands: Sequence[tuple[str, Decimal | None]]

    @property
    def donors(self) -> Amounts:
        """What is given, by who gives it; parts of transactions are its entries."""
        named = {ref: one for ref, one in self.given.items() if ref and one.usd is not None}
        nobody = self.given.get("", EndSum())
        return Amounts(
            net={ref: one.usd for ref, one in sorted(named.items()) if one.usd is not None},
            entries=sum(one.flows - one.without_rate for one in named.values()),
            nameless=LeftOut(Reason("no_name"), nobody.flows - nobody.without_rate, nobody.usd or Decimal(0)),
            amountless=LeftOut(Reason("no_amount"), self.without_rate),
        )

    @property
    def without_rate(self) -> int:
        """How many parts of transactions have no amount in US dollars."""
        return sum(one.without_rate for one in self.given.values())

    @property
    def localisation(self) -> Localisation:
        """How much is with receivers that are registered in the country; of the others nobody can tell."""
        return localisation(self.first_hands)


def ends(world: World, place: Place, year: int, flow: str, same: Mapping[str, str]) -> Ends:
    """Money of a country and year by its two ends, in one question.

    What counts is what the matrix counts: first-hand reports, each activity once, one level of each publisher. Where a
    transaction names nobody, it is the reporting organisation's, as the standard says.

    Args:
        world: What was known.
        place: The country.
        year: The year.
        flow: Kind of flow.
        same: Key of a partner → the key that a person found it to be counted under.

    Raises:
        NoData: No IATI file was known on the day.
    """
    if same:
        # What persons decided may be secret: nothing of it is kept where others read.
        return _ends(world, place, year, flow, same)
    return last_answer(world, ASKED_LAST, (place.iso3, year, flow), lambda: _ends(world, place, year, flow, same))


def _ends(world: World, place: Place, year: int, flow: str, same: Mapping[str, str]) -> Ends:
    rows = partner_cube(world.then)
    rows = rows.filter((rows.place_kind == COUNTRY) & (rows.place_code == place.iso3))
    rows = rows.filter((rows.standing == COUNTED) & (rows.flow == flow) & (rows.year == year))
    sums = rows.group_by(list(WHO)).aggregate(
        usd=rows.usd.sum(),
        flows=rows.flows.sum().cast("int64"),
        without_rate=rows.without_rate.sum().cast("int64"),
    )
    direction, reporters, code = direction_of(flow), _reporters(world), place.code("iso2") or ""
    given: dict[str, EndSum] = defaultdict(EndSum)
    received: dict[str, EndSum] = defaultdict(EndSum)
    first: list[tuple[str, Decimal | None]] = []
    for row in world.then.engine.run(sums.order_by(list(WHO))).to_pylist():
        stated = ends_of(row, direction, reporters)
        keys = [same.get(one, one) for one in stated]
        for side, one, counted, into in zip(SIDES, stated, keys, (given, received), strict=True):
            into[counted].add(row, *_stated(row, side, one, reporters), own=is_own(*keys))
        through = hands([is_local(row["receiver_org_ref"], code)])
        first += [(through, amount) for amount in amounts(row)]
    return Ends(dict(given), dict(received), first)


def _stated(
    row: Mapping[str, Any], side: str, one: str, reporters: Mapping[str, Reporter]
) -> tuple[str | None, str | None]:
    """Name and reference of one end as its flow has them; of who reports and is not named its own."""
    name, ref = row[f"{side}_org_name"], row[f"{side}_org_ref"]
    own = reporters.get(row["reporting_org_ref"])
    return (own.name, row["reporting_org_ref"]) if own and own.key == one and not (name or ref) else (name, ref)


def amounts(row: Mapping[str, Any]) -> list[Decimal | None]:
    """The known sum of a row, and an unknown one where parts of it have no rate."""
    return [*([] if row["usd"] is None else [row["usd"]]), *([None] if row["without_rate"] else [])]


def largest(sums: Mapping[str, EndSum], many: int = MANY) -> tuple[Largest, ...]:
    """The largest of some partners; those of whom no amount is known last, and those with an amount of 0 not at all.

    Args:
        sums: Key → what it gives, or gets.
        many: How many at most.
    """
    ordered = sorted((one for one in sums.items() if one[1].usd != 0), key=_by_size)
    return tuple(
        Largest(ref, (one.name or ref) if ref else "", one.usd, one.flows, one.without_rate, one.own)
        for ref, one in ordered[:many]
    )


def _reporters(world: World) -> Mapping[str, Reporter]:
    """Reference of a reporting organisation → who that is; read once."""
    memory = world.then.shared
    if REPORTERS not in memory:
        rows = world.then.rows(ACTIVITIES)
        sums = rows.group_by(ref=rows.reporting_org_ref, name=rows.reporting_org_name).aggregate(times=rows.count())
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for row in world.then.engine.run(sums).to_pylist():
            if row["ref"]:
                found[row["ref"]][row["name"] or ""] = row["times"]
        memory[REPORTERS] = {ref: reporter(ref, names) for ref, names in found.items()}
    held: Mapping[str, Reporter] = memory[REPORTERS]
    return held


def _by_size(one: tuple[str, EndSum]) -> tuple[bool, Decimal, str]:
    ref, total = one
    return total.usd is None, -(total.usd or Decimal(0)), ref


def _most(names: Mapping[str, int]) -> str:
    """The name that stands most often, of equals the first."""
    return min(names.items(), key=lambda one: (-one[1], one[0]), default=("", 0))[0]
