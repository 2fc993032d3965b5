"""How numbers and names of a screen are said in the reader's language."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _t

from forlik import places
from forlik.assess.acceptability.words import apart, bands, bounds, edge
from forlik.assess.screens.question import Question, Spoken
from forlik.desk.writing import number


def spoken(one: Spoken, language: str) -> str:
    """Words of a question in the reader's language."""
    return one.nb if language == "nb" else one.en


def percent(share: float, at: Iterable[float] = ()) -> str:
    """A share in percent; one that is not nothing is never said to be 0, and one that is not all never 100.

    Args:
        share: The share.
        at: Bounds that it is not said to reach where it does not, nor to miss where it reaches them.
    """
    near = edge(share)
    if near:
        return str(_t("under 1 %") if near == "under" else _t("over 99 %"))
    return f"{number(apart(share, at).scaleb(2))} %"


def parts_said(weights: Sequence[float]) -> list[str]:
    """What each of some weights is of all, in whole percent that add up to 100: the largest remainders are rounded up.

    One that is not nothing is never said to be 0, and one that is not all never 100.

    Args:
        weights: The weights, 0 or more each; nothing is said where all are 0.
    """
    total = sum(weights)
    if not total:
        return ["" for _ in weights]
    exact = [100 * one / total for one in weights]
    whole = [int(one) for one in exact]
    left = sorted(range(len(exact)), key=lambda turn: (whole[turn] - exact[turn], turn))[: 100 - sum(whole)]
    return [_part(one, whole[turn] + (turn in left)) for turn, one in enumerate(exact)]


def _part(exact: float, whole: int) -> str:
    if whole == 0 and exact > 0:
        return str(_t("under 1 %"))
    return str(_t("over 99 %")) if whole == 100 and exact < 100 else f"{whole} %"  # noqa: PLR2004 - percent


def share_said(share: float, asks: Question | None) -> str:
    """A share of weightings in percent, never on the other side of a bound at which something else is said.

    Args:
        share: The share.
        asks: The question, which says from which share a place comes on its list and leaves it; nothing where there is
            none of that name any more.
    """
    return percent(share, bounds(asks.hysteresis if asks else None))


def decimal(value: float | None, digits: int = 1) -> str:
    """A number with as many digits after the point; a dash where it is unknown."""
    return number(None if value is None else Decimal(f"{value:.{digits}f}"))


def ranks(low: int, high: int) -> str:
    """An interval of ranks."""
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def band_word(name: str, language: str) -> str:
    """What a share of weightings is called; of one weighting alone, what a share of draws is called."""
    found = next(one for one in (*bands(), *bands(weighted=True)) if one.word == name)
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
