"""Persons, compartments and memberships: who is here, who needs to know, and who decides it."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.access import keyfile, models
from forlik.desk.access.about import About
from forlik.desk.access.instants import written
from forlik.desk.access.keys import compartment_place, make_wrapped, new_id
from forlik.desk.access.labels import CONFIDENTIAL, STRICT
from forlik.desk.access.log import append, writing
from forlik.desk.access.opening import ready
from forlik.desk.access.person import NOBODY, Glass, Membership, Person, Strength
from forlik.desk.access.roll import enrolled, let_in_as
from forlik.desk.access.sealing import seal, unseal, unwrap
from forlik.desk.access.verbs import may

LONGEST_NAME = 200
"""Letters of the name of a compartment."""


def person(id_: str, strength: Strength) -> Person:
    """A person as the policy sees one, read anew at every request, so that what was revoked is gone at the next.

    Args:
        id_: Id of the person.
        strength: How this session was signed in.

    Returns:
        The person; nobody, where there is none.
    """
    ready()
    found = models.Person.objects.filter(pk=id_).first()
    if found is None:
        return NOBODY
    memberships = found.memberships.values_list("compartment_id", "clearance", "since", "until")
    glasses = found.glasses.values_list("label", "since", "until")
    return Person(
        id=found.id,
        active=found.active,
        staff=found.staff,
        strength=strength,
        memberships=tuple(Membership(*one) for one in memberships),
        glasses=tuple(Glass(*one) for one in glasses),
        guards=frozenset(found.guards.values_list("compartment_id", flat=True)),
        protection=found.protection,
    )


def enrol(name: str, now: datetime, *, staff: bool = True, protection: bool = False, by: str = "") -> str:
    """Enter a person.

    Returns:
        The id.
    """
    ready()
    with writing():
        made = models.Person.objects.create(id=new_id(), name=name, staff=staff, protection=protection)
        append("enrol", by or made.id, [made.id], enrolled(staff=staff, protection=protection), now)
    return str(made.id)


def colleagues() -> list[tuple[str, str]]:
    """Id and name of everybody who works here, by name."""
    ready()
    return list(models.Person.objects.filter(active=True, staff=True).order_by("name").values_list("id", "name"))


def named(ids: Iterable[str]) -> dict[str, str]:
    """Id → name of these persons, those who have left among them."""
    ready()
    return dict(models.Person.objects.filter(pk__in=sorted(set(ids))).values_list("id", "name"))


def everybody() -> dict[str, str]:
    """Id → name of all persons, those who have left among them: what somebody wrote stays that person's."""
    ready()
    return dict(models.Person.objects.values_list("id", "name"))


def leave(id_: str, now: datetime, by: str) -> None:
    """Close a person's account, effective at the next request."""
    ready()
    with writing():
        models.Person.objects.filter(pk=id_).update(active=False)
        append("leave", by, [id_], "", now)


def found_compartment(name: str, by: Person, now: datetime) -> str:
    """Begin a compartment; its founder guards it, and is let in by another guardian, or not at all.

    Returns:
        Its id.

    Raises:
        NotPermitted: It takes a member of staff with a passkey.
        UsageError: It is no name, or another compartment bears it, be it written a little otherwise.
    """
    ready()
    _allow(by, "found", About(), now)
    name = _as_a_name(name)
    with writing():
        # Import and everybody who is in both tell compartments apart by their names.
        if any(same_name(name, compartment_name(one)) for one in _compartments()):
            raise UsageError("two compartments may not bear one name", remedy="choose another name")
        id_ = new_id()
        key, wrapped = make_wrapped(compartment_place(id_))
        sealed = seal(key, name.encode(), f"{compartment_place(id_)} name")
        models.Compartment.objects.create(id=id_, wrapped_key=wrapped, sealed_name=sealed)
        models.Guard.objects.create(person_id=by.id, compartment_id=id_)
        append("found", by.id, [id_], "", now)
    return id_


def same_name(one: str, other: str) -> bool:
    """Whether two names of compartments differ in nothing but case, spaces and forms of the same letters."""
    return _folded(one) == _folded(other)


def compartment_key(id_: str) -> bytes:
    """A compartment's key.

    Raises:
        NoData: There is no such compartment.
    """
    found = models.Compartment.objects.filter(pk=id_).first()
    if found is None:
        raise NoData("there is no such compartment")
    return unwrap(keyfile.keys(), bytes(found.wrapped_key), compartment_place(id_))


