"""Entering persons and the users by which they sign in; called by the command line, and by whoever makes a demo."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from forlik.core import days
from forlik.core.errors import NoData, UsageError
from forlik.desk.access import models as access
from forlik.desk.access import people
from forlik.desk.access.log import writing
from forlik.desk.access.opening import ready
from forlik.desk.records.calendars import end_calendars
from forlik.desk.signin import told
from forlik.desk.signin.models import NAME, User, plain_name
from forlik.desk.signin.tokens import end_tokens

ONE_TIME_FOR = timedelta(days=7)
"""How long a one-time password opens the account for its first visit."""


def make_person(
    name: str, *, staff: bool = False, protection: bool = False, by: str = "", now: datetime | None = None
) -> str:
    """Enter a person.

    Args:
        name: The name that colleagues know.
        staff: Whether the person works here.
        protection: Whether the person holds the role of data protection.
        by: Id of whoever enters the person; empty for the person at the machine.
        now: When; now, when not given.

    Returns:
        The person's id.
    """
    if not name.strip():
        raise UsageError("a person has a name", remedy="write it in quotation marks")
    return people.enrol(name.strip(), now or days.now(), staff=staff, protection=protection, by=by)


def make_user(person: str, username: str, password: str, *, one_time: bool = False) -> str:
    """Give a person a way in.

    Args:
        person: The person's id.
        username: A name that nobody else has.
        password: A password; it is kept as a hash.
        one_time: Whether it must be replaced at the first visit, which must come within a week.

    Returns:
        The user's id.

    Raises:
        UsageError: The name is taken or empty, the person has a way in already, or the password is too weak.
        NoData: There is no such person.
    """
    ready()
    kept = plain_name(username)
    if not kept or len(kept) > NAME or any(not letter.isprintable() or letter.isspace() for letter in kept):
        raise UsageError(
            "this is no user name", remedy=f"up to {NAME} letters, figures and signs, without spaces between"
        )
    _strong(password, kept)
    with writing():
        if not access.Person.objects.filter(pk=person).exists():
            raise NoData("there is no such person", remedy="forlik person list")
        if User.objects.filter(username=kept).exists():
            raise UsageError("the user name is taken", remedy="choose another")
        if User.objects.filter(person_id=person).exists():
            raise UsageError("the person has a user already", remedy="forlik person reset gives a new way in")
        user = User(username=kept, person_id=person, one_time_until=_until(one_time))
        user.set_password(password)
        user.save()
        told.note("make user", "", about=(person,))
    return str(user.pk)


def make(name: str, username: str, password: str, *, staff: bool, protection: bool, one_time: bool) -> str:
    """Enter a person with a way in: both, or neither.

    Returns:
        The person's id.
    """
    ready()
    with writing():
        person = make_person(name, staff=staff, protection=protection)
        make_user(person, username, password, one_time=one_time)
    return person


def close(person: str) -> None:
    """Close a person's account, effective at the next request; what its tokens were called goes with them."""
    ready()
    with writing():
        people.leave(person, days.now(), "")
        end_tokens(person, days.now())


def reset(person: str) -> str:
    """Take every factor, session, calendar and token of a person away, and give a one-time password.

    Returns:
        The password.

    Raises:
        NoData: The person has no user.
    """
    from allauth.mfa.models import Authenticator

    ready()
    password = new_password()
    with writing():
        user = User.objects.filter(person_id=person).first()
        if user is None:
            raise NoData("the person has no user", remedy="forlik person list")
        Authenticator.objects.filter(user_id=user.pk).delete()
        user.set_password(password)  # which ends every session, for each holds a digest of the password's hash
        user.one_time_until = _until(one_time=True)
        user.save()
        end_calendars(person, days.now())
        end_tokens(person, days.now())
        told.note("reset user", "", about=(person,))
    return password


def found(text: str) -> str:
    """The id of a person named by id or user name.

    Raises:
        NoData: There is none.
    """
    ready()
    by_name = User.objects.filter(username=plain_name(text)).values_list("person_id", flat=True).first()
    id_ = by_name or access.Person.objects.filter(pk=text).values_list("pk", flat=True).first()
    if id_ is None:
        raise NoData("there is no such person", remedy="forlik person list")
    return str(id_)


def listed() -> list[dict[str, Any]]:
    """Every person, with the user name and the kinds of second factor that are set."""
    from allauth.mfa.models import Authenticator

    ready()
    factors: dict[str, set[str]] = {}
    for user, kind in Authenticator.objects.values_list("user_id", "type"):
        factors.setdefault(user, set()).add(kind)
    users = {one.person_id: one for one in User.objects.all()}
    rows = []
    for one in access.Person.objects.order_by("name", "pk"):
        user = users.get(one.pk)
        rows.append(
            {
                "id": one.pk,
                "name": one.name,
                "username": user.username if user else "",
                "active": one.active,
                "staff": one.staff,
                "protection": one.protection,
                "factors": sorted(factors.get(user.pk, ())) if user else [],
            }
        )
    return rows


def new_password() -> str:
    """A password for once: five groups of five letters and figures that look like no others."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(5))


def _until(one_time: bool) -> datetime | None:
    return days.now() + ONE_TIME_FOR if one_time else None


def _strong(password: str, username: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        validate_password(password, User(username=username))
    except ValidationError as error:
        raise UsageError("the password is too weak", remedy=" ".join(map(str, error.messages))) from None
