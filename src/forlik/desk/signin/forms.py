"""What is typed at the door: in our own words, counted by the lock-out, and never trusted in its shape."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forlik.core.printable import printable
from forlik.desk.signin import digests, lock
from forlik.desk.signin.models import NAME

LONGEST = 256
"""Characters of a password: what is hashed slowly must have an end."""
LONGEST_CODE = 32
LONGEST_LABEL = 60
REFUSED = _("This passkey was not accepted.")
ODD = (TypeError, ValueError, AttributeError, KeyError, LookupError)
"""What a passkey's answer of an odd shape makes of itself."""

Clean = dict[str, Any]


def _password(label: Any, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=LONGEST, widget=widget)


def _code() -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return forms.CharField(label=_("Code"), max_length=LONGEST_CODE, widget=forms.TextInput(attrs=attrs))


class SignIn(LoginForm):
    """User name and password."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields = {
            "login": forms.CharField(label=_("User name"), max_length=NAME, widget=forms.TextInput(attrs=attrs)),
            "password": _password(_("Password"), "current-password"),
        }


class PasswordAgain(ReauthenticateForm):
    """The password once more."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields = {"password": _password(_("Password"), "current-password")}


class _Counted:
    """Counts wrong codes, and looks at none while the second factor is shut out."""

    user: Any

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields: Any = {"code": _code()}

    def clean_code(self) -> str:
        """The code, if it is right.

        Raises:
            ValidationError: It is not, or too many were not.
        """
        from allauth.core import context

        name = self.user.get_username()
        if lock.shut_out(context.request, name):
            raise ValidationError(_("There were too many attempts. Try again in a quarter of an hour."))
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            lock.wrong_code(context.request, name)
            raise
        lock.right_code(context.request, name)
        return code


class Code(_Counted, codes.AuthenticateForm):
    """A code of the app, or a recovery code, after the password."""


class CodeAgain(_Counted, codes.ReauthenticateForm):
    """A code once more."""


class AddApp(_Counted, ActivateTOTPForm):
    """The first code of an app that makes codes."""


class _Bound:
    """Takes a passkey only if it was set here for this user, and odd answers for what they are."""

    cleaned_data: Clean

    def clean_credential(self) -> Any:
        """The passkey that was used.

        Raises:
            ValidationError: It is not one of ours.
        """
        try:
            found: Any = super().clean_credential()  # type: ignore[misc]
        except (ValidationError, *ODD):
            raise ValidationError(REFUSED) from None
        ours = digests.passkey(found.user, found.data["credential"])
        if not digests.same(str(found.data.get("proof", "")), ours):
            raise ValidationError(REFUSED)
        return found


class Passkey(_Bound, keys.LoginWebAuthnForm):
    """A passkey instead of name and password."""


class PasskeySecond(_Bound, keys.AuthenticateWebAuthnForm):
    """A passkey after the password."""


class PasskeyAgain(_Bound, keys.ReauthenticateWebAuthnForm):
    """A passkey once more."""


class AddPasskey(keys.AddWebAuthnForm):
    """A new passkey; the person is verified when it is made, as every time it is used."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["name"] = forms.CharField(
            label=_("A name for it, such as the device it is on"), required=False, max_length=LONGEST_LABEL
        )
        del self.fields["passwordless"]  # no choice: every passkey is one that signs in by itself

    def clean_name(self) -> str:
        """A name that can be shown."""
        return printable(super().clean_name(), LONGEST_LABEL)

    def clean(self) -> Clean:
        """The new passkey.

        Raises:
            ValidationError: Its answer is not one to our question.
        """
        try:
            cleaned: Clean = super().clean()
        except (ValidationError, *ODD):
            raise ValidationError(REFUSED) from None
        return cleaned


class NewPassword(forms.Form):
    """A new password, twice."""

    new = _password(_("New password"), "new-password")
    again = _password(_("The same once more"), "new-password")

    def __init__(self, *given: Any, user: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.user = user

    def clean_new(self) -> str:
        """A password that is long enough, not a common one, and not the one there was.

        Raises:
            ValidationError: It is not.
        """
        new: str = self.cleaned_data["new"]
        password_validation.validate_password(new, self.user)
        if self.user.check_password(new):
            raise ValidationError(_("This is the password you have already."))
        return new

    def clean(self) -> Clean:
        """Both alike.

        Raises:
            ValidationError: They are not.
        """
        given: Clean = super().clean()
        if given.get("new") and given.get("again") != given["new"]:
            raise ValidationError(_("The two are not the same."))
        return given
