"""OCHA Financial Tracking Service: reported flows of humanitarian money, and response plans with what they ask for."""

import re
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Licence, Paging, RawFile, Reading, Source
from forlik.sources._fts_flows import FLOWS, amount, asked, place_of, read_flows, whole_number
from forlik.store.read import Item, read_json

API = "https://api.hpc.tools"
PLANS = Schema(
    grain="one plan, one year",
    key=("plan_id", "year"),
    columns={
        "plan_id": Column("int", "FTS's number of the plan", required=True),
        "year": Column("int", "usage year", required=True),
        "name": Column("text", "name of the plan", required=True),
        "code": Column("text", "OCHA's code of the plan"),
        "plan_type": Column("text", "type of the plan", required=True),
        "in_totals": Column("flag", "whether FTS counts this type of plan in its totals", required=True),
        "locations": Column("text", "ISO3 (or the region's name) of its places, divided by “; ”"),
        "country_iso3": Column("text", "the country, when the plan has that one place only"),
        "requirements_usd": Column("int", "what it asks for, as last revised, in current US dollars"),
        "original_requirements_usd": Column("int", "what it first asked for, in current US dollars"),
        "funding_usd": Column("int", "what it was given, in current US dollars"),
    },
)
TOTALS = Schema(
    grain="one year, all plans, as FTS adds them (money shared by plans once)",
    key=("year",),
    columns={
        "year": Column("int", "usage year", required=True),
        "requirements_usd": Column("int", "what all plans ask for, as last revised, in current US dollars"),
        "funding_usd": Column("int", "what all plans were given, in current US dollars"),
    },
)
LOCATIONS = Schema(
    grain="one place FTS knows",
    key=("fts_id",),
    columns={
        "fts_id": Column("int", "FTS's number of the place", required=True),
        "name": Column("text", "its name in FTS", required=True),
        "country_iso3": Column("text", "its country, when it is one"),
    },
)
NAMED = {
    "fts__flows": FLOWS,
    "fts__plans": PLANS,
    "fts__plan_totals": TOTALS,
    "fts__locations": LOCATIONS,
}


def part_of(file: RawFile) -> str | None:
    """``flows-AFG-2020``, ``plans-2020`` or ``locations``, by what the answer holds.

    Raises:
        BadInput: An answer that does not say what it is of, or that is damaged.
    """
    head = file.head(65_536)
    if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") or b'"data"' not in head:
        return None
    if not any(mark in head for mark in (b'"flows"', b'"planType"', b'"adminLevel"', b'"report3"', b'"totalFunding"')):
        return None
    content = read_json(file)
    data = content.get("data")
    first = data[0] if isinstance(data, list) and data and isinstance(data[0], dict) else {}
    if isinstance(data, dict) and {"flows", "incoming", "internal", "outgoing"} <= set(data):
        iso3, year = asked(file, content)
        return f"flows-{iso3}-{year}"
    if isinstance(data, dict) and isinstance(data.get("plans"), list) and "caseloads" not in data:
        return f"plans-{_plan_year(file, data['plans'])}"
    if {"id", "iso3", "adminLevel"} <= set(first):
        return "locations"
    if {"year", "totalFunding"} == set(first) or (isinstance(data, dict) and "report3" in data):
        what = "funding by year" if first else "funding by plan, place or cluster"
        raise BadInput(
            f"an answer of FTS on {what} that does not say for which country or plan it was asked",
            file=file.name,
            remedy="import the flows of the country (custom-search) and the year's plans (plan/overview/progress)",
        )
    return None


def read(files: Sequence[RawFile]) -> Reading:
    """Read one answer; the pages of a flow search are one answer."""
    if "flows" in (read_json(files[0])["data"] or ()):
        return read_flows(files)
    if len(files) > 1:
        raise BadInput("is a second answer to the same question", file=files[1].name, remedy="import one at a time")
    return _plans(files[0]) if isinstance(read_json(files[0])["data"], dict) else _locations(files[0])


def _plan_year(file: RawFile, plans: Sequence[Any]) -> int:
    years = [plan.get("usageYears") or () for plan in plans if isinstance(plan, dict)]
    sets = [{usage.get("year") for usage in usages if isinstance(usage, dict)} for usages in years]
    common = set.intersection(*sets) if sets else set()
    stated = re.findall(r"(?<!\d)(\d{4})(?!\d)", file.name)
    fitting = common if len(common) == 1 else common & set(stated)
    year = str(fitting.pop()) if len(fitting) == 1 else ""
    if not re.fullmatch(r"\d{4}", year):
        raise BadInput(
            "the plans have no year in common, or several",
            file=file.name,
            field="usageYears",
            remedy="name the file plans-YEAR.json, as it was asked for",
        )
    return int(year)


