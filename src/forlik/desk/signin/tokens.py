"""Tokens: how a person's own programs read the register. Whoever has one reads by it, as far as its scopes go.

A token is random, shown once, and kept as a digest. It opens what its person may see then, below the sealed labels, and
ends with its time, with its person's account, or when it is revoked: its row goes, and the log keeps the id.
"""

import hmac
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.access.instants import written
from forlik.desk.access.keys import new_id
from forlik.desk.access.labels import PUBLIC, STAFF, labels
from forlik.desk.access.log import append, digest_of, writing
from forlik.desk.access.models import Person as Persons
from forlik.desk.access.opening import ready
from forlik.desk.access.people import person as person_now
from forlik.desk.access.person import Person
from forlik.desk.signin import digests
from forlik.desk.signin.models import Token
from forlik.desk.signin.scopes import in_order, scopes

PREFIX = "forlik_api_"
"""What every token begins with, so that a scanner of secrets knows one where it finds it."""
BYTES = 32
"""Of what is random in a token: 256 bits."""
LONGEST = 128
"""Characters of what was sent that are looked at."""
LONGEST_NAME = 80
MOST_DAYS, USUAL_DAYS = 90, 30
AT_ONCE = 10
"""Tokens of one person."""
REMEMBERED = timedelta(days=30)
"""How long a token that is over stays in its person's list."""
OFTEN = 1200
"""Questions that one token may ask within ``WITHIN``, whatever the answer: most have a row in the log, for ever."""
WITHIN = timedelta(minutes=10)
CEILING = frozenset({PUBLIC, STAFF})
"""The labels that a token can open at most: sealed ones take a passkey, and a program has none."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A token, as far as anything is known of it.

    Args:
        id: Random; the log names it so.
        person: Id of its person.
        name: What its person calls it.
        scopes: Words of the scopes.
        made_at: When it was made.
        until: The first instant at which it opens nothing.
        used_on: The last day on which it was used; none until it was.
    """

    id: str
    person: str
    name: str
    scopes: tuple[str, ...]
    made_at: datetime
    until: datetime
    used_on: date | None = None


def make_token(name: str, wanted: Iterable[str], days: int, person: Person, now: datetime) -> str:
    """Make a token.

    Args:
        name: What its person calls it.
        wanted: Words of the scopes.
        days: For how many days, 1 to ``MOST_DAYS``.
        person: Whose it will be.
        now: When.

    Returns:
        The token, which is never told again.

    Raises:
        NotPermitted: It takes a member of staff.
        UsageError: The name, a scope or the time is none of ours, or the person has too many.
    """
    ready()
    if STAFF not in labels(person, now):
        raise NotPermitted("only staff have tokens", remedy="sign in")
    called, opens = _called(name), _scopes(wanted)
    if not 1 <= days <= MOST_DAYS:
        raise UsageError("a token lasts for 1 to 90 days", remedy="make another when it is over")
    with writing():
        _forget(now)
        if Token.objects.filter(person_id=person.id, until__gt=written(now)).count() >= AT_ONCE:
            raise UsageError("this person has as many tokens as one may have", remedy="revoke one that is not used")
        secret, id_ = PREFIX + secrets.token_urlsafe(BYTES), new_id()
        kept = Kept(id_, person.id, called, opens, now, now + timedelta(days=days))
        digest = _digest(secret)
        Token.objects.create(
            id=id_, digest=digest, proof=_proof(kept, digest), person_id=person.id, name=called,
            scopes=" ".join(opens), made_at=now, until=kept.until,
        )  # fmt: skip
        append("make token", person.id, [id_], digest_of(*_said(kept)), now)
    return secret


def tokens_of(person: str, now: datetime) -> list[Kept]:
    """All that is known of a person's tokens, the newest first; those that are over for a while, too.

    Args:
        person: Id of the person.
        now: When.
    """
    ready()
    since = written(now - REMEMBERED)
    rows = Token.objects.filter(person_id=person, until__gt=since).order_by("-made_at", "pk")
    return [_kept(row) for row in rows]


def every_token(now: datetime) -> list[Kept]:
    """The same of everybody's, for the person at the machine."""
    ready()
    rows = Token.objects.filter(until__gt=written(now - REMEMBERED)).order_by("person_id", "-made_at", "pk")
    return [_kept(row) for row in rows]


def revoke_token(id_: str, person: Person, now: datetime) -> None:
    """End a token of one's own, effective at the next request.

    Raises:
        NoData: The person has no such token.
    """
    ready()
    with writing():
        if not Token.objects.filter(pk=id_, person_id=person.id).delete()[0]:
            raise NoData("there is no such token")
        append("revoke token", person.id, [id_], "", now)


