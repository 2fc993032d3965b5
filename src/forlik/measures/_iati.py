"""Aid as IATI files give it: which of their transactions are counted, and as what."""

from collections.abc import Sequence
from typing import Any

PAID = ("3", "4")
"""Disbursement and expenditure: money that was paid out."""
COMMITTED = ("2",)
"""Outgoing commitment."""
DONOR_SIDE = "excluded_donor_side"
"""The pillar's place of what is spent or administered on the donor's side."""


def firsthand(activities: Any, flows: Any, types: Sequence[str]) -> Any:
    """The flows of some types that their own publishers report, each activity once.

    Of an activity that stands in several files the newest file's version counts. What somebody else reports of it does
    not.

    Args:
        activities: ``iati__activities``.
        flows: ``iati__flows``.
        types: Codes of the transactions.
    """
    own = activities.filter(~activities.secondary_reporter).select("activity_key", "dataset")
    kind = flows.transaction_type_code.isin(types) & ~flows.secondary_reporter
    wanted = flows.filter(kind).mutate(reporting_org_ref=flows.reporting_org_ref.fill_null(""))
    return wanted.semi_join(own, ["activity_key", "dataset"])


def counted(activities: Any, flows: Any, types: Sequence[str]) -> Any:
    """The flows that may be added up: first-hand, each activity once, one level a publisher.

    Of a publisher's levels that one counts on which it has the most such transactions, of equals the deeper.
    """
    rows = firsthand(activities, flows, types)
    return rows.semi_join(levels(rows), ["reporting_org_ref", "hierarchy"])


def levels(rows: Any) -> Any:
    """Of each publisher the level on which most of its transactions stand, of equals the deeper."""
    import ibis

    one_each = rows.select("reporting_org_ref", "hierarchy", "dataset", "activity_no", "transaction_no").distinct()
    counts = one_each.group_by("reporting_org_ref", "hierarchy").aggregate(transactions=one_each.count())
    order = [ibis.desc(counts.transactions), ibis.desc(counts.hierarchy)]
    window = ibis.window(group_by=counts.reporting_org_ref, order_by=order)
    ranked = counts.mutate(place=ibis.row_number().over(window))
    return ranked.filter(ranked.place == 0).select("reporting_org_ref", "hierarchy")


def by_country(activities: Any, flows: Any, types: Sequence[str], pillar: str = "") -> Any:
    """US dollars by country and year; estimated where a transaction had no rate and is left out.

    Args:
        activities: ``iati__activities``.
        flows: ``iati__flows``.
        types: Codes of the transactions.
        pillar: Only what is for one pillar; the level is chosen by all.
    """
    rows = placed(counted(activities, flows, types))
    return in_dollars(rows.filter(rows.pillar == pillar) if pillar else rows)


def placed(rows: Any) -> Any:
    """The flows that are for a country in a year."""
    return rows.filter(rows.country_iso3.notnull() & rows.year.notnull())


def in_dollars(rows: Any) -> Any:
    """Their sums by country and year; estimated where one has no rate and is left out."""
    return rows.group_by("country_iso3", "year").aggregate(
        value=rows.amount_usd.sum(),
        estimated=rows.amount_usd.isnull().any(),
        basis=rows.basis.max(),
    )


def _activity(key: str, dataset: str, *, secondary: bool = False) -> dict[str, Any]:
    return {"activity_key": key, "dataset": dataset, "secondary_reporter": secondary}


def _flow(
    key: str,
    dataset: str,
    number: int,
    code: str,
    usd: int | None,
    *,
    level: int = 1,
    secondary: bool = False,
    pillar: str | None = "development",
) -> dict[str, Any]:
    return {
        "dataset": dataset,
        "activity_key": key,
        "activity_no": 0,
        "transaction_no": number,
        "sector_no": 1,
        "place_no": 1,
        "reporting_org_ref": dataset.partition("/")[0],
        "secondary_reporter": secondary,
        "hierarchy": level,
        "transaction_type_code": code,
        "pillar": pillar,
        "year": 2024,
        "country_iso3": "COL",
        "amount_usd": usd,
    }


ACTIVITIES = [
    _activity("XA-1", "XA/new"),
    _activity("XA-2", "XA/new"),
    _activity("XB-1", "XB/all"),
    _activity("XA-1", "XC/list", secondary=True),
]
FLOWS = [
    _flow("XA-1", "XA/new", 1, "3", 100),
    _flow("XA-1", "XA/new", 2, "4", -30, pillar="humanitarian"),
    _flow("XA-1", "XA/new", 3, "2", 500),
    _flow("XA-1", "XA/old", 1, "3", 9_000),
    _flow("XA-2", "XA/new", 1, "3", None),
    _flow("XB-1", "XB/all", 1, "3", 8_000, level=1),
    _flow("XB-1", "XB/all", 2, "3", 5, level=2, pillar="peace"),
    _flow("XB-1", "XB/all", 3, "3", 2, level=2, pillar="rights_democracy"),
    _flow("XB-1", "XB/all", 4, "2", 40, level=1),
    _flow("XB-1", "XB/all", 5, "3", 11, level=2, pillar="excluded_donor_side"),
    _flow("XB-1", "XB/all", 6, "3", 13, level=2, pillar=None),
    _flow("XA-1", "XC/list", 1, "3", 7_000, secondary=True),
]
"""An older file, another's report, another level and a transaction without a rate: none of them may be added."""
EXAMPLE = {"iati__activities": ACTIVITIES, "iati__flows": FLOWS}
CURRENCY = (
    "USD, current; other currencies by the monthly mean of the European Central Bank's rates on the value date, "
    "else the day of the transaction"
)
ONCE = (
    "Of each publisher one level of its activities counts, the one with the most such transactions, for levels repeat "
    "each other's money; what others report of an activity is left out, and of several files with one activity the "
    "newest counts. A transaction whose currency has no rate is not added, and the figure is then marked estimated."
)
MISUSE = (
    "Only what the imported files hold, which is never all aid. Money that one publisher passes to another who "
    "publishes too is counted with both, so a sum over publishers is more than what reached the country."
)

PILLARS = (
    "The pillar is read from the DAC purpose code of the sector; what has no such code, and what is spent on the "
    "donor's side, is in no pillar. The four pillars and what is in none are together all that was paid out."
)
