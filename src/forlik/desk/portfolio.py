"""What the pages of the portfolio share: what an address asks for, what pillars and kinds of flow are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as _n

from forlik.core.errors import UsageError
from forlik.core.figure import Figure
from forlik.desk.pillars import OF_MONEY
from forlik.desk.question import Question
from forlik.portfolio.cube import codes_of
from forlik.portfolio.currency import currency_named
from forlik.portfolio.definitions import definition
from forlik.portfolio.matrix import Cell
from forlik.portfolio.matrix.cells import Where
from forlik.portfolio.overview import Overview, place_name, whole_units

PILLARS = {**OF_MONEY, "all": _("All")}
"""What stands in a row: the four pillars in the order of every page, what is in none of them, and all of it."""
SHORT = {
    **PILLARS,
    "peace": _("Peace"),
    "rights_democracy": _("Rights"),
    "excluded_donor_side": _("Donor's side"),
}
"""The same where there is little room."""
DRAWN = tuple(OF_MONEY)
FLOWS = {
    "paid": _("Paid out"),
    "committed": _("Committed"),
    "planned": _("Planned disbursements"),
    "budgeted": _("Budgets"),
}
DEFINITIONS = {
    "purpose": _("By purpose code"),
    "humanitarian_flag": _("What is marked humanitarian is relief"),
}
CURRENCIES = ("USD", "EUR", "NOK", "SEK", "DKK", "GBP", "CHF", "JPY", "CAD")
"""Those that are offered; an address may name any."""
WIDER = {"none": _("No place stated"), "all": _("All places")}
MEASURE = "portfolio"
SAID = (_n("current prices"), _n("index from 0 to 1"), _n("donors"), _n("percent"))
"""Words of the library that these pages show."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for.

    Args:
        flow: Kind of flow.
        definition: Name of the definition of pillars.
        currency: Code of the currency.
    """

    flow: str
    definition: str
    currency: str

    @property
    def fields(self) -> dict[str, str]:
        """The fields of an address that ask for it; what is usual is left out."""
        usual = {"flow": "paid", "definition": "purpose", "currency": "USD"}
        return {name: said for name, usually in usual.items() if (said := getattr(self, name)) != usually}


def choice(asked: Question) -> Choice:
    """What an address asks for.

    Raises:
        UsageError: There is no such kind of flow, definition or currency.
    """
    flow, name = asked.given.get("flow") or "paid", asked.given.get("definition") or "purpose"
    codes_of(flow)
    return Choice(flow, definition(name).name, currency_named(asked.given.get("currency") or "USD"))


def year_of(stated: str) -> int | None:
    """The year that a field names; nothing where it is empty.

    Raises:
        UsageError: It names none.
    """
    if not stated.strip():
        return None
    number = int(stated) if stated.isascii() and stated.isdigit() and len(stated) == len("2023") else 0
    # The last year has no day after it, and none is the first of the year 0.
    if not MINYEAR <= number < MAXYEAR:
        raise UsageError(f"“{stated:.40}” is no year", remedy="write it as 2023")
    return number


def named(where: Where, language: str) -> str:
    """What a place is called on a page."""
    return str(WIDER.get(where[0]) or place_name(where, language))


def figure(asked: Question, found: Overview, cell: Cell) -> Figure:
    """A cell as a page prints it: in whole units of the currency asked for."""
    money = found.money(cell)
    bases = found.world.then.bases
    return Figure(
        measure=MEASURE,
        label=str(PILLARS[cell.pillar]),
        country=named(cell.where, asked.language),
        country_iso3=cell.place_code,
        period=str(cell.year),
        value=None if money.value is None else whole_units(money.value),
        unit=money.currency,
        status=money.status,
        reason=money.reason,
        basis=None if cell.basis is None else bases[cell.basis],
    )


def stated(label: str, value: Decimal | None, unit: str, year: int, reason: str = "") -> Figure:
    """Any other number of these pages as a figure."""
    return Figure(
        measure=MEASURE,
        label=label,
        country="",
        country_iso3="",
        period=str(year),
        value=value,
        unit=unit,
        status="unknown" if value is None else "reported",
        reason=reason,
    )


def exact(value: Decimal | None, unit: str, reason: str = "", year: int = 0) -> Figure:
    """An amount with the digits it has: a sum that can be checked by hand."""
    if value is not None:
        value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    return stated("", value, unit, year, reason)


def titles(names: Mapping[str, object]) -> list[tuple[str, str]]:
    """Names and what they are called, as a list to choose from has them."""
    return [(name, str(title)) for name, title in names.items()]
