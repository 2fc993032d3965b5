"""The readable way to the flow table: one amount at a time, in Python's exact numbers. It defines what is right.

``flow`` makes the same rows from whole columns; tests hold the two against each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from forlik.iati.flows.beside import listed, schema
from forlik.iati.flows.conversion import published
from forlik.iati.flows.duplicates import current
from forlik.iati.flows.flow import PLACE_RULE
from forlik.iati.flows.millionths import exact, millionths, rounded_half_even
from forlik.iati.flows.pillars import pillar
from forlik.iati.flows.publishers import known_secondary
from forlik.iati.flows.rates import SCALE, Rates
from forlik.iati.flows.rules import WHY, why
from forlik.iati.flows.silver import NEEDED, opened
from forlik.iati.flows.split import largest_remainder
from forlik.iati.flows.statements import MOST_PARTS

Row = dict[str, Any]
MOST = 1_000_000
"""A percentage beyond it is none."""
SHARES = 10**9
OWN_OR_DEFAULT = ("flow_type_code", "finance_type_code", "tied_status_code")


def flow_rows(
    tables: Mapping[str, pa.Table] | Path | str,
    *,
    currency: str | None = None,
    rates: Rates | None = None,
    vocabulary: str | Sequence[str] = "1",
    place_rule: str = PLACE_RULE,
    how: str = "rates",
) -> list[Row]:
    """The rows of ``flow.flows``, asked the same question.

    Args:
        tables: Silver tables, or their folder.
        currency: Currency asked for.
        rates: What currencies were worth.
        vocabulary: Sector vocabulary or vocabularies.
        place_rule: What is done with countries and regions together.
        how: How amounts are converted.
    """
    silver = opened(tables)
    below = {name: _by_owner(silver[name]) for name in NEEDED if name != "activity"}
    counts = current(silver["activity"])
    vocabularies = [vocabulary] if isinstance(vocabulary, str) else list(vocabulary)
    rows: list[Row] = []
    for kind in ("transaction", "budget", "planned_disbursement"):
        for number, activity in enumerate(silver["activity"].to_pylist()):
            no = activity["activity_no"]
            for one in below[kind].get((no, None), ()):
                own = (no, one["ordinal"]) if kind == "transaction" else None
                sector = _sectors(below, no, own, vocabularies)
                place = _places(below, no, own, place_rule)
                if len(sector.rows) * len(place.rows) > MOST_PARTS:
                    sector, place = _undivided(sector, place, place_rule)
                said = _said(kind, activity, one, below, own) | {"current": bool(counts[number])}
                beside = [row for row in below["extension"].get(own or (), ()) if row["parent"] == "transaction"]
                money = _converted(said, beside, currency, rates or Rates(), how)
                rows += _product(said, sector, place, money, currency)
    return rows


@dataclass(frozen=True, slots=True)
class Shared:
    """A dimension's rows, the weight of each, and what is said of all of them."""

    rows: Sequence[Row]
    weights: Sequence[int]
    said: Row


def _by_owner(table: pa.Table) -> Mapping[tuple[Any, ...], list[Row]]:
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in table.to_pylist():
        found.setdefault((row["activity_no"], row.get("parent_ordinal")), []).append(row)
    return found


def _said(kind: str, activity: Row, one: Row, below: Mapping[str, Any], own: Any) -> Row:
    """What a row says of an amount that has nothing to do with sharing out."""
    as_is = {field.name: one.get(field.name, activity.get(field.name)) for field in schema()}
    listed_one = activity["reporting_org_ref"] in known_secondary()
    secondary = "stated" if activity["secondary_reporter"] else "listed" if listed_one else "none"
    day = one.get("transaction_date") if kind == "transaction" else one.get("period_start")
    own_currency = one["value_currency"].upper() if one["value_currency"] else None
    default = activity["default_currency"].upper() if activity["default_currency"] else None
    fallback = "transaction_date" if kind == "transaction" else "period_start"
    own_aid, aid = (
        below["transaction_aid_type"].get(own, ()),
        below["default_aid_type"].get((activity["activity_no"], None), ()),
    )
    return (
        as_is
        | {name: one.get(name) or activity[f"default_{name}"] for name in OWN_OR_DEFAULT}
        | {
            "kind": kind,
            "transaction_ordinal": one["ordinal"],
            "transaction_date": day,
            "budget_type_code": one.get("type_code"),
            "aid_type_code": _aid_type(own_aid) or _aid_type(aid),
            "humanitarian": activity["humanitarian"] if one.get("humanitarian") is None else one["humanitarian"],
            "hierarchy": 1 if activity["hierarchy"] is None else activity["hierarchy"],
            "hierarchy_rule": "assumed" if activity["hierarchy"] is None else "stated",
            "secondary_reporter": secondary != "none",
            "secondary_rule": secondary,
            "currency": own_currency or default,
            "currency_rule": "stated" if own_currency else "default" if default else "unknown",
            "rate_date": one["value_date"] or day,
            "date_rule": "value_date" if one["value_date"] else fallback if day else "none",
        }
    )


