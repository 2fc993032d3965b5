"""The addresses of signing in, each loaded when it is first asked for, so that the desk starts as fast without."""

from collections.abc import Callable
from typing import Any

from django.urls import path

from forlik.desk.signin import closed


def _entering(name: str) -> Callable[..., Any]:
    def view(request: Any, **parts: Any) -> Any:
        from forlik.desk.signin import entering

        return getattr(entering, name)(request, **parts)

    return view


def _own(name: str) -> Callable[..., Any]:
    def view(request: Any, **parts: Any) -> Any:
        from forlik.desk.signin import own

        return getattr(own, name)(request, **parts)

    return view


def _at(address: str) -> str:
    return address.removeprefix("/")


# The names are those that allauth leads to; what it has beside them is nowhere to be reached.
urlpatterns = [
    path(_at(closed.SIGN_IN), _entering("sign_in"), name="account_login"),
    path(_at(closed.SECOND_FACTOR), _entering("second_factor"), name="mfa_authenticate"),
    path(_at(closed.BY_PASSKEY), _entering("by_passkey"), name="mfa_login_webauthn"),
    path(_at(closed.OUT), _entering("sign_out"), name="account_logout"),
    path(_at(closed.AGAIN_BY_PASSWORD), _entering("password_again"), name="account_reauthenticate"),
    path(_at(closed.AGAIN_BY_CODE), _entering("code_again"), name="mfa_reauthenticate"),
    path(_at(closed.AGAIN_BY_PASSKEY), _entering("passkey_again"), name="mfa_reauthenticate_webauthn"),
    path(_at(closed.ACCOUNT), _own("account"), name="mfa_index"),
    path(_at(closed.SET_UP), _own("set_up")),
    path(_at(closed.PASSWORD), _own("password")),
    path(_at(closed.ADD_APP), _own("add_app"), name="mfa_activate_totp"),
    path(_at(closed.REMOVE_APP), _own("remove_app"), name="mfa_deactivate_totp"),
    path(_at(closed.PASSKEYS), _own("passkeys"), name="mfa_list_webauthn"),
    path(_at(closed.ADD_PASSKEY), _own("add_passkey"), name="mfa_add_webauthn"),
    path(f"{_at(closed.PASSKEYS)}/<int:pk>/remove", _own("remove_passkey")),
    path(_at(closed.CODES), _own("recovery_codes"), name="mfa_view_recovery_codes"),
    path(_at(closed.NEW_CODES), _own("new_codes"), name="mfa_generate_recovery_codes"),
]
