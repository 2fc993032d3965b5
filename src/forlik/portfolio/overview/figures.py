"""A total of the portfolio as a figure: the same of a brief, of a page and of an answer to a program."""

from collections.abc import Sequence
from decimal import Decimal

from forlik.core.figure import Basis, Figure, Status

PORTFOLIO, DOLLARS = "portfolio", "USD"


def total(
    called: tuple[str, str],
    code: str,
    year: int,
    usd: Decimal | None,
    *,
    status: Status,
    reason: str,
    files: Sequence[Basis] = (),
) -> Figure:
    """A total of the portfolio in US dollars: its amount in another currency follows by the year's stated rate.

    Args:
        called: What it is called, and its place.
        code: Code of the place.
        year: The year.
        usd: The amount; nothing where nothing is known.
        status: As of a figure.
        reason: Why it is unknown, or what is not in it.
        files: Every file behind it, the newest known first.
    """
    label, place = called
    return Figure(
        measure=PORTFOLIO,
        label=label,
        country=place,
        country_iso3=code,
        period=str(year),
        value=usd,
        unit=DOLLARS,
        status=status,
        reason=reason,
        basis=files[0] if files else None,
        others=tuple(files[1:]),
    )
