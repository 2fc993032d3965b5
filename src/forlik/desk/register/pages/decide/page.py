"""Where and when: a question answered with intervals, the weights that move them, and the options put forward."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.assess.interest import OwnInterest, own_interest
from forlik.assess.screens.asking import Asked as Put
from forlik.assess.screens.asking import by_weights
from forlik.assess.screens.deciding import wanting
from forlik.assess.screens.question_file import question, question_names
from forlik.assess.screens.screen import Screen
from forlik.core.errors import NoData
from forlik.desk import screens, worlds
from forlik.desk.access.labels import STAFF, grade
from forlik.desk.reasons import reason
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.deciding.chosen import MARK, Chosen, answered, chosen
from forlik.desk.register.deciding.opened import opened
from forlik.desk.register.deciding.put_forward import PutForward
from forlik.desk.register.deciding.ranked import ages, held, reach, table
from forlik.desk.register.deciding.spoken import parts_said, spoken
from forlik.desk.register.deciding.taken import ways_along

PATH = "register/decide"
EXAMPLE = "/register/decide"
TITLE = _("Where and when")
MENU = "decide"
MIDDLE = 5.0
"""Where a slider stands while no weight is set."""

FEW = 12
"""So many withheld places stand open; more are behind a fold."""


def answer(asked: Asked) -> Shown:
    """The question's answer by what was known on the day, or why it has none and what to import.

    Raises:
        UsageError: There is no such question, or a weight is none.
        PlaceRefused: There is no such place.
        NoData: The question does not ask about the place that was opened.
    """
    one = chosen(asked)
    put = by_weights(screens.asked(one.question.name, one.day), one.weights)
    try:
        screen: Screen | None = answered(one)
    except NoData:
        screen = None
    options = PutForward(asked, screen)
    own = _own(one, put) if one.own else None
    shows = _around(asked, one, put, screen)
    if screen is None:
        shows["nothing"] = _nothing(put, asked.language)
    else:
        shows["table"] = table(screen, one, asked.language, own=own, options=options.by_place)
        shows["opened"] = opened(screen, put, one, asked.language, own) if one.place else None
        shows["opened_options"] = options.of(one.place) if one.place else []
        shows["stands_on"] = screen.stands_on
    return Shown(
        title=str(TITLE),
        lead=spoken(one.question.asks, asked.language),
        shows={**shows, "put_forward": options.first(), "options": options.count},
        records=options.telling.records,
        # A ranking is for the staff; what stands beside it may be more secret.
        marking=max(STAFF, options.marking, key=grade),
    )


def _own(one: Chosen, put: Put) -> OwnInterest:
    """What the places mean to home; beside the answer, and no part of it."""
    with worlds.LOCK:
        return own_interest(worlds.kept(one.day), put.places)


def _around(asked: Asked, one: Chosen, put: Put, screen: Screen | None) -> dict[str, Any]:
    """What stands around the answer: what may be chosen, how to take it along, how far the indicators reach."""
    language = asked.language
    return {
        "question": one.question,
        "question_title": spoken(one.question.title, language),
        "questions": [
            (name, spoken(question(name, one.day).title, language), name == one.question.name)
            for name in question_names()
        ],
        "middle": f"{MIDDLE:g}",
        "sliders": _sliders(one, put, language),
        "weighed": bool(one.weights),
        "kept_fields": [*one.fields(weights=False)[1:], *([("own", "1")] if one.own else [])],
        "here_fields": [
            *one.fields(weights=False),
            *([("own", "1")] if one.own else []),
            *([("place", one.place)] if one.place else []),
        ],
        "all_weightings": one.address(weights=False),
        "own": one.own,
        "own_other": one.address(own=not one.own),
        "notes": spoken(one.question.notes, language),
        "misuse": spoken(one.question.misuse, language),
        "ages": ages(put, language),
        "withheld": held(put, one, language),
        "withheld_few": len(put.withheld) <= FEW,
        "reach": reach(put, language),
        "all_options": f"/register/decide/options{asked.kept}",
        "propose": "" if asked.dated else "/register/decide/propose",
        **ways_along(one, screen),
    }


def _sliders(one: Chosen, put: Put, language: str) -> list[dict[str, Any]]:
    """A slider for each dimension of which anything is known, and what it counts for now."""
    weighed = [name for name in one.question.dimensions if name in put.scores.dimensions]
    shares = dict(zip(weighed, parts_said([one.weights.get(name, 0.0) for name in weighed]), strict=True))
    return [
        {
            "field": MARK + name,
            "title": spoken(dimension.title, language),
            "known": name in put.scores.dimensions,
            "stands": f"{one.weights.get(name, 0.0) if one.weights else MIDDLE:g}",
            "share": shares.get(name, ""),
        }
        for name, dimension in one.question.dimensions.items()
    ]


def _nothing(put: Put, language: str) -> dict[str, Any]:
    """Why there is no answer, and what to import."""
    return {
        "places": len(put.places),
        "ranked": len(put.places) - len(put.withheld),
        "top": put.question.top,
        "wanting": [
            {"title": _t(one.title), "why": reason(one.why, language), "remedy": one.remedy} for one in wanting(put)
        ],
    }
