"""What the measures say to expectations, as known on a day."""

from datetime import date

from forlik.assess.ledger.figures import figures_of
from forlik.assess.ledger.ledger import Figures, Reading
from forlik.core.errors import ForlikError
from forlik.desk import worlds


def figures_on(day: date) -> Figures:
    """What the measures say as known on a day; of a measure or a place that there is none of, nothing.

    What somebody once expected of such a place, as of a made-up one, waits for a person: it does not shut the ledger to
    everybody. The world is asked only where an expectation needs it. Ask under ``worlds.LOCK``.
    """

    def reading(measure: str, place: str, period: str) -> Reading | None:
        try:
            return figures_of(worlds.kept(day))(measure, place, period)
        except ForlikError:
            return None

    return reading
