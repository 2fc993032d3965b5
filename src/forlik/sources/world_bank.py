"""World Development Indicators: one file per indicator, countries and aggregates by year."""

import csv
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

import pyarrow as pa

from forlik.core.errors import BadInput
from forlik.core.measure import WORLD
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Coverage, Licence, RawFile, Reading, Source
from forlik.places import resolve_column

HEAD = ["Country Name", "Country Code", "Indicator Name", "Indicator Code"]
INDICATOR = re.compile(r"[A-Z]{2}(\.[A-Z0-9]{1,8}){1,6}")
SIX = Decimal("0.000001")
NOT_A_FIGURE = "aggregates of the World Bank: groups of countries; its own World row is kept"
SCHEMA = Schema(
    grain="one indicator, one country (or the World), one year",
    key=("country_iso3", "year", "indicator"),
    columns={
        "country_iso3": Column("text", "country; WLD is the World Bank's own aggregate of the world", required=True),
        "year": Column("int", "calendar year", required=True),
        "indicator": Column("text", "the World Bank's code of the indicator", required=True),
        "value": Column(
            "decimal", "value in the indicator's unit, rounded half up to six digits after the point", required=True
        ),
    },
)
INDICATORS = ("SP.POP.TOTL", "NY.GDP.MKTP.CD")


def _lines(file: RawFile, most: int = -1) -> tuple[list[tuple[int, list[str]]], str]:
    """Rows with their line numbers from the header on, and “Last Updated Date”; none for a foreign file."""
    with file.path.open("rb") as stream:
        content = stream.read(most)
    if b"\0" in content[:4096]:
        return [], ""
    try:
        text = content.decode("utf-8-sig", errors="strict" if most < 0 else "ignore")
    except UnicodeDecodeError as error:
        raise BadInput(f"byte {error.start + 1} is not UTF-8 text", file=file.name, remedy="get it again") from error
    updated = ""
    rows: list[tuple[int, list[str]]] = []
    delimiter = ";" if text.startswith("Country Name;") else ","
    for line, row in enumerate(csv.reader(text.splitlines(), delimiter=delimiter), 1):
        if row[:1] == ["Last Updated Date"]:
            updated = row[1]
        if rows or row[:4] == HEAD:
            rows.append((line, row))
    return rows, updated


def part_of(file: RawFile) -> str | None:
    """One part per indicator: its code stands in every row."""
    rows, _ = _lines(file, 20_000)
    codes = [cell for _, row in rows[1:2] for cell in row[3:4] if INDICATOR.fullmatch(cell)]
    return codes[0] if codes else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read one indicator's file, in the bulk form or saved again with semicolons."""
    [file] = files
    rows, updated = _lines(file)
    if len(rows) < 2:  # noqa: PLR2004 - a header and a row
        raise BadInput("there is no header with rows below it", file=file.name, remedy="get the file again")
    (_, header), *body = rows
    years = [cell for cell in header[4:] if cell]
    spare = len(header) - 4 - len(years)
    if any(not re.fullmatch(r"(19|20)\d\d", year) for year in years) or any(header[4 + len(years) :]):
        raise BadInput("a column is not a year", file=file.name, line=rows[0][0], field=", ".join(header[4:])[:60])
    indicator, mended, kept = "", 0, []
    for line, written in body:
        row, repaired = _mend(written, len(header), spare)
        mended += repaired
        if len(row) != len(header) or not INDICATOR.fullmatch(row[3]) or indicator not in {"", row[3]}:
            raise BadInput(
                f"the row does not hold {len(header)} fields of one indicator",
                file=file.name,
                line=line,
                field="Indicator Code",
                remedy="the file is cut off or was changed; get the original",
            )
        indicator = row[3]
        kept.append((line, row))
    iso3, strange = resolve_column("worldbank", pa.array([row[1] for _, row in kept]))
    aggregates = 0
    for number, code, why in strange:
        if "aggregate of the World Bank" not in why:
            raise BadInput(f"“{code}” {why}", file=file.name, line=kept[number][0], field="Country Code")
        aggregates += 1
    cells = [
        (place, int(year), indicator, _value(cell, file, line, year))
        for place, (line, row) in zip(iso3.to_pylist(), kept, strict=True)
        if place is not None
        for year, cell in zip(years, row[4:], strict=False)
        if cell
    ]
    table = pa.Table.from_pylist([dict(zip(SCHEMA.columns, cell, strict=True)) for cell in cells], SCHEMA.arrow())
    remark = f"{mended} rows whose name was split at its comma when the file was saved again were put together"
    return Reading(
        tables={"world_bank__indicators": table},
        rows=len(kept),
        covers=(Coverage(years[0], years[-1], "worldbank"),),
        edition=updated,
        published=updated,
        ignored={NOT_A_FIGURE: aggregates} if aggregates else {},
        remarks=(remark,) if mended else (),
    )


def _mend(row: list[str], width: int, spare: int) -> tuple[list[str], bool]:
    """Put a name together that was split at its commas; the spare columns at the end took up the surplus."""
    for surplus in range(1, spare + 1):
        moved = row[4 + surplus - 1 : 4 + surplus]
        if len(row) == width and moved and INDICATOR.fullmatch(moved[0]) and not INDICATOR.fullmatch(row[3]):
            return [",".join(row[: surplus + 1]), *row[surplus + 1 :], *[""] * surplus], True
    return row, False


def _value(cell: str, file: RawFile, line: int, year: str) -> Decimal:
    try:
        value = Decimal(cell)
    except InvalidOperation:
        raise BadInput(f"“{cell:.40}” is not a number", file=file.name, line=line, field=year) from None
    if not value.is_finite() or abs(value) >= Decimal(10) ** 20:
        raise BadInput(f"“{cell:.40}” is no possible value", file=file.name, line=line, field=year)
    return value.quantize(SIX, ROUND_HALF_UP)


SOURCE = Source(
    name="world_bank",
    title="World Development Indicators",
    publisher="World Bank",
    licence=Licence(
        "CC BY 4.0",
        True,
        "the World Bank's general terms of use for its open data, from memory",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    citation="World Bank, World Development Indicators ({edition}).",
    home="https://databank.worldbank.org/source/world-development-indicators",
    cadence="yearly",
    schemas={"world_bank__indicators": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1960, 2100), rows=(1, 400)),
    addresses=tuple(
        Address(
            indicator,
            f"https://api.worldbank.org/v2/en/indicator/{indicator}?downloadformat=csv",
            f"{indicator}.zip",
            ("application/zip", "application/octet-stream"),
        )
        for indicator in INDICATORS
    ),
    quirks=(
        "The bulk form has four lines before the header; copies saved again have semicolons and none.",
        f"Rows of regions and income groups stand among the countries; they are left out, except {WORLD}.",
        "The World is the publisher's own aggregate: it is more than the countries' sum, for it counts Taiwan too.",
        "Values have up to eight digits after the point; six are kept, rounded half up.",
        "A copy saved again with semicolons splits names at their comma; such rows are put together and counted.",
    ),
)
