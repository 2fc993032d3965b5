"""Breaking the glass: one label for some hours, with a reason, logged, and told to whoever answers for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.access import models
from forlik.desk.access.about import About
from forlik.desk.access.keys import new_id
from forlik.desk.access.log import append, digest_of, writing
from forlik.desk.access.opening import ready
from forlik.desk.access.people import compartment_key
from forlik.desk.access.person import Person
from forlik.desk.access.sealing import seal, unseal
from forlik.desk.access.verbs import may
from forlik.desk.records import duties
from forlik.desk.records.models import Facet

LONGEST = timedelta(hours=4)
BROKEN = "break the glass"


@dataclass(frozen=True, slots=True)
class Told:
    """A glass that was broken, as it is told to those who answer for what it opened.

    Args:
        notice: Id of the notice.
        who: Id of the person who broke it.
        label: The label that it opened.
        since: From when.
        until: Until when.
        reason: Why.
    """

    notice: str
    who: str
    label: str
    since: datetime
    until: datetime
    reason: str


def break_glass(person: Person, label: str, reason: str, now: datetime, *, lasts: timedelta = LONGEST) -> datetime:
    """Open one label in an emergency.

    Args:
        person: Who opens it.
        label: The label, such as ``2:<compartment>``.
        reason: Why; sealed with the compartment's key.
        now: When.
        lasts: How long, four hours at most.

    Returns:
        The instant at which it is closed again.

    Raises:
        NotPermitted: It takes a member of staff with a passkey, who does not hold the label anyway.
        NoData: There is no such label.
        UsageError: No reason is given, or it shall last too long.
    """
    ready()
    if not reason.strip():
        raise UsageError("nobody opens this without a reason", remedy="say why it cannot wait")
    if not timedelta(0) < lasts <= LONGEST:
        raise UsageError("it can be opened for four hours at most", remedy="open it again when they are over")
    if not may(person, "break the glass", About(target=label), now):
        raise NotPermitted("this cannot be opened so", remedy="sign in with a passkey")
    number, _, compartment = label.partition(":")
    if number not in {"2", "3"}:
        raise NoData("there is no such compartment")
    key, id_, until = compartment_key(compartment), new_id(), now + lasts
    with writing():
        sealed = seal(key, reason.encode(), f"glass {id_}")
        models.Glass.objects.create(
            id=id_, person_id=person.id, label=label, since=now, until=until, sealed_reason=sealed
        )
        append("break the glass", person.id, [label], digest_of("glass", id_, label), now)
        for other in _to_tell(label, compartment, now) - {person.id}:
            models.Notice.objects.create(
                id=new_id(), person_id=other, at=now, verb="break the glass", about=id_, who=person.id
            )
    return until


def reason_of(glass: str) -> str:
    """Why a glass was broken, for those who were told of it."""
    one = models.Glass.objects.get(pk=glass)
    key = compartment_key(one.label.partition(":")[2])
    return unseal(key, bytes(one.sealed_reason), f"glass {glass}").decode()


def told(person: Person) -> list[Told]:
    """The broken glasses of which a person was told and has not said to have read, the newest first."""
    ready()
    notices = models.Notice.objects.filter(person_id=person.id, verb=BROKEN, seen_at=None).order_by("-at", "id")
    found = []
    for one in notices:
        glass = models.Glass.objects.get(pk=one.about)
        reason = reason_of(glass.pk)
        found.append(Told(one.pk, one.who, glass.label, glass.since, glass.until, reason))
    return found


def heed(notice: str, person: Person, now: datetime) -> None:
    """Say that one has read of a broken glass.

    Raises:
        NoData: There is no such notice to this person, or it was read already.
    """
    ready()
    with writing():
        mine = models.Notice.objects.filter(pk=notice, person_id=person.id, verb=BROKEN, seen_at=None)
        about = mine.values_list("about", flat=True).first()
        if about is None:
            raise NoData("there is no such notice")
        mine.update(seen_at=now)
        append("heed", person.id, [about], "", now)


def _to_tell(label: str, compartment: str, now: datetime) -> set[str]:
    """The compartment's guardians, and the owners of the files that lie under the label."""
    guardians = set(models.Guard.objects.filter(compartment_id=compartment).values_list("person_id", flat=True))
    files = list(Facet.objects.filter(label=label).values_list("file", flat=True).distinct())
    known = models.Person.objects.filter(pk__in=duties.owners(files, now)).values_list("pk", flat=True)
    return guardians | set(known)
