"""The compartments that a person knows of by right, and who is in those that the person guards."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from forlik.core.errors import NotPermitted
from forlik.desk.access import models
from forlik.desk.access.labels import PASSKEY, STAFF, labels
from forlik.desk.access.log import looked
from forlik.desk.access.opening import ready
from forlik.desk.access.people import compartment_name
from forlik.desk.access.person import Person


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is let into a compartment.

    Args:
        person: Id of the person.
        name: The name that colleagues know.
        clearance: 2 or 3.
        until: When it ends by itself; none when no end is set.
    """

    person: str
    name: str
    clearance: int
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Room:
    """A compartment, as far as one person knows of it.

    Args:
        id: Its id.
        name: What it is called.
        clearance: What the person holds in it; 0 where the person guards it only.
        until: When that ends by itself.
        guards: Whether the person guards it.
        members: Who is in it; empty for whoever does not guard it.
        guardians: Id and name of each of its guardians; empty as above.
        closed: Ids of those among both whose accounts are closed.
    """

    id: str
    name: str
    clearance: int
    until: datetime | None
    guards: bool
    members: tuple[Member, ...] = ()
    guardians: tuple[tuple[str, str], ...] = ()
    closed: frozenset[str] = frozenset()


def rooms(person: Person, now: datetime) -> list[Room]:
    """The compartments that a person is in or guards, by name; that members were shown is logged.

    Raises:
        NotPermitted: It takes a member of staff with a passkey.
    """
    ready()
    if STAFF not in labels(person, now) or person.strength != PASSKEY:
        raise NotPermitted("this person is shown no compartment", remedy="name somebody who works here")
    own = {
        one.compartment: one
        for one in person.memberships
        if one.since <= now and (one.until is None or now < one.until)
    }
    found = []
    for id_ in {*own, *person.guards}:
        mine, guards = own.get(id_), id_ in person.guards
        members, guardians = (_members(id_, now), _guardians(id_)) if guards else ((), ())
        found.append(
            Room(
                id=id_,
                name=compartment_name(id_),
                clearance=mine.clearance if mine else 0,
                until=mine.until if mine else None,
                guards=guards,
                members=members,
                guardians=guardians,
                closed=_closed({*(one.person for one in members), *(who for who, _name in guardians)}),
            )
        )
    looked(person.id, person.guards, now, "read members")
    return sorted(found, key=lambda room: (room.name.casefold(), room.id))


def left_alone(compartment: str) -> bool:
    """Whether nobody who works here guards a compartment."""
    works = models.Guard.objects.filter(compartment_id=compartment, person__active=True, person__staff=True)
    return not works.exists()


def _closed(ids: set[str]) -> frozenset[str]:
    return frozenset(models.Person.objects.filter(pk__in=sorted(ids), active=False).values_list("pk", flat=True))


def _members(compartment: str, now: datetime) -> tuple[Member, ...]:
    running = models.Membership.objects.filter(
        Q(until=None) | Q(until__gt=now), compartment_id=compartment, since__lte=now
    )
    some = running.order_by("person__name", "person_id").values_list("person_id", "person__name", "clearance", "until")
    return tuple(Member(*one) for one in some)


def _guardians(compartment: str) -> tuple[tuple[str, str], ...]:
    some = models.Guard.objects.filter(compartment_id=compartment).order_by("person__name", "person_id")
    return tuple(some.values_list("person_id", "person__name"))
