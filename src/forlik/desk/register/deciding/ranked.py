"""The ranked places as the table shows them, and those that were withheld, each with its reason."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _t

from forlik.assess.acceptability.words import Band, bands
from forlik.assess.interest import OwnInterest
from forlik.assess.screens.asking import Asked, enough
from forlik.assess.screens.screen import Row, Screen, Withheld
from forlik.assess.screens.screening import coverage, withheld
from forlik.charts.interval import axis, interval
from forlik.desk.reasons import reason
from forlik.desk.register.deciding.beside import beside
from forlik.desk.register.deciding.chosen import Chosen
from forlik.desk.register.deciding.spoken import (
    band_word,
    decimal,
    dimension_titles,
    indicator_title,
    percent,
    place_name,
    ranks,
    share_said,
    spoken,
)
from forlik.desk.writing import stated

FIRST_SAID = 3
"""How many places are named where it is told that the answer is another."""


def table(
    screen: Screen, one: Chosen, language: str, *, own: OwnInterest | None, options: Mapping[str, int]
) -> dict[str, Any]:
    """The table: its head, its rows, and those behind the fold.

    Args:
        screen: The screen.
        one: What was asked of it.
        language: Language of the answer.
        own: Own interest, to be shown apart; none when it is hidden.
        options: Place → how many options were put forward there.
    """
    last, top = len(screen.rows), screen.question.top
    # Places of the last word stand behind a fold: they are the most, and least often what is looked for.
    *first, behind = bands(weighted=bool(screen.stands_on.weights))
    old = stale_everywhere(screen)

    def told(band: Band) -> dict[str, Any]:
        some = [row for row in screen.rows if row.word == band.word]
        rows = [
            {
                **_row(screen, one, row, language, own, options.get(row.country_iso3, 0)),
                "stale": [indicator_title(screen.question, name, language) for name in row.stale if name not in old],
            }
            for row in some
        ]
        return {
            "word": _capital(band_word(band.word, language)),
            "least": percent(band.least),
            "rows": rows,
        }

    lasting = any(row.on_list is not None for row in screen.rows)
    groups = [told(band) for band in first]
    return {
        "groups": [group for group in groups if group["rows"]],
        "rest": [] if one.short else [told(behind)],
        "behind": sum(row.word == behind.word for row in screen.rows),
        "whole": one.address(),
        "dimensions": list(dimension_titles(screen.question, language).values()),
        "axis": axis(last, top=top),
        "ranked": last,
        "columns": 4 + len(screen.question.dimensions) + lasting + bool(own),
        "lasting": lasting,
        "stale": [indicator_title(screen.question, name, language) for name in old],
        "own": beside(own, language) if own else None,
        "said": _said(screen, language),
    }


def stale_everywhere(screen: Screen) -> list[str]:
    """The indicators whose figures are older than the question likes wherever one is known: said once, not of each."""
    known = {
        name: [row for row in screen.rows if name not in row.missing]
        for one in screen.question.dimensions.values()
        for name in one.indicators
    }
    return [name for name, rows in known.items() if rows and all(name in row.stale for row in rows)]


def picture(row: Row, screen: Screen) -> str:
    """The interval of a place, and what it would be if only the data, or only the weights, were uncertain."""
    alone = [row.spread["data"], row.spread["weights"]]
    return interval(row.rank_low, row.rank_high, len(screen.rows), top=screen.question.top, alone=alone)


def standing(screen: Screen, row: Row, language: str) -> dict[str, Any]:
    """Where a ranked place stands: its share, its interval, what it would be apart, and how much of it is observed."""
    titles, question = dimension_titles(screen.question, language), screen.question
    return {
        "share": share_said(row.share_top_k, question),
        "priorities": [titles[name] for name in row.priorities],
        "ranks": ranks(row.rank_low, row.rank_high),
        "picture": picture(row, screen),
        "by_data": ranks(*row.spread["data"]),
        "by_weights": ranks(*row.spread["weights"]),
        "scores": [(titles[name], decimal(score), score is None) for name, score in row.dimensions.items()],
        "observed": percent(row.observed),
        "stale": [indicator_title(question, name, language) for name in row.stale],
        "remarks": [reason(text, language) for text in row.remarks],
    }


def _row(screen: Screen, one: Chosen, row: Row, language: str, own: OwnInterest | None, options: int) -> dict[str, Any]:
    return {
        **standing(screen, row, language),
        "iso3": row.country_iso3,
        "name": place_name(row.country_iso3, language),
        "address": one.address(place=row.country_iso3) + "#opened",
        "opened": row.country_iso3 == one.place,
        "options": options,
        "band": row.word,
        "oldest": stated(row.oldest) if row.oldest else "",
        "missing": [indicator_title(screen.question, name, language) for name in row.missing],
        "on_list": row.on_list,
        "own": _own(own, row.country_iso3),
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _own(own: OwnInterest | None, iso3: str) -> str:
    """Its score; empty where it is unknown."""
    score = own.by_place[iso3].score if own else None
    return "" if score is None else decimal(score)


def _said(screen: Screen, language: str) -> str:
    """In a sentence who comes first, for those who hear that the answer has changed."""
    names = ", ".join(place_name(row.country_iso3, language) for row in screen.rows[:FIRST_SAID])
    return str(_t("The result is updated. First: {places}.")).format(places=names)


def held(asked: Asked, one: Chosen, language: str) -> list[dict[str, Any]]:
    """The places that were withheld: how much of the weight is observed, and what is missing and why."""
    return [_held(asked, one, row, language) for row in withheld(asked)]


def _held(asked: Asked, one: Chosen, row: Withheld, language: str) -> dict[str, Any]:
    gaps = [(name, asked.found[name][row.country_iso3].reason) for name in row.missing]
    return {
        "name": place_name(row.country_iso3, language),
        "address": one.address(place=row.country_iso3) + "#opened",
        "observed": percent(row.observed, [asked.question.universe.known_weight]),
        "needed": percent(asked.question.universe.known_weight),
        "enough": enough(asked.question, asked.observed[row.country_iso3]),
        "missing": [(indicator_title(asked.question, name, language), reason(why, language)) for name, why in gaps],
    }


def ages(asked: Asked, language: str) -> list[tuple[str, str]]:
    """Dimension → the newest period of its figures; from when to when, where its indicators differ."""
    titles = dimension_titles(asked.question, language)
    newest = {
        name: max((one.period for one in by_place.values() if one.value is not None), default="")
        for name, by_place in asked.found.items()
    }
    found = []
    for name, dimension in asked.question.dimensions.items():
        periods = sorted({stated_of for each in dimension.indicators if (stated_of := newest[each])})
        if periods:
            found.append((titles[name], " – ".join(stated(one) for one in dict.fromkeys((periods[0], periods[-1])))))
    return found


def reach(asked: Asked, language: str) -> list[dict[str, Any]]:
    """How far each indicator reaches: those that are weighed by their dimensions, then those that are not."""
    question, titles = asked.question, dimension_titles(asked.question, language)
    return [
        {
            "title": indicator_title(question, one.indicator, language),
            "dimension": titles.get(one.dimension, ""),
            "known": one.known,
            "asked": one.asked,
            "share": percent(one.known / one.asked) if one.asked else "",
            "measure": one.measure,
            "why": reason(one.why, language) if one.dimension else spoken(question.beside[one.indicator].why, language),
        }
        for one in coverage(asked)
    ]
