"""Flags raised on a country, by the pillars that they speak of, and those that speak of all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forlik.desk.pillars import NAMES
from forlik.places import Place
from forlik.portfolio.definitions import pillar_of_register
from forlik.portfolio.flags import Raised, flags
from forlik.world import World


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag in the reader's language.

    Args:
        rule: Name of its rule.
        title: What it says in a few words.
        seen: What was seen, with figures.
        why: Why it matters.
        due: Day by which somebody should have looked at it, as ISO.
    """

    rule: str
    title: str
    seen: str
    why: str
    due: str


@dataclass(frozen=True, slots=True)
class Flagged:
    """The flags of a country.

    Args:
        year: The year they speak of; empty where nothing was judged.
        by_pillar: Pillar → its flags, the first due first.
        together: Flags that speak of all pillars.
        untold: How many rules cannot tell.
        old: Whether the year lies so far back that it may say little of today.
    """

    year: str = ""
    by_pillar: Mapping[str, Sequence[Flag]] | None = None
    together: Sequence[Flag] = ()
    untold: int = 0
    old: bool = False


def flagged(world: World, place: Place, language: str) -> Flagged:
    """What the rules say of a country that aid data tell of.

    Args:
        world: What was known.
        place: The country.
        language: The reader's language.
    """
    found = flags(world, place.iso3)
    by_pillar = {
        name: tuple(_flag(one, language) for one in found.raised if pillar_of_register(name) in one.pillars)
        for name in NAMES
    }
    together = tuple(_flag(one, language) for one in found.raised if not one.pillars)
    return Flagged(str(found.year), by_pillar, together, len(found.untold), found.old)


def _flag(one: Raised, language: str) -> Flag:
    said = "nb" if language == "nb" else "en"
    return Flag(one.rule, one.title.text(said), one.seen.text(said), one.why.text(said), one.due.isoformat())
