"""The flow searches of OCHA's Financial Tracking Service: pages of reported flows, read as one answer."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from forlik.core.errors import BadInput, PlaceRefused
from forlik.core.schema import Column, Schema
from forlik.core.source import Coverage, RawFile, Reading
from forlik.places import by_code
from forlik.store.read import Item, read_json

REGIONS = {"region", "world"}
SIDES = {"incoming": ("destination",), "internal": ("source", "destination"), "outgoing": ("source",)}
COUNTED = {"Organization", "Location", "UsageYear", "Plan", "Cluster", "GlobalCluster", "Emergency", "Project"}
FLOWS = Schema(
    grain="one reported flow, as answered for one country and usage year",
    key=("flow_id", "country_iso3", "year"),
    columns={
        "flow_id": Column("int", "FTS's number of the flow", required=True),
        "country_iso3": Column("text", "country that was asked for", required=True),
        "year": Column("int", "usage year that was asked for", required=True),
        "boundary": Column("text", "incoming, internal or outgoing, seen from that country and year", required=True),
        "shared": Column("flag", "whether part of the amount is for other countries or years", required=True),
        "status": Column("text", "paid, commitment or pledge", required=True),
        "amount_usd": Column("int", "whole amount in current US dollars", required=True),
        "new_money": Column("flag", "false when the money had been counted in an earlier flow", required=True),
        "flow_type": Column("text", "Standard, Parked, Pass through or Carryover", required=True),
        "contribution_type": Column("text", "financial or in kind"),
        "decided_on": Column("date", "day of the decision"),
        "reported_on": Column("date", "day of the first report"),
        "flow_on": Column("date", "day of the flow"),
        "source_organisations": Column("text", "givers, divided by “; ”"),
        "destination_organisations": Column("text", "receivers, divided by “; ”"),
        "source_locations": Column("text", "ISO3 (or the region's name) of where it comes from, divided by “; ”"),
        "destination_locations": Column("text", "ISO3 (or the region's name) of where it goes, divided by “; ”"),
        "source_years": Column("text", "usage years of the giver, divided by “; ”"),
        "destination_years": Column("text", "usage years of the receiver, divided by “; ”"),
        "plan_ids": Column("text", "numbers of the plans it is for, divided by “; ”"),
        "clusters": Column("text", "the global clusters it is for, divided by “; ”"),
        "clusters_shared": Column("flag", "whether several clusters share the amount undivided", required=True),
        "emergencies": Column("text", "the emergencies it is for, divided by “; ”"),
    },
)


def asked(file: RawFile, content: Any) -> tuple[str, int]:
    """Country and year a page of flows was asked for: what every flow of it touches.

    Where several fit (a page with one flow to two countries), the link to the next page or the file's name decides.

    Raises:
        BadInput: None fits, or several do.
    """
    meta = content.get("meta")
    hint = f"{meta.get('nextLink') if isinstance(meta, dict) else ''} {file.name}".lower()
    flows = [flow for flow in content["data"]["flows"] or () if isinstance(flow, dict)]
    code = _one(file, flows, "Location", "id", re.findall(r"locationid[=-](\d+)", hint))
    year = _one(file, flows, "UsageYear", "name", re.findall(r"[&?-]year[=-](\d{4})", hint))
    try:
        place, number = by_code("fts", code), int(year)
    except (PlaceRefused, ValueError) as error:
        raise BadInput(str(error), file=file.name, field="destinationObjects") from error
    if place.kind in REGIONS:
        raise BadInput(
            f"was asked for {place.name()}, which is no country", file=file.name, remedy="ask country by country"
        )
    return place.iso3, number


def _one(file: RawFile, flows: Sequence[dict[str, Any]], kind: str, key: str, stated: Sequence[str]) -> str:
    sets = [
        {one.get(key) for one in flow.get(f"{side}Objects") or () if isinstance(one, dict) and one.get("type") == kind}
        for flow in flows
        for side in SIDES.get(str(flow.get("boundary")), ())
    ]
    common = set.intersection(*sets) if sets else set()
    fitting = common if len(common) == 1 else {one for one in stated[:1] if not common or one in common}
    if len(fitting) != 1:
        raise BadInput(
            f"it cannot be told which {'country' if kind == 'Location' else 'year'} was asked for",
            file=file.name,
            remedy="name the file custom-search-locationid-NUMBER-year-YEAR.json, as it was asked for",
        )
    return str(fitting.pop())


def read_flows(files: Sequence[RawFile]) -> Reading:
    """Read all pages of one flow search; their order is told by the links to the next page, not by the files' order.

    Raises:
        BadInput: A page is missing, given twice, or of another answer.
    """
    rows: list[dict[str, Any]] = []
    told: dict[str, Any] = {}
    nexts: dict[int, str] = {}
    for file in files:
        top = Item(read_json(file), file, "answer")
        iso3, year = asked(file, read_json(file))
        if top.take("status", str) != "ok":
            raise BadInput("FTS says that the answer is not ok", file=file.name, remedy="ask again")
        data, meta = top.inner("data"), top.inner("meta")
        meta.ignore("language")
        link = meta.take("nextLink", str, default=None)
        count = meta.take("count", int)
        sums = {side: data.take(side, dict) for side in SIDES}
        number = _page(file, link) if link else 0
        if number in nexts:
            raise BadInput(f"is the same page as {nexts[number]}", file=file.name, remedy="give each page once")
        nexts[number] = file.name
        if told.setdefault("count", count) != count or told.setdefault("sums", sums) != sums:
            raise BadInput("its totals differ from the other pages'", file=file.name, remedy="get all pages anew")
        rows += [_flow(flow, iso3, year) for flow in data.items("flows")]
        for part in (meta, data, top):
            part.done()
    twice = [flow for flow, count in Counter(row["flow_id"] for row in rows).items() if count > 1]
    if twice and len(rows) == told["count"]:
        raise BadInput(
            f"flow {twice[0]} stands twice in the answer, and another is lacking",
            file=files[0].name,
            field="data.flows",
            remedy="get all pages anew: the answer changed while it was read, or a page was edited",
        )
    last = max(len(files), *nexts)
    missing = [page for page in range(1, last + 1) if (page + 1 if page < last else 0) not in nexts]
    if missing or len(rows) != told["count"] or len({row["flow_id"] for row in rows}) != len(rows):
        which = f"page {', '.join(map(str, missing))} of the answer" if missing else "a page"
        raise BadInput(
            f"{which} is missing: {len(rows)} of {told['count']} flows are here",
            file=files[0].name,
            remedy="give all pages at once",
        )
    return Reading(
        tables={"fts__flows": pa.Table.from_pylist(rows, schema=FLOWS.arrow())},
        rows=len(rows),
        covers=(Coverage(str(year), str(year), (iso3,)),),
        remarks=tuple(_doubts(rows, told["sums"])),
    )


def _page(file: RawFile, link: str) -> int:
    found = re.search(r"page[=-](\d{1,6})(?!\d)", link.rpartition("/")[2])
    if found is None:
        raise BadInput("the link to the next page names no page", file=file.name, field="meta.nextLink")
    return int(found[1])


def _doubts(rows: Sequence[dict[str, Any]], sums: dict[str, Any]) -> list[str]:
    """Where the flows do not add up to what FTS itself states."""
    doubts = []
    for side, total in sums.items():
        here = [row for row in rows if row["boundary"] == side]
        given = sum(row["amount_usd"] for row in here if not row["shared"] and row["status"] != "pledge")
        for what, stated, found in (
            ("flows", total.get("flowCount"), len(here)),
            ("US dollars", total.get("fundingTotal"), given),
        ):
            if stated is not None and stated != found:
                doubts.append(f"FTS states {stated} {what} {side}, its flows give {found}")
    return doubts


def _flow(flow: Item, iso3: str, year: int) -> dict[str, Any]:
    flow.ignore("budgetYear", "childFlowIds", "parentFlowId", "createdAt", "updatedAt", "versionId", "description")
    flow.ignore("grandBargainEarmarkingType", "exchangeRate", "keywords", "originalAmount", "originalCurrency")
    flow.ignore("method", "reportDetails", "refCode")
    number = flow.take("id", str)
    flow.path = f"flow {number}"
    source, target = (_objects(flow.items(f"{side}Objects")) for side in ("source", "destination"))
    row = {
        "flow_id": whole_number(flow, number),
        "country_iso3": iso3,
        "year": year,
        "boundary": _one_of(flow, "boundary", *SIDES),
        "shared": _one_of(flow, "onBoundary", "single", "shared") == "shared",
        "status": _one_of(flow, "status", "paid", "commitment", "pledge"),
        "amount_usd": whole_number(flow, flow.take("amountUSD", int)),
        "new_money": flow.take("newMoney", bool),
        "flow_type": _one_of(flow, "flowType", "Standard", "Parked", "Pass through", "Carryover"),
        "contribution_type": flow.take("contributionType", str),
        "decided_on": _day(flow, "decisionDate"),
        "reported_on": _day(flow, "firstReportedDate"),
        "flow_on": _day(flow, "date"),
        "source_organisations": _list(source, "Organization"),
        "destination_organisations": _list(target, "Organization"),
        "source_locations": _list(source, "Location"),
        "destination_locations": _list(target, "Location"),
        "source_years": _list(source, "UsageYear"),
        "destination_years": _list(target, "UsageYear"),
        "plan_ids": _list(target, "Plan"),
        "clusters": _list(target, "GlobalCluster"),
        "clusters_shared": any(kind == "GlobalCluster" and how == "shared" for kind, _, how in target),
        "emergencies": _list(target, "Emergency"),
    }
    flow.done()
    return row


def _objects(items: Sequence[Item]) -> list[tuple[str, str, str]]:
    found = []
    for item in items:
        kind, code, name = _one_of(item, "type", *COUNTED), item.take("id", str, default=""), item.take("name", str)
        shown = {"Location": place_of(code, name), "Plan": code}.get(kind, name)
        found.append((kind, shown, item.take("behavior", str)))
        item.ignore("organizationTypes", "organizationSubTypes", "code")
        item.done()
    return found


def _list(objects: Sequence[tuple[str, str, str]], wanted: str) -> str | None:
    return "; ".join(name for kind, name, _ in objects if kind == wanted) or None


def place_of(code: str, name: str) -> str:
    """ISO3 of one of FTS's places, or FTS's name for it when it is a region."""
    try:
        found = by_code("fts", code)
    except PlaceRefused:
        return name
    return name if found.kind in REGIONS else found.iso3


def amount(item: Item, name: str) -> int | None:
    """An amount of US dollars below a million billion, or unknown."""
    value = item.take(name, int)
    return None if value is None else whole_number(item, value)


def whole_number(item: Item, value: object) -> int:
    """A whole number of at most fifteen digits."""
    if not re.fullmatch(r"-?\d{1,15}", str(value)):
        raise BadInput(f"“{value!s:.40}” is no number or out of all bounds", file=item.file.name, field=item.path)
    return int(str(value))


def _one_of(item: Item, name: str, *allowed: str) -> str:
    value = item.take(name, str)
    if value not in allowed:
        raise BadInput(f"“{value}” is none of {', '.join(sorted(allowed))}", file=item.file.name, field=item.path)
    return str(value)


def _day(item: Item, name: str) -> date | None:
    value = item.take(name, str, default=None)
    try:
        return None if value is None else date.fromisoformat(value[:10])
    except ValueError:
        raise BadInput(f"“{value:.40}” is not a day", file=item.file.name, field=f"{item.path}.{name}") from None
