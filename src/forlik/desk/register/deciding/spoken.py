"""How numbers and names of a screen are said in the reader's language."""

from decimal import Decimal

from django.utils.translation import gettext as _t

from forlik import places
from forlik.assess.acceptability.words import bands
from forlik.assess.screens.question import Question, Spoken
from forlik.desk.writing import number

EDGE = 0.005
"""Shares that would be rounded to none or to all are said to be under 1 and over 99 percent."""


def spoken(one: Spoken, language: str) -> str:
    """Words of a question in the reader's language."""
    return one.nb if language == "nb" else one.en


def percent(share: float) -> str:
    """A share in percent; one that is not nothing is never said to be 0, and one that is not all never 100."""
    if 0 < share < EDGE:
        return str(_t("under 1 %"))
    if 1 - EDGE < share < 1:
        return str(_t("over 99 %"))
    return f"{number(round(share * 100))} %"


def decimal(value: float | None, digits: int = 1) -> str:
    """A number with as many digits after the point; a dash where it is unknown."""
    return number(None if value is None else Decimal(f"{value:.{digits}f}"))


def ranks(low: int, high: int) -> str:
    """An interval of ranks."""
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def band_word(name: str, language: str) -> str:
    """What a share of weightings is called."""
    found = next(one for one in bands() if one.word == name)
    return found.nb if language == "nb" else found.en


def place_name(iso3: str, language: str) -> str:
    """A place by name."""
    return places.by_code("iso3", iso3).name(language)


def indicator_title(question: Question, name: str, language: str) -> str:
    """What an indicator of a question is, weighed or not."""
    one = question.indicators.get(name) or question.beside[name]
    return spoken(one.title, language)


def dimension_titles(question: Question, language: str) -> dict[str, str]:
    """Dimension → what it is."""
    return {name: spoken(one.title, language) for name, one in question.dimensions.items()}
