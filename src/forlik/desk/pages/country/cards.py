"""The four pillar cards of a country: its leading figures, its money, what is published and what is flagged."""

from collections.abc import Mapping, Sequence
from typing import Any

from forlik.charts.sparkline import sparkline
from forlik.core.figure import Figure
from forlik.desk.engagements import Engagement as Documented
from forlik.desk.pages.country.engaged import engaged
from forlik.desk.pages.country.flagged import Flagged
from forlik.desk.pages.country.money import PillarMoney
from forlik.desk.pillars import PILLARS
from forlik.discover import measures
from forlik.profile import LEADING, course
from forlik.register.concepts import Engagement
from forlik.world import World

PERIODS = 36
SHOWN = 4


def cards(
    world: World,
    figures: tuple[Figure, ...],
    money: Mapping[str, PillarMoney],
    published: tuple[Sequence[Documented], Sequence[Engagement]],
    flags: Flagged,
) -> list[dict[str, Any]]:
    """A card a pillar: the leading figures open, known or not; the others folded, known ones first.

    Args:
        world: What was known.
        figures: The place's newest figures.
        money: Pillar → its money; empty when no IATI file tells of the place.
        published: Engagements that public sources document, and those of the public copy of the register.
        flags: Flags raised on the place.
    """
    by_pillar: dict[str, list[Figure]] = {pillar: [] for pillar, _title in PILLARS}
    for one in figures:
        by_pillar[measures()[one.measure].pillar].append(one)
    found = []
    for pillar, title in PILLARS:
        ranked = sorted(by_pillar[pillar], key=_rank)
        entries = [(one, _course(world, one)) for one in ranked]
        rest = sorted(entries[SHOWN:], key=lambda entry: entry[0].value is None)
        found.append(
            {
                "name": pillar,
                "title": title,
                "leading": entries[:SHOWN],
                "rest": rest,
                "money": money.get(pillar),
                "engaged": engaged(pillar, *published),
                "flags": (flags.by_pillar or {}).get(pillar, ()),
            }
        )
    return found


def _rank(figure: Figure) -> tuple[bool, int]:
    """Leading measures in their order, then the others; within the others known before unknown."""
    leads = figure.measure in LEADING
    return (figure.value is None and not leads, LEADING.index(figure.measure) if leads else len(LEADING))


def _course(world: World, figure: Figure) -> str:
    return "" if figure.value is None else sparkline(course(world, figure, PERIODS))
