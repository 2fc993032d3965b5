"""Which engagement a decision on an option may name: one at its place, and one that is not over.

The gate is that of the option. A decision on it which changed an engagement somewhere else would be taken through a
gate that asked of another place.
"""

from collections.abc import Iterator
from datetime import date

from forlik.places import tables
from forlik.register.concepts import Engagement
from forlik.register.day import last_day
from forlik.register.dossier import Dossier
from forlik.register.doubt import Doubt
from forlik.register.machines.steps import course
from forlik.register.option import Option

WORLD = "World"
WATCH = "watch"
"""The mode that opens and changes nothing: who watches follows."""
OF_WHAT_IS_OVER = frozenset({"exit", "hold"})
"""Modes of which an engagement may be over: to leave it, or to leave it as it is."""
OVER = frozenset({"closed", "declined"})


def fits(dossier: Dossier, option: Option, one: Engagement, day: date) -> bool:
    """Whether a decision on an option can change an engagement."""
    return option.mode != WATCH and not any(misfit(dossier, option, one, day))


def misfit(dossier: Dossier, option: Option, one: Engagement, day: date) -> Iterator[Doubt]:
    """Why a decision on an option cannot change an engagement.

    Args:
        dossier: What the decider sees.
        option: The option.
        one: The engagement.
        day: The day of the decision.
    """
    yield from elsewhere(option, one)
    if option.mode not in OF_WHAT_IS_OVER and over(dossier, one, day):
        yield Doubt(
            "engagement",
            "this engagement is over: there is nothing left to change in it",
            "dette engasjementet er over: det er ingenting igjen å endre i det",
            "choose one that goes on, or open a new one",
            "velg et som pågår, eller åpne et nytt",
        )


def elsewhere(option: Option, one: Engagement) -> Iterator[Doubt]:
    """That an engagement is not at the option's place: in the same words, wherever it is."""
    if not at(one, option.place):
        yield Doubt(
            "engagement",
            "this engagement is not at the option’s place, and its gate was not asked",
            "dette engasjementet er ikke på alternativets sted, og porten der er ikke spurt",
            "choose one at this place, or decide on an option of the other place",
            "velg et på dette stedet, eller beslutt om et alternativ på det andre stedet",
        )


def at(one: Engagement, place: str) -> bool:
    """Whether an engagement has a place, or has one that contains it: the World, or what it is a part of today.

    No list says which countries a region has, so an engagement in a region is at that region and nowhere else.
    """
    wholes = {row.whole for row in tables.parts() if row.entity == place and row.span.runs}
    return bool({place, WORLD, *wholes} & set(one.places))


def over(dossier: Dossier, one: Engagement, day: date) -> bool:
    """Whether an engagement was closed or declined by a day, or its end has passed."""
    if one.end is not None and last_day(one.end) < day:
        return True
    case = dossier.case(one.id)
    return case is not None and course(case, day).state in OVER
