"""Annual average exchange rates of the International Monetary Fund, national currency per US dollar."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Licence, RawFile, Reading, Source
from forlik.store.read import day, ignored, line_of, read_csv, sniff, text

SMALLEST, SIX = Decimal("0.001"), Decimal("0.000001")
FIELDS = {
    "Date": day("day", required=True),
    "Rate": text("written", required=True),
    "Currency": text("currency", required=True),
    "Frequency": text("frequency", required=True, one_of=("A",)),
    "Source": text("origin", required=True, one_of=("IMF",)),
    "Country code": text("issuer_imf_code", required=True),
    "Country": ignored("the code says which country"),
}
SCHEMA = Schema(
    grain="one currency as one country reports it, one year",
    key=("currency", "issuer_imf_code", "year"),
    columns={
        "currency": Column("text", "ISO 4217 code, also of currencies that have ended", required=True),
        "issuer_imf_code": Column("text", "the IMF's code of the country or group reporting the rate", required=True),
        "year": Column("int", "calendar year", required=True),
        "rate_per_usd": Column(
            "decimal", "average units of the currency per US dollar, rounded half up to six digits", required=True
        ),
    },
)


def part_of(file: RawFile) -> str | None:
    """The annual averages are one part."""
    return "annual" if {"Rate", "Currency", "Frequency", "Country code"} <= sniff.columns(file) else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read the annual averages; rates too small for six digits after the point are left out and counted."""
    [file] = files
    table = read_csv(file, FIELDS)
    rates = [_rate(file, row, written) for row, written in enumerate(table["written"].to_pylist())]
    large = pa.array([rate >= SMALLEST for rate in rates])
    columns = {
        "currency": table["currency"],
        "issuer_imf_code": table["issuer_imf_code"],
        "year": pc.cast(pc.year(table["day"]), pa.int64()),
        "rate_per_usd": pa.array([rate.quantize(SIX, ROUND_HALF_UP) for rate in rates], pa.decimal128(28, 6)),
    }
    kept = pa.table(columns).filter(large)
    small = table.num_rows - kept.num_rows
    return Reading(
        tables={"imf_rates__annual": kept.cast(SCHEMA.arrow())},
        rows=table.num_rows,
        ignored={"below 0.001: too small for six digits (the currency was replaced since)": small} if small else {},
    )


def _rate(file: RawFile, row: int, written: str) -> Decimal:
    # Up to 29 digits after the point are written: more than a decimal column of the reader takes.
    if not re.fullmatch(r"\d{1,15}(\.\d{1,40})?", written):
        raise BadInput(f"“{written:.40}” is not a rate", file=file.name, line=line_of(file, row), field="Rate")
    return Decimal(written)


SOURCE = Source(
    name="imf_rates",
    title="Exchange rates, annual average (International Financial Statistics)",
    publisher="International Monetary Fund, as collected by Code for IATI",
    licence=Licence("MIT (repository)", False, "the repository's licence; the IMF's own terms were not read"),
    citation="International Monetary Fund, International Financial Statistics, annual average exchange rates, "
    "collected by Code for IATI. Edition: {edition}.",
    home="https://codeforiati.org/imf-exchangerates/",
    cadence="yearly",
    schemas={"imf_rates__annual": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1940, 2100), rows=(1, 100_000)),
    addresses=(
        Address(
            "annual",
            "https://codeforiati.org/imf-exchangerates/imf_exchangerates_A_ENDA_USD.csv",
            "imf_exchangerates_A_ENDA_USD.csv",
            ("text/csv", "text/plain", "application/octet-stream"),
        ),
    ),
    quirks=(
        "A currency can stand several times in a year, once for each country that uses it, and not always alike.",
        "Currencies from before the euro stand under their own codes.",
        "Rates before a currency was replaced are as small as 0.000000000000008; those below 0.001 are left out.",
    ),
)
