"""What a question shows of a place today, each number with an address of the desk, and the way back from it."""

from collections.abc import Mapping
from decimal import Decimal
from urllib.parse import urlencode

from forlik.assess.acceptability.words import apart, bounds, edge
from forlik.assess.options.record_screen import Shown, shown_of
from forlik.assess.screens.deciding import decide
from forlik.assess.screens.question_file import question, question_names
from forlik.assess.screens.screen import Screen
from forlik.briefs.document import Value
from forlik.briefs.frozen import question_called
from forlik.core.errors import NoData
from forlik.core.figure import Figure
from forlik.places import by_code
from forlik.world import World

DECIDE = "/register/decide"
DRAWN = "answers of questions, for briefs"
PARTS = ("share", "rank_low", "rank_high")
"""Numbers of an answer, as the last part of an address names them."""
NEAR_NONE = 4
"""Digits of a share so near to none or to all that two would say that it is."""


def of_shown(world: World, place: str, one: Shown, said: tuple[str, str], language: str) -> tuple[Value, ...]:
    """The share in percent, and the two ends of its interval of ranks; none where the place was withheld.

    Args:
        world: What was known.
        place: The code of the place.
        one: What one question shows of it.
        said: What a share is a share of, and what the answer was made of, in words.
        language: Language.
    """
    fields = {"question": one.question, "place": place, "as_of": world.day.isoformat()}
    address = f"{DECIDE}?{urlencode(fields)}"
    parts = PARTS if one.share_top_k is not None else ()
    return tuple(Value(_figure(world, place, one, part, said, language), f"{address}#{part}") for part in parts)


def shown_again(world: World, fields: Mapping[str, str], part: str) -> Figure:
    """The number to which an address leads: the question is put anew.

    Args:
        world: What was known.
        fields: The question and the place.
        part: Which number of the answer.

    Raises:
        NoData: There is no such question or number, or the place is not ranked.
    """
    name, place = fields.get("question", ""), fields.get("place", "")
    if name not in question_names() or part not in PARTS:
        raise NoData(f"there is no “{part}” of a question “{name}”")
    one = shown_of(_drawn(world, name), place)
    if one.share_top_k is None:
        raise NoData(one.withheld, where=name)
    return _figure(world, place, one, part, ("", ""), "en")


def withheld_again(world: World, name: str, place: str) -> str:
    """Why a question says nothing of a place; empty where it says something. The question is put anew.

    Args:
        world: What was known.
        name: Name of the question.
        place: The code of the place.
    """
    try:
        return shown_of(_drawn(world, name), place).withheld
    except NoData as error:
        # It cannot be answered, or does not ask about the place.
        return error.what.partition(";")[0]


def _drawn(world: World, name: str) -> Screen:
    """A brief has three numbers of one answer: it is drawn once, and without what says nothing of them."""
    # Kept with its world, and gone with it.
    kept: dict[str, Screen] = world.then.memory.setdefault(DRAWN, {})
    if name not in kept:
        kept[name] = decide(world, name, releases=0, confidence=0)
    return kept[name]


def _figure(world: World, place: str, one: Shown, part: str, said: tuple[str, str], language: str) -> Figure:
    share = part == "share"
    return Figure(
        measure=one.question,
        label=question_called(one.question, language),
        country=by_code("iso3", place).name(language),
        country_iso3=place,
        period=world.day.isoformat(),
        value=_percent(one) if share else Decimal(str(getattr(one, part))),
        unit=said[0] if share else "",
        status="reported",
        reason=said[1],
        low=Decimal(one.rank_low or 0) if share else None,
        high=Decimal(one.rank_high or 0) if share else None,
    )


def _percent(one: Shown) -> Decimal:
    """A share in percent, never on the other side of a bound, nor none or all where it is not."""
    share = float(one.share_top_k or 0)
    asks = question(one.question) if one.question in question_names() else None
    return apart(share, bounds(asks.hysteresis if asks else None), NEAR_NONE if edge(share) else 2).scaleb(2)
