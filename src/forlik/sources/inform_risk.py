"""INFORM Risk Index: how likely a humanitarian crisis is in each country, in levels from 0 to 10."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Licence, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.store.read import Item, ignored, line_of, number, read_csv, read_json, read_sheet, sniff, text, whole
from forlik.store.read.workbook import sheet_rows

SHEET = re.compile(r"^INFORM Risk ((Mid )?(\d{4})) \(a-z\)$")
"""The main sheet: ``INFORM Risk 2025 (a-z)``, since 2025 at mid-year also ``INFORM Risk Mid 2025 (a-z)``."""
RELEASE = re.compile(r"^(\d{1,2}) (\w+) (\d{4}) v\.? ?([\d.]+)$")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# Header in the sheet → code of the level. Sub-levels have the common beginning of their indicators' ids (sheet
# “Indicator Metadata”); the ids of the indicators of epidemics share none.
CODES = {
    "INFORM RISK": "INFORM",
    "HAZARD & EXPOSURE": "HA",
    "Natural": "HA.NAT",
    "Earthquake": "HA.NAT.EQ",
    "River Flood": "HA.NAT.FL",
    "Tsunami": "HA.NAT.TS",
    "Tropical Cyclone": "HA.NAT.TC",
    "Coastal flood": "HA.NAT.CFL",
    "Drought": "HA.NAT.DR",
    "Epidemic": "HA.NAT.EPI",
    "Human": "HA.HUM",
    "Projected Conflict Probability": "HA.HUM.CON.GCRI",
    "Current Conflict Intensity": "HA.HUM.CON.GPI",
    "VULNERABILITY": "VU",
    "Socio-Economic Vulnerability": "VU.SEV",
    "Development & Deprivation": "VU.SEV.PD",
    "Inequality": "VU.SEV.INQ",
    "Economic Dependency": "VU.SEV.AD",
    "Vulnerable Groups": "VU.VGR",
    "Uprooted people": "VU.VGR.UP",
    "Health Conditions": "VU.VGR.OG.HE",
    "Children U5": "VU.VGR.OG.U5",
    "Recent Shocks": "VU.VGR.OG.NATDIS",
    "Food Security": "VU.VGR.OG.FS",
    "Other Vulnerable Groups": "VU.VGR.OG",
    "LACK OF COPING CAPACITY": "CC",
    "Institutional": "CC.INS",
    "DRR": "CC.INS.DRR",
    "Governance": "CC.INS.GOV",
    "Infrastructure": "CC.INF",
    "Communication": "CC.INF.COM",
    "Physical infrastructure": "CC.INF.PHY",
    "Access to health care": "CC.INF.AHC",
}
EARLIER_NAMES = {
    "Projected Conflict Risk": "Projected Conflict Probability",
    "Current Highly Violent Conflict Intensity": "Current Conflict Intensity",
}
"""Header in the workbooks up to 2024 → the one that took its place in 2025."""
ABOUT = "About"
FIRST_ROWS = 5
"""Rows among which the header stands: the first in 2025, the second under a title in 2024."""
CODE = re.compile(r"[A-Z]{3}")
RANGE = re.compile(r"\(.*\)")
"""What stands in the cells of the row of units, such as ``(0-10)``."""
HIGHEST = 10
SCORE = number(low=0, high=HIGHEST, missing=("", "x"), exact=True)
LEFT_OUT = {
    "COUNTRY": ignored("the code says which country", optional=True),
    "RISK CLASS": ignored("a class of the score", optional=True),
    "Rank": ignored("an order of the scores", optional=True),
    "Lack of Reliability (*)": ignored("about the indicators, not a level of risk", optional=True),
    "Number of Missing Indicators": ignored("about the indicators, not a level of risk", optional=True),
    "% of Missing Indicators": ignored("about the indicators, not a level of risk", optional=True),
    "Countries in HVC": ignored("an input of the reliability figure", optional=True),
    "Recentness data (average years)": ignored("about the indicators, not a level of risk", optional=True),
}
SHEET_FIELDS = LEFT_OUT | {"ISO3": text(required=True)} | dict.fromkeys(CODES, SCORE)
TREND_FIELDS = {
    "CountryName": ignored("the code says which country"),
    "Iso3": text("country_iso3", required=True),
    "GNAYear": whole("year", low=2010, high=2100, required=True),
    "IndicatorId": text("level_code", required=True),
    "FullName": text("level_name", required=True),
    "IndicatorScore": number("score", low=0, high=10, exact=True),
}
INDEX_FIELDS = {
    "CountryName": ignored("the code says which country"),
    "Iso3": text("country_iso3", required=True),
    "ValidityYear": whole("validity_year", low=1990, high=2100, required=True),
    "IndicatorName": text("indicator"),
    "IndicatorScore": number("value"),
    "Unit": text("unit"),
}
LEVELS = Schema(
    grain="one country, one edition year, one level of the index",
    key=("country_iso3", "year", "level_code"),
    columns={
        "country_iso3": Column("text", "country", required=True),
        "year": Column("int", "year the index is made for, not the year of the indicators", required=True),
        "level_code": Column(
            "text", "INFORM the index, HA hazard, VU vulnerability, CC coping, and below", required=True
        ),
        "level_name": Column("text", "the level as the file names it", required=True),
        "score": Column("decimal", "0 lowest to 10 highest risk; missing where the publisher computed none (x)"),
    },
)
INDICATORS = Schema(
    grain="one indicator value of one country as the interface lists it; several may share all other columns",
    columns={
        "country_iso3": Column("text", "country", required=True),
        "validity_year": Column("int", "year the indicator describes; not the year of the index", required=True),
        "indicator": Column("text", "the indicator as the file names it", required=True),
        "unit": Column("text", "unit as the file names it"),
        "value": Column("real", "the indicator in that unit"),
    },
)


def part_of(file: RawFile) -> str | None:
    """Each year's workbook is a part (editions replace each other); so are the trends, and the list of indicators."""
    if found := next((match for match in map(SHEET.match, sniff.sheets(file)) if match), None):
        return found[3]
    names = sniff.columns(file)
    if {"Iso3", "GNAYear", "IndicatorId"} <= names or sniff.holds(file, "Iso3", "GNAYear", "IndicatorId"):
        return "trends"
    return "indicators" if {"Iso3", "ValidityYear", "IndicatorName"} <= names else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read a yearly workbook, the trends (JSON or CSV), or the list of indicators."""
    [file] = files
    if found := next((match for match in map(SHEET.match, sniff.sheets(file)) if match), None):
        return _workbook(file, found)
    if sniff.head(file)[:1] == b"[":
        rows = [_trend(Item(one, file, f"[{at}]")) for at, one in enumerate(read_json(file))]
        table = pa.Table.from_pylist(rows, schema=LEVELS.arrow())
        return Reading({"inform_risk__levels": _placed(file, table).cast(LEVELS.arrow())}, rows=table.num_rows)
    if "ValidityYear" in sniff.columns(file):
        table = read_csv(file, INDEX_FIELDS)
        named = _placed(file, table).filter(pc.is_valid(table["indicator"]))
        trimmed = named.set_column(2, "indicator", pc.utf8_trim_whitespace(named["indicator"]))
        return Reading(
            {"inform_risk__indicators": trimmed.select(list(INDICATORS.columns)).cast(INDICATORS.arrow())},
            rows=table.num_rows,
            ignored={"the file names no indicator": table.num_rows - named.num_rows},
        )
    table = read_csv(file, TREND_FIELDS)
    return Reading({"inform_risk__levels": _placed(file, table).cast(LEVELS.arrow())}, rows=table.num_rows)


def _workbook(file: RawFile, found: re.Match[str]) -> Reading:
    sheet, year = found[0], int(found[3])
    wide, levels, aside = _wide(file, sheet)
    placed = _placed(file, wide, sheet=sheet)
    tables = [
        pa.table(
            {
                "country_iso3": placed["country_iso3"],
                "year": pa.repeat(pa.scalar(year, pa.int64()), wide.num_rows),
                "level_code": pa.repeat(pa.scalar(code), wide.num_rows),
                "level_name": pa.repeat(pa.scalar(name), wide.num_rows),
                "score": placed[name],
            },
            schema=LEVELS.arrow(),
        )
        for name, code in levels.items()
    ]
    # A workbook cut down to a few countries may come without the sheet that tells of its release.
    about = sheet_rows(file, ABOUT)[:12] if ABOUT in sniff.sheets(file) else []
    stated = [" ".join(str(row[0]).split()) for row in about if row and row[0]]
    release = next((match for match in map(RELEASE.match, stated) if match and match[2] in MONTHS), None)
    named = next((words for words in stated if re.match(rf"^(Mid )?{year}\b.{{0,20}}$", words)), found[1])
    if found[2] and "mid" not in named.lower():
        named = found[1]
    remarks = [] if release else [f"sheet {ABOUT} states no release date"]
    if aside:
        remarks.append(f"columns that are no level of the tables were left aside: {', '.join(aside)}")
    return Reading(
        {"inform_risk__levels": pa.concat_tables(tables)},
        rows=wide.num_rows,
        edition=f"{named}, v {release[4]}" if release else named,
        published=f"{release[3]}-{MONTHS.index(release[2]) + 1:02d}-{int(release[1]):02d}" if release else "",
        remarks=tuple(remarks),
    )


def _wide(file: RawFile, sheet: str) -> tuple[pa.Table, dict[str, str], list[str]]:
    """The main sheet's table, its levels (header → code), and the columns that are neither level nor known."""
    rows = [[" ".join(str(cell).split()) if cell is not None else "" for cell in row] for row in _first(file, sheet)]
    at = next((number for number, row in enumerate(rows) if "ISO3" in row), 0)
    header = [name for name in rows[at] if name] if rows else []
    newer = {name: EARLIER_NAMES.get(name, name) for name in header}
    levels = {name: CODES[now] for name, now in newer.items() if now in CODES}
    fields = LEFT_OUT | {"ISO3": text("country_iso3", required=True)} | dict.fromkeys(levels, SCORE)
    aside = [name for name in header if name not in fields]
    absent = [name for name, code in CODES.items() if code not in levels.values()]
    if absent:
        # Nothing is left aside that may be the missing level under a new name: the error names both.
        fields |= dict.fromkeys(absent, SCORE)
    else:
        fields |= dict.fromkeys(aside, ignored("no level of the tables"))
    # The row of units has no country; it says between which bounds the columns lie.
    below = dict(zip(rows[at], rows[at + 1], strict=True)) if at + 1 < len(rows) else {}
    units = not CODE.fullmatch(below.get("ISO3", "AAA")) and any(map(RANGE.fullmatch, below.values()))
    wide = read_sheet(file, sheet, fields, header_row=at + 1, skip_after_header=int(units))
    return wide, levels, aside


