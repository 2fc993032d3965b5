"""Sessions in the register's database, under a digest of their key: a stolen table opens nobody's session."""

from hashlib import sha256
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from forlik.desk.access.engine import was_opened
from forlik.desk.access.opening import ready

UNSIGNED = 15 * 60
"""Seconds that a session of somebody who has not signed in is kept."""


def row_key(session_key: str) -> str:
    """The key of a session's row; it does not tell the session's."""
    return sha256(f"forlik session {session_key}".encode()).hexdigest()[:40]


class SessionStore(db.SessionStore):
    """Django's sessions in the database, with other keys in the table than in the cookies."""

    @classmethod
    def get_model_class(cls) -> Any:
        """The table."""
        from forlik.desk.signin.models import Session

        return Session

    def _get_session_from_db(self) -> Any:
        if not was_opened():
            self._session_key = None
            return None
        ready()
        found = self.model.objects.filter(session_key=row_key(self.session_key), expire_date__gt=timezone.now()).first()
        if found is None:
            # A key that we did not give is not taken: whoever brought it gets a new one.
            self._session_key = None
        return found

    def save(self, must_create: bool = False) -> None:
        """Keep a session; whoever is led in here has passed the door, so that there is a register."""
        ready()
        super().save(must_create)

    def exists(self, session_key: str) -> bool:
        """Whether there is such a session."""
        return bool(super().exists(row_key(session_key)))

    def create_model_instance(self, data: Any) -> Any:
        """The row of this session."""
        made = super().create_model_instance(data)
        made.session_key = row_key(made.session_key)
        return made

    def delete(self, session_key: str | None = None) -> None:
        """Take a session out."""
        key = session_key or self.session_key
        if key is not None:
            self.model.objects.filter(session_key=row_key(key)).delete()

    def get_session_cookie_age(self) -> int:
        """How long the row is kept: a quarter of an hour, until somebody signs in."""
        return int(super().get_session_cookie_age()) if SESSION_KEY in self else UNSIGNED
