"""Putting an option forward: place, pillar, mode and period, what it would be, and by what it is known."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.assess.options.proposed import the_same
from forlik.core.errors import ForlikError
from forlik.desk.access.labels import grade
from forlik.desk.refusals import told
from forlik.desk.register.answering import Form
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.forms.choices import Choices
from forlik.desk.register.judging import SEALED, chosen_label, enter, judgement, not_sealed_so, sealing, sources
from forlik.desk.register.pages.propose.written import Wrong, begun, option_in, sent
from forlik.desk.register.sections.telling import Telling
from forlik.register.concepts import Assessment

PATH = "register/decide/propose"
EXAMPLE = "/register/decide/propose"
TITLE = _("Put an option forward")
MENU = "decide"
SHOWN = frozenset({"state", "territory", "disputed"})
"""Kinds of places that are suggested."""


def answer(asked: Asked) -> Shown:
    """The form, with what the address says already."""
    return _form(asked, begun(asked.given), [])


def again(asked: Asked, form: Any) -> Shown:
    """The form, as it was written once."""
    return _form(asked, sent(form), [])


def submit(asked: Asked, form: Any) -> Shown | Gone:
    """Record the option, in a file of its own; or point at the same one, or name everything that is wrong."""
    given = sent(form)
    option, wrong = option_in(asked, given)
    if not given["citation"]:
        wrong.append(("citation", _t("Say by what it is known.")))
    if unsealed := not_sealed_so(asked, given[SEALED], ""):
        wrong.append((SEALED, unsealed))
    if option is None or wrong:
        return _form(asked, given, wrong)
    if same := the_same(asked.viewed.dossier, option):
        return _form(asked, given, [], same)
    said = {"finding": given["finding"]} if given["finding"] else {}
    made, more = judgement(asked, "option", given["citation"], given["obtained"], option=str(option), **said)
    if made is None or more:
        return _form(asked, given, [("", text) for text in more])
    try:
        enter(asked, made.id, [(made, chosen_label(asked, given[SEALED], ""))])
    except ForlikError as error:
        return _form(asked, given, [("", told(error))])
    return Gone(f"/register/decide/{made.id}")


def _form(asked: Asked, given: Form, wrong: Wrong, same: tuple[Assessment, ...] = ()) -> Shown:
    telling, words = Telling(asked), Choices(asked, None)
    telling.of(*same)
    labels = [one for one in (telling.marking, chosen_label(asked, given[SEALED], "")) if one]
    return Shown(
        title=str(TITLE),
        lead=str(
            _("An option is a place, a pillar, what would be done, and when. Whoever puts it forward answers for it.")
        ),
        shows={
            "given": given,
            "wrong": wrong,
            "same": [{"id": one.id, "author": telling.judge(one.author)["name"], "day": one.made_on} for one in same],
            "places": _names(asked.language),
            "pillars": words.words("pillars"),
            "modes": words.words("option_modes"),
            "sources": sources(asked.language),
            "sealing": sealing(asked, ""),
            "must": False,
            "names": {"sealed": SEALED},
        },
        records=telling.records,
        marking=max(labels, key=grade, default=""),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong or same else HTTPStatus.OK,
    )


def _names(language: str) -> list[str]:
    """Names of places that are suggested: with the page, so that nobody outside it learns what is typed."""
    some = (one for one in places.all_places() if one.kind in SHOWN)
    return sorted({f"{one.name(language)} ({one.iso3})" for one in some}, key=str.casefold)