def _plans(file: RawFile) -> Reading:
    top = Item(read_json(file), file, "answer")
    year = _plan_year(file, read_json(file)["data"]["plans"])
    data = top.inner("data")
    rows = [_plan(plan, year) for plan in data.items("plans")]
    totals = data.inner("totals") if "totals" in read_json(file)["data"] else None
    data.ignore("meta")
    top.ignore("status")
    data.done()
    top.done()
    tables = {"fts__plans": pa.Table.from_pylist(rows, schema=PLANS.arrow())}
    remarks = []
    if totals:
        wanted = amount(totals, "revisedRequirements")
        total = [{"year": year, "requirements_usd": wanted, "funding_usd": amount(totals, "totalFunding")}]
        tables["fts__plan_totals"] = pa.Table.from_pylist(total, schema=TOTALS.arrow())
        here = sum(row["requirements_usd"] or 0 for row in rows if row["in_totals"])
        if here != wanted:
            remarks.append(f"the plans here ask for {here} US dollars, FTS states {wanted} for all plans of {year}")
    return Reading(tables=tables, rows=len(rows), remarks=tuple(remarks))


def _plan(plan: Item, year: int) -> dict[str, Any]:
    plan.ignore("createdAt", "updatedAt", "restricted", "revisionState", "planVersionId", "startDate", "endDate")
    plan.ignore("comments", "isForHPCProjects", "customLocationCode", "currentReportingPeriodId", "planCosting")
    plan.ignore("lastPublishedReportingPeriodId", "caseLoads", "usageYears")
    places = [place_of(str(place.take("id", int)), place.take("name", str)) for place in plan.items("countries")]
    kind, asked, given = plan.inner("planType"), plan.inner("requirements"), plan.inner("funding")
    alone = places[0] if len(places) == 1 and re.fullmatch("[A-Z]{3}", places[0]) else None
    row = {
        "plan_id": whole_number(plan, plan.take("id", int)),
        "year": year,
        "name": plan.take("name", str),
        "code": plan.take("code", str),
        "plan_type": kind.take("name", str),
        "in_totals": bool(kind.take("includeTotals", bool)),
        "locations": "; ".join(places) or None,
        "country_iso3": alone,
        "requirements_usd": amount(asked, "revisedRequirements"),
        "original_requirements_usd": amount(asked, "origRequirements"),
        "funding_usd": amount(given, "totalFunding"),
    }
    plan.done()
    return row


def _locations(file: RawFile) -> Reading:
    top = Item(read_json(file), file, "answer")
    rows = []
    for place in top.items("data"):
        code, name = whole_number(place, place.take("id", int)), place.take("name", str)
        here, stated = place_of(str(code), ""), place.take("iso3", str)
        if stated and here and here != stated:
            raise BadInput(f"place {code} is {stated}, the table of places says {here}", file=file.name, field="iso3")
        place.ignore("adminLevel", "pcode")
        place.done()
        rows.append({"fts_id": code, "name": name, "country_iso3": here or None})
    return Reading(tables={"fts__locations": pa.Table.from_pylist(rows, schema=LOCATIONS.arrow())}, rows=len(rows))


def _addresses() -> tuple[Address, ...]:
    """Plans of every year; flows of the countries asked about most (any other can be imported by hand)."""
    followed = {"AFG": 1, "JOR": 114, "PSE": 171}
    plans = [
        Address(f"plans-{year}", f"{API}/v2/fts/flow/plan/overview/progress/{year}", f"plans-{year}.json")
        for year in range(2015, 2027)
    ]
    flows = [
        Address(
            f"flows-{iso3}-{year}",
            f"{API}/v1/fts/flow/custom-search?locationid={code}&year={year}",
            f"custom-search-locationid-{code}-year-{year}.json",
            ("application/json",),
            Paging("link", "meta.nextLink", "data.flows"),
        )
        for iso3, code in followed.items()
        for year in range(2015, 2027)
    ]
    return (*plans, *flows, Address("locations", f"{API}/v1/public/location", "locations.json"))


SOURCE = Source(
    name="fts",
    title="Financial Tracking Service",
    publisher="United Nations Office for the Coordination of Humanitarian Affairs (OCHA)",
    licence=Licence(
        "CC BY-IGO",
        True,
        "OCHA's dataset settings on the Humanitarian Data Exchange",
        "https://creativecommons.org/licenses/by/3.0/igo/",
    ),
    citation="OCHA Financial Tracking Service (FTS).",
    home="https://fts.unocha.org/",
    cadence="daily",
    schemas=NAMED,
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1999, 2100), rows=(0, 500_000), ahead=3),
    addresses=_addresses(),
    quirks=(
        "An amount that also serves other countries or years is shared; FTS leaves it out of its own total.",
        "Internal flows are money passed on inside the country: they were counted when they came in.",
        "The answers by plan, place or cluster do not say of what they were asked, so they are refused.",
        "A page does not say its number; the link to the next page does.",
        "A plan may have no revised requirements although it asked for money at first.",
    ),
    merges=True,
)
