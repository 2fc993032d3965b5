"""Figures of donors and receivers: on how few a place hangs, how many give little, who gets it in the end."""

from collections.abc import Iterator
from decimal import Decimal

from forlik.portfolio.coordination.concentration import donor_concentration
from forlik.portfolio.coordination.fragmentation import fragmentation
from forlik.portfolio.coordination.localisation import NOT_LOCAL, UNKNOWN
from forlik.portfolio.flags.evidence import Evidence
from forlik.portfolio.flags.named import NamedFigure, known, unknown
from forlik.portfolio.flags.reasons import because, of_measure

DONORS = ("donors", "donor_coverage_percent", "donor_hhi", "small_donors", "small_donors_percent")
LOCAL = ("local_percent", "local_unknown_percent")
NAMES = (*DONORS, *LOCAL)


def of_partners(found: Evidence) -> Iterator[NamedFigure]:
    """The figures of donors and receivers.

    Args:
        found: What is known.
    """
    if found.cell() is None:
        for name in NAMES:
            yield unknown(name, found.period, because("nothing_paid", found.year))
        return
    yield from _donors(found)
    yield from _local(found)


def _donors(found: Evidence) -> Iterator[NamedFigure]:
    sides = found.sides
    given = sides.donors
    concentration, spread = donor_concentration(given), fragmentation(given)
    hidden = sides.without_rate
    names = {ref: one.name or ref for ref, one in sides.given.items()}
    called = [names[ref] for ref in sorted(given.net, key=lambda ref: (-given.net[ref], ref))]
    covered = concentration.index.coverage_percent
    for name, one, those in (
        ("donors", spread.donors, called),
        ("donor_hhi", concentration.index, called),
        ("small_donors", spread.small_number, [names[one] for one in spread.small]),
        ("small_donors_percent", spread.small_percent, ()),
    ):
        if one.value is None:
            reason = of_measure(one.reason) if one.reason else because("no_rate")
            yield unknown(name, found.period, reason, found.behind)
        else:
            yield known(
                name,
                one.value,
                found.period,
                estimated=bool(hidden),
                reason=because("some_without_rate", hidden) if hidden else None,
                names=those,
                sources=found.behind,
            )
    if covered is None:
        yield unknown("donor_coverage_percent", found.period, because("no_rate"), found.behind)
    else:
        yield known("donor_coverage_percent", covered, found.period, sources=found.behind)


def _local(found: Evidence) -> Iterator[NamedFigure]:
    told = found.sides.localisation
    if told.reason:
        for name in LOCAL:
            yield unknown(name, found.period, of_measure(told.reason), found.behind)
        return
    percents = {one.name: one.percent or Decimal(0) for one in told.parts}
    open_percent = percents[UNKNOWN]
    mine = Decimal(100) - open_percent - percents.get(NOT_LOCAL, Decimal(0))
    hidden = found.sides.without_rate
    between = (mine, mine + open_percent) if open_percent else None
    yield known("local_percent", mine, found.period, between=between, estimated=bool(hidden), sources=found.behind)
    yield known("local_unknown_percent", open_percent, found.period, estimated=bool(hidden), sources=found.behind)
