"""GDACS: alerts on natural disasters with a possible humanitarian impact, from its feed or the table made of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any

import pyarrow as pa

from forlik.core.errors import BadInput, PlaceRefused
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Licence, RawFile, Reading, Refusal, Source
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
LARGEST = Decimal(10) ** 15
"""Severities are magnitudes, speeds, areas and people: none has more digits than that before the point."""
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


class OddAlertError(Exception):
    """An alert that is set aside.

    Args:
        field: The field concerned, by its name in the table.
        value: What it holds.
        why: What is odd about it.
    """

    def __init__(self, field: str, value: str | None, why: str) -> None:
        super().__init__(field, value, why)
        self.field = field
        self.value = value or ""
        self.why = why


@dataclass(frozen=True, slots=True)
class Stated:
    """An alert as the file states it: its fields, its line, and where it stands among the items of a feed."""

    fields: Mapping[str, Any]
    line: int
    path: str = ""


def part_of(file: RawFile) -> str | None:
    """One part a feed's day: the feed forgets, so every day's feed adds to what is known."""
    head = file.head(2048)
    if b"gdacs.org" in head and b"<rss" in head:
        return f"feed-{_published(file, _channel(file))}"
    if not head.strip() or head.lstrip()[:1] in {b"<", b"{", b"["} or head[:2] == b"PK" or b"\0" in head:
        return None
    if not {"gdacs_bbox", "event_type", "iso3"} <= set(header_of(file)):
        return None
    return f"table-{max(row['ended_on'] for row in _sorted(file, _table(file))[0])}"


def read(files: Sequence[RawFile]) -> Reading:
    """Read one feed or one table; a few odd alerts are set aside, more than the bounds allow refuse the file."""
    [file] = files
    if b"<rss" not in file.head(2048):
        published = ""
        rows, refused = _sorted(file, _table(file))
    else:
        channel = _channel(file)
        published = _published(file, channel).isoformat()
        rows, refused = _sorted(file, _feed(file, channel))
    empty = ("there is not one alert in the feed",) if not rows else ()
    aside = (f"set aside: {one.field} “{one.value:.80}” {one.why}" for one in refused)
    return Reading(
        tables={"gdacs__alerts": pa.Table.from_pylist(rows, schema=SCHEMA.arrow())},
        rows=len(rows) + len(refused),
        published=published,
        refused=tuple(refused),
        remarks=(*empty, *aside),
    )


def _channel(file: RawFile) -> dict[str, Any]:
    channel = read_feed(file, "rss").get("channel")
    if not isinstance(channel, dict):
        raise BadInput("there is no channel in the feed", file=file.name, field="channel")
    return channel


def _published(file: RawFile, channel: Mapping[str, Any]) -> date:
    try:
        return _day("pubDate", channel.get("pubDate"))
    except OddAlertError as odd:
        raise BadInput(f"“{odd.value:.60}” {odd.why}", file=file.name, field="channel.pubDate") from odd


def _feed(file: RawFile, channel: Mapping[str, Any]) -> list[Stated]:
    items = channel.get("item") or []
    listed = items if isinstance(items, list) else [items]
    lines = _lines(file)
    if len(lines) != len(listed):
        lines = [0] * len(listed)  # items stand in other places too: rather no line than a wrong one
    stated = []
    for place, (one, line) in enumerate(zip(listed, lines, strict=True)):
        try:
            stated.append(_alert(Item(one, file, f"item[{place}]"), line))
        except BadInput as error:
            title = one.get("title") if isinstance(one, dict) else None
            raise BadInput(
                f"{error.what} (in the alert “{title!s:.80}”)",
                file=file.name,
                line=line,
                field=error.field,
                remedy=error.remedy,
            ) from error
    return stated


def _lines(file: RawFile) -> list[int]:
    """The line on which each item of a feed begins; items in comments and in quoted text are none."""
    content = file.path.read_bytes()
    bare = re.sub(
        rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", lambda found: b"\n" * found[0].count(b"\n"), content, flags=re.DOTALL
    )
    lines, line, end = [], 1, 0
    for found in re.finditer(rb"<item[\s/>]", bare):
        line += bare.count(b"\n", end, found.start())
        end = found.start()
        lines.append(line)
    return lines


def _alert(item: Item, line: int) -> Stated:
    item.ignore("description", "enclosure", "gdacs:temporary", "link", "pubDate", "gdacs:dateadded", "dc:subject")
    item.ignore("gdacs:datemodified", "gdacs:iscurrent", "gdacs:durationinweek", "gdacs:year", "geo:Point")
    item.ignore("gdacs:bbox", "georss:point", "gdacs:cap", "gdacs:icon", "gdacs:version", "gdacs:alertscore")
    item.ignore("gdacs:episodealertlevel", "gdacs:episodealertscore", "gdacs:eventname", "gdacs:episodeid", "guid")
    item.ignore("gdacs:calculationtype", "gdacs:population", "gdacs:vulnerability", "gdacs:glide", "gdacs:mapimage")
    item.ignore("gdacs:maplink", "gdacs:gtsimage", "gdacs:gtslink", "gdacs:resources")
    kind, code = item.take("gdacs:eventtype", str), item.take("gdacs:eventid", str)
    severity = Item(item.take("gdacs:severity", dict) or {}, item.file, f"{item.path}.severity")
    fields = {
        "event_id": f"{kind}{code}",
        "title": item.take("title", str),
        "alert_level": item.take("gdacs:alertlevel", str),
        "from_date": item.take("gdacs:fromdate", str),
        "to_date": item.take("gdacs:todate", str),
        "country_iso3": item.take("gdacs:iso3", str),
        "country_name": item.take("gdacs:country", str),
        "severity_value": severity.take("@value", str, default=None),
        "severity_unit": severity.take("@unit", str, default=None),
    }
    item.done()
    return Stated(fields, line, f"{item.path}.")


def _table(file: RawFile) -> list[Stated]:
    rows = read_csv(file, TABLE, line_number="line").to_pylist()
    return [Stated(row | {"alert_level": row["title"].partition(" ")[0]}, row["line"]) for row in rows]


def _sorted(file: RawFile, stated: Iterable[Stated]) -> tuple[list[dict[str, Any]], list[Refusal]]:
    """The alerts, and those set aside.

    Raises:
        BadInput: There are alerts and every one is odd, so that it is the layout that is another.
    """
    rows, refused = [], []
    for one in stated:
        try:
            rows.append(_row(one.fields))
        except OddAlertError as odd:
            why = f"{odd.why} (alert {one.fields['event_id']:.20} “{one.fields['title'] or '':.120}”)"
            refused.append(Refusal(file.name, one.line, f"{one.path}{odd.field}", odd.value, why))
    if refused and not rows:
        first = refused[0]
        raise BadInput(
            f"“{first.value:.80}” {first.why}",
            file=file.name,
            line=first.line,
            field=first.field,
            remedy="no other alert can be read either: the layout has changed, or it is another file",
        )
    return rows, refused


def _row(stated: Mapping[str, Any]) -> dict[str, Any]:
    code, level, iso3 = stated["event_id"], stated["alert_level"], stated["country_iso3"]
    if code[:2] not in KINDS or not code[2:].isdecimal():
        raise OddAlertError("event_id", code, f"is no alert of GDACS; its kinds are {', '.join(KINDS)}")
    if level not in LEVELS:
        raise OddAlertError("alert_level", level, f"is no alert level; known are {', '.join(LEVELS)}")
    if not stated["title"]:
        raise OddAlertError("title", "", "is no title")
    began = _day("from_date", stated["from_date"])
    try:
        place = by_code("iso3", iso3, began).iso3 if iso3 else None
    except PlaceRefused as error:
        raise OddAlertError("iso3", iso3, f"is no country's code: {error.what}") from error
    return {
        "event_id": code,
        "kind": code[:2],
        "alert_level": level,
        "year": began.year,
        "began_on": began,
        "ended_on": _day("to_date", stated["to_date"]),
        "country_iso3": place,
        "country_name": stated["country_name"],
        "title": stated["title"],
        "severity_value": _severity(stated["severity_value"]),
        "severity_unit": stated["severity_unit"] or None,
    }


def _severity(value: str | None) -> Decimal | None:
    if not value:
        return None
    if not re.fullmatch(r"[+-]?\d{1,30}(\.\d{0,30})?([eE][+-]?\d{1,2})?", value):
        raise OddAlertError("severity", value, "is no number")
    severity = Decimal(value)
    if abs(severity) >= LARGEST:
        raise OddAlertError("severity", value, "is larger than any severity")
    return severity.quantize(Decimal("0.000001"))


def _day(field: str, stated: Any) -> date:
    try:
        return parsedate_to_datetime(stated).date()
    except (TypeError, ValueError) as error:
        written = "is not a day written as “Tue, 10 Dec 2024 18:04:35 GMT”"
        raise OddAlertError(field, "" if stated is None else str(stated), written) from error


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
    bounds=Bounds(years=(1990, 2100), rows=(0, 100_000), refused=5),
    addresses=(Address("feed", "https://www.gdacs.org/xml/rss.xml", "gdacs-rss.xml", ("application/xml", "text/xml")),),
    quirks=(
        "The feed begins with a byte-order mark that was encoded twice; it is cut off.",
        "The feed forgets disasters after some days: each day's feed is a part of its own.",
        "One disaster can touch several countries; only the main one has a code.",
        "An odd alert, such as one of a country nobody knows, is set aside and named; more than five refuse the file.",
    ),
    rolling=True,
)
