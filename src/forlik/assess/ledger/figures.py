"""Figures for the ledger: what the measures of a world say, and nothing where they do not know."""

from decimal import Decimal

from forlik.assess.ledger.ledger import Figures, Reading
from forlik.core.errors import NoData
from forlik.world import World


def figures_of(world: World) -> Figures:
    """What the measures of a world say.

    Args:
        world: The world, as known on the day on which the ledger is asked.

    Returns:
        A function of measure, place and period; it raises what ``World.measure`` does of a measure or a place that
        there is none of.
    """

    def reading(measure: str, place: str, period: str) -> Reading | None:
        try:
            rows = world.measure(measure, place, start=period, end=period).rows()
        except NoData:
            return None
        known = [row for row in rows if row["value"] is not None]
        # A year of a monthly measure has twelve figures: which of them is meant, nobody said.
        if len(known) != 1 or len(rows) != 1:
            return None
        return Reading(_short(Decimal(str(known[0]["value"]))), str(known[0]["unit"]))

    return reading


def _short(value: Decimal) -> Decimal:
    """A figure without the zeros that only its column has, and never as a power of ten."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
