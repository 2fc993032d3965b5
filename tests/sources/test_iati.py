"""IATI files: whose dataset a file is, exact flows down to their bytes, and nothing lost without a word."""

import gzip
import json
import shutil
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources import _iati_index as index
from forlik.sources import _iati_silver
from forlik.sources._iati_file import name_of, stated_day
from forlik.sources._iati_rates import rates_until
from forlik.sources.iati import SOURCE
from forlik.store import shelf

FIXTURES = Path(__file__).parent / "fixtures"
ACTIVITIES = FIXTURES / "iati_activities.xml"


def raw(path: Path) -> RawFile:
    return RawFile(path.name, path)


def read(path: Path):
    reading = SOURCE.read([raw(path)])
    shelf.check(SOURCE, reading, path.name)
    return reading


def saved(folder: Path, content: str | bytes, name: str = "odd.xml") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.fixture(scope="module")
def reading():
    return read(ACTIVITIES)


def test_a_part_is_a_publishers_dataset_whatever_day_its_name_holds_and_however_it_is_packed(tmp_path):
    packed = saved(tmp_path, gzip.compress(ACTIVITIES.read_bytes()), "activities-2024-06-12.xml.gz")
    shutil.copy(ACTIVITIES, tmp_path / "activities.xml")
    assert SOURCE.part_of(raw(packed)) == SOURCE.part_of(raw(tmp_path / "activities.xml")) == "XM-TEST/activities"
    assert read(packed).tables["iati__flows"].equals(read(tmp_path / "activities.xml").tables["iati__flows"])


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("CAF-ActivityFile-2025-10-10.xml", "CAF-ActivityFile"),
        ("20240612_activities.xml", "activities"),
        ("UNHCR-Activities-2023.xml", "UNHCR-Activities-2023"),
        ("who-arg.XML.gz", "who-arg"),
        ("2024-06-12.xml", "2024-06-12"),
        ("a/b\n.xml", "a b"),
    ],
)
def test_a_dataset_is_named_after_its_file_without_the_day(file, name):
    assert name_of(file) == name


@pytest.mark.parametrize(
    ("generated", "updates", "day"),
    [
        ("2024-06-11T22:30:00-04:00", [], "2024-06-12"),
        ("2025-09-30T23:35:08.765+08:00", [], "2025-09-30"),
        ("2025-10-09T22:23:57.5230000", [], "2025-10-09"),
        ("2011-05-13 14:28:20", [], "2011-05-13"),
        ("2024-06-11", ["2024-06-11T23:00:00Z"], "2024-06-11"),
        ("2024-06-11", ["2024-06-12T01:00:00Z"], ""),
        ("1970-01-01T00:00:00", [], ""),
        ("2024-13-01", [], ""),
        ("yesterday", [], ""),
        ("", [], ""),
    ],
)
def test_a_file_was_generated_when_it_says_so_if_that_can_be(generated, updates, day):
    assert stated_day(generated, updates) == day


def test_flows_are_parts_that_add_up_to_each_transaction_exactly(reading):
    rows = [row for row in reading.tables["iati__flows"].to_pylist() if row["transaction_no"] == 1]
    mine = [row for row in rows if row["activity_key"] == "XM-TEST-1"]
    assert [(row["country_iso3"], row["pillar"], row["amount_usd"]) for row in mine] == [
        ("COL", "peace", Decimal("37.503750")),
        ("NAM", "peace", Decimal("12.501250")),
        ("COL", "development", Decimal("37.503750")),
        ("NAM", "development", Decimal("12.501250")),
    ]
    assert sum(row["amount"] for row in mine) == Decimal("100.01")
    assert {(row["provider_org_name"], row["receiver_org_ref"]) for row in mine} == {("Ministry of Ñandú", "XI-NGO")}


def test_an_amount_is_converted_by_the_rates_known_on_the_files_own_day(reading):
    rows = [row for row in reading.tables["iati__flows"].to_pylist() if row["transaction_no"] == 2]
    rate = rates_until("2024-06-12").rate("NOK", "USD", date(2024, 6, 10))
    assert {(row["rate_rule"], row["rate_period"]) for row in rows} == {("ecb_month", "2024-06")}
    assert abs(sum(row["amount_usd"] for row in rows) - 1000 * rate.value) <= Decimal("0.000001")
    assert rate.value != rates_until("").rate("NOK", "USD", date(2024, 6, 10)).value, "the month was not over"


