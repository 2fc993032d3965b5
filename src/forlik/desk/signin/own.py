"""One's own account: what is set, and changing it."""

import json
from typing import Any

from allauth.mfa.base.internal.flows import delete_and_cleanup, post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes, view_recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic.edit import FormView

from forlik.core import days
from forlik.desk.access.labels import STAFF, labels
from forlik.desk.signin import closed, forms, told
from forlik.desk.signin.adapters import Factors, factors_of
from forlik.desk.signin.tokens import tokens_of
from forlik.desk.signin.who import person_of, strength_of

TOTP, WEBAUTHN = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN


@require_safe
def account(request: Any) -> Any:
    """What is set, and how this session was signed in."""
    person, now = person_of(request), days.now()
    factors = list(Authenticator.objects.filter(user_id=request.user.pk))
    codes = [one.wrap() for one in factors if one.type == Authenticator.Type.RECOVERY_CODES]
    shows = {
        "app": any(one.type == TOTP for one in factors),
        "passkeys": sum(one.type == WEBAUTHN for one in factors),
        "codes_left": sum(len(one.get_unused_codes()) for one in codes),
        "strong": strength_of(request) == "passkey",
        "removable": len(factors) - len(codes) > 1,
        "works_here": STAFF in labels(person, now),
        "tokens": sum(now < one.until for one in tokens_of(person.id, now)),
    }
    return render(request, "account/account.html", shows)


@require_safe
def set_up(request: Any) -> Any:
    """The page for whoever has no second factor yet."""
    return render(request, "account/set_up.html")


class Password(FormView):
    """A new password; every other session of the user ends."""

    form_class = forms.NewPassword
    template_name = "account/password.html"
    success_url = closed.ACCOUNT

    def get_form_kwargs(self) -> Any:
        """Whose password it is."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: Any) -> Any:
        """Set it."""
        user = self.request.user
        user.set_password(form.cleaned_data["new"])
        user.one_time_until = None
        user.save(update_fields=["password", "one_time_until"])
        update_session_auth_hash(self.request, user)
        told.note("set password", user.person_id)
        return super().form_valid(form)


class AddApp(app.ActivateTOTPView):
    """An app that makes codes; its first code proves it, and counts as proof for this session."""

    form_class = forms.AddApp
    template_name = "account/add_app.html"

    def dispatch(self, request: Any, *given: Any, **named: Any) -> Any:
        """One app a user."""
        if TOTP in factors_of(request.user):
            return HttpResponseRedirect(closed.ACCOUNT)
        return super().dispatch(request, *given, **named)

    def get_context_data(self, **named: Any) -> Any:
        """The picture without the head that a file would have."""
        shows = super().get_context_data(**named)
        return {**shows, "picture": shows["totp_svg"].partition("?>")[2], "secret": shows["form"].secret}

    def form_valid(self, form: Any) -> Any:
        """Set it."""
        answer = super().form_valid(form)
        made = Authenticator.objects.get(user_id=self.request.user.pk, type=TOTP)
        made.wrap().validate_code(form.cleaned_data["code"])  # so that it is used, and signs nobody in a second time
        post_authentication(self.request, made)
        told.stronger(self.request, self.request.user)
        return answer

    def get_success_url(self) -> str:
        """Once there are new recovery codes, they are shown."""
        return closed.CODES if self.did_generate_recovery_codes else closed.ACCOUNT


@require_http_methods(["GET", "POST"])
def remove_app(request: Any) -> Any:
    """Take the app away, unless it is the last second factor."""
    return _remove(request, Authenticator.objects.filter(user_id=request.user.pk, type=TOTP).first(), closed.ACCOUNT)


@require_http_methods(["GET", "POST"])
def remove_passkey(request: Any, pk: int) -> Any:
    """Take a passkey away, unless it is the last second factor."""
    found = Authenticator.objects.filter(user_id=request.user.pk, type=WEBAUTHN, pk=pk).first()
    return _remove(request, found, closed.PASSKEYS)


def _remove(request: Any, found: Any, back: str) -> Any:
    if found is None:
        raise Http404
    shows = {"name": found.wrap().name if found.type == WEBAUTHN else "", "back": back}
    if not Factors().can_delete_authenticator(found):
        return render(request, "account/remove.html", {**shows, "last": True}, status=409)
    if request.method == "GET":
        return render(request, "account/remove.html", shows)
    delete_and_cleanup(request, found)
    return HttpResponseRedirect(back)


@require_safe
def passkeys(request: Any) -> Any:
    """The passkeys that are set."""
    rows = Authenticator.objects.filter(user_id=request.user.pk, type=WEBAUTHN).order_by("pk")
    shown = [{"pk": one.pk, "name": one.wrap().name, "made": one.created_at, "used": one.last_used_at} for one in rows]
    return render(request, "account/passkeys.html", {"passkeys": shown})


class AddPasskey(keys.AddWebAuthnView):
    """A new passkey."""

    form_class = forms.AddPasskey
    template_name = "account/add_passkey.html"

    def get_context_data(self, **named: Any) -> Any:
        """What the browser is asked for: a passkey that verifies the person and can be found without a user name."""
        asked = auth.begin_registration(self.request.user, passwordless=True)
        return {**FormView.get_context_data(self, **named), "options": json.dumps(asked)}

    def get_success_url(self) -> str:
        """Once there are new recovery codes, they are shown; whoever has no other factor proves this one first."""
        return closed.CODES if self.did_generate_recovery_codes else closed.PASSKEYS


@require_safe
def recovery_codes(request: Any) -> Any:
    """The recovery codes, the first time; later how many are left."""
    found, shown = view_recovery_codes(request)
    left = found.get_unused_codes() if found else []
    shows = {"codes": left if shown else [], "left": len(left)}
    return render(request, "account/recovery_codes.html", shows)


@require_POST
def new_codes(request: Any) -> Any:
    """New recovery codes; the old ones open nothing from now on."""
    generate_recovery_codes(request)
    return HttpResponseRedirect(closed.CODES)


password = Password.as_view()
add_app = AddApp.as_view()
add_passkey = AddPasskey.as_view()
