"""Every figure of the vocabulary, of one place and year."""

from collections.abc import Callable, Iterator, Mapping

from forlik.core.errors import NoData
from forlik.portfolio.flags.engaged import Engaged
from forlik.portfolio.flags.evidence import Evidence, paid_matrix
from forlik.portfolio.flags.named import NamedFigure, unknown
from forlik.portfolio.flags.of_doubles import NAMES as DOUBLES
from forlik.portfolio.flags.of_doubles import of_doubles
from forlik.portfolio.flags.of_engaged import BARE as ENGAGED
from forlik.portfolio.flags.of_engaged import BESIDE, of_engaged, of_engaged_beside
from forlik.portfolio.flags.of_money import NAMES as MONEY
from forlik.portfolio.flags.of_money import of_money
from forlik.portfolio.flags.of_need import BARE as NEED
from forlik.portfolio.flags.of_need import NEED_GAP, PEACE_GAP, of_gaps, of_need
from forlik.portfolio.flags.of_partners import NAMES as PARTNERS
from forlik.portfolio.flags.of_partners import of_partners
from forlik.portfolio.flags.of_places import NAMES as PLACES
from forlik.portfolio.flags.of_places import of_places
from forlik.portfolio.flags.of_plans import NAMES as PLANS
from forlik.portfolio.flags.of_plans import of_plans
from forlik.portfolio.flags.of_results import NAMES as RESULTS
from forlik.portfolio.flags.of_results import of_results
from forlik.portfolio.flags.reasons import because
from forlik.portfolio.flags.vocabulary import vocabulary
from forlik.portfolio.overview.newest import newest_year
from forlik.world import World

Made = Callable[[Evidence], Iterator[NamedFigure]]
GROUPS: tuple[tuple[tuple[str, ...], Made], ...] = (
    (MONEY, of_money),
    (NEED, of_need),
    ((*NEED_GAP, *PEACE_GAP), of_gaps),
    (PARTNERS, of_partners),
    (PLANS, of_plans),
    (PLACES, of_places),
    (DOUBLES, of_doubles),
    (RESULTS, of_results),
    (ENGAGED, of_engaged),
    (BESIDE, of_engaged_beside),
)
"""The figures that are made together, and what makes them."""


def figures_of(
    world: World, place: str, year: int | None = None, engaged: Engaged | None = None
) -> Mapping[str, NamedFigure]:
    """Every figure that a rule may ask about.

    Args:
        world: What was known.
        place: Any name or code of one country.
        year: The year; as :func:`year_of_flags` says when not given.
        engaged: What runs of our own there, as the register has it; what rests on it is unknown when not given.

    Returns:
        Name → figure, in the order of the vocabulary; every name is there, unknown with its reason where it must be.

    Raises:
        PlaceRefused: The place is ambiguous or unknown.
    """
    iso3 = world.place(place).iso3
    found = Evidence(world, iso3, year_of_flags(world, iso3) if year is None else year, engaged)
    made = {one.name: one for names, make in GROUPS for one in _made(found, names, make)}
    return {name: made[name] for name in vocabulary()}


def _made(found: Evidence, names: tuple[str, ...], make: Made) -> Iterator[NamedFigure]:
    try:
        yield from tuple(make(found))
    except NoData:
        for name in names:
            yield unknown(name, found.period, because("no_aid_data", found.world.day))


def year_of_flags(world: World, place: str) -> int:
    """The year that flags look at where none is named: the newest with aid, as every page has it.

    Args:
        world: What was known.
        place: Any name or code of one country.

    Returns:
        That year; the year before the day when no aid is known.

    Raises:
        PlaceRefused: The place is ambiguous or unknown.
    """
    try:
        found = newest_year(paid_matrix(world, world.place(place).iso3).cells, world)
    except NoData:
        found = None
    return world.day.year - 1 if found is None else found
