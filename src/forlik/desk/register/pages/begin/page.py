"""Beginning an engagement: a new file, for which whoever begins it answers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.forms import draft, flow
from forlik.desk.register.writing import new_id

PATH = "register/add/engagement"
EXAMPLE = "/register/add/engagement"
TITLE = _("Begin an engagement")
MENU = "register"


def answer(asked: Asked) -> Shown:
    """The form."""
    return flow.page(_draft(asked))


def submit(asked: Asked, form: Any) -> Shown | Gone:
    """Record it, or the form again with what is wrong."""
    before = _draft(asked)
    return flow.submit(form, before, before.id, f"/register/{before.id}")


def again(asked: Asked, form: Any) -> Shown:
    """The form, as it was written once."""
    return flow.again(form, _draft(asked))


def _draft(asked: Asked) -> draft.Draft:
    return draft.new(asked, None, "engagement", new_id(), {}, {"owner": asked.viewed.person.id})
