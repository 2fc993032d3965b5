"""Every real IATI file gives the same tables by both readers."""

import pytest

from forlik.iati.read import read

pytestmark = pytest.mark.real


def test_every_real_file_gives_the_same_tables_by_both_readers(shared):
    files = sorted((shared / "iati" / "activities").rglob("*.xml"))
    slow, quick = (read(*files, reader=reader) for reader in ("reference", "fast"))
    assert slow.tables["activity"].num_rows > 2_000
    assert slow.tables["transaction"].num_rows > 14_000
    for name, table in slow.tables.items():
        mine, theirs = (one.drop(["reader"]) if name == "file" else one for one in (table, quick.tables[name]))
        assert mine.equals(theirs), name


def test_armenia_has_what_the_bank_publishes(shared):
    tables = read(shared / "iati" / "activities" / "adb" / "iati-activities-am-armenia.xml").tables
    counts = {name: tables[name].num_rows for name in ("activity", "transaction", "budget", "problem")}
    assert counts == {"activity": 43, "transaction": 6_444, "budget": 267, "problem": 0}
    assert tables["budget"]["period_start"].null_count == 0, "the days of all budgets have a zone"
