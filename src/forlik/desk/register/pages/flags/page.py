"""Flags: those that are kept, with owner and day; what the rules raise at a place now; what they cannot tell."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.core.errors import PlaceRefused
from forlik.desk.access.people import colleagues
from forlik.desk.register.answering import Form, Wrong, entered, shown
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.pages.flags.written import begun, said, sent
from forlik.desk.register.sections.raised import kept_flags, raised_at, told, withdrawn_flags
from forlik.desk.register.sections.raised import shown as raised_shown
from forlik.desk.register.sections.telling import Telling
from forlik.portfolio.flags import Flags

PATH = "register/flags"
EXAMPLE = "/register/flags"
TITLE = _("Flags")
MENU = "register"
NONE = ""
"""No record is spoken of before it is kept."""


def answer(asked: Asked) -> Shown:
    """The flags that are kept, and those of the place that is asked for."""
    return _page(asked, begun(), [])


def again(asked: Asked, form: Any) -> Shown:
    """The same, as it was written once."""
    return _page(asked, sent(form), [])


def submit(asked: Asked, form: Any) -> Shown | Gone:
    """Keep one flag, or say what is wrong and lose nothing."""
    given = sent(form)
    made: list[str] = []

    def keep(label: str) -> Any:
        found, wrong = said(asked, given, label, _found(asked, given["place"])[0])
        made.extend(one.id for one, _label in found)
        return found, wrong

    wrong = entered(asked, NONE, NONE, given, keep)
    return _page(asked, given, wrong) if wrong else Gone(f"/register/flags/{made[0]}")


def _page(asked: Asked, given: Form, wrong: Wrong) -> Shown:
    telling = Telling(asked)
    found, refused = _found(asked, given["place"] or asked.given.get("place", ""))
    kept = [told(telling, one) for one in kept_flags(telling.dossier)]
    shows = {
        "open": [one for one in kept if one["open"]],
        "over": [one for one in kept if not one["open"]],
        "withdrawn": withdrawn_flags(telling),
        "place": given["place"] or asked.given.get("place", ""),
        "refused": refused,
        "raised": _raised(telling, found),
        "persons": colleagues(),
        "inputs": {name: [text for where, text in wrong if where == name] for name in given},
    }
    return shown(
        telling, NONE, given, wrong,
        title=str(TITLE),
        lead=_t("Where pillars, donors and partners fail to meet, by rules that anybody can read. Each has an owner."),
        shows=shows,
    )  # fmt: skip


def _found(asked: Asked, named: str) -> tuple[Flags | None, str]:
    """What the rules say of a place, or why it is none."""
    if not named:
        return None, ""
    try:
        place, _guessed = places.guess(named)
        return raised_at(Telling(asked), place.iso3), ""
    except PlaceRefused as refused:
        return None, refused.what


def _raised(telling: Telling, found: Flags | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "place": {"id": found.place, "name": telling.place(found.place)},
        "year": str(found.year),
        "raised": [raised_shown(telling, one) for one in found.raised],
        "silent": [one.title.text(telling.language) for one in found.silent],
        "untold": [
            (one.title.text(telling.language), [why.text(telling.language) for _figure, why in one.reasons])
            for one in found.untold
        ],
    }
