"""Write → read is the identity on tables: the reader finds in the file what stood in the records, and nothing else."""

from collections import Counter
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from iati_records import GENERATED, activities, rebuilt

from forlik.iati import write as iw
from forlik.iati.read import read
from forlik.iati.write import parse, write_activities

some = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
OF_THE_FILE = {
    "file",
    "file_sha256",
    "generated_datetime",
    "version",
    "byte_start",
    "byte_end",
    "line",
    "content_sha256",
}
"""Where and in which bytes it stood; all other columns say what it says."""


def counted(part, cls) -> Counter:
    """How often each record of a class stands anywhere in a record."""
    found = Counter()

    def note(one):
        found[one] += 1
        return one

    rebuilt(part, cls, note)
    return found


def rows(tables, table, *columns):
    return Counter(tuple(row[column] for column in columns) for row in tables[table].to_pylist())


@some
@given(st.lists(activities(), min_size=1, max_size=3, unique_by=lambda one: one.identifier))
def test_the_reader_finds_what_the_records_say(tmp_path, records):
    write_activities(records, tmp_path / "a.xml", generated=GENERATED)
    reading = read(tmp_path / "a.xml")
    tables = reading.tables
    assert tables["problem"].num_rows == 0
    assert tables["refused"].num_rows == 0
    assert [row["activity_id"] for row in tables["activity"].to_pylist()] == [one.identifier for one in records]
    money = [one for record in records for one in record.transactions]
    assert rows(tables, "transaction", "ref", "transaction_type_code", "transaction_date", "value_amount") == Counter(
        (one.ref or None, one.type, one.day, one.value.amount) for one in money
    )
    budgets = [one for record in records for one in record.budgets]
    assert rows(tables, "budget", "period_start", "period_end", "value_amount", "value_date") == Counter(
        (one.start, one.end, one.value.amount, one.value.value_date) for one in budgets
    )
    sectors = [one for record in records for one in record.sectors]
    assert rows(tables, "sector", "sector_code", "vocabulary_uri", "percentage") == Counter(
        (one.code, one.vocabulary_uri or None, one.percentage) for one in sectors
    )
    said = counted(tuple(records), iw.Narrative)
    assert sum(rows(tables, "narrative", "text").values()) == sum(said.values())
    assert rows(tables, "narrative", "text") == Counter({(one.text,): 0 for one in said}) + Counter(
        [(one.text,) for one in said.elements()]
    )


# Not WHO's file: an empty e-mail address in each contact is not written again, and moves what is counted after it.
REAL = [
    "adb/iati-activities-am-armenia.xml",
    "caf/CAF-ActivityFile-2025-10-10.xml",
    "unhcr/UNHCR-Activities-2023.xml",
    "worldbank/worldbank-sv.xml",
]


@pytest.mark.real
@pytest.mark.parametrize("name", REAL)
def test_a_real_file_written_again_gives_the_same_tables(shared, tmp_path, name):
    path = shared / "iati" / "activities" / name
    again = tmp_path / "again.xml"
    write_activities(parse(path), again, generated=GENERATED, strict=False)
    before, after = read(path).tables, read(again).tables
    for table in before:
        if table in {"file", "refused", "problem"}:
            continue
        assert told(before[table]) == told(after[table]), table


def told(table) -> list[dict]:
    """What the rows of a table say: an empty text says nothing, an instant is the same in every zone."""
    columns = [one for one in table.column_names if one not in OF_THE_FILE and not one.endswith("_raw")]
    rows = []
    for row in table.select(columns).to_pylist():
        said = {name: value for name, value in row.items() if value not in ("", None)}
        if "last_updated" in said:
            said["last_updated"] = datetime.fromisoformat(said["last_updated"])
        if {"path", "kind"} & set(said):
            del said["ordinal"]  # counted with the empty ones
        if ("path" in said and "text" not in said) or (
            "kind" in said and not {"detail", "address", "code"} & set(said)
        ):
            continue
        rows.append(said)
    return rows