def test_an_amount_of_a_day_after_the_file_has_no_rate_and_that_is_told(reading):
    rows = [row for row in reading.tables["iati__flows"].to_pylist() if row["transaction_no"] == 3]
    assert {(row["amount_usd"], row["rate_rule"]) for row in rows} == {(None, "no_rate")}
    assert "2 of 5 transactions have no amount in US dollars" in reading.remarks, "the other has a comma in it"


def test_a_day_of_another_age_is_kept_and_counts_in_no_year(reading):
    rows = [row for row in reading.tables["iati__flows"].to_pylist() if row["transaction_no"] == 4]
    assert {(row["transaction_date"], row["year"]) for row in rows} == {(date(204, 1, 1), None)}


def test_an_activity_is_cited_down_to_its_bytes(reading):
    import hashlib

    rows = reading.tables["iati__activities"].to_pylist()
    one = rows[0]
    stretch = ACTIVITIES.read_bytes()[one["byte_start"] : one["byte_end"]]
    assert stretch.startswith(b"<iati-activity ")
    assert stretch.endswith(b"</iati-activity>")
    assert hashlib.sha256(stretch).hexdigest() == one["content_sha256"]
    assert hashlib.sha256(ACTIVITIES.read_bytes()).hexdigest() == one["file_sha256"]
    assert (one["started"], one["countries_iso3"], one["hierarchy"]) == (date(2020, 2, 3), "COL; NAM", 1)


def test_what_is_refused_doubled_or_unreadable_is_counted_and_told(reading):
    assert [(row.value, row.line) for row in reading.refused] == [("XM-TEST-3", 58)]
    assert reading.ignored == {"activities of which the same file has another version": 1}
    assert reading.rows == 5
    told = [(row["kind"], row["activity_id"], row["line"]) for row in reading.tables["iati__findings"].to_pylist()]
    assert told == [
        ("refused", "XM-TEST-3", 58),
        ("doubled", "XM-TEST-2", 39),
        ("unreadable", "XM-TEST-2", 39 + 5),
        ("unreadable", None, 0),
    ]
    reasons = [row["reason"] for row in reading.tables["iati__findings"].to_pylist()]
    assert "“QQ” is no country's code" in reasons
    [file] = reading.tables["iati__files"].to_pylist()
    assert (file["activities"], file["refused"], file["doubled"], file["transactions"]) == (4, 1, 1, 5)


def test_of_two_versions_in_one_file_the_one_updated_last_stands(reading):
    titles = {row["activity_id"]: row["title"] for row in reading.tables["iati__activities"].to_pylist()}
    assert titles["XM-TEST-2"] == "A newer version"


def test_anothers_activity_is_kept_and_marked(reading):
    marked = {row["activity_id"]: row["secondary_reporter"] for row in reading.tables["iati__activities"].to_pylist()}
    assert marked == {"XM-TEST-1": False, "XM-TEST-2": False, "XM-OTHER-9": True}


def test_no_person_stands_in_any_table(reading):
    text = repr([table.to_pylist() for table in reading.tables.values()])
    assert "Nobody Real" not in text
    assert "nobody@" not in text


def test_activities_without_identifier_stand_each_by_itself_unless_every_byte_is_the_same(tmp_path):
    one = "<iati-activity><title><narrative>A</narrative></title></iati-activity>"
    other = one.replace(">A<", ">B<")
    reading = read(saved(tmp_path, f"<iati-activities>{one}{other}{one}</iati-activities>"))
    assert reading.tables["iati__activities"].num_rows == 2
    assert [row["kind"] for row in reading.tables["iati__findings"].to_pylist()] == ["doubled"]


def test_an_organisation_file_gives_its_budgets():
    reading = read(FIXTURES / "iati_organisation.xml")
    rows = reading.tables["iati__organisation_budgets"].to_pylist()
    assert [(row["kind"], row["country_iso3"], row["year"], row["amount"], row["currency"]) for row in rows] == [
        ("recipient-country-budget", "COL", 2025, 250, "NOK"),
        ("total-expenditure", None, 2023, 9, "USD"),
    ]
    assert reading.published == "2024-06-11"


def test_a_file_speaks_for_the_countries_it_has_money_of_and_for_no_world(reading):
    [cover] = reading.covers
    assert (cover.first, cover.last, cover.places, cover.local) == ("2024", "2024", ("COL", "NAM"), True)


