"""What an address of this page asks for."""

from dataclasses import dataclass

from forlik.core.errors import UsageError
from forlik.desk.portfolio import year_of
from forlik.desk.question import Question
from forlik.places import Place
from forlik.portfolio.currency import currency_named
from forlik.portfolio.donor import Which, own_currency, prefixes_of, publisher_of
from forlik.portfolio.donor.tracing import ALL, UNDATED, Year

NO_CURRENCY = "none"
MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for.

    Args:
        which: The sums.
        prefixes: How the references of the donor's organisations begin; none where nobody can say.
        currency: The currency beside the dollar; the dollar where none stands beside it.
        stated_currency: The same as the address has it; empty where it has none.
    """

    which: Which
    prefixes: tuple[str, ...]
    currency: str
    stated_currency: str


def read(asked: Question, place: Place, publisher: str, level: str, year: str) -> Asked:
    """Read an address.

    Raises:
        UsageError: The level, the year or the currency is none.
    """
    number, spoken = _level(level), _year(year)
    published = asked.given.get("published", "").strip()
    stated = asked.given.get("currency", "").strip()
    own = own_currency(place, spoken if isinstance(spoken, int) else asked.day.year) or "USD"
    which = Which(
        publisher=publisher_of(publisher),
        level=number,
        year=spoken,
        kind=asked.given.get("kind", "").strip() or None,
        currency="" if published == NO_CURRENCY else published or None,
        provider=asked.given.get("provider", ""),
    )
    return Asked(which, prefixes_of(place), currency_named(stated) if stated else own, stated)


def _level(stated: str) -> int:
    if not (stated.isascii() and stated.isdigit() and len(stated) <= MOST_DIGITS):
        raise UsageError(f"“{stated:.40}” is no level", remedy="1, 2 …")
    return int(stated)


def _year(stated: str) -> Year:
    if stated == ALL:
        return ALL
    if stated == UNDATED:
        return UNDATED
    year = year_of(stated)
    if year is None:
        raise UsageError("no year is named", remedy="write it as 2023, all or undated")
    return year
