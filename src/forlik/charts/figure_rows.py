"""Rows of a measure as figures, for pages that print a whole table."""

from decimal import Decimal

from forlik.core.days import period_of
from forlik.core.figure import Figure
from forlik.core.measure import Measure
from forlik.core.table import Table


def figure_rows(table: Table, what: Measure, *, label: str = "") -> tuple[Figure, ...]:
    """Every row of a measure's table as a figure, in the table's order.

    Args:
        table: As :meth:`forlik.world.World.measure` gives it.
        what: The measure.
        label: What to call it; its title when not given.
    """
    bases = {basis.number: basis for basis in table.manifest.sources}
    return tuple(
        Figure(
            measure=what.name,
            label=label or what.title,
            country=row["country"],
            country_iso3=row["country_iso3"],
            period=period_of(row["year"], row["month"]),
            value=_short(row["value"], what.digits),
            unit=what.unit,
            status=row["status"],
            reason=row["reason"] or "",
            low=_short(row["low"], what.digits),
            high=_short(row["high"], what.digits),
            basis=bases.get(row["basis"]),
        )
        for row in table.rows()
    )


def _short(value: Decimal | None, digits: int) -> Decimal | None:
    return None if value is None else value.quantize(Decimal(1).scaleb(-digits))
