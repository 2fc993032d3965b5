"""Over time: what happened in a country, gathered from all that is known, as the page shows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forlik.charts.timeline import Part
from forlik.core.figure import Basis, Figure
from forlik.desk import public
from forlik.desk.engagements import Engagement as Documented
from forlik.desk.engagements import bases as of_engagements
from forlik.desk.pages.country.lasted import Lasted, agreements, documented, operations, recorded, sectors
from forlik.desk.pages.country.layers import LAYERS, asked_for, choices
from forlik.desk.pages.country.money import PillarMoney
from forlik.desk.pages.country.timeline import Layer, bases, by_year, layers, words
from forlik.desk.question import Question
from forlik.places import Place
from forlik.register.concepts import Engagement


@dataclass(frozen=True)
class OverTime:
    """The timeline of a country.

    Args:
        parts: What is drawn of the layers that are asked for.
        shows: What the template needs.
        bases: What it stands on.
    """

    parts: Sequence[Part]
    shows: Mapping[str, Any]
    bases: tuple[Basis, ...]


def over_time(
    asked: Question,
    place: Place,
    figures: Sequence[Figure],
    engaged: tuple[Sequence[Documented], Sequence[Engagement]],
    money: Mapping[str, PillarMoney],
) -> OverTime:
    """The timeline, with the layers that are asked for.

    Args:
        asked: The question; its field ``layers`` says which.
        place: The country.
        figures: Its newest figures.
        engaged: Engagements that public sources document, and those of the public copy of the register.
        money: Its money by pillar.

    Raises:
        UsageError: A layer that there is not is asked for.
    """
    wanted = asked_for(asked)
    held = layers(asked.world, place, figures, _lasted(asked, place, *engaged), money)
    shown = {name: held[name] for name in LAYERS if name in wanted and name in held}
    parts = [part for layer in shown.values() for part in layer.parts]
    lasted = [one for layer in shown.values() for one in layer.lasted]
    return OverTime(
        parts=parts,
        shows={
            "any": bool(held),
            "choices": choices(asked, wanted, tuple(held)),
            "alt": words(parts),
            "table": by_year(parts),
            "lasted": list(_told(asked, shown)),
        },
        bases=bases(asked.world, parts, lasted),
    )


def _lasted(
    asked: Question, place: Place, listed: Sequence[Documented], copied: Sequence[Engagement]
) -> Iterator[Lasted]:
    world = asked.world
    yield from agreements(world, place.iso3)
    if listed:
        yield from documented(listed, of_engagements(world)[0].number)
    copy = public.the_copy() if copied else None
    if copy:
        yield from recorded(copied, min(copy.day, asked.day))
    yield from operations(world, place.iso3)
    yield from sectors(world, place.iso3)


def _told(asked: Question, shown: Mapping[str, Layer]) -> Iterator[dict[str, Any]]:
    """What lasted, for the table: with its layer and what it stands on."""
    known = asked.world.then.bases
    for name, layer in shown.items():
        for one in layer.lasted:
            yield {"layer": LAYERS[name], "one": one, "basis": known.get(one.basis)}
