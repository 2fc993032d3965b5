"""How allauth behaves here: no mail, no sign-up, no way out to another site, secrets sealed, words of our own."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from forlik.desk.access.sealing import seal, unseal
from forlik.desk.signin import closed, digests
from forlik.desk.signin.limits import FRESH

PLACE = "second factor"

WRONG_CODE = _("This code is not right, or was used already.")
WRONG = _("User name and password do not belong together.")


def near(url: str) -> bool:
    """Whether an address is one of ours, written without a host."""
    return url.startswith("/") and bool(url_has_allowed_host_and_scheme(url, allowed_hosts=None))


def factors_of(user: Any) -> set[str]:
    """The kinds of second factor that a user has set; recovery codes alone are none."""
    kinds = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
    return kinds - {Authenticator.Type.RECOVERY_CODES}


def is_fresh(request: Any) -> bool:
    """Whether it was proved just now who somebody is."""
    times = [float(one.get("at", 0)) for one in get_authentication_records(request, request.user)]
    return time.time() - max(times, default=0.0) < FRESH.total_seconds()


def again(user: Any) -> str:
    """Where a user proves once more who it is, by the strongest that was set."""
    kinds = factors_of(user)
    if Authenticator.Type.WEBAUTHN in kinds:
        return closed.AGAIN_BY_PASSKEY
    return closed.AGAIN_BY_CODE if kinds else closed.AGAIN_BY_PASSWORD


class Accounts(DefaultAccountAdapter):
    """Accounts by user name."""

    error_messages = {  # noqa: RUF012 - allauth's declaration
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "incorrect_password": _("This password is not right."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": _("There were too many attempts. Try again in a quarter of an hour."),
    }

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """Nothing: the lock-out counts, in the database, and for all processes."""

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up; persons are entered by whoever looks after the register."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Whether a sign-in may lead there."""
        return near(url)

    def respond_user_inactive(self, request: Any, user: Any) -> Any:  # noqa: ARG002 - allauth's signature
        """A closed account is told no more than a wrong password."""
        return HttpResponseRedirect(closed.SIGN_IN)

    def is_reauthentication_required(self, *, app: str = "", **_others: Any) -> bool:  # noqa: ARG002 - allauth's signature
        """Whether it is too long ago that it was proved who this is."""
        return not is_fresh(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """How a user proves once more who it is: by a factor that was set; by password only while none is."""
        if not user.is_authenticated:
            return []
        kinds = factors_of(user)
        ways = [
            ("webauthn" in kinds, "mfa_reauthenticate:webauthn", _("Use a passkey"), closed.AGAIN_BY_PASSKEY),
            (bool(kinds), "mfa_reauthenticate", _("Use a code"), closed.AGAIN_BY_CODE),
            (not kinds, "reauthenticate", _("Use your password"), closed.AGAIN_BY_PASSWORD),
        ]
        return [{"id": id_, "description": said, "url": url} for held, id_, said, url in ways if held]


class Factors(DefaultMFAAdapter):
    """Second factors and passkeys."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}  # noqa: RUF012 - allauth's

    def encrypt(self, text: str) -> str:
        """Seal a secret: a copy of the database makes no codes."""
        return seal(digests.secrets_key(), text.encode(), PLACE).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        return unseal(digests.secrets_key(), bytes.fromhex(encrypted_text), PLACE).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Whether it may go: the last second factor stays."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What a passkey is bound to: the host's name, without the port."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Forlik"}
