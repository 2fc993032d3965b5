"""What a schema cannot see and the standard's ruleset asks for, said before anything is written.

The whole ruleset is run by :mod:`forlik.iati.check`; these are the rules that a publisher's own records can break.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from forlik.iati.write.finance import Forecast, LoanStatus
from forlik.iati.write.organisation import Organisation
from forlik.iati.write.records import Activity, Location
from forlik.iati.write.shape import slots
from forlik.iati.write.values import Money, Narrative
from forlik.iati.write.wrong import Wrong

WHOLE = Decimal(100)
LONGEST_BUDGET = timedelta(days=366)
PLACES, WHOLE_DIGITS = 6, 32
"""Of an amount in the tables of :mod:`forlik.iati.read`."""
DAC = "1"
START, PLANNED, ACTUAL = ("1", "2"), ("1", "3"), ("2", "4")
MOST_LATITUDE, MOST_LONGITUDE = 90, 180


def look(record: Activity | Organisation, day: date) -> None:
    """Refuse a record that the standard's ruleset would refuse.

    Args:
        record: The record.
        day: The day of the file: nothing has happened after it.

    Raises:
        Wrong: It breaks a rule.
    """
    for path, one in _inside(record):
        _look_at(path, one)
    _has_defaults(record)
    _not_after(day, ("last_updated",), record.last_updated.date() if record.last_updated else None)
    if isinstance(record, Activity):
        for rule in ACTIVITY:
            rule(record)
        _dates(record, day)


def _inside(record: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, record
    for slot in slots(type(record)):
        if slot.record and not hasattr(slot.place, "what"):
            value = getattr(record, slot.field)
            for index, one in enumerate(value if slot.many else () if value is None else (value,)):
                yield from _inside(one, (*path, slot.field, f"[{index}]") if slot.many else (*path, slot.field))


def _look_at(path: tuple[str, ...], one: Any) -> None:
    if isinstance(one, Money):
        _fits(path, one.amount)
    percentage = getattr(one, "percentage", None)
    if percentage is not None and not 0 <= percentage <= WHOLE:
        raise Wrong(f"{percentage} is no percentage", "write a share between 0 and 100", *path, "percentage")
    start, end = getattr(one, "start", None), getattr(one, "end", None)
    if start and end and end < start:
        raise Wrong(f"ends on {end}, before it begins on {start}", "check the two days", *path)
    if start and end and isinstance(getattr(one, "value", None), Money) and not hasattr(one, "provider"):
        _a_year(path, start, end)
    if hasattr(one, "names") and hasattr(one, "ref") and not isinstance(one, Location) and not (one.ref or one.names):
        raise Wrong("has neither identifier nor name", "say who it is", *path)


def _fits(path: tuple[str, ...], amount: Decimal) -> None:
    places = -int(amount.normalize().as_tuple().exponent)
    if places > PLACES or amount.adjusted() >= WHOLE_DIGITS:
        raise Wrong(
            f"{amount} has more than {PLACES} decimals or {WHOLE_DIGITS} digits before them",
            "round it: the tables that such files are read into hold no more",
            *path,
            "amount",
        )


def _a_year(path: tuple[str, ...], start: date, end: date) -> None:
    if end - start > LONGEST_BUDGET:
        raise Wrong(f"is longer than a year: {start} to {end}", "write a budget for each year", *path)


def _has_defaults(record: Activity | Organisation) -> None:
    for path, one in _inside(record):
        if isinstance(one, Narrative) and not (record.language or one.language):
            raise Wrong("is in no language", "say its language, or that of the record", *path)
        if isinstance(one, Money | LoanStatus | Forecast) and not (record.default_currency or one.currency):
            raise Wrong("is in no currency", "say its currency, or that of the record", *path)


def _identifier(record: Activity) -> None:
    if record.identifier == record.reporting_org.ref:
        raise Wrong("is that of the organisation", "add a hyphen and what tells the activity apart", "identifier")


def _not_after(day: date, path: Sequence[str], when: date | None) -> None:
    if when and when > day:
        raise Wrong(f"{when} is after the day of the file, {day}", "check the day: what is to come is planned", *path)


def _dates(record: Activity, day: date) -> None:
    days = {one.type: one.day for one in reversed(record.dates)}
    if not any(kind in days for kind in START):
        raise Wrong("has no start", "say the planned start (type 1) or the start (type 2)", "dates")
    for first, last in (PLANNED, ACTUAL):
        if first in days and last in days and days[last] < days[first]:
            raise Wrong(f"ends on {days[last]}, before it begins on {days[first]}", "check the two days", "dates")
    for index, one in enumerate(record.dates):
        if one.type in ACTUAL:
            _not_after(day, ("dates", f"[{index}]", "day"), one.day)
    for index, money in enumerate(record.transactions):
        _not_after(day, ("transactions", f"[{index}]", "day"), money.day)
        _not_after(day, ("transactions", f"[{index}]", "value", "value_date"), money.value.value_date)


def _sectors(record: Activity) -> None:
    for vocabulary in {one.vocabulary or DAC for one in record.sectors}:
        shares = [one.percentage for one in record.sectors if (one.vocabulary or DAC) == vocabulary]
        _whole(f"sectors of vocabulary {vocabulary}", shares, "sectors")
    said = [bool(one.sectors) for one in record.transactions]
    _one_level("sector", bool(record.sectors), said, "sectors")


def _places(record: Activity) -> None:
    countries = [one.percentage for one in record.recipient_countries]
    vocabularies = {one.vocabulary or DAC for one in record.recipient_regions}
    for vocabulary in vocabularies:
        regions = [one.percentage for one in record.recipient_regions if (one.vocabulary or DAC) == vocabulary]
        _whole(f"countries and regions of vocabulary {vocabulary}", countries + regions, "recipient_regions")
    if not vocabularies:
        _whole("countries", countries, "recipient_countries")
    said = [bool(one.recipient_country or one.recipient_region) for one in record.transactions]
    _one_level("country or region", bool(countries or vocabularies), said, "recipient_countries")


def _heads(record: Activity) -> None:
    if record.country_budget:
        _whole("budget items", [one.percentage for one in record.country_budget.items], "country_budget")


def _whole(what: str, shares: Sequence[Decimal | None], field: str) -> None:
    if len(shares) == 1 and shares[0] is None:
        return
    if None in shares:
        raise Wrong(f"not all {what} have a percentage", "give each its share, together 100", field)
    total = sum((share for share in shares if share is not None), Decimal(0))
    if shares and total != WHOLE:
        raise Wrong(f"the percentages of the {what} add up to {total}", "let them add up to 100 exactly", field)


def _one_level(what: str, above: bool, below: Sequence[bool], field: str) -> None:
    if above and any(below):
        raise Wrong(f"a {what} is said of the activity and of a transaction", "say it on one of the two levels", field)
    if not above and not (below and all(below)):
        raise Wrong(f"no {what}", "say it of the activity, or of every transaction", field)


def _shares_below(record: Activity) -> None:
    for index, one in enumerate(record.transactions):
        places = (one.recipient_country, one.recipient_region)
        if any(part and part.percentage is not None for part in (*one.sectors, *places)):
            raise Wrong(
                "has a sector or place with a percentage", "split the transaction", "transactions", f"[{index}]"
            )


def _capital(record: Activity) -> None:
    share = record.capital_spend
    if share is not None and not 0 <= share <= WHOLE:
        raise Wrong(f"{share} is no percentage", "write a share between 0 and 100", "capital_spend")


def _points(record: Activity) -> None:
    for index, one in enumerate(record.locations):
        if one.point and not _on_earth(one.point.position):
            place = ("locations", f"[{index}]", "point", "position")
            raise Wrong(f"“{one.point.position}” is no latitude and longitude", "write “59.91 10.75”", *place)


def _on_earth(position: str) -> bool:
    try:
        latitude, longitude = (Decimal(part) for part in position.split())
        return abs(latitude) <= MOST_LATITUDE and abs(longitude) <= MOST_LONGITUDE
    except (ValueError, InvalidOperation):
        return False


ACTIVITY: tuple[Callable[[Activity], None], ...] = (
    _identifier,
    _sectors,
    _places,
    _heads,
    _shares_below,
    _capital,
    _points,
)
