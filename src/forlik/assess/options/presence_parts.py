"""Who has a part in activities that are there: whoever reports them, gives to them, or receives from them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from forlik.assess.options.presence_activities import There, ref_of
from forlik.assess.options.presence_money import INCOMING, OUTGOING, Amount, amounts, kind_of, pillars
from forlik.assess.options.presence_whose import Home, Whose
from forlik.core.figure import Basis
from forlik.world import World

Role = Literal["reports", "gives", "receives"]
Money = list[Mapping[str, Any]]
SIDES: tuple[tuple[Role, str, tuple[str, ...]], ...] = (
    ("gives", "provider", INCOMING),
    ("receives", "receiver", OUTGOING),
)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation with a part in activities there.

    Args:
        ref: Its reference; empty where none is stated.
        name: Its name.
        role: Whether it reports activities of its own, gives to them, or receives from them.
        whose: Whether it is the home actor's, another's, or its reference does not tell.
        running: Activities that are running.
        unsure: Activities of which it is unsure.
        since: The earliest start that is stated among them.
        pillars: What the money is for.
        amounts: The money, added over its activities; of a receiver what it received.
        bases: The files.
    """

    ref: str
    name: str
    role: Role
    whose: Whose
    running: int
    unsure: int
    since: date | None
    pillars: tuple[str, ...]
    amounts: tuple[Amount, ...]
    bases: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one activity.

    Args:
        role: What whoever has it does.
        ref: Whose reference; empty where none is stated.
        name: Whose name.
        money: The money that the role tells of.
    """

    role: Role
    ref: str
    name: str
    money: Money


def organisations(
    world: World, there: Iterable[There], home: Home, whose: Collection[Whose], roles: Sequence[Role]
) -> tuple[Organisation, ...]:
    """Organisations with a part in activities: by role, those with most activities running first.

    Args:
        world: What was known on the day.
        there: The activities.
        home: The home actor.
        whose: Whose organisations are wanted.
        roles: Which parts, in the order in which they are told.
    """
    taken: dict[tuple[Role, str, str], list[tuple[There, Part]]] = defaultdict(list)
    for one in there:
        for part in parts(one):
            if part.role in roles and home.whose(part.ref) in whose:
                # By its reference an organisation is one, whatever name a file gives it; else by its name.
                taken[part.role, part.ref, "" if part.ref else part.name].append((one, part))
    found = [_organisation(world, home, some) for some in taken.values()]
    return tuple(sorted(found, key=lambda one: (roles.index(one.role), -one.running, -one.unsure, one.name, one.ref)))


def parts(one: There) -> list[Part]:
    """Who has a part in one activity, each once in each role."""
    reporter, name = ref_of(one.about, "reporting"), one.about["reporting_org_name"] or ""
    found: dict[tuple[Role, str], Part] = {}
    if reporter or name:
        paid = [row for row in one.money if kind_of(row) in OUTGOING]
        found["reports", reporter or name] = Part("reports", reporter, name or reporter, paid)
    for role, side, kinds in SIDES:
        for row in one.money:
            ref, said = ref_of(row, side), row[f"{side}_org_name"] or ""
            key = ref or said
            # Who pays itself is no partner of its own.
            if kind_of(row) in kinds and key and key not in (reporter, name):
                found.setdefault((role, key), Part(role, ref, said or ref, [])).money.append(row)
    return list(found.values())


def _organisation(world: World, home: Home, some: Sequence[tuple[There, Part]]) -> Organisation:
    first = some[0][1]
    money = [row for _, part in some for row in part.money]
    numbers = sorted({one.about["basis"] for one, _ in some})
    return Organisation(
        ref=first.ref,
        name=first.name,
        role=first.role,
        whose=home.whose(first.ref),
        running=sum(one.standing == "running" for one, _ in some),
        unsure=sum(one.standing == "unsure" for one, _ in some),
        since=min((one.about["started"] for one, _ in some if one.about["started"]), default=None),
        pillars=pillars(money),
        amounts=amounts(money),
        bases=tuple(world.then.bases[number] for number in numbers),
    )
