"""Listing checks: what each list restricts about an actor, how sure the match is, and who cleared it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forlik.register.concepts import Assessment, Role
from forlik.register.concepts.assessment import Listing
from forlik.register.dossier import Case, Dossier
from forlik.register.machines.when import by, current, recorded, there

ARMED = frozenset({"armed_group", "faction"})
"""Kinds of actors that are armed; a faction counts, since a check too many costs less than one too few."""
STATES = frozenset({"state", "government"})
"""Kinds of actors whom a list of groups and persons does not name."""
BELONGS = frozenset({"commands", "member_of"})


@dataclass(frozen=True, slots=True)
class Checked:
    """What one list says of an actor, as it was last looked at.

    Args:
        actor: The actor.
        list: The list.
        dated: The date of the list that was looked at.
        entry: The entry on it.
        restricts: What it restricts, words of ``restrictions``; empty when it is not said.
        match: How sure it is that the listed one is meant.
        cleared_by: The person of the house who cleared it.
        made_on: The day of the check.
        age: How many days ago that was.
        assessment: The check.
    """

    actor: str
    list: str
    dated: str | None
    entry: str
    restricts: tuple[str, ...]
    match: str | None
    cleared_by: str | None
    made_on: date
    age: int
    assessment: str

    @property
    def listed(self) -> bool:
        """Whether the list restricts anything about the actor."""
        return any(one != "none" for one in self.restricts)


def checks(dossier: Dossier, actor: str, day: date, engagement: str | None = None) -> tuple[Assessment, ...]:
    """The listing checks of an actor up to a day, the oldest first.

    Args:
        dossier: The records that the viewer sees.
        actor: The actor.
        day: The day.
        engagement: Only checks that stand in this file or in none: another file's were cleared for another purpose.
    """
    made = [
        (one.made_on, recorded(dossier, one.id), one.id, one)
        for one in dossier.near(Assessment, [actor])
        if one.kind == "listing_check" and one.about == actor and one.made_on is not None and one.made_on <= day
    ]
    files = None if engagement is None else (engagement, None)
    return tuple(one for *_, one in sorted(made, key=lambda row: row[:3]) if files is None or one.engagement in files)


def listing(dossier: Dossier, actor: str, day: date, engagement: str | None = None) -> tuple[Checked, ...]:
    """What each list restricts about an actor on a day: of each list the latest check, in the order of the lists.

    Args:
        dossier: The records that the viewer sees.
        actor: The actor.
        day: The day.
        engagement: As in ``checks``.
    """
    latest: dict[str, Checked] = {}
    for check in checks(dossier, actor, day, engagement):
        made_on = check.made_on or day
        for one in _by_list(check):
            age = (day - made_on).days
            latest[one.name] = Checked(
                actor,
                one.name,
                one.dated,
                one.entry,
                one.restricts,
                one.match,
                check.cleared_by,
                made_on,
                age,
                check.id,
            )
    return tuple(latest[name] for name in sorted(latest))


def groups(dossier: Dossier, actor: str, day: date) -> tuple[str, ...]:
    """The actors that an actor commands or is a member of on a day: what is listed of them bears on meeting it."""
    roles = (one for one in dossier.every(Role) if one.actor == actor)
    return tuple(sorted({str(one.of) for one in roles if one.kind in BELONGS and one.of and current(one, day)}))


def armed(case: Case, day: date) -> tuple[str, ...]:
    """The armed actors named in a case by a day.

    An armed group and a faction are armed by their kind; so is whoever is said to be a belligerent, unless it is a
    state, and whoever commands an armed actor or is a member of one. Named is who holds a role, took part in an act,
    or promised something or was promised it, though it be over: a list does not forget.
    """
    named = frozenset(_named(case, day))
    actors = {one.id: one.kind for one in case.actors if one.id in named}
    fighting = {one.actor for one in case.roles if one.kind == "belligerent"}
    found = {one for one, kind in actors.items() if kind in ARMED or (kind not in STATES and one in fighting)}
    for role in case.dossier.near(Role, frozenset(found)):
        if role.kind in BELONGS and current(role, day) and role.actor in actors and actors[role.actor] not in STATES:
            found.add(role.actor)
    return tuple(sorted(found))


def _named(case: Case, day: date) -> Iterator[str]:
    for role in case.roles:
        if role.actor and there(case.dossier, role.id, role.since, day):
            yield role.actor
    for act in case.acts:
        if by(act.happened, day):
            yield from (*act.by, *act.to)
    for one in case.commitments:
        if there(case.dossier, one.id, one.agreed, day):
            yield from (*one.obligors, *one.beneficiaries)


def _by_list(check: Assessment) -> tuple[Listing, ...]:
    """What a check says, list by list: a list that is only named restricts what the check says of all."""
    apart = {one.name for one in check.listings}
    joint = (
        Listing(name=name, restricts=check.restricts, match=check.match) for name in check.lists if name not in apart
    )
    return (*check.listings, *joint)
