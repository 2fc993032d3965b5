"""Partners of a world: made from the cube by who gives and who gets, and from all tables that name organisations."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from forlik.portfolio.cube import behind_partners, order
from forlik.portfolio.cube.years import Years, first_and_last
from forlik.portfolio.network.partners import Network
from forlik.portfolio.network.partners import partners as network_of
from forlik.portfolio.partners.adding import Added, PartnerSum, added, ended, rows_of
from forlik.portfolio.partners.ends import Reporter
from forlik.portfolio.partners.gathering import PARTICIPANTS, Organisation, organisations
from forlik.portfolio.partners.hands import hands
from forlik.portfolio.partners.identifier import BY_NAME, folded
from forlik.portfolio.partners.joining import Actor, Decided, Joined, decided
from forlik.portfolio.partners.kept import Kept
from forlik.portfolio.partners.looking import Known, around
from forlik.portfolio.partners.partner import ROLES, Around, Money, Partner, Partners
from forlik.world import World

NOTHING = Money()

ASKED_LAST: Kept[Partners] = Kept(6)
"""Partners asked for last, by what was known and what was asked: made without actors, who may be secret."""
GATHERED: Kept[tuple[Mapping[str, Organisation], Mapping[str, Reporter]]] = Kept(2)
"""Organisations that files name, by what was known."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for."""

    flow: str
    place: str | None
    years: tuple[int, int] | None


def partners(
    world: World,
    actors: Iterable[Actor] = (),
    place: str | None = None,
    years: Years = None,
    *,
    flow: str = "paid",
) -> Partners:
    """Every organisation that files name, each once, with what it gives and gets.

    An organisation is told by its identifier; one without an identifier by its name, and marked so. Two identifiers are
    one partner only where a person found them to be one actor's; two that share a name stay two, and are told of. Money
    is of one kind of flow, by the rules of the measures of aid: first-hand reports, each activity once, one level of
    each publisher.

    Args:
        world: What was known.
        actors: The actors that the reader may see, with what persons decided of them.
        place: Any name or code of one country; all when not given.
        years: One year, or first and last; all when not given.
        flow: Kind of flow; one of ``forlik.portfolio.cube.FLOWS``.

    Returns:
        The partners; with a place or years those only that have money there, that with most first.

    Raises:
        UsageError: There is no such kind of flow, or the years run backwards.
        PlaceRefused: The place is ambiguous or unknown.
        NoData: No IATI file was known on the day.
    """
    asked = _Asked(flow, None if place is None else world.place(place).iso3, first_and_last(years))
    some = tuple(actors)
    if some:
        # Actors may be secret: nothing of them is kept where others read.
        return _made(world, some, asked)
    made = ASKED_LAST.get((_known(world), asked), lambda: _made(world, some, asked))
    return made if made.day == world.day else replace(made, day=world.day)


def partner(
    world: World,
    ref: str,
    actors: Iterable[Actor] = (),
    *,
    flow: str = "paid",
) -> Around:
    """One partner: who gives to it and who gets from it, where and when, and in which files that stands.

    Args:
        world: What was known.
        ref: Any of its identifiers, or its key.
        actors: The actors that the reader may see, with what persons decided of them.
        flow: Kind of flow.

    Raises:
        UsageError: There is no such partner, or no such kind of flow.
        NoData: No IATI file was known on the day.
    """
    some = tuple(actors)
    found = partners(world, some, flow=flow)
    one = found[ref]
    return around(world, found, one, known(world, one.ref, some))


def known(world: World, ref: str, actors: Iterable[Actor] = ()) -> Known:
    """What is known of an organisation and of those who report, before money is looked at.

    Args:
        world: What was known.
        ref: Its key; empty where nobody is asked for.
        actors: The actors that the reader may see, with what persons decided of them.

    Raises:
        NoData: No IATI file was known on the day.
    """
    every, reporters = _gathered(world)
    decisions = decided(actors, every)
    return Known(_together(every, decisions).get(ref, Organisation()), reporters, decisions.same)


