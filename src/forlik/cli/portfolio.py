"""The verb on the portfolio: aid by country, pillar and year, down to its bytes. Words are in `forlik.cli.answers`."""

from collections.abc import Sequence
from pathlib import Path

import click

from forlik.cli.options import Voice, as_of, spoken
from forlik.core.errors import NoData, UsageError

EVERY = "all"
USUAL = ("paid", "purpose", "USD")
"""Kind of flow, definition and currency where none is named."""


@click.command()
@click.option("--country", metavar="PLACE", help="One country, all its years unless said otherwise.")
@click.option("--year", type=int, help="One year; the newest with data by default.")
@click.option("--from", "first", type=int, metavar="YEAR", help="First year.")
@click.option("--to", "last", type=int, metavar="YEAR", help="Last year.")
@click.option("--flow", default=USUAL[0], show_default=True, help="paid, committed, budgeted, planned, …")
@click.option(
    "--definition",
    default=USUAL[1],
    show_default=True,
    help="Which money is of which pillar: purpose, humanitarian_flag, or all of them compared.",
)
@click.option("--currency", default=USUAL[2], show_default=True, help="Converted by the mean rate of each year.")
@click.option("--explain", metavar="PLACE/PILLAR/YEAR", help="One cell, down to its flows and their bytes.")
@click.option("--tags", is_flag=True, help="What is for peacebuilding or disaster risk, across the pillars, beside it.")
@click.option("--flags", is_flag=True, help="Instead of the matrix, where pillars, donors and partners fail to meet.")
@click.option("--areas", is_flag=True, help="One country's year by area, and whether pillars work in the same areas.")
@click.option("--partners", is_flag=True, help="Instead of the matrix, the organisations of a country, or of all.")
@as_of
@click.option("--save", type=click.Path(path_type=Path), help="Write to FILE.csv, .xlsx, .parquet or .json.")
@spoken
def portfolio(
    voice: Voice,
    country: str | None,
    year: int | None,
    first: int | None,
    last: int | None,
    flow: str,
    definition: str,
    currency: str,
    explain: str | None,
    tags: bool,
    flags: bool,
    areas: bool,
    partners: bool,
    as_of: str | None,
    clock: str,
    mode: str,
    save: Path | None,
) -> None:
    """Aid by country and pillar: each total with its coverage and level rule, and what stands beside it.

    Levels of activities repeat each other's money and are never added. What is not published is unknown, and never 0.
    """
    from forlik.cli.answers import flows, matrix
    from forlik.portfolio.cube import codes_of
    from forlik.portfolio.currency import currency_named
    from forlik.portfolio.definitions import definition as defined
    from forlik.portfolio.definitions import definition_names
    from forlik.portfolio.overview import newest_with_data, overview, years_with_data
    from forlik.world import world

    codes_of(flow)
    currency = currency_named(currency)
    names = definition_names() if definition == EVERY else (defined(definition).name,)
    _refuse_mixed(country, year, first, last, explain, tags, flags, save, len(names))
    _refuse_with_areas(country, first, last, (explain, tags, flags, partners), len(names), asked=areas)
    _refuse_with_partners(first, last, (explain, tags, flags), (flow, definition, currency), asked=partners)
    if flags and (flow, definition, currency) != USUAL:
        raise UsageError(
            "--flags looks at what was paid, by purpose codes and in US dollars",
            remedy="leave --flow, --definition and --currency out",
        )
    then = world(as_of, clock=clock, mode=mode)  # type: ignore[arg-type]
    if explain:
        flows.tell(voice, then, explain, definition=names[0], flow=flow, currency=currency, save=save)
        return
    iso3 = then.place(country).iso3 if country else None
    if flags:
        from forlik.cli.answers.flagged import tell

        tell(voice, then, iso3, year)
        return
    if partners:
        from forlik.cli.answers.partners import tell as tell_partners

        tell_partners(voice, then, iso3, year, save)
        return
    if areas and iso3:
        from forlik.cli.answers.areas import tell as tell_areas
        from forlik.portfolio.areas import country_areas

        found_areas = country_areas(then, iso3, year=year, flow=flow, definition=names[0], currency=currency)
        tell_areas(voice, found_areas, save)
        return
    known = years_with_data(then, flow=flow, place=iso3)
    if not known:
        raise NoData(f"nothing is published as {flow}{_of(iso3)}", remedy="that is unknown, not 0; see --flow")
    years = _years(year, first, last, known, newest_with_data(then, flow=flow, place=iso3), every=iso3 is not None)
    if not any(years[0] <= one <= years[1] for one in known):
        raise NoData(
            f"nothing is published as {flow}{_of(iso3)} in {_span(years)}: that is unknown, not 0",
            remedy=f"there is something from {known[-1]} to {known[0]}",
        )
    found = [overview(then, definition=name, flow=flow, years=years, place=iso3, currency=currency) for name in names]
    matrix.tell(voice, found, place=iso3, years=years, known=known, tags=tags, save=save)


