"""Figures of money: how much, by whom, in which pillars, and how long relief has stood alone."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from forlik.portfolio.coordination.measured import coverage, rounded
from forlik.portfolio.coordination.relief_years import relief_without_development
from forlik.portfolio.coordination.shares import pillar_shares
from forlik.portfolio.definitions import PILLARS
from forlik.portfolio.definitions.by_code import NO_PILLAR
from forlik.portfolio.flags.evidence import Evidence
from forlik.portfolio.flags.in_both import InBoth
from forlik.portfolio.flags.named import NamedFigure, known, unknown
from forlik.portfolio.flags.reasons import because, of_measure
from forlik.portfolio.matrix import Cell, behind_all
from forlik.portfolio.matrix.cells import EVERY

SHARES = {
    "development": "development_percent",
    "humanitarian": "humanitarian_percent",
    "peace": "peace_percent",
    "rights_democracy": "rights_percent",
}
NAMES = (
    *("aid_usd", "publishers", "pillar_coverage_percent", "country_coverage_percent"),
    *SHARES.values(),
    "relief_years",
)
DIGITS = 2
NOTHING = Decimal(0)


def of_money(found: Evidence) -> Iterator[NamedFigure]:
    """The figures of money.

    Args:
        found: What is known.
    """
    every = found.cell()
    if every is None:
        yield known("publishers", 0, found.period, reason=because("nothing_paid", found.year))
        for name in NAMES:
            if name != "publishers":
                yield unknown(name, found.period, because("nothing_paid", found.year))
        return
    publishers = sorted({row["reporting_org_ref"] or "" for row in found.rows})
    yield known("publishers", len(publishers), found.period, names=publishers, sources=found.behind)
    yield from _totals(found, every)
    yield from _shares(found)
    yield _relief(found)


def _totals(found: Evidence, every: Cell) -> Iterator[NamedFigure]:
    if every.usd is None:
        yield unknown("aid_usd", found.period, because("no_rate"), found.behind)
    else:
        left = because("some_without_rate", every.without_rate) if every.without_rate else None
        yield known("aid_usd", every.usd, found.period, estimated=bool(left), reason=left, sources=found.behind)
    for name, share, sources in (
        ("pillar_coverage_percent", every.coverage.pillar, found.behind),
        # A share of the money of all places comes from the files of all places.
        ("country_coverage_percent", every.coverage.country, found.bases(found.files_everywhere.get("", ()))),
    ):
        percent = coverage((share.part, share.whole))
        if percent is None:
            yield unknown(name, found.period, because("no_rate"), sources)
        else:
            yield known(name, percent, found.period, sources=sources)


def _shares(found: Evidence) -> Iterator[NamedFigure]:
    """The share of each pillar, as wide as what has no pillar leaves it."""
    cells = {pillar: found.cell(pillar) for pillar in (*PILLARS, NO_PILLAR)}
    hidden = cells[NO_PILLAR]
    money = pillar_money(cells)
    shares = pillar_shares({name: usd for name, usd in money.items() if usd is not None})
    reason = _no_shares(cells) or (of_measure(shares.reason) if shares.reason else None)
    if reason:
        for name in SHARES.values():
            yield unknown(name, found.period, reason, found.behind)
        return
    open_usd = hidden.usd if hidden and hidden.usd else NOTHING
    whole = sum((usd for usd in money.values() if usd), NOTHING) + open_usd
    left = sum(cell.without_rate for cell in cells.values() if cell)
    mind = because("some_without_rate", left) if left else None
    if open_usd:
        mind = because("hidden_pillar", f"{_percent(open_usd, whole):f}")
    for pillar, name in SHARES.items():
        value, mine = shares.percent(pillar) or NOTHING, money[pillar] or NOTHING
        between = (_percent(mine, whole), _percent(mine + open_usd, whole)) if open_usd else (value, value)
        # What the shares of the known money say lies between the two, but for rounding.
        inside = min(max(value, between[0]), between[1])
        yield known(
            name,
            inside,
            found.period,
            between=between,
            estimated=bool(left),
            reason=mind,
            sources=found.behind,
        )


def _no_shares(cells: Mapping[str, Cell | None]) -> InBoth | None:
    """Why there are no shares, where it is for want of a rate, for money that came back, or for want of pillars."""
    if any(cell is not None and cell.usd is None for cell in cells.values()):
        return because("no_rate")
    hidden = cells[NO_PILLAR]
    if hidden and hidden.usd is not None and hidden.usd < 0:
        return because("negative", f"{hidden.usd:.0f}")
    return None if any(cells[pillar] for pillar in PILLARS) else because("nothing_in_pillars")


def pillar_money(cells: Mapping[str, Cell | None]) -> Mapping[str, Decimal | None]:
    """Pillar → its dollars. A pillar without a cell has nothing in what is published of a place and year: that is 0.

    Args:
        cells: Pillar → its cell, of a place and year of which something is published.
    """
    return {pillar: NOTHING if (cell := cells[pillar]) is None else cell.usd for pillar in PILLARS}


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return rounded(Fraction(100 * part) / Fraction(whole), DIGITS)


def _relief(found: Evidence) -> NamedFigure:
    years = [one.year for one in found.paid.cells if one.pillar == EVERY and one.year <= found.year]
    money = {year: _of_year(found, year) for year in years}
    first = min(years)
    told = relief_without_development(
        {year: one["humanitarian"] for year, one in money.items()},
        {year: one["development"] for year, one in money.items()},
        first=first,
        last=found.year,
    )
    name = "relief_years"
    if found.year in told.unknown:
        return unknown(name, found.period, because("year_open", found.year), found.behind)
    run = told.current
    if run is None:
        return known(name, 0, found.period, sources=found.behind)
    cells = [cell for year in years if year >= run.first and (cell := found.cell(year=year))]
    sources = found.bases(one for some in behind_all(found.world, cells).values() for one in some)
    period = str(run.first) if run.first == run.last else f"{run.first}/{run.last}"
    between = (Decimal(run.years), Decimal(run.years + run.unknown)) if run.unknown else None
    reason = because("years_open", run.unknown) if run.unknown else None
    return known(name, run.years, period, between=between, reason=reason, sources=sources)


def _of_year(found: Evidence, year: int) -> Mapping[str, Decimal | None]:
    """Relief and development of a year; unknown where money without a pillar, or a rate, may hide them."""
    hidden = found.cell(NO_PILLAR, year)
    money = {}
    for pillar in ("humanitarian", "development"):
        cell = found.cell(pillar, year)
        partly = cell is not None and cell.without_rate and not (cell.usd and cell.usd > 0)
        if cell is None:
            money[pillar] = None if hidden else NOTHING
        else:
            money[pillar] = None if partly else cell.usd
    return money
