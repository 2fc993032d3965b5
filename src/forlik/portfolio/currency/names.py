"""Names of currencies: which codes there are, and in which currency a donor reckons."""

from datetime import date
from functools import cache

from forlik.core.errors import UsageError

DOLLAR = "USD"
LETTERS = 3


def currency_named(stated: str) -> str:
    """A currency's code as ISO 4217 writes it.

    Args:
        stated: The code, in any case.

    Raises:
        UsageError: There is no such currency.
    """
    code = stated.strip().upper()
    if code not in _codes():
        raise UsageError(
            f"there is no currency “{stated:.20}”", where="currency", remedy="give a code of ISO 4217: USD, EUR, NOK, …"
        )
    return code


def currency_of(iso2: str, year: int) -> str | None:
    """The currency in which a donor reckons: its country's legal tender in the middle of a year, as the CLDR has it.

    Args:
        iso2: Two-letter code of the donor's country.
        year: The year.

    Returns:
        Its code; ``None`` where the CLDR knows none, or several.
    """
    from babel.numbers import get_territory_currencies

    middle = date(year, 7, 1)
    found = get_territory_currencies(iso2.upper(), middle, middle, tender=True)
    return str(found[0]) if len(found) == 1 else None


@cache
def _codes() -> frozenset[str]:
    from babel.numbers import list_currencies

    return frozenset(code for code in list_currencies() if len(code) == LETTERS)
