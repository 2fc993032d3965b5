"""The tables of signing in. A user is a way in for one person; who that is and what it may see, access says."""

import secrets
import unicodedata
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from forlik.desk.access.instants import Instant
from forlik.desk.access.models import Person

NAME = 64
"""Width of a user name."""


def new_id() -> str:
    """A random id; that of a user is not the person's, for it is given to devices that keep passkeys."""
    return secrets.token_urlsafe(16)


def plain_name(username: str) -> str:
    """A user name as it is kept: one spelling for all that look alike to whoever types them."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


class Users(BaseUserManager):
    """Users, found by their name in any spelling."""

    def get_by_natural_key(self, username: str | None) -> Any:
        """The user of a name."""
        return self.get(username=plain_name(username or ""))


class User(AbstractBaseUser):
    """A user name and a password of one person; no mail address, no name, no rights."""

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    username = models.CharField(max_length=NAME, unique=True)
    person = models.OneToOneField(Person, models.DO_NOTHING, related_name="user")
    one_time_until = models.DateTimeField(null=True)

    objects = Users()
    USERNAME_FIELD = "username"

    class Meta:
        db_table = "signin_user"

    @property
    def is_active(self) -> bool:
        """Whether the person's account is open; asked of the person, so that it is kept in one place."""
        return bool(self.person.active)

    @is_active.setter
    def is_active(self, _value: bool) -> None:
        """Django's base class sets it; here it is the person's."""


class Session(AbstractBaseSession):
    """One session. Its key here is a digest: who reads this table cannot go on with anybody's session."""

    class Meta:
        db_table = "signin_session"

    @classmethod
    def get_session_store_class(cls) -> Any:
        """The store that keeps these rows."""
        from forlik.desk.signin.sessions import SessionStore

        return SessionStore


class Mark(models.Model):
    """Something that may be done once until an instant, such as using a code."""

    key = models.CharField(primary_key=True, max_length=64)
    until = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "signin_mark"


class Unsent(models.Model):
    """What a person wrote into a form and sent when the session was over; sealed, and kept for a day."""

    id = models.CharField(primary_key=True, max_length=NAME, default=new_id)
    person = models.ForeignKey(Person, models.DO_NOTHING, related_name="unsent")
    at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    sealed = models.BinaryField()

    class Meta:
        db_table = "signin_unsent"


class Token(models.Model):
    """A token by which a person's own programs read; of the token itself a digest, and a proof of what it may open."""

    id = models.CharField(primary_key=True, max_length=NAME)
    digest = models.CharField(max_length=NAME, unique=True)
    proof = models.CharField(max_length=NAME)
    person = models.ForeignKey(Person, models.DO_NOTHING, related_name="tokens")
    name = models.TextField()
    scopes = models.TextField()
    made_at = Instant()
    until = Instant()
    used_on = models.DateField(null=True)
    counted_from = Instant(null=True)
    counted = models.IntegerField(default=0)

    class Meta:
        db_table = "signin_token"


class Knock(models.Model):
    """Wrong tokens from one address, which is a digest here; forgotten when the time is over."""

    address = models.CharField(primary_key=True, max_length=NAME)
    since = Instant()
    failures = models.IntegerField()

    class Meta:
        db_table = "signin_knock"
