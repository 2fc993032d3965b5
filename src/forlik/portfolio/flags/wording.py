"""Sentences with figures in them, in both languages."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import partial

from babel.dates import format_date

from forlik.core.figure import DASH, plain
from forlik.portfolio.flags.in_both import LANGUAGES, InBoth
from forlik.portfolio.flags.named import NamedFigure
from forlik.portfolio.flags.rule import Condition
from forlik.portfolio.flags.vocabulary import term

GAP = re.compile(r"\{([a-z][a-z0-9_]*)(?:\.([a-z]+))?\}")
YEAR = "year"
PARTS = ("names", "period")
BETWEEN = {"en": "between {} and {}", "nb": "mellom {} og {}"}
BOUNDS = {
    "at_least": {"en": "at least {}", "nb": "minst {}"},
    "above": {"en": "over {}", "nb": "over {}"},
    "at_most": {"en": "at most {}", "nb": "høyst {}"},
    "below": {"en": "under {}", "nb": "under {}"},
    "outside": {"en": "under {} or over {}", "nb": "under {} eller over {}"},
}
DAY = {"en": "d MMM y", "nb": "d. MMM y"}
AND = {"en": "and", "nb": "og"}
ROOM = Context(prec=100)
"""Room for every amount there can be."""
MOST = 5
"""Names that are listed, at most."""
MORE = {"en": "{} more", "nb": "{} til"}
PILLARS = {
    "development": {"en": "development", "nb": "utvikling"},
    "humanitarian": {"en": "humanitarian aid", "nb": "humanitær bistand"},
    "peace": {"en": "peace", "nb": "fred"},
    "rights_democracy": {"en": "rights and democracy", "nb": "rettigheter og demokrati"},
}


def gaps(template: InBoth) -> Iterator[tuple[str, str, str]]:
    """Language, figure and part of every gap of a template; the part is empty for the figure itself."""
    for language in LANGUAGES:
        for name, part in GAP.findall(template.text(language)):
            yield language, name, part


def braces_left(text: str) -> bool:
    """Whether a template has a brace that belongs to no gap."""
    rest = GAP.sub("", text)
    return "{" in rest or "}" in rest


def sentence(template: InBoth, figures: Mapping[str, NamedFigure], year: int) -> InBoth:
    """A template with its figures.

    Args:
        template: The template.
        figures: Every figure that it names.
        year: The year.
    """
    en, nb = (
        GAP.sub(partial(_filled, figures=figures, year=year, language=language), template.text(language))
        for language in LANGUAGES
    )
    return InBoth(en=en, nb=nb)


def number(value: Decimal, digits: int, language: str) -> str:
    """A number as it is written in a language: groups of three, and a point or a comma."""
    with_point = plain(value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN, ROOM))
    return with_point.replace(".", ",") if language == "nb" else with_point


def shown(figure: NamedFigure, language: str) -> str:
    """A figure in words: its value, the two it lies between, or a dash."""
    if figure.value is None:
        return DASH
    digits = term(figure.name).digits
    if figure.partly and figure.low is not None and figure.high is not None:
        ends = (number(figure.low, digits, language), number(figure.high, digits, language))
        return BETWEEN[language].format(*ends)
    return number(figure.value, digits, language)


def bound(condition: Condition, language: str) -> str:
    """The bound of a condition in words, with as many digits as its file states.

    Args:
        condition: The condition.
        language: ``en`` or ``nb``.
    """
    ends = (plain(one) for one in condition.bounds)
    return BOUNDS[condition.kind][language].format(
        *(one.replace(".", ",") if language == "nb" else one for one in ends)
    )


def listed(names: tuple[str, ...], language: str) -> str:
    """Names one after the other; of many only the first."""
    words = [PILLARS[name][language] if name in PILLARS else name for name in names]
    if len(words) > MOST:
        words = [*words[: MOST - 1], MORE[language].format(len(words) - MOST + 1)]
    if len(words) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(words) or DASH
    return f"{', '.join(words[:-1])} {AND[language]} {words[-1]}"


def period(stated: str, language: str) -> str:
    """A period in words: a day as it is written in a language, and years as they are.

    Args:
        stated: A day as ISO, a year, or first and last with a stroke.
        language: ``en`` or ``nb``.
    """
    if len(stated) != len("2026-06-30"):
        return stated
    return format_date(date.fromisoformat(stated), DAY[language], locale=language)


def _filled(gap: re.Match[str], figures: Mapping[str, NamedFigure], year: int, language: str) -> str:
    name, part = gap.groups()
    if name == YEAR:
        return str(year)
    figure = figures[name]
    if part == "names":
        return listed(figure.names, language)
    return period(figure.period, language) if part == "period" else shown(figure, language)