def end_token(id_: str, now: datetime) -> str:
    """End anybody's token, at the machine; inside ``writing`` with whatever says so.

    Returns:
        Id of its person.

    Raises:
        NoData: There is no such token.
    """
    ready()
    with writing():
        row = Token.objects.filter(pk=id_).first()
        if row is None:
            raise NoData("there is no such token", remedy="forlik token list")
        row.delete()
        append("revoke token", "", [id_], "", now)
    return str(row.person_id)


def end_tokens(person: str, now: datetime) -> list[str]:
    """End every token of a person, who has left or begins anew: the names that they were given go with them.

    Returns:
        Their ids.
    """
    ready()
    with writing():
        ended = sorted(Token.objects.filter(person_id=person).values_list("pk", flat=True))
        if ended:
            Token.objects.filter(pk__in=ended).delete()
            append("revoke token", "", ended, "", now)
    return ended


def behind(secret: str, now: datetime) -> Kept | None:
    """The token that was sent; nothing for one that is unknown, over, revoked, or whose person has left.

    The same is done whatever was sent, so that the time it takes tells nothing.
    """
    ready()
    digest = _digest(secret[:LONGEST])
    row = Token.objects.filter(digest=digest).first()
    kept = _kept(row) if row else Kept("", "", "", (), now, now)
    here = Persons.objects.filter(pk=kept.person, active=True, staff=True).exists()
    whole = hmac.compare_digest(row.proof if row else "", _proof(kept, digest))
    return kept if whole and here and now < kept.until else None


def reader(kept: Kept, now: datetime) -> Person:
    """The person for whom a token reads: as one who signed in with a code, and without what an emergency opened."""
    found = person_now(kept.person, "second factor")
    if kept.used_on != now.date():
        Token.objects.filter(pk=kept.id).update(used_on=now.date())
    return Person(found.id, found.active, found.staff, found.strength)


def counted(kept: Kept, now: datetime) -> bool:
    """Count a question by a token, before anything of it is looked at.

    Asking and counting are one step, so that many who ask at once get no more than one after another would.

    Returns:
        Whether it may be answered now; one that may not is not counted.
    """
    if _spent(Token.objects.filter(pk=kept.id).first(), now):
        return False  # who asks on when it is over keeps no writer waiting
    with writing():
        row = Token.objects.filter(pk=kept.id).first()
        if _spent(row, now):
            return False
        if not _counts(row, now):
            row.counted_from, row.counted = now, 0
        row.counted += 1
        row.save(update_fields=["counted_from", "counted"])
    return True


def told(kept: Kept, facets: Iterable[str], now: datetime, within: Iterable[str] = ()) -> None:
    """Log what a token was told, one row an answer; nothing where it was told of none.

    A page logs what is sealed. What a token is told goes out of the house, so that what is for staff is logged as well.
    What was sent is named. What was only counted is committed to: a row of the log is no longer than its answer.

    Args:
        kept: The token.
        facets: Ids of the facets above public that were sent.
        now: When.
        within: Ids of the facets above public that a count in the answer was made of, those that were sent among them.
    """
    shown, numbered = sorted(set(facets)), sorted(set(within))
    if shown or numbered:
        with writing():
            digest = digest_of("counted", *numbered) if numbered else ""
            append("read by token", kept.person, [kept.id, *shown], digest, now)


def _spent(row: Any, now: datetime) -> bool:
    return row is None or (_counts(row, now) and row.counted >= OFTEN)


def _counts(row: Any, now: datetime) -> bool:
    """Whether what was counted still counts; a clock that was put back a long way closes nothing.

    Of two who ask at once the later may be counted first: the other does not begin anew.
    """
    return row.counted_from is not None and abs(now - row.counted_from) < WITHIN


def _forget(now: datetime) -> None:
    """Forget what has been over for a while; inside ``writing``."""
    Token.objects.filter(until__lte=written(now - REMEMBERED)).delete()


def _called(text: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError("a token has a name", remedy="up to 80 letters that can be seen")
    return name


def _scopes(wanted: Iterable[str]) -> tuple[str, ...]:
    given = set(wanted)
    if not given or given - scopes().keys():
        raise UsageError("a token opens something", remedy="tick at least one of the scopes")
    return in_order(given)


def _kept(row: Any) -> Kept:
    return Kept(row.pk, row.person_id, row.name, tuple(row.scopes.split()), row.made_at, row.until, row.used_on)


def _said(kept: Kept) -> tuple[str, ...]:
    return " ".join(kept.scopes), written(kept.made_at), written(kept.until)


def _proof(kept: Kept, digest: str) -> str:
    """What a row must hold: one that was put there or changed by another hand than ours opens nothing.

    The desk's signing key is in it, as in a session, and in no backup: what was restored elsewhere opens nothing.
    """
    said = digest_of(settings.SECRET_KEY, kept.id, digest, kept.person, kept.name, *_said(kept))
    return hmac.new(digests.key_for("tokens"), said.encode(), sha256).hexdigest()


def _digest(secret: str) -> str:
    return sha256(secret.encode(errors="replace")).hexdigest()
