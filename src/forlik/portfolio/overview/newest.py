"""Which year is shown where none is named: one rule for every page, the terminal and the flags."""

from collections.abc import Iterable

from forlik.portfolio.matrix.cells import EVERY, Cell
from forlik.world import World


def newest_year(cells: Iterable[Cell], world: World) -> int | None:
    """The newest year that was over when what tells of it came out: a year still running would mislead.

    Args:
        cells: Cells of one place; only those of all pillars are looked at.
        world: What was known.

    Returns:
        That year; where none was over the newest that is not after the world's day, where all lie ahead, as plans may,
        the first; nothing where there is no cell.
    """
    sums = [one for one in cells if one.pillar == EVERY]
    bases = world.then.bases
    over = [one.year for one in sums if one.basis is not None and one.year < int(bases[one.basis].known_at[:4])]
    begun = over or [one.year for one in sums if one.year <= world.day.year]
    return max(begun, default=min((one.year for one in sums), default=None))
