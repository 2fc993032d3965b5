"""Tokens for programs: one's own, what each opens, until when, when it was last used; and revoking one."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.signin.closed import NEW_TOKEN
from forlik.desk.signin.scopes import scopes
from forlik.desk.signin.tokens import Kept, revoke_token, tokens_of

PATH = "register/tokens"
EXAMPLE = "/register/tokens"
TITLE = _("Tokens for programs")


def answer(asked: Asked) -> Shown:
    """One's own tokens, the newest first: all that is known of each."""
    viewed = asked.viewed
    kept = tokens_of(viewed.person.id, viewed.now)
    return Shown(
        title=str(TITLE),
        lead=_t("With a token your own programs read the register: what you may see, but never what is sealed."),
        shows={"tokens": [_shown(asked, one) for one in kept], "new": NEW_TOKEN},
    )


def submit(asked: Asked, form: Any) -> Gone:
    """Revoke a token; it opens nothing from the next request on.

    Raises:
        NoData: One has no such token.
    """
    revoke_token(form.get("token", ""), asked.viewed.person, asked.viewed.now)
    return Gone(asked.path)


def _shown(asked: Asked, one: Kept) -> dict[str, Any]:
    known = scopes()
    return {
        "token": one,
        "scopes": [(word, known[word].text(asked.language) if word in known else "") for word in one.scopes],
        "over": one.until <= asked.viewed.now,
    }
