"""Years: which are asked for, and up to which a world that is reconstructed speaks."""

from typing import Any

from forlik.core.errors import UsageError
from forlik.standing import Standing

Years = int | tuple[int, int] | None


def first_and_last(years: Years) -> tuple[int, int] | None:
    """The first and the last of the years that are asked for; nothing for all.

    Args:
        years: One year, or first and last; all when not given.

    Raises:
        UsageError: The years run backwards.
    """
    if years is None:
        return None
    first, last = (years, years) if isinstance(years, int) else years
    if first > last:
        raise UsageError(f"{first} is after {last}", remedy="say the first year and then the last")
    return first, last


def up_to_the_day(then: Standing, rows: Any) -> Any:
    """Rows without those of later years, where the world is a later release that is cut to periods up to its day.

    Args:
        then: What stands.
        rows: Ibis table with ``year``; what is of no year stays.
    """
    if then.mode != "reconstructed":
        return rows
    return rows.filter(rows.year.isnull() | (rows.year <= then.day.year))
