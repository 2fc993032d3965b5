"""Figures of our own engagements beside the money: where one is without the other."""

from collections.abc import Iterator
from decimal import Decimal

from forlik.portfolio.definitions import PILLARS
from forlik.portfolio.flags.evidence import Evidence
from forlik.portfolio.flags.named import NamedFigure, known, unknown
from forlik.portfolio.flags.of_money import SHARES, of_money
from forlik.portfolio.flags.reasons import because

BARE = ("engagements", "engaged_peace")
BESIDE = ("engaged_without_money", "money_without_engagement")
NAMES = (*BARE, *BESIDE)
PEACE = "peace"
COUNTS = Decimal(10)
"""Percent of the money from which a pillar without an engagement of ours is told of."""


def of_engaged(found: Evidence) -> Iterator[NamedFigure]:
    """How many engagements run, and whether one is for peace: known whether or not aid data are.

    Args:
        found: What is known.
    """
    mine = found.engaged
    today = str(found.world.day)
    if mine is None:
        for name in BARE:
            yield unknown(name, today, because("register_not_asked"))
        return
    yield known("engagements", mine.count, today, names=sorted(mine.pillars))
    yield known("engaged_peace", int(PEACE in mine.pillars), today)


def of_engaged_beside(found: Evidence) -> Iterator[NamedFigure]:
    """Pillars with an engagement and without money, and with money and without an engagement.

    Args:
        found: What is known.

    Raises:
        NoData: No IATI file was known on the day.
    """
    mine = found.engaged
    if mine is None:
        for name in BESIDE:
            yield unknown(name, found.period, because("register_not_asked"))
        return
    every = found.cell()
    if every is None:
        for name in BESIDE:
            yield unknown(name, found.period, because("nothing_paid", found.year))
        return
    cells = {pillar: found.cell(pillar) for pillar in PILLARS}
    hidden = found.cell("no_pillar")
    without = [one for one in PILLARS if one in mine.pillars and cells[one] is None]
    between = (Decimal(0), Decimal(len(without))) if hidden and without else None
    yield known(
        BESIDE[0],
        len(without),
        found.period,
        between=between,
        names=without,
        sources=found.behind,
    )
    shares = {one.name: one for one in of_money(found)}
    if lacking := next((shares[name] for name in SHARES.values() if shares[name].value is None), None):
        yield unknown(BESIDE[1], found.period, lacking.reason or because("no_rate"), found.behind)
        return
    large = [one for one in PILLARS if one not in mine.pillars and (shares[SHARES[one]].low or 0) >= COUNTS]
    yield known(BESIDE[1], len(large), found.period, names=large, sources=found.behind)
