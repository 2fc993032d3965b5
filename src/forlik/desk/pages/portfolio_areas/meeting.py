"""Where pillars meet, as the page prints it: each two of them, and where the activities of each are."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from forlik.core.figure import Figure
from forlik.desk.pages.portfolio_areas.shown import level_text
from forlik.desk.portfolio import PILLARS, stated
from forlik.portfolio.areas import CountryAreas, Pair, PillarPlaces, list_title
from forlik.portfolio.coordination.measured import Language, Reason

FOUR = tuple(PILLARS)[:4]


def met(found: CountryAreas, language: str) -> Mapping[str, Any]:
    """Co-location of the four pillars, two by two.

    Args:
        found: The country's year by area.
        language: The reader's language.
    """
    said: Language = "nb" if language == "nb" else "en"
    meeting, year = found.meeting, found.year
    vocabulary, level = meeting.listed or ("", None)
    places = sorted(meeting.pillars, key=lambda one: FOUR.index(one.pillar))
    return {
        "listed": meeting.listed is not None,
        "vocabulary": vocabulary,
        "list": list_title(vocabulary),
        "level": level_text(level),
        "unlevelled": meeting.listed is not None and level is None,
        "pairs": [_pair(one, year, said) for one in sorted(meeting.pairs, key=_turn)],
        "pillars": [_places(one, year) for one in places],
    }


def _ordered(one: Pair) -> tuple[str, str]:
    """The two in the order of every page: neither is the first of them by nature."""
    first, second = sorted((one.first, one.second), key=FOUR.index)
    return first, second


def _turn(one: Pair) -> tuple[int, int]:
    first, second = _ordered(one)
    return FOUR.index(first), FOUR.index(second)


def _pair(one: Pair, year: int, said: Language) -> Mapping[str, Any]:
    first, second = _ordered(one)
    share = one.found.share
    return {
        "first": PILLARS[first],
        "second": PILLARS[second],
        "both": _number(one.both, year),
        "either": _number(one.either, year),
        "share": stated("", share.value, "%", year),
        "coverage": stated("", share.coverage_percent, "%", year),
        "reason": _reason(share.reason, said),
    }


def _places(one: PillarPlaces, year: int) -> Mapping[str, Any]:
    return {
        "title": PILLARS[one.pillar],
        "activities": one.activities,
        "placed": one.placed,
        "elsewhere": one.elsewhere,
        "placeless": one.placeless,
        "areas": _number(one.areas, year),
    }


def _number(value: int | None, year: int) -> Figure:
    return stated("", None if value is None else Decimal(value), "areas", year)


def _reason(one: Reason | None, said: Language) -> str:
    """Why it is unknown, with the pillar as the page names it."""
    return Reason(one.code, str(PILLARS.get(one.about, one.about))).text(said) if one else ""