def _aid_type(rows: Sequence[Row]) -> str | None:
    return next((row["code"] for row in rows if row["code"] and (row["vocabulary"] or "1") == "1"), None)


def _sectors(below: Mapping[str, Any], no: int, own: Any, vocabularies: Sequence[str]) -> Shared:
    theirs = [row for row in below["sector"].get((no, None), ()) if row["sector_code"]]
    mine = [row for row in below["transaction_sector"].get(own, ()) if row["sector_code"]]
    other = "activity_other_vocabulary" if mine else "activity"
    for vocabulary in vocabularies:
        for source, stated in (("transaction", mine), (other, theirs)):
            rows = [row for row in stated if (row["vocabulary"] or "1") == vocabulary]
            if rows:
                named = [_sector(row, vocabulary) for row in rows]
                return _shared("sector", named, rows, source, [])
    nothing = {"sector_code": None, "pillar": None, "pillar_rule": "no_sector"}
    return _shared("sector", [nothing], [{"percentage": None}], "none", [])


def _sector(row: Row, vocabulary: str) -> Row:
    found = pillar(vocabulary, row["sector_code"])
    return {
        "sector_ordinal": row["ordinal"],
        "sector_vocabulary": vocabulary,
        "sector_code": row["sector_code"],
        "sector_percentage": row["percentage"],
        "pillar": found.pillar,
        "pillar_rule": found.rule,
    }


def _places(below: Mapping[str, Any], no: int, own: Any, rule: str) -> Shared:
    for source, table, owner in (("transaction", "transaction_geo", own), ("activity", "recipient_geo", (no, None))):
        stated = [row for row in below[table].get(owner, ()) if row["code"]]
        if not stated:
            continue
        countries = [row for row in stated if row["kind"] != "recipient-region"]
        regions = [row for row in stated if row["kind"] == "recipient-region"]
        spoken = {row["vocabulary"] or "1" for row in regions}
        first = min(spoken, key=_dac_first, default="1")
        regions_of_first = [row for row in regions if (row["vocabulary"] or "1") == first]
        choice = _choice(countries, regions_of_first, rule)
        keep_regions = choice != "countries_only"
        rows = [row for row in stated if row in countries or (keep_regions and row in regions_of_first)]
        flags = ["region_vocabulary"] if keep_regions and len(spoken) > 1 else []
        shared = _shared("place", [_place(row) for row in rows], rows, source, flags)
        return Shared(shared.rows, shared.weights, shared.said | {"place_choice": f"{rule} {choice}"})
    shared = _shared("place", [{"place_code": None}], [{"percentage": None}], "none", [])
    return Shared(shared.rows, shared.weights, shared.said | {"place_choice": f"{rule} unplaced"})


def _undivided(sector: Shared, place: Shared, rule: str) -> tuple[Shared, Shared]:
    """One row for all: the transaction would have more parts than any may have."""
    none = {"percentage": None}
    no_sector = {"sector_code": None, "pillar": None, "pillar_rule": "no_sector"}
    sectors = _shared("sector", [no_sector], [none], sector.said["sector_source"], [])
    places = _shared("place", [{"place_code": None}], [none], place.said["place_source"], [])
    said = {"place_rule": "too_many_parts", "place_choice": f"{rule} unplaced"}
    return (
        Shared(sectors.rows, sectors.weights, sectors.said | {"sector_rule": "too_many_parts"}),
        Shared(places.rows, places.weights, places.said | said),
    )


def _dac_first(vocabulary: str) -> tuple[bool, str]:
    return vocabulary != "1", vocabulary


def _place(row: Row) -> Row:
    region = row["kind"] == "recipient-region"
    return {
        "place_ordinal": row["ordinal"],
        "place_kind": "region" if region else "country",
        "place_code": row["code"] if region else _upper(row["code"]),
        "place_vocabulary": (row["vocabulary"] or "1") if region else None,
        "place_percentage": row["percentage"],
    }


def _upper(code: str) -> str:
    """A code in capitals, other letters than those of ASCII as they are."""
    return code.encode().upper().decode()


