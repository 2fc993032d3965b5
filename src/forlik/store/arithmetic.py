"""Arithmetic that measures share, exact on every engine: the figure for the world, and quotients."""

from collections.abc import Callable, Mapping
from typing import Any

from forlik.core.measure import WORLD


def with_world(countries: Any, world: Any) -> Any:
    """Countries' rows and the world's own rows (same columns but ``country_iso3``), for figures that cannot be added.

    Args:
        countries: Ibis table with ``country_iso3`` and other columns.
        world: Ibis table with those other columns, computed without double counting.
    """
    import ibis

    return countries.union(world.mutate(country_iso3=ibis.literal(WORLD)).select(countries.columns))


def by_place(rows: Any, figures: Callable[[Any], Mapping[str, Any]], *, at: str = "country_iso3") -> Any:
    """The same figures by year of each country, and over all rows for the world, those without a country included.

    Args:
        rows: Ibis table with the column ``at``, ``year``, ``basis``, and what the figures are made of.
        figures: Ibis table → name (``value``, ``estimated`` …) → Ibis aggregate over it.
        at: Column of ISO3 codes by which rows belong to countries.

    Returns:
        Ibis table with ``country_iso3``, ``year``, the figures, ``basis``.
    """
    placed = rows.filter(rows[at].notnull())
    countries = placed.group_by("year", country_iso3=placed[at]).aggregate(**figures(placed), basis=placed.basis.max())
    return with_world(countries, rows.group_by("year").aggregate(**figures(rows), basis=rows.basis.max()))


def with_sum(countries: Any, *, by: tuple[str, ...] = ("year",)) -> Any:
    """Countries' rows and their sum for the world, for figures in which no unit stands in two countries.

    Args:
        countries: Ibis table with ``country_iso3``, the columns of ``by``, ``value``, ``basis``, and optionally
            ``low``, ``high``, ``estimated``.
        by: Columns of the period.
    """
    sums = {name: countries[name].sum() for name in ("value", "low", "high") if name in countries.columns}
    if "estimated" in countries.columns:
        sums["estimated"] = countries.estimated.any()
    total = countries.group_by(list(by)).aggregate(basis=countries.basis.max(), **sums)
    types = {name: countries.schema()[name] for name in total.columns}
    return with_world(countries, total.cast(types))


def divide(numerator: Any, denominator: Any, digits: int) -> Any:
    """An exact quotient rounded half up: whole numbers only, divided last. The measure says ``scaled=True``.

    Args:
        numerator: Ibis column of whole numbers ≥ 0, below 2**62 / (2 · 10**digits).
        denominator: Ibis column of whole numbers > 0, below 2**60.
        digits: Decimal places wanted.

    Returns:
        Ibis column of whole numbers: the quotient times 10**digits, exact up to 2**51.
    """
    twice = denominator * 2
    dividend = numerator * (2 * 10**digits) + denominator
    # Engines divide as doubles and round down: a dividend half a step above a whole multiple cannot slip below it.
    return (dividend - dividend % twice + denominator) // twice
