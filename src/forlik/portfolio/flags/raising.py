"""All rules on a place, or on every country that has aid."""

from collections.abc import Sequence

from forlik.portfolio.flags.engaged import Engaged
from forlik.portfolio.flags.figures_of import figures_of, year_of_flags
from forlik.portfolio.flags.judged import Flags, Raised, Silent, Untold
from forlik.portfolio.flags.judging import figures_in, judge
from forlik.portfolio.flags.rule import Rule
from forlik.portfolio.flags.rule_file import rules
from forlik.portfolio.matrix import matrix
from forlik.portfolio.matrix.cells import EVERY
from forlik.world import World


def flags(
    world: World,
    place: str,
    year: int | None = None,
    engaged: Engaged | None = None,
    *,
    by: Sequence[Rule] | None = None,
) -> Flags:
    """What every rule says of one place and year.

    Args:
        world: What was known.
        place: Any name or code of one country.
        year: The year; the newest with aid that was over when not given.
        engaged: What runs of our own there, as the register has it; rules on it cannot tell when not given.
        by: Rules of one's own; those of Forlik, as in use on the world's day, when not given.

    Raises:
        PlaceRefused: The place is ambiguous or unknown.
    """
    iso3 = world.place(place).iso3
    asked = year_of_flags(world, iso3) if year is None else year
    figures = figures_of(world, iso3, asked, engaged)
    mine = rules(world.day) if by is None else by
    asked_of = {name for one in mine for name in figures_in(one)}
    judged = [judge(one, figures, place=iso3, year=asked, day=world.day) for one in mine]
    return Flags(
        iso3,
        asked,
        world.day,
        tuple(sorted((one for one in judged if isinstance(one, Raised)), key=lambda one: (one.due, one.rule))),
        tuple(sorted((one for one in judged if isinstance(one, Silent)), key=lambda one: one.rule)),
        tuple(sorted((one for one in judged if isinstance(one, Untold)), key=lambda one: one.rule)),
        tuple(figure for name, figure in figures.items() if name not in asked_of),
    )


def countries_with_aid(world: World) -> tuple[str, ...]:
    """Every country that money was paid out for in any year, by its code.

    Raises:
        NoData: No IATI file was known on the day.
    """
    return tuple(sorted({one.place_code for one in matrix(world).cells if one.pillar == EVERY}))