def compartment_name(id_: str) -> str:
    """A compartment's name, for its members and guardians.

    Raises:
        NoData: There is no such compartment.
    """
    key = compartment_key(id_)
    sealed = models.Compartment.objects.get(pk=id_).sealed_name
    return unseal(key, bytes(sealed), f"{compartment_place(id_)} name").decode()


def let_in(
    member: str, compartment: str, clearance: int, by: Person, now: datetime, *, until: datetime | None = None
) -> None:
    """Give a person a clearance in a compartment; one held before ends.

    Args:
        member: Id of the person.
        compartment: Id of the compartment.
        clearance: 2 or 3.
        by: A guardian of it, and another person.
        now: When.
        until: When it ends by itself.

    Raises:
        NotPermitted: The asker does not guard it, or asks for himself.
        UsageError: There is no such clearance, or the person does not work here.
    """
    ready()
    if clearance not in (CONFIDENTIAL, STRICT):
        raise UsageError(f"there is no clearance {clearance}", remedy="2 confidential, 3 strictly confidential")
    _allow(by, "manage", About(compartment=compartment, subject=member), now)
    with writing():
        if not _works_here(member):
            raise UsageError("who is let in works here, and has an account that is open", remedy="name somebody else")
        _end(member, compartment, now)
        models.Membership.objects.create(
            person_id=member, compartment_id=compartment, clearance=clearance, since=now, until=until, by=by.id
        )
        said = let_in_as(clearance, written(until) if until else "")
        append("let in", by.id, [compartment, member], said, now)


def let_out(member: str, compartment: str, by: Person, now: datetime) -> None:
    """End a person's membership, effective at the next request, and for all of the past.

    Raises:
        NotPermitted: The asker does not guard it, or asks for himself.
    """
    ready()
    _allow(by, "manage", About(compartment=compartment, subject=member), now)
    with writing():
        _end(member, compartment, now)
        append("let out", by.id, [compartment, member], "", now)


def make_guardian(other: str, compartment: str, by: Person, now: datetime, *, instead_of: str = "") -> None:
    """Let another person guard a compartment too, or instead of somebody; it never loses its last one.

    Args:
        other: Id of the person.
        compartment: Id of the compartment.
        by: A guardian of it, and another person.
        now: When.
        instead_of: Id of the guardian who guards it no more; empty where all go on.

    Raises:
        NotPermitted: The asker does not guard it, or asks for himself.
        UsageError: The person does not work here, or nobody is replaced by it.
    """
    ready()
    _allow(by, "manage", About(compartment=compartment, subject=other), now)
    with writing():
        if not _works_here(other):
            raise UsageError("a guardian works here, and has an account that is open", remedy="name somebody else")
        replaced = models.Guard.objects.filter(person_id=instead_of, compartment_id=compartment)
        if instead_of and (instead_of == other or not replaced.exists()):
            raise UsageError("who is to be replaced guards it not, or is who shall guard it", remedy="name a guardian")
        models.Guard.objects.get_or_create(person_id=other, compartment_id=compartment)
        append("guard", by.id, [compartment, other], "", now)
        if instead_of:
            replaced.delete()
            append("unguard", by.id, [compartment, instead_of], "", now)


def _works_here(id_: str) -> bool:
    found: bool = models.Person.objects.filter(pk=id_, active=True, staff=True).exists()
    return found


def _end(member: str, compartment: str, now: datetime) -> None:
    from django.db.models import Q

    running = models.Membership.objects.filter(Q(until=None) | Q(until__gt=now))
    running.filter(person_id=member, compartment_id=compartment).update(until=now)


def _allow(by: Person, verb: str, about: About, now: datetime) -> None:
    if not may(by, verb, about, now):
        own = about.subject == by.id != ""
        other = "ask another guardian: nobody decides what he may see himself" if own else ""
        raise NotPermitted("this is not yours to do", remedy=other or "ask a guardian of the compartment")


def _compartments() -> list[str]:
    return list(models.Compartment.objects.values_list("pk", flat=True))


def _as_a_name(text: str) -> str:
    """A name as it is kept.

    Raises:
        UsageError: It is none.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(
            "this is no name of a compartment",
            remedy=f"up to {LONGEST_NAME} letters that can be seen, in quotation marks",
        )
    return name


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
