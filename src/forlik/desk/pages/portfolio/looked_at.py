"""What each rule looked at, as a table: every figure of every rule, raised or not, with what it is held against."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.core.figure import Figure
from forlik.desk.question import Question
from forlik.portfolio.flags import Flags, Look, LookedAt, NamedFigure, looked_at, vocabulary
from forlik.portfolio.flags.wording import ROOM, bound

SAID = {"raised": _("flag raised"), "silent": _("silent"), "untold": _("cannot be told")}


def looks(asked: Question, found: Flags) -> Mapping[str, Any]:
    """The rules with their figures, and the figures that no rule asks about.

    Args:
        asked: The question.
        found: All rules on one place and year.
    """
    return {
        "rules": [_rule(asked, one) for one in looked_at(found)],
        "beside": [_row(asked, one) for one in found.beside],
    }


def _rule(asked: Question, one: LookedAt) -> Mapping[str, Any]:
    return {
        "title": one.title.text(asked.language),
        "said": SAID[one.said],
        "beyond": "; ".join(each.text(asked.language) for each in one.beyond),
        "rows": [_look(asked, each) for each in one.looks],
    }


def _look(asked: Question, one: Look) -> Mapping[str, Any]:
    return _row(asked, one.figure) | {
        "raised_if": [bound(each, asked.language) for each in one.raised_if],
        "told_if": [bound(each, asked.language) for each in one.told_if],
    }


def _row(asked: Question, one: NamedFigure) -> dict[str, Any]:
    term = vocabulary()[one.name]
    return {
        "title": term.title.text(asked.language),
        "figure": _figure(one, term.digits),
        "unit": term.counted_in.text(asked.language),
        "partly": one.partly,
        "reason": one.reason.text(asked.language) if one.reason else "",
        "period": one.period,
        "sources": _titles(one),
    }


def _titles(one: NamedFigure) -> Sequence[str]:
    return list(dict.fromkeys(basis.title for basis in one.sources))


def _figure(one: NamedFigure, digits: int) -> Figure:
    value, low, high = (_shown(number, digits) for number in (one.value, one.low, one.high))
    return Figure(
        measure=one.name,
        label=one.name,
        country="",
        country_iso3="",
        period=one.period,
        value=value,
        unit=one.unit,
        status=one.status,
        low=low,
        high=high,
    )


def _shown(value: Decimal | None, digits: int) -> Decimal | None:
    """A number with the digits that its kind of figure is shown with, as the sentences of flags show it."""
    return None if value is None else value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN, ROOM)
