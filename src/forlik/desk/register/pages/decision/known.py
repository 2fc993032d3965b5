"""Figures that are known already on the day on which something would be expected of them."""

from datetime import date

from django.utils.translation import gettext as _t

from forlik.assess.ledger.ledger import Reading
from forlik.desk import worlds
from forlik.desk.register.figures import figures_on
from forlik.desk.register.pages.decision.expecting import Mistake, place_of
from forlik.desk.register.pages.decision.written import EXPECTATION, Written
from forlik.desk.writing import number
from forlik.discover import measures
from forlik.register.deciding import over
from forlik.register.option import Option


def known_already(written: Written, option: Option, day: date) -> tuple[Mistake, ...]:
    """The rows whose figure is known on a day: nothing of it is still to come, though it may be revised.

    Ask before anything is recorded, for the world is read under its own lock. Of a period that is over nothing is
    looked up: that is refused whether or not its figure is known.

    Args:
        written: What was written.
        option: The option that it is about.
        day: The day.
    """
    found = []
    for before, row in written.filled(EXPECTATION):
        place, _amiss = place_of(row["place"], option)
        if row["measure"] not in measures() or not row["period"] or not place or over(row["period"], str(day)):
            continue
        with worlds.LOCK:
            reading = figures_on(day)(row["measure"], place, row["period"])
        if reading is not None:
            found.append((f"{before}period", _said(reading)))
    return tuple(found)


def _said(reading: Reading) -> str:
    figure = f"{number(reading.value)} {_t(reading.unit)}".rstrip()
    text: str = _t("this figure is known already ({figure}): expect a period of which it is not known yet")
    return text.format(figure=figure)