def test_a_file_that_holds_nothing_is_taken_as_saying_so(tmp_path):
    reading = read(saved(tmp_path, '<iati-activities version="2.03" generated-datetime="2024-01-01"/>'))
    assert (reading.rows, reading.covers[0].places) == (0, ())
    assert "it holds nothing: the publisher has nothing to report here" in reading.remarks


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("<rss><channel/></rss>", "its root element is “rss”"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><iati-activities/>", "has a DOCTYPE"),
        ("<!doctype html><html>moved</html>", "is a web page"),
        ("", "is empty"),
        ("what is this", "is not XML"),
    ],
)
def test_xml_that_is_no_iati_file_is_refused_with_its_reason(tmp_path, content, why):
    with pytest.raises(BadInput, match=why):
        SOURCE.part_of(raw(saved(tmp_path, content)))


def test_a_file_of_which_nothing_can_be_read_is_refused_whole(tmp_path):
    with pytest.raises(BadInput, match="nothing in it can be read"):
        read(saved(tmp_path, "<iati-activities><iati-activity><title></iati-activity></iati-activities>"))


def test_a_file_that_is_no_xml_at_all_is_somebody_elses(tmp_path):
    assert SOURCE.part_of(raw(saved(tmp_path, "a,b\n1,2\n", "table.csv"))) is None
    assert SOURCE.part_of(raw(saved(tmp_path, gzip.compress(b"a,b\n1,2\n"), "table.csv.gz"))) is None
    assert SOURCE.part_of(raw(saved(tmp_path, b"PK\x03\x04", "files.zip"))) is None


def test_a_file_of_two_bytes_a_sign_is_recognised(tmp_path):
    wide = ACTIVITIES.read_text(encoding="utf-8").replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    path = saved(tmp_path, wide, "wide.xml")
    assert SOURCE.part_of(raw(path)) == "XM-TEST/wide"
    assert read(path).tables["iati__activities"].num_rows == 3


INDEX = b"""{"index_created": "2026-10-08", "datasets": [
  {"short_name": "a-1", "reporting_org_short_name": "a", "last_known_good_dataset":
    {"cached_dataset_url_xml": "https://bulk-data.iatistandard.org/a/a-1.xml", "hash": "f00"}},
  {"short_name": "b-1", "reporting_org_short_name": "b", "last_known_good_dataset": {"cached_dataset_xml_url": null}},
  {"short_name": "b-2", "reporting_org_short_name": "b", "last_known_good_dataset": null}]}"""


def test_the_index_gives_the_datasets_of_which_there_is_a_copy():
    [one] = index.listed(INDEX)
    assert (one.group, one.file, one.url, one.version) == (
        "a",
        "a-1.xml",
        "https://bulk-data.iatistandard.org/a/a-1.xml",
        "f00",
    )


@pytest.mark.parametrize("content", [b"[]", b"{}", b"<html>", INDEX.replace(b'"a-1"', b'"../a"'), b'{"datasets": [1]}'])
def test_an_index_laid_out_otherwise_is_refused(content):
    with pytest.raises(BadInput, match="not laid out as it was"):
        index.listed(content)


@pytest.mark.parametrize("name", ["iati_activities.xml", "iati_organisation.xml"])
def test_a_large_file_gives_the_same_tables_as_a_small_one(name, monkeypatch):
    whole = read(FIXTURES / name)
    monkeypatch.setattr(_iati_silver, "LARGE", 0)
    large = read(FIXTURES / name)
    assert large == whole


def activity(ref: str, number: int = 1, more: str = "") -> str:
    return (
        f'<iati-activity default-currency="USD"><iati-identifier>A-{number}</iati-identifier>'
        f'<reporting-org ref="{ref}" type="10"/>{more}</iati-activity>'
    )


def whole(*inside: str) -> str:
    return f'<iati-activities version="2.03">{"".join(inside)}</iati-activities>'


