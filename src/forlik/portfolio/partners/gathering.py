"""Gathering organisations from all tables that name any: their names, kinds and what they do, each by its key."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from forlik.core.errors import NoData
from forlik.discover import source
from forlik.portfolio.cube import partner_cube
from forlik.portfolio.cube.kinds import kinds
from forlik.portfolio.partners.ends import Reporter, ends_of, reporter
from forlik.portfolio.partners.identifier import BY_NAME, key
from forlik.portfolio.partners.partner import ACCOUNTABLE, EXTENDS, FUNDS, IMPLEMENTS, REPORTS, Named
from forlik.world import World

ACTIVITIES, PARTICIPANTS = "iati__activities", "iati__participants"
ROLE_OF = {"1": FUNDS, "2": ACCOUNTABLE, "3": EXTENDS, "4": IMPLEMENTS}
"""IATI code (OrganisationRole) → what it does."""
WHO = ("provider_org_ref", "provider_org_name", "receiver_org_ref", "receiver_org_name", "reporting_org_ref")


@dataclass(slots=True)
class Organisation:
    """What files say of one organisation.

    Args:
        names: Name → how often it stands.
        types: Code of a kind → how often it is said.
        roles: What it does.
        refs: Its references as files have them.
        written: Its names as files have them, to the last blank.
    """

    names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    roles: set[str] = field(default_factory=set)
    refs: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)

    def add(self, other: "Organisation") -> None:
        """Take in what is said of the same one elsewhere."""
        self.names.update(other.names)
        self.types.update(other.types)
        self.roles |= other.roles
        self.refs |= other.refs
        self.written |= other.written

    def named(self) -> tuple[Named, ...]:
        """Its names, that which stands most often first."""
        return tuple(Named(*one) for one in sorted(self.names.items(), key=_most))

    def typed(self) -> tuple[str, ...]:
        """The codes of its kind, that which is said most often first."""
        return tuple(code for code, _ in sorted(self.types.items(), key=_most))


def _most(one: tuple[str, int]) -> tuple[int, str]:
    return -one[1], one[0]


def organisations(world: World) -> tuple[Mapping[str, Organisation], Mapping[str, Reporter]]:
    """Every organisation that a file names, by its key; and those who report, by the reference under which they do.

    Args:
        world: What was known.

    Raises:
        NoData: No IATI file was known on the day.
    """
    found: dict[str, Organisation] = defaultdict(Organisation)
    own: dict[str, Counter[str]] = defaultdict(Counter)
    for row in _reporters(world):
        ref, name = row["ref"] or "", row["name"] or ""
        _say(found, key(ref, name), (ref, name), row["times"], REPORTS, row["type"])
        own[ref][name] += row["times"]
    reporters = {ref: reporter(ref, some) for ref, some in own.items() if ref}
    for row in _participants(world):
        role = ROLE_OF.get(row["role"] or "")
        _say(found, key(row["ref"], row["name"]), (row["ref"], row["name"]), row["times"], role, row["type"])
    for row in _ends(world):
        giver, getter = ends_of(row, row["direction"], reporters)
        _say(found, giver, (row["provider_org_ref"], row["provider_org_name"]), row["times"], FUNDS)
        _say(found, getter, (row["receiver_org_ref"], row["receiver_org_name"]), row["times"], IMPLEMENTS)
    # A kind of organisation whose reference alone is given is nobody.
    return {one: about for one, about in found.items() if about.names or not one.startswith(BY_NAME)}, reporters


def _say(
    found: dict[str, Organisation],
    one: str,
    stated: tuple[str | None, str | None],
    times: int,
    role: str | None,
    kind: str | None = None,
) -> None:
    if not one:
        return
    about, (ref, name) = found[one], stated
    if ref:
        about.refs.add(ref)
    if name and name.strip():
        about.names[" ".join(name.split())] += times
        about.written.add(name)
    if role:
        about.roles.add(role)
    if kind:
        about.types[kind] += times


def _reporters(world: World) -> Iterator[Mapping[str, Any]]:
    rows = world.table(ACTIVITIES).to_ibis()
    sums = rows.group_by(
        ref=rows.reporting_org_ref, name=rows.reporting_org_name, type=rows.reporting_org_type_code
    ).aggregate(times=rows.count())
    yield from world.then.engine.run(sums).to_pylist()


def _participants(world: World) -> Iterator[Mapping[str, Any]]:
    """Who takes part in activities; nothing where no file was read for it."""
    if PARTICIPANTS not in source("iati").schemas:
        return
    try:
        rows = world.table(PARTICIPANTS).to_ibis()
    except NoData:
        return
    sums = rows.group_by(ref=rows.org_ref, name=rows.org_name, type=rows.org_type_code, role=rows.role_code).aggregate(
        times=rows.count()
    )
    yield from world.then.engine.run(sums).to_pylist()


def _ends(world: World) -> Iterator[Mapping[str, Any]]:
    rows = partner_cube(world.then)
    rows = rows.filter(rows.flow.notnull())
    direction = {row["flow"]: row["direction"] for row in kinds()}
    sums = rows.group_by("flow", *WHO).aggregate(times=rows.flows.sum().cast("int64"))
    for row in world.then.engine.run(sums).to_pylist():
        yield {**row, "direction": direction[row["flow"]]}
