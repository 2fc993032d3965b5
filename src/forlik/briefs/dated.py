"""The day, clock and mode of a world in an address, and the way back from them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

from forlik.core.errors import UsageError
from forlik.world import World

Worlds = Callable[[date], World]
"""Gives what was known to the world on a day."""
CLOCK, MODE, USUAL = "clock", "mode", "known"
SAID = {CLOCK: (USUAL, "held"), MODE: (USUAL, "reconstructed")}
"""What an address may say beside its day."""


def dated(world: World) -> Mapping[str, str]:
    """What belongs to the address of a figure so that the same world is asked again; what is usual goes without saying.

    Args:
        world: What was known.
    """
    unusual = {name: said for name, said in ((CLOCK, world.then.clock), (MODE, world.then.mode)) if said != USUAL}
    return {"as_of": world.day.isoformat(), **unusual}


def asked_again(worlds: Worlds, address: str) -> World:
    """The world that an address asks for.

    Args:
        worlds: Gives what was known on a day.
        address: An address as footnotes have it.

    Raises:
        UsageError: It names no day, or no clock or mode that there is.
    """
    fields = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    try:
        world = worlds(date.fromisoformat(fields["as_of"]))
    except (KeyError, ValueError) as error:
        raise UsageError("an address of a figure names its day", where=address, remedy="&as_of=2026-06-30") from error
    said = {name: fields.get(name, USUAL) for name in SAID}
    if any(said[name] not in words for name, words in SAID.items()):
        raise UsageError("there is no such clock or mode", where=address, remedy="known, held or reconstructed")
    if set(said.values()) == {USUAL}:
        return world
    # Kept beside the world of the day: a brief asks for the same one over and over.
    key = f"briefs {said[CLOCK]} {said[MODE]}"
    then = replace(world.then, clock=said[CLOCK], mode=said[MODE])  # type: ignore[arg-type]
    return world.then.memory.setdefault(key, World(then))  # type: ignore[no-any-return]