def _choice(countries: Sequence[Row], regions: Sequence[Row], rule: str) -> str:
    if not regions:
        return "countries"
    if not countries:
        return "regions"
    alone, beside = (
        sum((max(_usable(row) or Decimal(0), Decimal(0)) for row in rows), Decimal(0)) for rows in (countries, regions)
    )
    together = alone + beside
    if rule == "percentages_over_both" or (rule == "as_percentages_say" and abs(together - 100) < abs(alone - 100)):
        return "both"
    return "countries_only"


def _usable(row: Row) -> Decimal | None:
    percentage: Decimal | None = row["percentage"]
    return percentage if percentage is not None and abs(percentage) <= MOST else None


def _shared(name: str, named: Sequence[Row], rows: Sequence[Row], source: str, flags: Sequence[str]) -> Shared:
    """Weigh statements: the one place where it is decided what goes where."""
    percentages = [_usable(row) for row in rows]
    stated = [percentage for percentage in percentages if percentage is not None]
    positive = [max(percentage or Decimal(0), Decimal(0)) for percentage in percentages]
    if sum(positive) > 0:
        rule = "percentage" if sum(positive) == 100 else "scaled"  # noqa: PLR2004 - per cent
    elif stated:
        rule = "equal_none_positive"
    else:
        spoken = any(row["percentage"] is not None or (row.get("percentage_raw") or "").strip() for row in rows)
        rule = "whole" if len(rows) == 1 else "equal_unreadable" if spoken else "equal"
    weights = [millionths(weight) for weight in positive] if sum(positive) > 0 else [1] * len(rows)
    blank = ["blank_as_zero"] if stated and len(stated) < len(rows) else []
    negative = ["negative_as_zero"] if any(percentage < 0 for percentage in stated) else []
    shares = [exact(share, 9) for share in largest_remainder(SHARES, weights)]
    total = sum(stated) if stated else None
    said = {
        f"{name}_source": source,
        f"{name}_rule": " ".join([rule, *blank, *negative, *flags]),
        f"{name}_percentage_sum": total,
        f"{name}_deviation": None if total is None else total - 100,
    }
    return Shared([row | {f"{name}_share": share} for row, share in zip(named, shares, strict=True)], weights, said)


def _converted(said: Row, beside: Sequence[Row], currency: str | None, rates: Rates, how: str) -> Row:
    """The whole amount in the currency asked for."""
    amount, own, day = said["value_amount"], said["currency"], said["rate_date"]
    if currency is None:
        return {"rate_rule": None}
    named = {(row["namespace"], row["name"]) for row in listed("publisher_values.csv") if row["currency"] == currency}
    figures = {
        (value, f"{row['namespace']}{row['name']}")
        for row in beside
        if (row["namespace"], row["name"]) in named and (value := published(row["text"])) is not None
    }
    if how != "rates" and len(figures) == 1:
        [(value, source)] = figures
        return {"whole": value, "rate_source": source, "rate_rule": "publisher"}
    lacking = {
        "no_publisher_value": how == "publisher_only",
        "no_amount": amount is None,
        "no_currency": own is None,
        "no_date": own != currency and day is None,
    }
    rate = None if any(lacking.values()) else rates.rate(own, currency, day)
    if rate is None:
        return {"rate_rule": next((rule for rule, lacks in lacking.items() if lacks), "no_rate")}
    whole = rounded_half_even(millionths(amount) * rate.number, SCALE)
    if len(str(abs(whole))) > 38:  # noqa: PLR2004 - digits of an amount
        return {"rate_rule": "too_large"}
    return {
        "whole": whole,
        "rate": rate.value,
        "rate_period": rate.period,
        "rate_source": rate.source,
        "rate_rule": rate.rule,
    }


def _product(said: Row, sector: Shared, place: Shared, money: Row, currency: str | None) -> Iterator[Row]:
    """One row for each sector and place."""
    weights = [one * other for one in sector.weights for other in place.weights]
    pairs = [(one, other) for one in sector.rows for other in place.rows]
    amounts = _parts(None if said["value_amount"] is None else millionths(said["value_amount"]), weights)
    theirs = _parts(money.get("whole"), weights)
    for (one, other), amount, converted in zip(pairs, amounts, theirs, strict=True):
        row = said | sector.said | place.said | one | other | money
        row |= {"amount": amount, "converted_amount": converted, "converted_currency": currency}
        row["why"] = why(*(row[name] for name in WHY))
        yield {field.name: row.get(field.name) for field in schema()}


def _parts(whole: int | None, weights: Sequence[int]) -> Sequence[Decimal | None]:
    if whole is None:
        return [None] * len(weights)
    return [exact(part, 6) for part in largest_remainder(whole, weights)]
