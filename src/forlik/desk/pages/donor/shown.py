"""What the Donor page prints: figures of a donor's kinds of money, recipients and own list."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.figure import Basis, Figure
from forlik.desk.pages.donor.reckoned import Beside
from forlik.desk.question import Question
from forlik.places import Place
from forlik.portfolio.donor import Donor, OwnList
from forlik.portfolio.donor.own_list import Part
from forlik.portfolio.donor.picture import BY_COUNTRY, IMPUTED, UNALLOCATED, UNIT

KINDS = {
    BY_COUNTRY: _("To countries"),
    UNALLOCATED: _("To regions, or to no place in particular"),
    IMPUTED: _("Through multilateral organisations (imputed)"),
}
PARTS = {
    "country": _("To countries"),
    "region": _("To regions"),
    "global": _("To the whole world"),
    "multilateral": _("To multilateral organisations, no country named"),
    "donor_side": _("Administration"),
    "unspecified": _("No place said"),
    "unknown": _("A recipient that is not known"),
    "anonymised": _("Of it, temporarily anonymised"),
    "all": _("All that is counted"),
}
SUMS = {
    "disbursed_nok": _("Paid out, kroner"),
    "disbursed_usd": _("Paid out, US dollars"),
    "committed_nok": _("Committed, kroner"),
}
ONE, CENT = Decimal(1), Decimal("0.01")
PERCENT = "percent"


def figure(
    place: Place, label: str, period: str, value: Decimal | None, unit: str, basis: Basis | None, reason: str = "",
    *, status: str = "reported",
) -> Figure:  # fmt: skip
    """An amount as the one tag for figures prints it, without decimals that are all 0."""
    shown = value.quantize(CENT if value % ONE else ONE) if value is not None and unit != PERCENT else value
    return Figure(
        measure="donor",
        label=label,
        country=place.name(),
        country_iso3=place.iso3,
        period=period,
        value=shown,
        unit=unit,
        status="unknown" if value is None else status,  # type: ignore[arg-type]
        reason=reason,
        basis=basis,
    )


def kinds(place: Place, found: Donor, beside: Beside, year: int | None = None) -> list[dict[str, Any]]:
    """The three kinds of money of a year, always all three."""
    asked = year or found.year
    shown = []
    for one in found.course[asked]:
        amount = figure(
            place, one.name, str(asked), one.amount, UNIT, _newest(found.bases), one.reason, status=one.status
        )
        shown.append(
            {
                "name": KINDS[one.name],
                "kind": one.name,
                "amount": amount,
                "own": beside.figure(one.amount, asked),
                "recipients": one.recipients,
            }
        )
    return shown


def recipients(asked: Question, place: Place, found: Donor, beside: Beside) -> list[dict[str, Any]]:
    """The recipients with their shares, the largest first."""
    basis = _newest(found.bases)
    return [
        {
            "name": one.name(asked.language),
            "iso3": one.country_iso3,
            "code": one.code,
            "kind": _t("country") if one.country_iso3 else _t("no country"),
            "amount": figure(place, one.code, str(found.year), one.amount, UNIT, basis, status="estimated"),
            "own": beside.figure(one.amount, found.year),
            "percent": figure(place, one.code, str(found.year), one.percent, PERCENT, basis),
        }
        for one in found.recipients
    ]


def rows_of(found: Donor, beside: Beside) -> list[dict[str, Any]]:
    """Rows to take along: every recipient, and the kinds of money of which nothing is known."""
    base = {"donor_iso3": found.donor_iso3, "year": found.year}
    rows: list[dict[str, Any]] = [
        base
        | {
            "kind": one.kind,
            "recipient_code": one.code,
            "country_iso3": one.country_iso3 or None,
            "recipient": one.name(),
            "amount_usd": one.amount,
            "percent": one.percent,
            **beside.columns(one.amount),
            "status": "estimated",
            "reason": " ".join(found.statements),
        }
        for one in found.recipients
    ]
    nothing = dict.fromkeys(("recipient_code", "country_iso3", "recipient", "amount_usd", "percent"))
    return rows + [
        base | {"kind": one.name} | nothing | beside.columns(None) | {"status": "unknown", "reason": one.reason}
        for one in found.kinds
        if one.amount is None
    ]


def own(place: Place, mine: OwnList) -> dict[str, Any]:
    """Totals of an own list: none of its rows, and nobody's name."""
    basis = _newest(mine.bases)
    parts = [*mine.parts, mine.all, *([mine.anonymised] if mine.anonymised.rows else [])]
    return {
        "year": str(mine.year),
        "heads": list(SUMS.values()),
        "frames": mine.frames,
        "other_flows": mine.other_flows,
        "parts": [
            {
                "name": PARTS[one.kind],
                "rows": one.rows,
                "sums": [(head, _own_sum(place, mine, one, name, basis)) for name, head in SUMS.items()],
            }
            for one in parts
        ],
    }


def _own_sum(place: Place, mine: OwnList, part: Part, name: str, basis: Basis | None) -> Figure:
    unit = "US dollars" if name.endswith("usd") else "kroner"
    status = "estimated" if name in part.partly else "reported"
    return figure(place, part.kind, str(mine.year), part.sums[name], unit, basis, "no row states it", status=status)


def _newest(bases: Sequence[Basis]) -> Basis | None:
    return max(bases, key=lambda one: (one.known_at, one.number), default=None)
