"""Coming in and going out: name and password, second factor, passkey, and the proof once more."""

import json
from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.account.views import LoginView, ReauthenticateView
from allauth.mfa.base import views as codes
from allauth.mfa.webauthn import views as keys
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from forlik.desk.signin import forms, lock

KEY = "passkey"
"""The name that failures with passkeys are counted under."""


class SignIn(LoginView):
    """User name and password; a passkey instead of both."""

    form_class = forms.SignIn
    template_name = "account/sign_in.html"


class SecondFactor(codes.AuthenticateView):
    """A code or a passkey, after the password."""

    form_class = forms.Code
    webauthn_form_class = forms.PasskeySecond
    template_name = "account/second_factor.html"

    def post(self, request: Any, *given: Any, **named: Any) -> Any:
        """Go on with what was typed, or begin anew."""
        return self.stage.abort() if "cancel" in request.POST else super().post(request, *given, **named)

    def get_context_data(self, **named: Any) -> Any:
        """What the page shows."""
        shows = super().get_context_data(**named)
        kinds = self._kinds()
        asked = shows.get("js_data", {}).get("request_options")
        options = json.dumps(asked) if "webauthn" in kinds else ""
        return {**shows, "options": options, "codes": "totp" in kinds, "kinds": kinds}

    def _kinds(self) -> set[str]:
        from forlik.desk.signin.adapters import factors_of

        return factors_of(self.stage.login.user)


class ByPasskey(keys.LoginWebAuthnView):
    """A passkey alone: it verifies the person, so that it is both factors."""

    form_class = forms.Passkey
    http_method_names = ("get", "post")

    def get(self, request: Any, *given: Any, **named: Any) -> Any:
        """A question for a passkey. It begins a session for anybody who asks, so that the old ones of others go now."""
        request.session.clear_expired()
        return super().get(request, *given, **named)

    def post(self, request: Any, *given: Any, **named: Any) -> Any:
        """Look at a passkey's answer, unless this address has shown too many that were none."""
        from axes.handlers.proxy import AxesProxyHandler

        if not AxesProxyHandler.is_allowed(request, {"username": KEY}):
            request.axes_locked_out = True
            return lock.page(request)
        return super().post(request, *given, **named)

    def form_invalid(self, form: Any) -> Any:  # noqa: ARG002 - Django's signature
        """The page to sign in, which says that it was not accepted."""
        from django.contrib.auth.signals import user_login_failed

        user_login_failed.send(sender=__name__, credentials={"username": KEY}, request=self.request)
        shows = {"form": forms.SignIn(request=self.request), "refused": forms.REFUSED}
        return render(self.request, "account/sign_in.html", shows)


class PasswordAgain(ReauthenticateView):
    """The password once more, while no second factor is set."""

    form_class = forms.PasswordAgain
    template_name = "account/again.html"


class CodeAgain(codes.ReauthenticateView):
    """A code once more."""

    form_class = forms.CodeAgain
    template_name = "account/again.html"


class PasskeyAgain(keys.ReauthenticateWebAuthnView):
    """A passkey once more, or for the first time in a session: from then on it counts as signed in by it."""

    form_class = forms.PasskeyAgain
    template_name = "account/again.html"

    def form_invalid(self, form: Any) -> Any:
        """The same page, which says that it was not accepted."""
        return self.render_to_response(self.get_context_data(form=form, refused=forms.REFUSED))

    def get_context_data(self, **named: Any) -> Any:
        """What the page shows."""
        shows = super().get_context_data(**named)
        return {**shows, **named, "options": json.dumps(shows["js_data"]["request_options"])}


@require_POST
def sign_out(request: Any) -> Any:
    """End the session."""
    logout(request)
    request.session.flush()
    return HttpResponseRedirect("/")


sign_in = SignIn.as_view()
second_factor = SecondFactor.as_view()
by_passkey = ByPasskey.as_view()
password_again = PasswordAgain.as_view()
code_again = CodeAgain.as_view()
passkey_again = PasskeyAgain.as_view()
