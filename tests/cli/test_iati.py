"""forlik iati: read, check, flows, totals, write."""

import json
import subprocess
import sys
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

TWO_LEVELS = b"""<iati-activities version="2.03" generated-datetime="2024-05-01T00:00:00Z">
<iati-activity default-currency="USD" hierarchy="1"><iati-identifier>XM-1-A</iati-identifier>
<reporting-org ref="XM-1" type="40"><narrative>An organisation</narrative></reporting-org>
<transaction><transaction-type code="3"/><transaction-date iso-date="2024-01-31"/>
<value value-date="2024-01-31">100.10</value></transaction>
<transaction><transaction-type code="3"/><transaction-date iso-date="2024-02-29"/>
<value currency="EUR" value-date="2024-02-29">50</value></transaction></iati-activity>
<iati-activity default-currency="USD" hierarchy="2"><iati-identifier>XM-1-B</iati-identifier>
<reporting-org ref="XM-1" type="40"><narrative>An organisation</narrative></reporting-org>
<transaction><transaction-type code="3"/><transaction-date iso-date="2024-01-31"/>
<value value-date="2024-01-31">100.10</value></transaction></iati-activity>
</iati-activities>"""
RECORDS = {
    "version": 1,
    "activities": [
        {
            "identifier": "XM-EXAMPLE-1-WELLS",
            "language": "en",
            "default_currency": "NOK",
            "reporting_org": {"ref": "XM-EXAMPLE-1", "type": "10", "names": [{"text": "A ministry"}]},
            "titles": [{"text": "Wells"}],
            "descriptions": [{"type": "1", "narratives": [{"text": "Wells in two districts."}]}],
            "participating_orgs": [
                {"role": "4", "type": "22", "ref": "ZZ-REG-77", "names": [{"text": "Example Relief"}]}
            ],
            "status": "2",
            "dates": [{"type": "2", "day": "2024-01-01"}],
            "recipient_countries": [{"code": "ZZ"}],
            "sectors": [{"code": "14030"}],
            "transactions": [
                {"type": "3", "day": "2024-05-01", "value": {"amount": "1000.50", "value_date": "2024-05-01"}}
            ],
        }
    ],
}


@pytest.fixture
def read(forlik, tmp_path):
    """The folder that ``forlik iati read`` makes of a file with two levels."""
    file = tmp_path / "two.xml"
    file.write_bytes(TWO_LEVELS)
    assert forlik("iati", "read", file, "--out", tmp_path / "out").exit == 0
    return tmp_path / "out"


def test_reading_makes_a_file_a_table_and_a_report(read):
    assert pq.read_table(read / "transaction.parquet")["value_amount"].to_pylist() == [
        Decimal("100.100000"),
        Decimal("50.000000"),
        Decimal("100.100000"),
    ]
    assert pq.read_table(read / "activity.parquet")["hierarchy"].to_pylist() == [1, 2]
    assert json.loads((read / "report.json").read_text())["activities"] == 2


def test_both_readers_write_the_same_tables(forlik, tmp_path):
    file = tmp_path / "two.xml"
    file.write_bytes(TWO_LEVELS)
    for reader in ("reference", "fast"):
        assert forlik("iati", "read", file, "--out", tmp_path / reader, "--reader", reader).exit == 0
    for path in (tmp_path / "reference").glob("*.parquet"):
        ours, theirs = pq.read_table(path), pq.read_table(tmp_path / "fast" / path.name)
        if path.name == "file.parquet":
            ours, theirs = ours.drop(["reader"]), theirs.drop(["reader"])
        assert ours.equals(theirs), path.name


def test_a_file_that_is_none_is_told_and_gives_exit_code_1(forlik, tmp_path):
    (tmp_path / "page.xml").write_text("<html/>")
    (tmp_path / "two.xml").write_bytes(TWO_LEVELS)
    answer = forlik("iati", "read", tmp_path / "page.xml", tmp_path / "two.xml", "--out", tmp_path / "out", "--json")
    assert answer.exit == 1
    assert answer.json["activities"] == 2
    assert answer.json["files"][0]["reason"] == "is a web page, not an IATI file"


def test_a_folder_that_holds_something_else_is_not_overwritten(forlik, tmp_path):
    (tmp_path / "two.xml").write_bytes(TWO_LEVELS)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    assert forlik("iati", "read", tmp_path / "two.xml", "--out", tmp_path / "mine").exit == 2
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"


