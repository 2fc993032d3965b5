"""What is added up: every flow with where it belongs, and whether it may be counted."""

from typing import Any

FIRST_HAND, SECONDARY, OTHER_VERSION, REPLACED = "first_hand", "secondary", "other_version", "replaced"
"""Own report, newest version of its activity; another's report of it; a version for which a newer file has another; an
original budget beside which a revised one of the same period stands."""
COUNTED, OTHER_LEVEL, OTHER_TYPE = "counted", "other_level", "other_type"
"""First hand and of the level that counts; of another level; of a type of transaction that is not on the list."""
COUNTRY, REGION, STRANGE, NOWHERE = "country", "region", "unknown_country", "none"
"""Kinds of place: a country; a region; a code that is no country's; nothing stated."""

AT = ("place_kind", "place_code", "year", "transaction_type_code", "purpose", "humanitarian")
WHO = ("reporting_org_ref", "hierarchy", "standing", "basis")
ENDS = ("provider_org_ref", "provider_org_name", "receiver_org_ref", "receiver_org_name")


def marked(activities: Any, flows: Any) -> Any:
    """Flows with their place and purpose as cubes have them, and with how they stand.

    First hand is what the measures of aid count too (:func:`forlik.measures._iati.firsthand`); here the others are kept
    and marked, so that what is left out of a total can be told beside it.

    Args:
        activities: Ibis table of the activities that stand, of several versions of one the one that counts.
        flows: Ibis table of money of the same snapshots, as :func:`forlik.portfolio.cube.tables.money` gives it.

    Returns:
        The flows with ``place_kind``, ``place_code``, ``purpose``, ``standing`` (``FIRST_HAND``, ``SECONDARY``,
        ``OTHER_VERSION`` or ``REPLACED``), and ``reporting_org_ref`` empty where none is stated.
    """
    import ibis

    own = activities.filter(~activities.secondary_reporter)
    own = own.select(own_key="activity_key", own_basis="basis").distinct()
    joined = flows.left_join(own, [flows.activity_key == own.own_key, flows.basis == own.own_basis])
    standing = ibis.cases(
        (joined.secondary_reporter, SECONDARY),
        (joined.own_key.isnull(), OTHER_VERSION),
        (joined.replaced, REPLACED),
        else_=FIRST_HAND,
    )
    kind = ibis.cases(
        (joined.country_iso3.notnull(), COUNTRY),
        (joined.place_kind == "region", REGION),
        (joined.place_kind == "country", STRANGE),
        else_=NOWHERE,
    )
    # Purpose codes are those of the DAC's vocabulary; another's codes can look the same and mean something else.
    purpose = (joined.sector_vocabulary == "1").ifelse(joined.sector_code, ibis.null("string"))
    return joined.mutate(
        place_kind=kind,
        place_code=ibis.coalesce(joined.country_iso3, joined.place_code, ibis.literal("")),
        purpose=purpose,
        standing=standing,
        reporting_org_ref=joined.reporting_org_ref.fill_null(""),
    ).drop("own_key", "own_basis")


def by_transaction(rows: Any) -> Any:
    """Marked flows with ``begins``: 1 in one part of each transaction, so that transactions can be counted."""
    import ibis

    window = ibis.window(
        group_by=[rows.basis, rows.activity_no, rows.transaction_type_code, rows.transaction_no],
        order_by=[rows.sector_no, rows.place_no],
    )
    return rows.mutate(begins=(ibis.row_number().over(window) == 0).cast("int64"))


def summed(rows: Any, by: tuple[str, ...]) -> Any:
    """Exact sums of marked flows.

    Args:
        rows: What :func:`marked` gave, with ``begins`` where transactions are to be counted.
        by: Columns by which they are told apart.

    Returns:
        Those columns, and ``usd`` (the sum; nothing where no rate is known), ``moved_usd`` (the sum of sizes, whatever
        their sign), ``flows`` (parts of transactions), ``without_rate`` (parts without an amount in US dollars), and
        ``transactions``, counted where the first part of each stands.
    """
    counts = {"transactions": rows.begins.sum()} if "begins" in rows.columns else {}
    return rows.group_by(list(by)).aggregate(
        usd=rows.amount_usd.sum(),
        moved_usd=rows.amount_usd.abs().sum(),
        flows=rows.count(),
        without_rate=rows.amount_usd.isnull().cast("int64").sum(),
        **counts,
    )
