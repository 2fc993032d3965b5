"""Versions of the standard: files of 1.0x come out as those of 2.0x would."""

import pytest

OLD = """<iati-activities{}><iati-activity version="1.01" default-currency="GBP">
  <reporting-org ref="GB-1" type="10">DFID</reporting-org>
  <iati-identifier>GB-1-102834</iati-identifier>
  <other-identifier owner-ref="GB-1" owner-name="DFID">102834</other-identifier>
  <activity-website>http://example.org/102834</activity-website>
  <title xml:lang="en">Roads</title>
  <activity-date type="start-planned" iso-date="2010-01-01">January</activity-date>
  <activity-date type="end-actual" iso-date="2012-01-01"/>
  <participating-org role="Funding" ref="GB" type="10">UK</participating-org>
  <participating-org role="implementing" ref="GB-1">DFID</participating-org>
  <location><coordinates latitude="1.5" longitude="2.5" precision="3"/><location-type code="ADM1"/>
    <administrative country="CD" adm1="K">Kinshasa</administrative><name>Kinshasa</name>
    <gazetteer-entry gazetteer-ref="GEO">123</gazetteer-entry></location>
  <sector vocabulary="DAC" code="21020">Road transport</sector>
  <policy-marker vocabulary="DAC" code="1" significance="1">Gender</policy-marker>
  <budget type="Original"><value>1</value></budget>
  <planned-disbursement updated="2011-01-01"><value>2</value></planned-disbursement>
  <transaction><transaction-type code="C">Commitment</transaction-type><value value-date="2010-01-01">100</value>
    <provider-org ref="GB-1">DFID</provider-org><sector vocabulary="RO">x</sector>
    <description>Paid</description></transaction>
  <transaction><transaction-type code="IF"/></transaction>
  <document-link url="http://example.org/a.pdf" format="application/pdf"><title>A</title>
    <category code="A01">x</category><language>en</language></document-link>
  <legacy-data name="Purpose" value="21020" iati-equivalent="sector"/>
</iati-activity></iati-activities>"""


@pytest.mark.parametrize("root", ["", ' version="1.01"', ' version="1.05"'])
def test_a_file_of_version_1_gives_the_codes_of_version_2(given, of, root):
    reading = given(OLD.format(root))
    assert reading.report["refused"] == 0
    assert of(reading, "date", "type_code") == ["1", "4"]
    assert of(reading, "participating_org", "org_role_code", "org_name") == [("1", "UK"), ("4", "DFID")]
    assert of(reading, "sector", "vocabulary", "sector_code", "name") == [("1", "21020", "Road transport")]
    assert of(reading, "transaction_sector", "vocabulary", "name") == [("99", "x")]
    assert of(reading, "policy_marker", "vocabulary", "significance_code") == [("1", "1")]
    assert of(reading, "budget", "type_code") == ["1"]
    assert of(reading, "transaction", "transaction_type_code") == ["2", "1"]
    assert of(reading, "extension", "path") == []


def test_a_file_of_version_1_fills_the_tables_of_version_2(given, of):
    reading = given(OLD.format(' version="1.03"'))
    [row] = reading.tables["activity"].to_pylist()
    assert (row["activity_id"], row["title"], row["reporting_org_name"]) == ("GB-1-102834", "Roads", "DFID")
    assert (row["version"], row["activity_version"]) == ("1.03", "1.01")
    assert of(reading, "other_identifier", "ref", "owner_org_ref", "owner_name_1x") == [("102834", "GB-1", "DFID")]
    assert of(reading, "document_link", "url", "title") == [
        ("http://example.org/102834", None),
        ("http://example.org/a.pdf", "A"),
    ]
    assert of(reading, "document_language", "code", "parent", "parent_ordinal") == [("en", "document_link", 2)]
    assert of(reading, "location", "name", "latitude_1x", "location_type_1x") == [("Kinshasa", "1.5", "ADM1")]
    assert of(reading, "location_id", "vocabulary", "code") == [("GEO", "123")]
    assert of(reading, "location_administrative", "country_1x", "adm1_1x") == [("CD", "K")]
    assert of(reading, "transaction", "description", "provider_org_name") == [("Paid", "DFID"), (None, None)]
    texts = dict(of(reading, "narrative", "path", "text"))
    assert texts["activity-date"] == "January"
    assert texts["transaction/transaction-type"] == "Commitment"
    assert texts["location/administrative"] == "Kinshasa"


@pytest.mark.parametrize("version", ["2.01", "2.02", "2.03"])
def test_a_code_of_version_1_in_a_file_of_version_2_stays_as_it_is(given, of, version):
    reading = given(OLD.format(f' version="{version}"'))
    assert of(reading, "transaction", "transaction_type_code") == ["C", "IF"]
    assert of(reading, "date", "type_code") == ["start-planned", "end-actual"]
    assert of(reading, "sector", "vocabulary") == ["DAC"]


def test_a_code_that_version_1_did_not_know_stays_as_it_is(given, file_of, of):
    body = "<transaction><transaction-type code='{}'/></transaction>"
    codes = ("TB", "", "3", "c", " D ", "IF.")
    reading = given(file_of("".join(map(body.format, codes)), root='version="1.04"'))
    assert of(reading, "transaction", "transaction_type_code") == ["TB", "", "3", "2", "3", "IF."]


def test_a_code_elsewhere_is_never_taken_for_an_old_one(given, file_of, of):
    body = "<sector vocabulary='ADT' code='C'/><related-activity type='C' ref='D'/><tag code='IF' vocabulary='DAC'/>"
    reading = given(file_of(body, root='version="1.04"'))
    assert of(reading, "sector", "vocabulary", "sector_code") == [("6", "C")]
    assert of(reading, "related_activity", "type_code", "related_activity_id") == [("C", "D")]
    assert of(reading, "tag", "code", "vocabulary") == [("IF", "DAC")]


def test_the_version_that_a_single_activity_states_counts(given, of):
    one = '<iati-activity version="{}"><sector vocabulary="DAC"/></iati-activity>'
    reading = given(one.format("1.02"), one.format("2.02"))
    assert of(reading, "sector", "vocabulary") == ["1", "DAC"]
    assert of(reading, "activity", "version", "activity_version") == [("1.02", "1.02"), ("2.02", "2.02")]


def test_an_organisation_file_of_version_1_is_read_by_its_old_identifier(given, of):
    reading = given(
        "<iati-organisations version='1.03'><iati-organisation><iati-identifier>GB-1</iati-identifier>"
        "<name xml:lang='en'>DFID</name><name xml:lang='fr'>DFID fr</name><document-link url='u'>"
        "<language>en</language></document-link></iati-organisation></iati-organisations>"
    )
    assert of(reading, "organisation", "organisation_id", "name") == [("GB-1", "DFID")]
    assert of(reading, "organisation_narrative", "language", "text") == [("en", "DFID"), ("fr", "DFID fr")]
    assert of(reading, "organisation_document_language", "code") == ["en"]