def _first(file: RawFile, sheet: str) -> list[tuple[Any, ...]]:
    return sheet_rows(file, sheet)[: FIRST_ROWS + 1]


def _trend(item: Item) -> dict[str, Any]:
    item.ignore(
        "CountryName", "WorkflowId", "MethodologyId", "ShortDescription", "ParentLevel", "StepNumber", "Ranking"
    )
    taken = {
        "country_iso3": item.take("Iso3", str),
        "year": item.take("GNAYear", int),
        "level_code": item.take("IndicatorId", str),
        "level_name": item.take("FullName", str),
        "score": item.take("IndicatorScore", Decimal),
    }
    item.done()
    if taken["score"] is not None and not 0 <= taken["score"] <= HIGHEST:
        raise BadInput(f"“{taken['score']}” is not between 0 and 10", file=item.file.name, field=item.path)
    return taken


def _placed(file: RawFile, table: pa.Table, *, sheet: str = "") -> pa.Table:
    iso3, strange = resolve_column("iso3", table["country_iso3"])
    for row, code, why in strange:
        where = f"{file.name}, sheet {sheet}" if sheet else file.name
        line = 0 if sheet or sniff.head(file)[:1] == b"[" else line_of(file, row)
        raise BadInput(
            f"“{code}” {why}", file=where, line=line, field="Iso3", remedy="the code is not in the table of places"
        )
    return table.set_column(table.column_names.index("country_iso3"), "country_iso3", iso3)


