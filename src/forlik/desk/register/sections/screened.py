"""What each question shows of a place: the share of weightings, the interval of ranks, or why there is none."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _t

from forlik.assess.acceptability.words import bands
from forlik.assess.screens.asking import enough
from forlik.assess.screens.question import Question
from forlik.assess.screens.question_file import question, question_names
from forlik.assess.screens.screen import Row, Screen, Withheld
from forlik.core.errors import NoData
from forlik.desk import screens
from forlik.desk.register.deciding.spoken import percent, ranks, share_said, spoken
from forlik.desk.register.sections.telling import Telling


def screened(telling: Telling, place: str) -> list[dict[str, Any]]:
    """What the questions show of a place, in their order; none of a place about which no question asks.

    Args:
        telling: What the answer tells.
        place: The place's code.
    """
    day = telling.asked.day
    rows = []
    for name in question_names():
        asks = question(name, day)
        try:
            found = screens.screen(name, day)
        except NoData:
            unknown = _t("not answered: too little was known on this day to rank any place")
            rows.append({**_of(telling, asks, place), "withheld": unknown})
            continue
        if place in found.asked:
            rows.append({**_of(telling, found.question, place), **_shown(telling, found, place)})
    return rows if any(one["asked"] for one in rows) else []


def _of(telling: Telling, asks: Question, place: str) -> dict[str, Any]:
    fields = {"question": asks.name, "place": place}
    fields |= {"as_of": str(telling.asked.day)} if telling.asked.dated else {}
    return {
        "question": asks.name,
        "title": spoken(asks.title, telling.language),
        "asked": False,
        "top": asks.top,
        "share": None,
        "word": "",
        "withheld": "",
        "address": f"/register/decide?{urlencode(fields)}",
    }


def _shown(telling: Telling, found: Screen, place: str) -> dict[str, Any]:
    for row in found.rows:
        if row.country_iso3 == place:
            return {"asked": True, **ranked(row, found.question), "word": word_of(row.word, telling.language)}
    held = next(one for one in found.withheld if one.country_iso3 == place)
    return {"asked": True, "withheld": why(held, found.question, telling.language)}


def ranked(row: Row, asks: Question) -> dict[str, Any]:
    """The share and the interval of a place that was ranked by a question."""
    return {
        "share": share_said(row.share_top_k, asks),
        "ranks": ranks(row.rank_low, row.rank_high),
        "observed": percent(row.observed),
        "oldest": row.oldest,
    }


def why(held: Withheld, asks: Question, language: str) -> str:
    """Why a place was withheld, in the reader's language: how much of the weight is observed, and what is missing."""
    missing = [name for name in held.missing if name in asks.indicators]
    if enough(asks, held.observed):
        missing = [name for name in missing if asks.indicators[name].missing == "withhold"]
        text: str = _t("withheld: not ranked where this is not known: {missing}")
        return text.format(missing=", ".join(spoken(asks.indicators[name].title, language) for name in missing))
    titles = [spoken(asks.indicators[name].title, language) for name in missing]
    said: str = _t("withheld: {observed} of the weight is observed, {needed} is needed; missing: {missing}")
    return said.format(
        observed=percent(held.observed, [asks.universe.known_weight]),
        needed=percent(asks.universe.known_weight),
        missing=", ".join(titles),
    )


def word_of(name: str, language: str) -> str:
    """The words for a band of shares; empty for one that there is none of."""
    found = next((one for one in bands() if one.word == name), None)
    return (found.nb if language == "nb" else found.en) if found else ""
