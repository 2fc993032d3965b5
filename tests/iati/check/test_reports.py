"""Reports in every form: whole, grouped, and harmless whatever stands in the file."""

import json
import re
from pathlib import Path

import pyarrow as pa
import pytest

from forlik.iati.check import as_html, as_json, as_table, as_text, check
from forlik.iati.read import read

HOSTILE = "&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&quot;x&#x202e;"


@pytest.fixture
def many(checked, activity):
    """A report with ten thousand findings alike, and two others."""
    text = activity.replace(
        "</iati-activity>",
        '<transaction><transaction-type code="99"/><transaction-date iso-date="2020-02-01"/>'
        '<value value-date="2020-02-01">1</value></transaction>\n' * 10_000 + "</iati-activity>",
    )
    return checked(text.replace('"AF"', '"QQ"').replace('"60"', '"61"'), checks=["codelists", "own"])


def test_json_has_every_finding_in_the_agreed_form(many):
    given = as_json(many)
    assert json.loads(json.dumps(given)) == given
    assert set(given) == {"file", "valid", "version", "findings"}
    assert len(given["findings"]) == 10_002
    for one in given["findings"]:
        assert set(one) == {"severity", "rule", "element", "line", "byte", "message", "remedy", "activity_id"}


def test_the_table_has_every_finding(many):
    table = as_table([many, many])
    assert table.num_rows == 20_004
    assert set(table.column("severity").to_pylist()) == {"error", "warning"}
    assert table.schema.field("byte").type == pa.int64()
    assert as_table([]).num_rows == 0


def test_text_and_page_stay_readable(many):
    text = as_text([many])
    assert len(text.splitlines()) < 40
    assert "codelist:TransactionType × 10,000" in text
    assert "10,000 × code “99” is not on the list TransactionType" in text
    assert "and 9,997 other places" in text
    page = as_html([many])
    assert len(page) < 200_000
    assert page.index("codelist:TransactionType</a>") < page.index("<h3>"), "the counts come first"
    assert '<td class="number">10,000</td>' in page


def test_text_says_what_to_do_and_where(changed):
    text = as_text([changed('"60"', '"61"', checks=["own"])])
    assert "NOT VALID – IATI 2.03, 1 activity: 1 error" in text
    assert "the percentages of sectors add up to 101, which is 1 too much" in text
    assert "→ correct them so that they add up to exactly 100" in text
    assert "line 12, byte " in text
    assert "/iati-activities/iati-activity[1]/sector[1]/@percentage (NO-BRC-1-A)" in text


def test_a_sound_file_has_a_short_report(checked, activity):
    report = checked(activity)
    assert as_text([report]).splitlines() == [f"{report.file}: valid – IATI 2.03, 1 activity: nothing found"]
    assert "nothing found" in as_html([report])


def test_text_of_a_file_never_becomes_markup_nor_moves_a_cursor(checked, activity):
    text = activity.replace("NO-BRC-1-A", HOSTILE).replace('code="15220"', f'code="{HOSTILE}"')
    report = checked(text, name="<b>&amp;\x1b[31m.xml")
    page, terminal = as_html([report]), as_text([report])
    assert "<script" not in page
    assert "<b>" not in page
    assert not re.search(r"<[^>]*\sonload", page)
    assert "&lt;script&gt;" in page
    for shown in (page, terminal):
        assert "\x1b" not in shown
        assert "\u202e" not in shown
    assert "http://" not in page
    assert "https://" not in page


def test_the_page_is_whole_and_needs_nothing(many):
    page = as_html([many])
    assert page.startswith("<!doctype html>")
    assert page.rstrip().endswith("</html>")
    assert not re.search(r"<(script|link|img|iframe)\b|\ssrc=", page)
    for tag in ("section", "table", "details", "tr", "td"):
        assert page.count(f"<{tag}") == page.count(f"</{tag}>"), tag


def test_files_are_given_to_the_checker_as_they_are_to_the_reader(tmp_path, activity):
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_text(f'<iati-activities version="2.03">{activity}</iati-activities>')
    files = (tmp_path / "a.xml", str(tmp_path / "b.xml"))
    assert [one["file"] for one in read(*files).report["files"]] == ["a.xml", "b.xml"]
    assert [Path(report.file).name for report in check(*files)] == ["a.xml", "b.xml"]
    assert check() == ()
