"""What somebody wrote when the session was over, given back in the form that it was written into; not recorded."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from django.http import QueryDict
from django.urls import Resolver404, resolve

from forlik.core import days
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.cases import absent
from forlik.desk.signin import closed, unsent
from forlik.desk.signin.unsent import Unsent

FIELD = "unsent"
"""Name of the query field, and of the input, that says what was taken up."""


def taken_up(request: Any, asked: Asked) -> Unsent | None:
    """What a question takes up, or what was sent anew had been taken up from.

    Raises:
        NoData: There is none, or none of whoever asks, or it was written elsewhere.
    """
    id_ = (request.POST if request.method == "POST" else request.GET).get(FIELD, "")
    if not id_:
        return None
    found = unsent.taken_up(asked.viewed.person, id_, days.now())
    if found is None and request.method == "POST":
        return None  # it was thrown away since; what was written comes with the form
    if found is None or found.path.partition("?")[0] != asked.path:
        raise absent()
    return found


def again(page: ModuleType, asked: Asked, one: Unsent, parts: Mapping[str, str]) -> Shown:
    """The page's own form with what was written; a page that cannot fill its form shows what it was, beside it."""
    if not hasattr(page, "again"):
        found: Shown = page.answer(asked, **parts)
        unsent.note_shown(asked.viewed.person, one)
        return found
    form = QueryDict(mutable=True)
    for name, given in one.fields:
        form.setlist(name, list(given))
    shown: Shown = page.again(asked, form, **parts)
    unsent.note_shown(asked.viewed.person, one)
    return shown


def done(asked: Asked, one: Unsent) -> None:
    """What was written is recorded now."""
    unsent.throw_away(asked.viewed.person, one.id)


def around(pages: Mapping[str, ModuleType], asked: Asked, one: Unsent | None) -> dict[str, Any]:
    """What a template needs: what was taken up, and what still waits."""
    found, more = unsent.waiting(asked.viewed.person, days.now())
    taken = None
    if one is not None:
        left = () if hasattr(pages.get(_name(one)), "again") else one.fields
        taken = {"id": one.id, "fields": [(name, ", ".join(given)) for name, given in left], "files": one.files}
    return {
        "taken_up": taken,
        "unsent": [
            {"address": f"{closed.UNSENT}/{other.id}", "title": _title(pages, other), "until": other.at + unsent.LASTS}
            for other in found
            if one is None or other.id != one.id
        ],
        "unsent_more": more,
    }


def _title(pages: Mapping[str, ModuleType], one: Unsent) -> Any:
    page = pages.get(_name(one))
    return page.TITLE if page else "–"


def _name(one: Unsent) -> str:
    """Name of the page to which it was sent."""
    try:
        return str(resolve(one.path.partition("?")[0]).url_name).removeprefix("register-")
    except Resolver404:
        return ""
