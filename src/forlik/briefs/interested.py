"""Figures of own interest in a place, each with an address of the desk, and the way back from it."""

from collections.abc import Mapping
from urllib.parse import urlencode

from forlik.assess.interest import own_interest
from forlik.briefs.document import Value
from forlik.core.errors import NoData
from forlik.core.figure import Figure
from forlik.world import World

OWN = "own:"
"""How the part of an address begins that names a tie."""


def of_tie(world: World, option: str, figure: Figure) -> Value:
    """One tie between a place and home, with its address.

    Args:
        world: What was known.
        option: Id of the option whose page shows it, apart.
        figure: The figure.
    """
    fields = {"own": "1", "place": figure.country_iso3, "as_of": world.day.isoformat()}
    return Value(figure, f"/register/decide/{option}?{urlencode(fields)}#{OWN}{figure.measure}")


def tie_again(world: World, fields: Mapping[str, str], fragment: str) -> Figure:
    """The figure to which an address leads, asked of the store anew.

    Args:
        world: What was known.
        fields: The place.
        fragment: The last part of the address, which names the tie.

    Raises:
        NoData: It is not known.
    """
    found = own_interest(world, (fields["place"],)).by_place[fields["place"]]
    name = fragment.removeprefix(OWN)
    if name not in found.figures:
        raise NoData(found.missing.get(name, f"there is no tie “{name}”"))
    return found.figures[name]
