"""A country's money by area in words: how much is given by area at all, the areas, and where pillars meet."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from forlik.cli.answers.matrix import TITLES
from forlik.cli.answers.saving import save as written
from forlik.cli.options import Voice, columns
from forlik.cli.wrapping import width, wrapped
from forlik.core.figure import DASH, plain

if TYPE_CHECKING:
    from forlik.portfolio.areas import CountryAreas, Meeting
    from forlik.portfolio.matrix import Cell

PARTS = {
    "area": "given by area",
    "no_area": "no area is named",
    "several_countries": "of several countries",
}
SHORTEST, GAP = 12, 2
"""Letters that names of places have at least, and those between two columns."""


def tell(voice: Voice, found: "CountryAreas", save: Path | None) -> None:
    """Print it, or write it to a file.

    Args:
        voice: How to speak.
        found: The country's year by area.
        save: The file; nothing to print.
    """
    from forlik.portfolio.areas.exported import shape

    if save:
        written(voice, save, found.table(), shape(found))
        return
    voice.answer(shape(found), lambda: "\n".join(_words(found, width())))


def _words(found: "CountryAreas", fitting: int) -> Iterator[str]:
    from forlik.portfolio.overview import place_name

    given = found.given
    share = f"unknown: {found.reason.text()}" if found.reason else f"{given.percent} percent"
    what = f"{place_name(found.cell.where)}, {found.year}, {found.flow}, by area, in {found.currency}"
    named = f"{given.activities} of {found.activities} activities with money here name one."
    yield from wrapped(
        [f"{what}, current prices, as known on {found.world.day}", f"Given by area: {share}; {named}"], fitting
    )
    yield ""
    yield from _parts(found)
    yield ""
    if found.areas:
        yield from _areas(found, fitting)
    else:
        yield "No activity with money here names an area: where in the country the money goes is unknown."
    yield ""
    yield from _meeting(found.meeting)
    yield ""
    yield from wrapped(_minded(found), fitting)


def _parts(found: "CountryAreas") -> Iterator[str]:
    rows = [
        (
            PARTS[one.name],
            DASH if one.percent is None else f"{one.percent} %",
            _amount(found, one.usd),
            one.activities,
            one.without_rate,
        )
        for one in found.parts
    ]
    total = ("the total", "", _amount(found, found.cell), found.activities, "")
    head = ("", "share", "amount", "activities", "no rate")
    yield from columns([*rows, total], head, right=frozenset({1, 2, 3, 4})).split("\n")


def _areas(found: "CountryAreas", fitting: int) -> Iterator[str]:
    """The areas; names are cut to what is left of the line, as their codes say which they are."""
    rows = [
        (
            one.code,
            one.vocabulary or DASH,
            DASH if one.level is None else one.level,
            _amount(found, one.usd),
            one.activities,
            one.without_rate,
        )
        for one in found.areas
    ]
    head = ("code", "list", "level", "amount", "activities", "no rate")
    lines = columns(rows, head, right=frozenset({2, 3, 4, 5})).split("\n")
    left = max(SHORTEST, fitting - max(map(len, lines)) - GAP) if fitting else None
    names = [(_cut(", ".join(one.names) or DASH, left),) for one in found.areas]
    beside = columns(names, ("places in it",)).split("\n")
    wide = max(map(len, beside))
    yield from (f"{line}{' ' * (wide - len(line) + GAP)}{rest}" for line, rest in zip(beside, lines, strict=True))


def _cut(text: str, left: int | None) -> str:
    return text if left is None or len(text) <= left else f"{text[: left - 1]}…"


def _meeting(found: "Meeting") -> Iterator[str]:
    rows = [
        (
            f"{TITLES[one.first]} and {TITLES[one.second]}",
            DASH if one.both is None else one.both,
            DASH if one.either is None else one.either,
            _percent(one.found.share.value),
            _percent(one.found.share.coverage_percent),
        )
        for one in found.pairs
    ]
    head = ("areas where two pillars work", "both", "either", "share", "coverage")
    yield from columns(rows, head, right=frozenset({1, 2, 3, 4})).split("\n")


def _percent(value: Decimal | None) -> str:
    return DASH if value is None else f"{value} %"


def _amount(found: "CountryAreas", amount: "Cell | Decimal | None") -> str:
    from forlik.portfolio.overview import whole_units

    money = found.money(amount)
    return DASH if money.value is None else plain(whole_units(money.value))


def _minded(found: "CountryAreas") -> Iterator[str]:
    """What a reader must mind: how the money was shared, which list counts, by which rules the total stands."""
    from forlik.portfolio.areas import list_title
    from forlik.portfolio.currency import PRICE_BASIS

    total = found.money(found.cell)
    if total.reason:
        yield f"The total: {total.reason}."
    yield found.rule
    yield "An activity of several areas counts in each, so activities do not add up."
    if found.unlevelled:
        yield (
            f"{found.unlevelled} of {len(found.areas)} areas state no level: each may be the whole country, or lie "
            "within another. So what is given by area is the most that can be, and pillars that name the same area may "
            "be far apart."
        )
    if found.meeting.listed:
        vocabulary, level = found.meeting.listed
        of_list = f"{list_title(vocabulary)} ({vocabulary})" if vocabulary else "codes whose list is not stated"
        of_level = "no level stated" if level is None else f"level {level}"
        yield f"Pillars are held against each other in the areas that most activities name: {of_list}, {of_level}."
    unknown = {one.found.share.reason: None for one in found.meeting.pairs if one.found.share.reason}
    yield from (f"{DASH}: {one.text()}." for one in unknown)
    yield (
        "Coverage is the lower of the two pillars' shares of activities of which an area is known, rounded down; one "
        "of which none is known may be anywhere."
    )
    yield found.cell.rule
    rate = found.rate
    if rate.days and rate.value is not None:
        value = rate.value.quantize(Decimal("0.0001"))
        yield f"Rate: {value} {found.currency} a US dollar, the mean of {rate.days} days ({rate.period}, {rate.rule})."
    yield f"Prices: {PRICE_BASIS.text}; {PRICE_BASIS.why}."