@pytest.mark.parametrize(
    "many", ["<!--" + "<reporting-org " * 200_000 + "-->", "<reporting-org " * 200_000, "<!-- " * 200_000]
)
def test_a_file_that_repeats_what_begins_a_tag_is_looked_at_in_no_time(tmp_path, many):
    path = saved(tmp_path, whole(activity("XM-A"), many))
    begun = time.perf_counter()
    assert SOURCE.part_of(raw(path)) == "XM-A/odd"
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    "decoy",
    [
        '<!-- <iati-activity><reporting-org ref="AA-VICTIM"/> -->',
        '<![CDATA[<iati-activity><reporting-org ref="AA-VICTIM"/>]]>',
        '<?x <iati-activity><reporting-org ref="AA-VICTIM"/> ?>',
        '<reporting-org ref="AA-VICTIM"/>',
        '<iati-activity><reporting-org xref="AA-VICTIM" y="a ref=\'AA-VICTIM\'"/></iati-activity>',
    ],
)
def test_a_file_is_named_after_who_reports_its_activities_whatever_else_is_written_in_it(tmp_path, decoy):
    path = saved(tmp_path, whole(decoy, activity("XM-B&amp;C", more=decoy)), "victim-data-20250101.xml")
    assert SOURCE.part_of(raw(path)) == "XM-B&C/victim-data"


def test_a_comment_that_goes_on_beyond_what_is_looked_at_names_nobody(tmp_path, monkeypatch):
    from forlik.sources import _iati_file

    text = whole("<!-- ", activity("AA-VICTIM") * 9, " " * 300, "-->", activity("XM-A"))
    monkeypatch.setattr(_iati_file, "LOOKED_AT", 400)
    assert SOURCE.part_of(raw(saved(tmp_path, text))) == "unnamed/odd"


def test_of_several_reporters_the_one_of_most_activities_names_the_file_and_the_others_are_told(tmp_path):
    path = saved(tmp_path, whole(activity("AA-1"), activity("XM-2", 2), activity("XM-2", 3)))
    assert SOURCE.part_of(raw(path)) == "XM-2/odd"
    assert "1 of 3 are reported by others: “AA-1”" in read(path).remarks


def test_a_file_of_which_nothing_readable_is_by_whom_it_is_named_after_is_refused(tmp_path):
    broken = '<iati-activity><reporting-org ref="AA-VICTIM"/><title></iati-activity>'
    with pytest.raises(BadInput, match="nothing in it is reported by “AA-VICTIM”: it is by “XM-A”"):
        read(saved(tmp_path, whole(broken, broken, activity("XM-A"))))


@pytest.mark.parametrize("name", ["ø", "a/b", "..", "a" * 121, 7, None])
def test_one_bad_entry_of_the_index_is_listed_without_an_address_and_loses_no_other(name):
    copy = {"cached_dataset_url_xml": "https://bulk-data.iatistandard.org/x.xml"}
    bad = json.dumps({"short_name": name, "reporting_org_short_name": "x", "last_known_good_dataset": copy})
    found = index.listed(INDEX.replace(b'"datasets": [', b'"datasets": [' + bad.encode() + b","))
    assert [one.url for one in found] == ["", "https://bulk-data.iatistandard.org/a/a-1.xml"]
    assert "(entry 1)" in found[0].file


def test_a_transaction_without_a_day_counts_in_the_year_of_its_value_date_else_it_is_told(tmp_path):
    def paid(value: str, day: str = "") -> str:
        return f'<transaction><transaction-type code="3"/>{day}<value{value} currency="USD">5</value></transaction>'

    dated = ' value-date="2021-03-04"'
    more = paid(dated) + paid("") + paid(dated, '<transaction-date iso-date="2022-01-01"/>')
    reading = read(saved(tmp_path, whole(activity("XM-A", more='<recipient-country code="CO"/>' + more))))
    rows = reading.tables["iati__flows"].to_pylist()
    assert [(row["transaction_date"], row["year"]) for row in rows] == [
        (None, 2021), (None, None), (date(2022, 1, 1), 2022),
    ]  # fmt: skip
    assert "1 of 3 transactions are undated and count in no year" in reading.remarks


def test_what_cannot_be_read_is_told_with_the_activity_and_its_line(tmp_path):
    bad = '<activity-date type="1" iso-date="soon"/><activity-date type="2" iso-date="soon"/>'
    reading = read(saved(tmp_path, whole("\n", activity("XM-A", 1, bad), "\n", activity("XM-A", 2, bad))))
    found = reading.tables["iati__findings"].to_pylist()
    assert [(one["activity_id"], one["line"], one["times"]) for one in found] == [("A-1", 2, 2), ("A-2", 3, 2)]
    assert all(one["byte_end"] > one["byte_start"] > 0 for one in found)