def test_a_small_file_never_loads_the_compiler(tmp_path):
    (tmp_path / "two.xml").write_bytes(TWO_LEVELS)
    code = (
        "import sys; from forlik.iati.read import read; "
        f"read({str(tmp_path / 'two.xml')!r}); sys.exit('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_totals_tell_currencies_apart(forlik, read):
    rows = forlik("iati", "totals", read, "--by", "transaction_type", "--level", "1", "--json").json
    assert {(row["currency"], row["amount"]) for row in rows} == {("USD", "100.1"), ("EUR", "50")}


def test_totals_over_several_levels_are_refused(forlik, read):
    answer = forlik("iati", "totals", read, "--by", "transaction_type")
    assert answer.exit == 2
    assert "level" in answer.err


@pytest.mark.parametrize("first", [b'<reporting-org ref="xm-1 " type="40">', b'<reporting-org type="40">'])
def test_totals_over_several_levels_of_one_file_are_refused_whoever_reports(forlik, tmp_path, first):
    file = tmp_path / "two.xml"
    file.write_bytes(TWO_LEVELS.replace(b'<reporting-org ref="XM-1" type="40">', first, 1))
    assert forlik("iati", "read", file, "--out", tmp_path / "out").exit == 0
    answer = forlik("iati", "totals", tmp_path / "out", "--by", "transaction_type")
    assert answer.exit == 2
    assert "several levels" in answer.err


@pytest.mark.parametrize("verb", ["totals", "flows"])
def test_a_currency_that_nobody_knows_is_refused(forlik, read, tmp_path, verb):
    words = ("--by", "year", "--level", "1") if verb == "totals" else ("--out", tmp_path / "flow.parquet")
    answer = forlik("iati", verb, read, *words, "--currency", "zzz")
    assert answer.exit == 2
    assert "ZZZ" in answer.err


def test_help_has_one_line_for_each_verb(forlik):
    told = forlik("iati", "--help").out
    assert "\\b" not in told
    assert len([line for line in told.splitlines() if line.strip().startswith("forlik iati ")]) == 5


def test_totals_are_converted_when_a_currency_is_asked_for(forlik, read):
    [row] = forlik("iati", "totals", read, "--by", "year", "--level", "1", "--currency", "usd", "--json").json
    assert row["currency"] == "USD"
    # 50 euros at the mean of the European Central Bank's rates of February 2024, 1.0795.
    assert Decimal(row["amount"]) == pytest.approx(
        Decimal("100.10") + Decimal(50) * Decimal("1.0795"), abs=Decimal("0.01")
    )


def test_flows_are_written_as_one_file(forlik, read, tmp_path):
    answer = forlik("iati", "flows", read, "--currency", "USD", "--out", tmp_path / "flow.parquet", "--json")
    assert answer.json["flows"] == 3
    assert pq.read_table(tmp_path / "flow.parquet").num_rows == 3


def test_a_check_gives_findings_and_exit_code_1(forlik, tmp_path):
    (tmp_path / "two.xml").write_bytes(TWO_LEVELS)
    answer = forlik("iati", "check", tmp_path / "two.xml", "--json", "--html", tmp_path / "report.html")
    assert answer.exit == 1
    [report] = answer.json
    assert not report["valid"]
    assert any(one["rule"].startswith("xsd") and one["line"] == 4 for one in report["findings"])
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!")


def test_records_become_a_valid_file_that_reads_back(forlik, tmp_path):
    (tmp_path / "records.json").write_text(json.dumps(RECORDS))
    out = tmp_path / "out.xml"
    words = ("iati", "write", tmp_path / "records.json", "--out", out, "--generated", "2025-06-30T12:00:00Z", "--json")
    answer = forlik(*words)
    assert answer.exit == 0, answer.err
    assert (answer.json["written"], answer.json["withheld"]) == (1, 0)
    report = forlik("iati", "check", out, "--json").json[0]
    assert report["valid"], report["findings"]
    assert forlik("iati", "read", out, "--out", tmp_path / "tables").exit == 0
    [row] = pq.read_table(tmp_path / "tables" / "transaction.parquet").to_pylist()
    assert (row["activity_id"], row["value_amount"]) == ("XM-EXAMPLE-1-WELLS", Decimal("1000.500000"))


def test_records_that_are_wrong_leave_no_file(forlik, tmp_path):
    wrong = json.loads(json.dumps(RECORDS))
    wrong["activities"][0]["titels"] = []
    (tmp_path / "records.json").write_text(json.dumps(wrong))
    answer = forlik("iati", "write", tmp_path / "records.json", "--out", tmp_path / "out.xml")
    assert answer.exit == 1
    assert "titels" in answer.err
    assert not (tmp_path / "out.xml").exists()
