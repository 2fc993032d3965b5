"""Options: what might be done where, each beside what is known of it; nothing of that is added up into one score."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from forlik.assess.options.proposed import Proposed, options
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.option_titles import place_called
from forlik.desk.register.pages.options.listed import FILTERS, Row, row_of
from forlik.desk.register.sections.screened import screened
from forlik.desk.register.sections.telling import Telling
from forlik.register.vocabulary import vocabulary

PATH = "register/decide/options"
EXAMPLE = "/register/decide/options"
TITLE = _("Options")
MENU = "decide"
LONGEST = 60


def answer(asked: Asked) -> Shown:
    """The options that may be seen, by their places, narrowed to what is asked for."""
    telling = Telling(asked)
    every = options(asked.viewed.dossier)
    wanted = {name: asked.given.get(name, "").strip()[:LONGEST] for name in FILTERS}
    found = [one for one in every if all(said in ("", getattr(one.option, name)) for name, said in wanted.items())]
    return Shown(
        title=str(TITLE),
        lead=str(_("What might be done, and what speaks for and against it. Nothing here is added up into one score.")),
        shows={
            "places": _places(telling, found),
            "count": len(found),
            "every": len(every),
            "narrowed": any(wanted.values()),
            "choices": {name: _choices(asked, every, name, said) for name, said in wanted.items()},
            "propose": _propose(wanted["place"]),
        },
        records=telling.records,
        marking=telling.marking,
    )


def _places(telling: Telling, found: list[Proposed]) -> list[dict[str, Any]]:
    """Each place with what the questions show of it, and its options; by name."""
    by_place: dict[str, list[Row]] = {}
    for one in found:
        by_place.setdefault(one.option.place, []).append(row_of(telling, one))
    names = {code: place_called(code, telling.language) for code in by_place}
    return [
        {"code": code, "name": names[code], "screen": screened(telling, code), "options": by_place[code]}
        for code in sorted(by_place, key=lambda code: (names[code].casefold(), code))
    ]


def _choices(asked: Asked, every: tuple[Proposed, ...], name: str, wanted: str) -> list[tuple[str, str, bool]]:
    """What a list may be narrowed to: only what some option that is seen has."""
    there = dict.fromkeys(getattr(one.option, name) for one in every)
    if name == "place":
        titles = {code: place_called(code, asked.language) for code in there}
        titles = dict(sorted(titles.items(), key=lambda one: one[1].casefold()))
    else:
        norwegian = asked.language == "nb"
        words = vocabulary(FILTERS[name])
        titles = {one.word: one.nb if norwegian else one.en for one in words.values() if one.word in there}
    return [(value, title, value == wanted) for value, title in titles.items()]


def _propose(place: str) -> str:
    """Where an option is put forward: in the place that was chosen."""
    return "/register/decide/propose" + (f"?{urlencode({'place': place})}" if place else "")
