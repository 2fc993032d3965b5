"""Calendars: addresses by which a person's own calendar program follows the due list. Whoever has one reads by it.

Such a program signs in nowhere, so that its address is the whole secret. It is random, shown once, kept as a digest,
and ended at will; what is behind it is asked anew each time, of the person's labels as they are then.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Literal

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.access import keyfile
from forlik.desk.access.keys import new_id
from forlik.desk.access.labels import PASSKEY, STAFF, labels
from forlik.desk.access.log import append, digest_of, writing
from forlik.desk.access.models import Person as Persons
from forlik.desk.access.opening import ready
from forlik.desk.access.person import Person
from forlik.desk.records.models import Calendar

Whose = Literal["mine", "all"]
BYTES = 32
"""Of the secret in an address: 256 bits."""
LONGEST = 64
"""Characters of an address that are looked at."""
AT_ONCE = 10
"""Calendars of one person."""
OFTEN = 20
"""Times that a calendar is given out within ``WITHIN``."""
WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a calendar holds.

    Args:
        whose: The rows that its person follows, or all that the person may see.
        titles: Whether it tells the titles of what is for staff.
        busy: Whether the days of the person's own sealed rows stand in it as “busy”.
        language: Of its words.
    """

    whose: Whose = "mine"
    titles: bool = False
    busy: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Kept:
    """A calendar that has not ended.

    Args:
        id: Random.
        person: Id of its person.
        wishes: What it holds.
        made_at: When it was made.
        read_at: When it was last read; none until it was.
    """

    id: str
    person: str
    wishes: Wishes
    made_at: datetime
    read_at: datetime | None = None


def make_calendar(wishes: Wishes, person: Person, now: datetime) -> str:
    """Make a calendar.

    Args:
        wishes: What it shall hold.
        person: Whose it will be.
        now: When.

    Returns:
        The secret of its address, which is never told again.

    Raises:
        NotPermitted: It takes a member of staff, and a passkey where sealed days shall stand in it.
        UsageError: The person has too many.
    """
    ready()
    if STAFF not in labels(person, now):
        raise NotPermitted("only staff have calendars", remedy="sign in")
    if wishes.busy and person.strength != PASSKEY:
        raise NotPermitted("sealed days are let out with a passkey only", remedy="sign in with your passkey")
    with writing():
        if _living(person.id).count() >= AT_ONCE:
            raise UsageError("you have as many calendars as one may have", remedy="end one that you do not use")
        secret, id_ = secrets.token_urlsafe(BYTES), new_id()
        digest = _digest(secret)
        proof = _proof(id_, digest, person.id, wishes)
        Calendar.objects.create(
            id=id_, digest=digest, proof=proof, person=person.id, whose=wishes.whose, titles=wishes.titles,
            busy=wishes.busy, language=wishes.language, made_at=now,
        )  # fmt: skip
        append("make calendar", person.id, [id_], digest_of(*_said(wishes)), now)
    return secret


def revoke_calendar(id_: str, person: Person, now: datetime) -> Wishes:
    """End a calendar, effective at once.

    Returns:
        What it held, for whoever makes another in its place.

    Raises:
        NoData: The person has no such calendar.
    """
    ready()
    with writing():
        row = _living(person.id).filter(pk=id_).first()
        if row is None:
            raise NoData("there is no such calendar")
        Calendar.objects.filter(pk=row.pk).update(revoked_at=now)
        append("revoke calendar", person.id, [row.pk], "", now)
    return _kept(row).wishes


def end_calendars(person: str, now: datetime) -> None:
    """End every calendar of a person who begins anew: whoever has the person's devices has the addresses in them."""
    ready()
    with writing():
        ended = sorted(_living(person).values_list("pk", flat=True))
        if ended:
            _living(person).update(revoked_at=now)
            append("revoke calendar", "", ended, "", now)


def renew_calendar(id_: str, person: Person, now: datetime) -> str:
    """Give a calendar another address: the old one ends, and what it holds stays as it was wished.

    Raises:
        NoData: The person has no such calendar.
        NotPermitted: As for a new one.
    """
    with writing():
        return make_calendar(revoke_calendar(id_, person, now), person, now)


def calendars(person: Person) -> list[Kept]:
    """A person's calendars, the oldest first."""
    ready()
    return [_kept(row) for row in _living(person.id).order_by("made_at", "pk")]


def behind(secret: str) -> Kept | None:
    """The calendar behind an address; nothing for one that is not there, has ended, or whose person has left.

    The same is done whatever the address is, so that the time it takes tells nothing.
    """
    ready()
    digest = _digest(secret[:LONGEST])
    row = Calendar.objects.filter(digest=digest).first() or Calendar(
        id="", digest="", proof="", person="", whose="mine", titles=False, busy=False, language="", made_at=None
    )
    here = Persons.objects.filter(pk=row.person, active=True, staff=True).exists()
    kept = _kept(row)
    whole = hmac.compare_digest(row.proof, _proof(row.pk, digest, row.person, kept.wishes))
    return kept if whole and here and row.revoked_at is None else None


def counted(kept: Kept, now: datetime) -> bool:
    """Log that a calendar is read, and count it.

    Returns:
        Whether it may be read now; not when it was read too often, and then nothing is logged.
    """
    with writing():
        row = Calendar.objects.get(pk=kept.id)
        if row.counted_from is None or not row.counted_from <= now < row.counted_from + WITHIN:
            row.counted_from, row.counted = now, 0
        if row.counted >= OFTEN:
            return False
        row.counted, row.read_at = row.counted + 1, now
        row.save(update_fields=["counted_from", "counted", "read_at"])
        append("read calendar", kept.person, [kept.id], "", now)
    return True


def event_key(kept: Kept) -> bytes:
    """The secret with which a calendar's events are named, so that they cannot be matched with those of another."""
    return hmac.digest(_key(), f"events of {kept.id}".encode(), sha256)


def _living(person: str) -> Any:
    return Calendar.objects.filter(person=person, revoked_at=None)


def _kept(row: Any) -> Kept:
    wishes = Wishes(row.whose, bool(row.titles), bool(row.busy), row.language)
    return Kept(row.pk, row.person, wishes, row.made_at, row.read_at)


def _said(wishes: Wishes) -> tuple[str, ...]:
    return wishes.whose, str(wishes.titles), str(wishes.busy), wishes.language


def _proof(id_: str, digest: str, person: str, wishes: Wishes) -> str:
    return hmac.new(_key(), digest_of(id_, digest, person, *_said(wishes)).encode(), sha256).hexdigest()


def _digest(secret: str) -> str:
    return hmac.new(_key(), f"address {secret}".encode(errors="replace"), sha256).hexdigest()


def _key() -> bytes:
    return hmac.digest(keyfile.keys().database, b"forlik calendars", sha256)