def _made(world: World, actors: Sequence[Actor], asked: _Asked) -> Partners:
    every, reporters = _gathered(world)
    decisions = decided(actors, every)
    rows = rows_of(world, asked.flow, asked.place, asked.years)
    sums = added(ended(world, rows, asked.flow, reporters, decisions.same))
    about = _together(every, decisions)
    narrow = asked.place is not None or asked.years is not None
    there = {*sums.given, *sums.received, *sums.own} if narrow else set(about)
    shared = _shared(about, there)
    network = _network(sums)
    steps = hands(network)
    found = [
        _partner(one, about.get(one, Organisation()), decisions, sums, steps, shared.get(one, ())) for one in there
    ]
    numbers = order(world.then)
    return Partners(
        day=world.day,
        flow=asked.flow,
        place=asked.place or "",
        years=asked.years,
        found=tuple(sorted(found, key=_largest)),
        network=network,
        contested=decisions.contested,
        same_names=_by_name(shared, about),
        recency=tuple(numbers[one] for one in sorted(sums.recency)),
    )


def _gathered(world: World) -> tuple[Mapping[str, Organisation], Mapping[str, Reporter]]:
    return GATHERED.get(_known(world), lambda: organisations(world))


def _known(world: World) -> Hashable:
    """All that partners hang on but for the question: on many days the same was known."""
    then = world.then
    taking_part = tuple(one.number for one in then.with_table(PARTICIPANTS))
    cut = world.day if then.mode == "reconstructed" else None
    return then.home, behind_partners(then), taking_part, cut


def _together(every: Mapping[str, Organisation], decisions: Decided) -> dict[str, Organisation]:
    """Organisations, those of one actor as one."""
    found: dict[str, Organisation] = {}
    for one, about in every.items():
        into = decisions.same.get(one, one)
        if into in decisions.same.values():
            found.setdefault(into, Organisation()).add(about)
        else:
            found[into] = about
    return found


def _shared(about: Mapping[str, Organisation], there: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Key → the keys of others that have one of its names."""
    by_name: dict[str, set[str]] = {}
    for one in there:
        for name in about.get(one, Organisation()).names:
            if short := folded(name):
                by_name.setdefault(short, set()).add(one)
    found: dict[str, set[str]] = {}
    for some in by_name.values():
        for one in some if len(some) > 1 else ():
            found.setdefault(one, set()).update(some - {one})
    return {one: tuple(sorted(others)) for one, others in found.items()}


def _by_name(shared: Mapping[str, Sequence[str]], about: Mapping[str, Organisation]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for one in shared:
        for name in about[one].names:
            found.setdefault(folded(name), set()).add(one)
    return {name: tuple(sorted(some)) for name, some in sorted(found.items()) if len(some) > 1}


def _network(sums: Added) -> Network:
    edges = [
        {"funder": giver, "implementer": getter, "money": usd, "transactions": flows}
        for (giver, getter), one in sums.pairs.items()
        for usd, flows in one.apart()
    ]
    return network_of(edges)


def _partner(
    one: str,
    about: Organisation,
    decisions: Decided,
    sums: Added,
    steps: Mapping[str, int],
    same_name: tuple[str, ...],
) -> Partner:
    actor = decisions.actors.get(one)
    several = [key for key, into in decisions.same.items() if into == one] if actor else []
    keys = [one, *sorted(several)]
    return Partner(
        ref=one,
        names=about.named(),
        identifiers=tuple(key for key in keys if not key.startswith(BY_NAME)),
        types=about.typed(),
        roles=tuple(role for role in ROLES if role in about.roles),
        given=_money(sums.given.get(one)),
        received=_money(sums.received.get(one)),
        hands=steps.get(one),
        actor=Joined(actor.id, actor.name, actor.kind) if actor else None,
        same_name=same_name,
        own=_money(sums.own.get(one)),
    )


def _money(one: PartnerSum | None) -> Money:
    return one.money() if one else NOTHING


def _largest(one: Partner) -> tuple[bool, Decimal, str, str]:
    size = one.size
    return size is None, -(size or Decimal(0)), one.name.casefold(), one.ref