SOURCE = Source(
    name="inform_risk",
    title="INFORM Risk Index",
    publisher="INFORM: Inter-Agency Standing Committee and European Commission, Joint Research Centre",
    licence=Licence(
        "CC BY 4.0",
        True,
        "sheet About of the 2025 workbook",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    citation="INFORM Risk Index {edition}. INFORM is a collaboration of the Inter-Agency Standing Committee Reference "
    "Group on Risk, Early Warning and Preparedness and the European Commission.",
    home="https://drmkc.jrc.ec.europa.eu/inform-index",
    cadence="yearly",
    schemas={"inform_risk__levels": LEVELS, "inform_risk__indicators": INDICATORS},
    part_of=part_of,
    read=read,
    # The index of a year comes out in the autumn before it.
    bounds=Bounds(years=(2010, 2100), rows=(1, 200_000), ahead=1),
    addresses=(
        Address(
            "2025",
            "https://drmkc.jrc.ec.europa.eu/inform-index/Portals/0/InfoRM/2025/INFORM_Risk_2025_v070.xlsx",
            "inform_risk_2025.xlsx",
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/octet-stream"),
        ),
    ),
    quirks=(
        "“x” in the workbook means that a level was not computed for want of indicators; it is kept as missing.",
        "ValidityYear in the list of indicators is the year an indicator describes, not the year of the index.",
        "The list of indicators leaves thousands of rows without the indicator's name; they are left out and counted.",
        "Up to 2024 the header stands on the second row, above one of units, and two conflict levels have other names.",
        "A mid-year edition (sheet “INFORM Risk Mid …”) replaces the earlier edition of its year.",
        "Editions change method (human hazard in 2025, coastal flood in 2024): only the trends are made comparable.",
    ),
)
