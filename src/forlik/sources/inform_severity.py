"""INFORM Severity Index: how severe each humanitarian crisis is, month by month, as ACAPS's interface gives it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Licence, Paging, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.store.read import Item, read_json, sniff

HIGHEST = Decimal(10)
SCORES = {
    "INFORM Severity Index": "severity",
    "Impact of the crisis": "impact",
    "Conditions of affected people": "conditions_of_people",
    "Complexity": "complexity",
}
DESCRIBED = {"iso3", "crisis_id", "crisis_name", "country_level", "INFORM Severity category", *SCORES}
LEFT_OUT = ("country", "drivers", "regions", "reliability", "reliability_score")
DESCRIBED |= {"_internal_filter_date", *LEFT_OUT}
SCHEMA = Schema(
    grain="one crisis, one country it is in, one month",
    key=("crisis_acaps_id", "country_iso3", "year", "month"),
    columns={
        "crisis_acaps_id": Column("text", "ACAPS's code of the crisis", required=True),
        "crisis": Column("text", "name of the crisis", required=True),
        "country_iso3": Column("text", "country; a regional crisis has one row for each", required=True),
        "year": Column("int", "calendar year", required=True),
        "month": Column("int", "1 to 12", required=True),
        "whole_country": Column("text", "whether the row stands for the whole country, in ACAPS's words"),
        "severity": Column("decimal", "1 to 5, since 2026 1 to 10, 10 most severe; missing where not computed"),
        "severity_category": Column("text", "very low to very high, in ACAPS's words"),
        "impact": Column("decimal", "dimension on the same scale: impact of the crisis"),
        "conditions_of_people": Column("decimal", "dimension on the same scale: conditions of affected people"),
        "complexity": Column("decimal", "dimension on the same scale: complexity of the crisis"),
    },
)


def part_of(file: RawFile) -> str | None:
    """Each month is a part; its pages are read together."""
    if not sniff.holds(file, "results") or b'"INFORM Severity Index"' not in file.path.read_bytes():
        return None
    try:
        rows = read_json(file).get("results")
        return str(rows[0]["_internal_filter_date"])[:7]
    except (BadInput, AttributeError, KeyError, IndexError, TypeError):
        return None


def read(files: Sequence[RawFile]) -> Reading:
    """Read all pages of one month; fields that the description does not name are left out and told."""
    rows: list[dict[str, Any]] = []
    strange: set[str] = set()
    met, counts = 0, set()
    for file in files:
        page = Item(read_json(file), file, "")
        counts.add(page.take("count", int))
        page.ignore("next", "previous")
        for at, data in enumerate(page.take("results", list)):
            met += 1
            strange |= set(data) - DESCRIBED
            item = Item({name: data[name] for name in DESCRIBED if name in data}, file, f"results[{at}]")
            rows += _crisis(item)
        page.done()
    if counts != {met}:
        raise BadInput(
            f"pages are missing or of different answers: {met} rows, announced are {sorted(counts)}",
            file=files[0].name,
            remedy="give all pages of one month together",
        )
    table = pa.Table.from_pylist(rows, schema=SCHEMA.arrow())
    iso3, unknown = resolve_column("iso3", table["country_iso3"], table["year"], months=table["month"])
    for _, code, why in unknown:
        raise BadInput(f"“{code}” {why}", file=files[0].name, field="iso3", remedy="the code is not in the table")
    told = f"fields that no description names were left out: {', '.join(sorted(strange))}"
    return Reading(
        {"inform_severity__crises": table.set_column(2, SCHEMA.arrow().field(2), iso3)},
        rows=met,
        remarks=(told,) if strange else (),
    )


def _crisis(item: Item) -> list[dict[str, Any]]:
    stated = item.take("_internal_filter_date", str)
    try:
        day = date.fromisoformat(stated[:10])
    except (TypeError, ValueError):
        raise BadInput(
            f"“{stated}” is no day", file=item.file.name, field=f"{item.path}._internal_filter_date"
        ) from None
    codes = item.take("iso3", list, str)
    item.ignore(*LEFT_OUT)
    level = item.take("country_level", str, bool, default=None)
    taken: dict[str, Any] = {
        "crisis_acaps_id": item.take("crisis_id", str),
        "crisis": item.take("crisis_name", str),
        "year": day.year,
        "month": day.month,
        "whole_country": None if level is None else str(level),
        "severity_category": item.take("INFORM Severity category", str, default=None),
    }
    for name, to in SCORES.items():
        taken[to] = item.take(name, Decimal, default=None)
        if taken[to] is not None and not 0 <= taken[to] <= HIGHEST:
            raise BadInput(f"“{taken[to]}” is not between 0 and 10", file=item.file.name, field=f"{item.path}.{name}")
    item.done()
    return [taken | {"country_iso3": code} for code in ([codes] if isinstance(codes, str) else codes)]


SOURCE = Source(
    name="inform_severity",
    title="INFORM Severity Index",
    publisher="ACAPS and INFORM",
    licence=Licence("not read", False, "ACAPS's terms of use have not been read"),
    citation="ACAPS and INFORM, INFORM Severity Index, {edition}.",
    home="https://www.acaps.org/en/thematics/all-topics/inform-severity-index",
    cadence="monthly",
    schemas={"inform_severity__crises": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(2019, 2100), rows=(1, 10_000)),
    addresses=(
        Address(
            "2026-01",
            "https://api.acaps.org/api/v1/inform-severity-index/Jan2026/",
            "inform_severity_2026-01.json",
            ("application/json",),
            Paging("link", "next", "results"),
            "ACAPS_TOKEN",
        ),
    ),
    quirks=(
        "The scale went from 1-5 to 1-10 in 2026: figures before and after must not be compared.",
        "A country with several crises has a row for each and often one for the whole country: never add or average.",
        "Risk and severity are different things: risk asks what may come, severity what is.",
    ),
    unverified_layout="Fields of the interface as used by OCHA's open code of HDX Signals "
    "(github.com/OCHA-DAP/hdx-signals, reader of acaps_inform_severity); no real answer was at hand.",
    merges=True,
)
