"""A donor's money in others' reports as the page prints it: each sum with a way down to its transactions."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_noop as _n

from forlik.desk.pages.donor.reckoned import Beside
from forlik.desk.pages.donor.shown import figure
from forlik.places import Place
from forlik.portfolio.donor import Added, Traced, reckoned, slug_of
from forlik.portfolio.overview import whole_units

KINDS = (
    _n("Incoming funds"), _n("Outgoing commitment"), _n("Disbursement"), _n("Expenditure"), _n("Interest payment"),
    _n("Loan repayment"), _n("Reimbursement"), _n("Purchase of equity"), _n("Sale of equity"), _n("Credit guarantee"),
    _n("Incoming commitment"), _n("Outgoing pledge"), _n("Incoming pledge"),
)  # fmt: skip
"""What kinds of transactions are called; the list of the standard writes each word with a capital."""
REASONS = (_n("no amount is stated"), _n("no year is stated, so there is no rate of a year"))
"""Why a sum of others' reports is unknown, in the library's words."""
UNDATED, NO_CURRENCY = "undated", "none"


def traces(place: Place, found: Sequence[Traced], shown: Beside) -> list[dict[str, Any]]:
    """A donor's money in others' reports, each level, kind and currency apart."""
    return [_trace(place, one, shown) for one in found]


def _trace(place: Place, one: Traced, shown: Beside) -> dict[str, Any]:
    whole, span = one.added, _span(one.years)
    basis = max(one.bases, key=lambda base: (base.known_at, base.number), default=None)
    return {
        "publisher": one.publisher_name,
        "ref": one.publisher,
        "level": one.level,
        "kind": _t(one.kind_name.capitalize()),
        "currency": one.currency or "–",
        "amount": figure(place, one.publisher, span, whole.amount, one.currency, basis, _t("no amount is stated")),
        "usd": figure(place, one.publisher, span, whole.usd, "USD", basis),
        "own": _own(place, one, shown, span),
        "added": whole,
        "address": _address(place, one, shown, "all"),
        "years": [
            (_t("no year") if year is None else str(year), _address(place, one, shown, str(year or UNDATED)))
            for year in one.by_year
        ],
        "providers": [
            {
                "ref": given.ref,
                "names": " / ".join(given.names),
                "amount": figure(place, given.ref, span, given.amount, one.currency, None),
                "added": _lacking(given.added),
                "address": _address(place, one, shown, "all", given.ref),
            }
            for given in one.providers
        ],
    }


def _lacking(one: Added) -> Added | None:
    """What is told of a provider's transactions where some state no amount."""
    return one if one.without_amount else None


def _own(place: Place, one: Traced, shown: Beside, span: str) -> dict[str, Any] | None:
    """The sum in the currency beside the dollar; nothing where only dollars are shown."""
    if not shown.shown:
        return None
    made = reckoned(shown.asked.world, one, shown.currency)
    value = made.value if made.value is None or not made.rates else whole_units(made.value)
    return {
        "figure": figure(place, one.publisher, span, value, made.currency, None, made.reason, status=made.status),
        "reason": _t(made.reason) if made.value is None else "",
    }


def _address(place: Place, one: Traced, shown: Beside, year: str, provider: str = "") -> str:
    """Where a sum opens to its transactions."""
    fields = {"donor": place.iso3, "kind": one.kind, "published": one.currency or NO_CURRENCY, "provider": provider}
    stated = shown.asked.given.get("currency", "").strip()
    return shown.asked.address(f"/donor/{slug_of(one.publisher)}/{one.level}/{year}", {**fields, "currency": stated})


def _span(years: Sequence[int]) -> str:
    return "–".join(dict.fromkeys(str(year) for year in (years[0], years[-1]))) if years else ""
