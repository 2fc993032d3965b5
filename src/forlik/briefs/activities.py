"""Figures of the aid activities that an engagement names: each and their sum, with an address, and the way back."""

from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import quote, unquote

from forlik.briefs.document import Value
from forlik.core.figure import Figure, made_of
from forlik.portfolio.linked import Linked, linked, together
from forlik.world import World

AID = "aid:"
"""How the part of an address begins that names activities: one of them, or all that are added."""
WHOLE = Decimal(1)


def of_activity(world: World, file: str, one: Linked) -> Value:
    """What was paid out in one activity, in whole US dollars.

    Args:
        world: What was known.
        file: The engagement that names the activity: its page shows it.
        one: The activity.
    """
    return Value(_of_one(one), _address(world, file, [one.activity_id]))


def of_sum(world: World, file: str, some: Sequence[Linked], label: str) -> Value:
    """What was paid out in those of some activities that are counted, in whole US dollars.

    Args:
        world: What was known.
        file: The engagement that names the activities: its page shows their sum.
        some: The activities.
        label: What the sum is called.
    """
    return Value(_of_some(some, label), _address(world, file, [one.activity_id for one in some]))


def activity_again(world: World, fragment: str) -> Figure:
    """The figure to which an address leads, asked of the store anew.

    Args:
        world: What was known.
        fragment: The last part of the address, which names the activities.
    """
    named = [unquote(one) for one in fragment.removeprefix(AID).split(",")]
    found = linked(world, named)
    return _of_one(found[0]) if len(found) == 1 else _of_some(found, "")


def _address(world: World, file: str, activities: Sequence[str]) -> str:
    named = ",".join(quote(one, safe="") for one in activities)
    return f"/register/{file}?as_of={world.day.isoformat()}#{AID}{named}"


def _of_one(one: Linked) -> Figure:
    years = tuple(one.by_year)
    return Figure(
        measure="iati",
        label=one.title or one.activity_id,
        country="",
        country_iso3="",
        period=span_of(years),
        value=None if one.paid is None else one.paid.quantize(WHOLE),
        unit="USD",
        status=one.status,
        reason=one.reason,
        basis=one.basis,
    )


def _of_some(some: Sequence[Linked], label: str) -> Figure:
    found = together(some)
    counted = [one for one in some if one.standing == "counted" and one.by_year]
    figure = Figure(
        measure="iati",
        label=label,
        country="",
        country_iso3="",
        period=span_of([year for one in counted for year in one.by_year]),
        value=None if found.paid is None else found.paid.quantize(WHOLE),
        unit="USD",
        status=found.status,
    )
    return made_of(figure, (one.basis for one in counted if one.basis))


def span_of(years: Sequence[int]) -> str:
    """The first and the last of some years; empty where there is none.

    Args:
        years: Years, in any order.
    """
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"
