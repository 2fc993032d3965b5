"""OECD Creditor Reporting System totals as d-portal prepared them: what recipients received, by donor and by sector."""

import re
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Coverage, Licence, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.store.read import read_json, sniff

TOTAL = "Grand Total"
REGION = re.compile(r"\d{2,3}")
ORGANISATION = re.compile(r"EU|XM|.{3,}")
NAME = re.compile(r"crs_(\d{4})(_sectors)?\.json")
ROUNDED = 10_000
WRONG = "the file was changed or is another one; get it again"
Row = tuple[str, str, int]
WHO = {
    "recipient_code": Column("text", "two-letter code of a country, or the OECD's number of a region", required=True),
    "country_iso3": Column("text", "recipient; empty for a region or an unspecified recipient"),
    "year": Column("int", "calendar year", required=True),
}
AMOUNT = Column("int", "US dollars as in the file; the unit is read from the size of the figures", required=True)
DONORS = Schema(
    grain="one recipient, one donor, one year",
    key=("recipient_code", "donor_code", "year"),
    columns=WHO
    | {
        "donor_code": Column("text", "two-letter code of a country, or name of an organisation", required=True),
        "donor_iso3": Column("text", "donor; empty for an organisation"),
        "amount_usd": AMOUNT,
    },
)
SECTORS = Schema(
    grain="one recipient, one sector, one year, all donors together",
    key=("recipient_code", "sector", "year"),
    columns=WHO
    | {
        "sector": Column("text", "sector or purpose code of three or five digits, in 2012 a name", required=True),
        "amount_usd": AMOUNT,
    },
)


def part_of(file: RawFile) -> str | None:
    """One part per year and kind; the year stands in the file's name only, so a renamed file is not recognised."""
    named = NAME.fullmatch(file.name)
    if named is None or not re.match(rb'\{\s*"[0-9A-Z]{2,3}"\s*:\s*\{', sniff.head(file)):
        return None
    return f"crs-{named[1]}" + ("-sectors" if named[2] else "")


def read(files: Sequence[RawFile]) -> Reading:
    """Read one year's totals, by donor or by sector; regions and organisations are kept without a country."""
    [file] = files
    named = NAME.fullmatch(file.name)
    if named is None:
        raise BadInput(
            "the year is not to be seen", file=file.name, remedy="give the file its name crs_YYYY.json again"
        )
    year, sectors = int(named[1]), bool(named[2])
    rows = [
        (recipient, key, _amount(file, recipient, key, value))
        for recipient, cells in _object(file, "", read_json(file)).items()
        for key, value in _object(file, recipient, cells).items()
    ]
    totals = [row for row in rows if sectors and row[1] == TOTAL]
    _check_totals(file, rows, totals)
    cells = [row for row in rows if not sectors or row[1] != TOTAL]
    columns: dict[str, list[Any]] = {
        "recipient_code": [recipient for recipient, _, _ in cells],
        "country_iso3": _places(file, [recipient for recipient, _, _ in cells], year, REGION),
        "year": [year] * len(cells),
        "sector" if sectors else "donor_code": [key for _, key, _ in cells],
        "amount_usd": [amount for _, _, amount in cells],
    }
    if not sectors:
        columns["donor_iso3"] = _places(file, columns["donor_code"], year, ORGANISATION)
    name, schema = ("oecd_crs__recipient_sectors", SECTORS) if sectors else ("oecd_crs__recipient_donors", DONORS)
    return Reading(
        tables={name: pa.table({column: columns[column] for column in schema.columns}, schema=schema.arrow())},
        rows=len(rows),
        covers=(Coverage(str(year), str(year), "iso3"),),
        edition=str(year),
        ignored={"grand totals, checked against the sectors": len(totals)} if totals else {},
    )


def _object(file: RawFile, path: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or not value:
        raise BadInput("an object with entries is expected", file=file.name, field=path, remedy=WRONG)
    return value


def _amount(file: RawFile, recipient: str, key: str, value: Any) -> int:
    if type(value) is not int:
        raise BadInput(
            f"“{value!s:.40}” is not a whole number", file=file.name, field=f"{recipient}.{key}", remedy=WRONG
        )
    return value


def _check_totals(file: RawFile, rows: Sequence[Row], totals: Sequence[Row]) -> None:
    """A grand total and the sum of its sectors may differ by rounding only, one dollar a sector."""
    for recipient, _, total in totals:
        parts = [amount for owner, key, amount in rows if owner == recipient and key != TOTAL]
        if abs(sum(parts) - total) > max(len(parts), ROUNDED):
            raise BadInput(
                f"the sectors add up to {sum(parts)}, the total says {total}",
                file=file.name,
                field=f"{recipient}.{TOTAL}",
                remedy=WRONG,
            )


def _places(file: RawFile, codes: list[Any], year: int, none: re.Pattern[str]) -> list[str | None]:
    """Countries of codes; codes of regions or organisations have none, and anything else is refused."""
    asked = pa.array([None if none.fullmatch(code) else code for code in codes], pa.string())
    iso3, strange = resolve_column("iso2", asked, pa.array([year] * len(codes), pa.int64()))
    for _, code, why in strange:
        raise BadInput(f"“{code}” {why}", file=file.name, field=code, remedy="the code is not in the table of places")
    result: list[str | None] = iso3.to_pylist()
    return result


SOURCE = Source(
    name="oecd_crs",
    title="Creditor Reporting System, totals by recipient",
    publisher="OECD Development Assistance Committee, as prepared by d-portal",
    licence=Licence("unclear", False, "d-portal's repository is MIT; the OECD's own terms for the data were not read"),
    citation="OECD, Creditor Reporting System, totals of {edition} as prepared by d-portal.",
    home="https://d-portal.org",
    cadence="ended",
    schemas={"oecd_crs__recipient_donors": DONORS, "oecd_crs__recipient_sectors": SECTORS},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(2000, 2100), rows=(1, 40_000)),
    addresses=tuple(
        Address(
            f"crs-{year}{kind.replace('_', '-')}",
            f"https://raw.githubusercontent.com/devinit/D-Portal/master/dstore/json/crs_{year}{kind}.json",
            f"crs_{year}{kind}.json",
            ("application/json", "text/plain"),
        )
        for year in range(2012, 2020)
        for kind in ("", "_sectors")
    ),
    quirks=(
        "Neither the unit nor whether these are commitments or disbursements is documented.",
        "The year stands only in the file's name.",
        "From 2013 on, aid not allocated to a country or region is missing: totals are below a donor's whole aid.",
        "Sectors are names in 2012, mostly five-digit purposes to 2017, and three digits since; do not compare them.",
    ),
)
