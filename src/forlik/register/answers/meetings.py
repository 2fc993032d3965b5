"""Meetings: who of us last met somebody, and what we promised them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from forlik.register.concepts import Act, Commitment, Engagement, Role
from forlik.register.day import first_day
from forlik.register.dossier import Dossier
from forlik.register.machines.listing import BELONGS
from forlik.register.machines.ours import OURS
from forlik.register.machines.when import by, current, there

MEETINGS = frozenset({"meeting", "visit"})
"""Kinds of acts in which people see each other."""
CONTACTS = MEETINGS | {
    "message", "request", "invitation", "consent", "consent_withdrawn", "hand_over", "training", "signing",
}  # fmt: skip
"""Kinds of acts in which somebody is in touch with somebody."""
TO_NOBODY = frozenset({"exit_criterion", "internal"})
"""Kinds of promises that are owed to nobody outside."""


@dataclass(frozen=True, slots=True)
class Met:
    """One act in which somebody was in touch.

    Args:
        act: The act.
        through: The actors who were there for it, where it was not there itself: its commander, its member.
    """

    act: Act
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise of ours.

    Args:
        commitment: The promise.
        named: Whether it was made to this actor by name; otherwise to nobody by name, in a file in which it has a part.
    """

    commitment: Commitment
    named: bool


def contacts(dossier: Dossier, actor: str, day: date | None = None) -> tuple[Met, ...]:
    """The acts in which an actor, or somebody who then commanded or belonged to it, was in touch, the newest first.

    Args:
        dossier: What the viewer sees.
        actor: The actor.
        day: What happened later does not count; by default the day on which the dossier stands.
    """
    at = dossier.day if day is None else day
    found: dict[str, Met] = {}
    for act in _acts(dossier, actor, at):
        found[act.id] = Met(act)
    for role in dossier.near(Role, [actor]):
        if role.kind not in BELONGS or role.of != actor or role.actor in (None, actor):
            continue
        for act in _acts(dossier, str(role.actor), at):
            if not current(role, first_day(str(act.happened))):
                continue
            met = found.get(act.id)
            if met is None or met.through:
                through = (*(met.through if met else ()), str(role.actor))
                found[act.id] = Met(act, tuple(sorted(set(through))))
    ordered = dossier.ordered(one.act for one in found.values())
    return tuple(found[act.id] for act in reversed(ordered))


def last_met(found: Iterable[Met]) -> Met | None:
    """The last time that somebody saw them, of their contacts, the newest first; nothing where nobody did."""
    return next((one for one in found if one.act.kind in MEETINGS), None)


def last_of_us(found: Iterable[Met]) -> Mapping[str, Met]:
    """Person of the house → when that person last saw them, the last first, of their contacts, the newest first."""
    seen: dict[str, Met] = {}
    for one in found:
        if one.act.kind in MEETINGS:
            for who in one.act.present:
                seen.setdefault(who, one)
    return seen


def promised(dossier: Dossier, actor: str, day: date | None = None) -> tuple[Promised, ...]:
    """What we promised an actor by a day: by name, at a meeting with it, or in a file in which it has a part.

    Args:
        dossier: What the viewer sees.
        actor: The actor.
        day: The day; by default the day on which the dossier stands.
    """
    at = dossier.day if day is None else day
    named = {one.id: one for one in dossier.of_actor(Commitment, actor) if actor in one.beneficiaries}
    for act in dossier.of_actor(Act, actor):
        for id_ in act.commitments if by(act.happened, at) else ():
            promise = dossier.get(Commitment, id_)
            if promise is not None:
                named.setdefault(id_, promise)
    part = {str(role.of) for role in dossier.of_actor(Role, actor) if role.of and role.actor == actor}
    part |= {one.id for one in dossier.near(Engagement, part)}
    around = {one.id: one for one in dossier.near(Commitment, part) if not one.beneficiaries}
    every = {**around, **named}.values()
    mine = [Promised(one, one.id in named) for one in every if _ours(one) and there(dossier, one.id, one.agreed, at)]
    return tuple(sorted(mine, key=lambda one: (not one.named, one.commitment.agreed or "", one.commitment.id)))


def _ours(promise: Commitment) -> bool:
    return (promise.ours or promise.kind in OURS) and promise.kind not in TO_NOBODY


def _acts(dossier: Dossier, actor: str, day: date) -> Iterable[Act]:
    """The acts of a contact by a day in which an actor acted, towards which it was, or in which it had a role."""
    roles = (role.of for role in dossier.of_actor(Role, actor))
    in_role = (dossier.get(Act, of) for of in roles)
    acts = (*dossier.of_actor(Act, actor), *(one for one in in_role if one))
    return (one for one in acts if one.kind in CONTACTS and by(one.happened, day))