def _of(iso3: str | None) -> str:
    from forlik import places

    return f" for {places.by_code('iso3', iso3).name()}" if iso3 else ""


def _span(years: tuple[int, int]) -> str:
    return str(years[0]) if years[0] == years[1] else f"{years[0]} to {years[1]}"


def _years(
    year: int | None,
    first: int | None,
    last: int | None,
    known: tuple[int, ...],
    newest: int | None,
    *,
    every: bool,
) -> tuple[int, int]:
    """First and last year that are asked for."""
    if year is not None:
        return year, year
    if first is None and last is None and not every:
        return (newest or known[0],) * 2
    return known[-1] if first is None else first, known[0] if last is None else last


def _refuse_mixed(
    country: str | None,
    year: int | None,
    first: int | None,
    last: int | None,
    explain: str | None,
    tags: bool,
    flags: bool,
    save: Path | None,
    definitions: int,
) -> None:
    """Refuse options that do not go together, so that none is ever passed over in silence."""
    span = first is not None or last is not None
    if year is not None and span:
        raise UsageError("--year is one year, and --from and --to are several", remedy="give one or the other")
    if first is not None and last is not None and first > last:
        raise UsageError(f"{first} is after {last}", remedy="say the first year and then the last")
    if explain and (country or year is not None or span or tags or flags):
        raise UsageError(
            "--explain names its place, pillar and year itself",
            remedy="leave --country, --year, --from, --to, --tags and --flags out",
        )
    if explain and definitions > 1:
        raise UsageError("--explain opens a cell of one definition", remedy="give --definition purpose")
    if flags and (span or tags or save):
        raise UsageError("--flags is of one year and is printed", remedy="leave --from, --to, --tags and --save out")


def _refuse_with_areas(
    country: str | None, first: int | None, last: int | None, others: Sequence[object], definitions: int, *, asked: bool
) -> None:
    """Refuse what does not go with ``--areas``."""
    if asked and (first is not None or last is not None or any(others)):
        raise UsageError(
            "--areas is of one year, and stands alone",
            remedy="leave --from, --to, --explain, --tags, --flags and --partners out",
        )
    if asked and country is None:
        raise UsageError("--areas is of one country", remedy="say --country")
    if asked and definitions > 1:
        raise UsageError("--areas looks at pillars under one definition", remedy="give --definition purpose")


def _refuse_with_partners(
    first: int | None, last: int | None, others: Sequence[object], chosen: tuple[str, str, str], *, asked: bool
) -> None:
    """Refuse what does not go with ``--partners``."""
    if asked and (first is not None or last is not None or any(others)):
        raise UsageError(
            "--partners is of one year or of all, and stands alone",
            remedy="leave --from, --to, --explain, --tags, --flags and --areas out",
        )
    if asked and chosen != USUAL:
        raise UsageError(
            "--partners takes no kind of flow, definition or currency",
            remedy="leave --flow, --definition and --currency out",
        )
