"""A place opened: where it stands, and every cell down to the snapshot that it stands on."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _t

from forlik.assess.acceptability.smaa import Gap
from forlik.assess.interest import OwnInterest
from forlik.assess.screens.asking import Asked, enough, needed_of
from forlik.assess.screens.screen import Evidence, Row, Screen
from forlik.core.errors import NoData
from forlik.core.figure import Figure
from forlik.desk.reasons import reason
from forlik.desk.register.deciding.chosen import Chosen
from forlik.desk.register.deciding.ranked import standing
from forlik.desk.register.deciding.spoken import (
    band_word,
    decimal,
    dimension_titles,
    indicator_title,
    percent,
    place_name,
    ranks,
    spoken,
)
from forlik.desk.writing import day, number, stated


def opened(screen: Screen, asked: Asked, one: Chosen, language: str, own: OwnInterest | None) -> dict[str, Any]:
    """The place that was opened.

    Args:
        screen: The screen.
        asked: The question as it was put to what was known.
        one: What was asked of the screen: which place.
        language: Language of the answer.
        own: Own interest, to be shown apart; none when it is hidden.

    Raises:
        NoData: The question does not ask about that place.
    """
    iso3 = one.place
    if iso3 not in screen.evidence:
        raise NoData(f"this question does not ask about {place_name(iso3, language)}", remedy="open one of its places")
    row = next((row for row in screen.rows if row.country_iso3 == iso3), None)
    drawn = {gap.criterion: gap for gap in screen.analysis.gaps if gap.alternative == iso3}
    return {
        "iso3": iso3,
        "name": place_name(iso3, language),
        "close": one.address(place="") + "#answer",
        "standing": _standing(screen, row, language) if row else None,
        "withheld": None if row else percent(asked.observed[iso3], [screen.question.universe.known_weight]),
        "needed": percent(screen.question.universe.known_weight),
        "without": [] if row else _without(asked, iso3, language),
        "cells": [_cell(screen, cell, drawn.get(cell.indicator), language) for cell in screen.evidence[iso3].values()],
        "own": _own(own, iso3, language) if own else None,
    }


def _without(asked: Asked, iso3: str, language: str) -> list[str]:
    """What withholds a place of which enough is observed: indicators without which the question ranks no place."""
    one = asked.question
    if not enough(one, asked.observed[iso3]):
        return []
    return [indicator_title(one, name, language) for name in needed_of(one, asked.found, iso3, asked.weights)]


def _standing(screen: Screen, row: Row, language: str) -> dict[str, Any]:
    stands = standing(screen, row, language)
    return {
        **stands,
        "word": band_word(row.word, language),
        "weighed": bool(screen.stands_on.weights),
        "of": len(screen.rows),
        "top": screen.question.top,
        "alone": [
            (_t("the data"), stands["by_data"]),
            (_t("the weights"), stands["by_weights"]),
            (_t("mean and goalposts"), ranks(*row.spread["choices"])),
        ],
        "lasting": "" if screen.stands_on.weights else _lasting(screen, row),
    }


def _lasting(screen: Screen, row: Row) -> str:
    """Whether it is on the list, and by what rule."""
    rule = screen.question.hysteresis
    state = {
        True: _t("On the list"),
        False: _t("Not on the list"),
        None: _t("The releases that were looked at do not say whether it is on the list"),
    }[row.on_list]
    by = _t("by what lasts: from {enter} on in {running} releases running, until below {leave} in as many").format(
        enter=percent(rule.enter), running=number(rule.running), leave=percent(rule.leave)
    )
    return f"{state} {by}."


def _cell(screen: Screen, cell: Evidence, gap: Gap | None, language: str) -> dict[str, Any]:
    return {
        "title": indicator_title(screen.question, cell.indicator, language),
        "dimension": dimension_titles(screen.question, language).get(cell.dimension, ""),
        "why_not": "" if cell.dimension else spoken(screen.question.beside[cell.indicator].why, language),
        "scored": cell.score is not None,
        "score": decimal(cell.score),
        "error": decimal(cell.error),
        "reason": reason(cell.reason, language) if cell.reason else "",
        "drawn": _drawn(gap) if gap else "",
        "figures": list(figures(cell.figures)),
    }


def _drawn(gap: Gap) -> str:
    """Whose values were drawn where there is none."""
    known = {
        "1": _t("drawn each time from the {number} known values of its region and income"),
        "2": _t("drawn each time from the {number} known values of its region"),
        "all": _t("drawn each time from the {number} known values of all places"),
    }
    return str(known.get(gap.origin, _t("drawn each time from the whole scale"))).format(number=number(gap.values))


def figures(some: tuple[Figure, ...]) -> Iterator[dict[str, Any]]:
    """Figures with what they stand on: source, edition, the day it was known, and the digest of its bytes."""
    for one in some:
        basis = one.basis
        yield {
            "text": number(one.value),
            "unit": one.unit,
            "label": one.label,
            "period": stated(one.period),
            "status": one.status,
            "source": basis.source if basis else "",
            "source_title": basis.title if basis else "",
            "edition": (basis.edition or basis.part) if basis else "",
            "known": day(basis.known_at) if basis else "",
            "sha256": basis.sha256 if basis else "",
            "short": basis.short_sha256 if basis else "",
        }


def _own(own: OwnInterest, iso3: str, language: str) -> dict[str, Any]:
    """What the place means to home: beside the answer, and no part of it."""
    found, ties = own.by_place[iso3], own.said.indicators
    return {
        "home": place_name(own.home, language),
        "score": decimal(found.score),
        "not_yet": spoken(own.said.not_yet, language),
        "known": [
            (said := spoken(ties[name].title, language), list(figures((replace(figure, label=said),))))
            for name, figure in found.figures.items()
        ],
        "missing": [(spoken(ties[name].title, language), reason(why, language)) for name, why in found.missing.items()],
    }
