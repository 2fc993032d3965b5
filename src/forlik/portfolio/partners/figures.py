"""Money of partners as figures, as pages print and cite them."""

from decimal import Decimal

from forlik.core.figure import Basis, Figure
from forlik.discover import measure
from forlik.portfolio.overview import whole_units
from forlik.portfolio.partners.partner import Money
from forlik.world import World

LIKE = "iati_paid"
"""The measure whose unit they have."""


def figure(money: Money, label: str, basis: Basis | None = None, period: str = "") -> Figure:
    """Money as a figure in whole dollars.

    Args:
        money: The money.
        label: What it is of.
        basis: What it stands on.
        period: Its years.
    """
    return dollars(money.usd, label, basis, period, money.reason)


def dollars(usd: Decimal | None, label: str, basis: Basis | None = None, period: str = "", reason: str = "") -> Figure:
    """An amount as a figure in whole dollars.

    Args:
        usd: US dollars; nothing where unknown.
        label: What it is of.
        basis: What it stands on.
        period: Its years.
        reason: Why it is unknown, or what is not in it.
    """
    return Figure(
        measure="iati_partners",
        label=label,
        country="",
        country_iso3="",
        period=period,
        value=None if usd is None else whole_units(usd),
        unit=measure(LIKE).unit,
        status="unknown" if usd is None else "estimated" if reason else "reported",
        reason=reason,
        basis=basis,
    )


def bases(world: World, numbers: tuple[int, ...]) -> tuple[Basis, ...]:
    """What stands behind snapshots of these numbers."""
    return tuple(world.then.bases[number] for number in numbers)
