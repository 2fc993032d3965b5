"""Passwords: asked of the lock-out first, then hashed, for unknown names too."""

from typing import Any

from axes.backends import AxesStandaloneBackend
from django.contrib.auth.backends import ModelBackend

from forlik.core import days


class Gate(AxesStandaloneBackend):
    """The lock-out. It comes first, so that a locked-out attempt costs no hash."""


class Passwords(ModelBackend):
    """Django's own check: a hash is computed whether there is such a user or not."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether the account is open, and its password not a one-time one that nobody used in time."""
        until = user.one_time_until
        return bool(super().user_can_authenticate(user)) and (until is None or days.now() < until)

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        """Nothing hangs on Django's permissions: the policy decides."""
        return False
