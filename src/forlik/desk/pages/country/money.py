"""Money of the pillars in a country: the newest year of each, and its course, by the definition ``purpose``."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from forlik.core.errors import NoData
from forlik.core.figure import Figure
from forlik.desk.pillars import NAMES
from forlik.desk.writing import number
from forlik.places import Place
from forlik.portfolio.definitions import pillar_of_register
from forlik.portfolio.flags import year_of_flags
from forlik.portfolio.matrix import Cell, Matrix, Share, behind, kept_matrix
from forlik.portfolio.overview import whole_units
from forlik.world import World

DEFINITION, FLOW = "purpose", "paid"


@dataclass(frozen=True, slots=True)
class PillarMoney:
    """What was paid out in one pillar.

    Args:
        newest: The newest year with money that was over when it was published; unknown when nothing of the pillar is.
        year: That year.
        coverage: How much of what is published lies under it, in words.
        course: Year by year; a year without data is unknown.
    """

    newest: Figure
    year: str
    coverage: str
    course: tuple[Figure, ...]


def money_of(world: World, place: Place, label: str) -> Mapping[str, PillarMoney]:
    """Pillar → its money; nothing when no IATI file tells of the country.

    Args:
        world: What was known.
        place: The country.
        label: What the figures are called.
    """
    try:
        found = kept_matrix(world, definition=DEFINITION, flow=FLOW, place=place.iso3)
    except NoData:
        return {}
    mine = sorted({cell.year for cell in found.cells if cell.place_code == place.iso3})
    if not mine:
        return {}
    newest = year_of_flags(world, place.iso3)
    return {
        pillar: PillarMoney(
            newest=_figure(world, place, label, newest, found.cell(place.iso3, name, newest)),
            year=str(newest),
            coverage=_coverage(found, place, name, newest),
            course=tuple(
                _figure(world, place, label, year, found.cell(place.iso3, name, year))
                for year in range(mine[0], mine[-1] + 1)
            ),
        )
        for pillar, name in ((word, pillar_of_register(word)) for word in NAMES)
    }


def _figure(world: World, place: Place, label: str, year: int, cell: Cell | None) -> Figure:
    """A cell as a figure; what is not published is unknown, never 0."""
    value = None if cell is None or cell.usd is None else whole_units(cell.usd)
    files = behind(world, cell) if cell is not None else ()
    return Figure(
        measure="iati_paid",
        label=label,
        country=place.name(),
        country_iso3=place.iso3,
        period=str(year),
        value=value,
        unit="US dollars",
        status="unknown" if cell is None else cell.status,
        reason="nothing is published" if cell is None else cell.reason,
        basis=files[0] if files else None,
        others=files[1:],
    )


def _coverage(found: Matrix, place: Place, pillar: str, year: int) -> str:
    """How much of the money of the country has a pillar, and how much of this one a rate."""
    every, mine = found.cell(place.iso3, "all", year), found.cell(place.iso3, pillar, year)
    said = []
    if every is not None and (share := _percent(every.coverage.pillar)):
        said.append(_("{share} % of the money here has a known pillar").format(share=share))
    if mine is not None and (share := _percent(mine.coverage.rate)):
        said.append(_("{share} % of its entries have a rate").format(share=share))
    return "; ".join(said)


def _percent(share: Share) -> str:
    """A share in whole percent, rounded down: what is not whole is never called so."""
    return "" if share.value is None else number(int(share.value * 100))
