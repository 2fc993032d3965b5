"""GDACS: alerts on natural disasters with a possible humanitarian impact, from its feed or the table made of it."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any

import pyarrow as pa

from forlik.core.errors import BadInput, PlaceRefused
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Licence, RawFile, Reading, Source
from forlik.places import by_code
from forlik.store.read import Item, header_of, ignored, read_csv, text
from forlik.store.read.feed import read_feed

KINDS = {
    "EQ": "Earthquake",
    "TC": "Tropical Cyclone",
    "FL": "Flood",
    "VO": "Volcano",
    "DR": "Drought",
    "WF": "Wildfire",
    "TS": "Tsunami",
}
LEVELS = ("Green", "Orange", "Red")
TABLE = {
    "id": text("event_id", required=True),
    "iso3": text("country_iso3"),
    "country": text("country_name"),
    "title": text(required=True),
    "summary": ignored("says the title again"),
    "event_type": text(required=True, one_of=tuple(KINDS.values())),
    "severity_unit": text(),
    "severity_value": text(),
    "source": ignored("the service that measured it; GDACS issues the alert"),
    "from_date": text(required=True),
    "to_date": text(required=True),
    "link": ignored("made of the event's number"),
    "geo_lat": ignored("alerts are counted by country"),
    "geo_long": ignored("alerts are counted by country"),
    "gdacs_bbox": ignored("alerts are counted by country"),
}
SCHEMA = Schema(
    grain="one disaster",
    key=("event_id",),
    columns={
        "event_id": Column("text", "GDACS's code of the disaster: kind and number", required=True),
        "kind": Column("text", "kind of disaster in GDACS's two letters (EQ earthquake, FL flood …)", required=True),
        "alert_level": Column("text", "Green, Orange or Red", required=True),
        "year": Column("int", "year in which it began", required=True),
        "began_on": Column("date", "first day (UTC)", required=True),
        "ended_on": Column("date", "last day so far (UTC)", required=True),
        "country_iso3": Column("text", "main country; empty on the open sea"),
        "country_name": Column("text", "the country or countries in GDACS's words"),
        "title": Column("text", "the alert in GDACS's words", required=True),
        "severity_value": Column("decimal", "severity, in the unit beside it"),
        "severity_unit": Column("text", "unit of the severity (M magnitude, km/h …)"),
    },
)


def part_of(file: RawFile) -> str | None:
    """One part a feed's day: the feed forgets, so every day's feed adds to what is known."""
    head = file.head(2048)
    if b"gdacs.org" in head and b"<rss" in head:
        return f"feed-{_day(file, 'pubDate', _channel(file).get('pubDate'))}"
    if not head.strip() or head.lstrip()[:1] in {b"<", b"{", b"["} or head[:2] == b"PK" or b"\0" in head:
        return None
    if not {"gdacs_bbox", "event_type", "iso3"} <= set(header_of(file)):
        return None
    return f"table-{max(row['ended_on'] for row in _table(file))}"


def read(files: Sequence[RawFile]) -> Reading:
    """Read one feed or one table."""
    [file] = files
    if b"<rss" not in file.head(2048):
        rows, published = _table(file), ""
    else:
        channel = _channel(file)
        published = _day(file, "pubDate", channel.get("pubDate")).isoformat()
        items = channel.get("item") or []
        listed = items if isinstance(items, list) else [items]
        rows = [_alert(Item(one, file, f"item[{place}]")) for place, one in enumerate(listed)]
    return Reading(
        tables={"gdacs__alerts": pa.Table.from_pylist(rows, schema=SCHEMA.arrow())},
        rows=len(rows),
        published=published,
        remarks=("there is not one alert in the feed",) if not rows else (),
    )


def _channel(file: RawFile) -> dict[str, Any]:
    channel = read_feed(file, "rss").get("channel")
    if not isinstance(channel, dict):
        raise BadInput("there is no channel in the feed", file=file.name, field="channel")
    return channel


def _alert(item: Item) -> dict[str, Any]:
    item.ignore("description", "enclosure", "gdacs:temporary", "link", "pubDate", "gdacs:dateadded", "dc:subject")
    item.ignore("gdacs:datemodified", "gdacs:iscurrent", "gdacs:durationinweek", "gdacs:year", "geo:Point")
    item.ignore("gdacs:bbox", "georss:point", "gdacs:cap", "gdacs:icon", "gdacs:version", "gdacs:alertscore")
    item.ignore("gdacs:episodealertlevel", "gdacs:episodealertscore", "gdacs:eventname", "gdacs:episodeid", "guid")
    item.ignore("gdacs:calculationtype", "gdacs:population", "gdacs:vulnerability", "gdacs:glide", "gdacs:mapimage")
    item.ignore("gdacs:maplink", "gdacs:gtsimage", "gdacs:gtslink", "gdacs:resources")
    kind, code = item.take("gdacs:eventtype", str), item.take("gdacs:eventid", str)
    severity = Item(item.take("gdacs:severity", dict) or {}, item.file, f"{item.path}.severity")
    title = item.take("title", str)
    row = {
        "event_id": f"{kind}{code}",
        "title": title,
        "from_date": item.take("gdacs:fromdate", str),
        "to_date": item.take("gdacs:todate", str),
        "country_iso3": item.take("gdacs:iso3", str),
        "country_name": item.take("gdacs:country", str),
        "severity_value": severity.take("@value", str, default=None),
        "severity_unit": severity.take("@unit", str, default=None),
    }
    level = item.take("gdacs:alertlevel", str)
    item.done()
    return _row(item.file, item.path, row, level)


def _table(file: RawFile) -> list[dict[str, Any]]:
    rows = read_csv(file, TABLE, line_number="line").to_pylist()
    return [_row(file, "title", row, row["title"].partition(" ")[0], row.pop("line")) for row in rows]


def _row(file: RawFile, field: str, row: dict[str, Any], level: str | None, line: int = 0) -> dict[str, Any]:
    kind, iso3 = row["event_id"][:2], row["country_iso3"]
    if kind not in KINDS or not row["event_id"][2:].isdecimal() or level not in LEVELS:
        raise BadInput(
            f"“{row['event_id']}”, alert level “{level}”, is no alert of GDACS",
            file=file.name,
            line=line,
            field=field,
            remedy=f"known: {', '.join(KINDS)} and {', '.join(LEVELS)}; otherwise the layout has changed",
        )
    began = _day(file, "from_date", row.pop("from_date"), line)
    try:
        place = by_code("iso3", iso3, began).iso3 if iso3 else None
    except PlaceRefused as error:
        raise BadInput(str(error), file=file.name, line=line, field="iso3") from error
    ended = _day(file, "to_date", row.pop("to_date"), line)
    made: dict[str, Any] = row | {
        "kind": kind,
        "alert_level": level,
        "began_on": began,
        "year": began.year,
        "ended_on": ended,
    }
    made["severity_unit"] = row["severity_unit"] or None
    return made | {"country_iso3": place, "severity_value": _severity(file, row["severity_value"], line)}


def _severity(file: RawFile, value: str | None, line: int) -> Decimal | None:
    if not value:
        return None
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,30})?", value):
        raise BadInput(f"“{value:.40}” is no number", file=file.name, line=line, field="severity")
    return Decimal(value).quantize(Decimal("0.000001"))


def _day(file: RawFile, field: str, stated: Any, line: int = 0) -> date:
    try:
        return parsedate_to_datetime(stated).date()
    except (TypeError, ValueError) as error:
        raise BadInput(
            f"“{stated!s:.60}” is not a day written as “Tue, 10 Dec 2024 18:04:35 GMT”",
            file=file.name,
            line=line,
            field=field,
        ) from error


SOURCE = Source(
    name="gdacs",
    title="Global Disaster Alert and Coordination System",
    publisher="United Nations and European Commission (GDACS)",
    licence=Licence(
        "CC BY",
        True,
        "OCHA's dataset settings on the Humanitarian Data Exchange; the feed itself says public domain",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    citation="Global Disaster Alert and Coordination System, GDACS.",
    home="https://www.gdacs.org/",
    cadence="daily",
    schemas={"gdacs__alerts": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1990, 2100), rows=(0, 100_000)),
    addresses=(Address("feed", "https://www.gdacs.org/xml/rss.xml", "gdacs-rss.xml", ("application/xml", "text/xml")),),
    quirks=(
        "The feed begins with a byte-order mark that was encoded twice; it is cut off.",
        "The feed forgets disasters after some days: each day's feed is a part of its own.",
        "One disaster can touch several countries; only the main one has a code.",
    ),
)
