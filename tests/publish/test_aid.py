"""IATI: what is written passes the standard; the rest is left out with its rule, and nothing is invented."""

import json
from datetime import UTC, datetime
from importlib import resources

import pytest
from lxml import etree
from public_copy import BODIES, REPORTER, copy, site

from forlik.iati.check import check
from forlik.iati.write import parse, rules
from forlik.publish import Reporter

NOW = datetime(2024, 7, 2, tzinfo=UTC)
NORTH = BODIES["north"][1]


def left_out(files):
    return {(one["engagement"], one["rule"]) for one in json.loads(files["iati-left-out.json"])["left_out"]}


def only(tmp_path, **changes):
    """The files of a copy whose one engagement says something else."""
    body = {name: value for name, value in (NORTH | changes).items() if value is not None}
    return site(tmp_path / "copy", copy(south=None, north=("engagement", body)))


def test_both_files_pass_schema_and_rulesets(tmp_path):
    site(tmp_path / "copy")
    paths = [tmp_path / "copy/site" / name for name in ("iati-activities.xml", "iati-organisation.xml")]
    reports = check(*paths, now=NOW)
    for report in reports:
        assert report.valid, [one for one in report.findings if one.severity == "error"]


def test_a_reader_of_xml_finds_both_files_valid_by_the_standards_own_schemas(tmp_path):
    site(tmp_path / "copy")
    schemas = resources.files("forlik.iati.standard") / "schema"
    for name, schema in (("activities", "iati-activities-schema"), ("organisation", "iati-organisations-schema")):
        rules = etree.XMLSchema(etree.parse(str(schemas / f"{schema}.xsd")))
        read = etree.parse(str(tmp_path / f"copy/site/iati-{name}.xml"))
        assert read.getroot().get("version") == "2.03"
        assert len(read.getroot()) == 1
        rules.assertValid(read)


def test_the_verb_that_checks_iati_finds_nothing_wrong(tmp_path, capsys):
    from forlik.cli import main

    site(tmp_path / "copy")
    for name in ("activities", "organisation"):
        with pytest.raises(SystemExit) as ended:
            main(["iati", "check", str(tmp_path / f"copy/site/iati-{name}.xml"), "--json"])
        assert ended.value.code in {0, None}, capsys.readouterr().out


def test_an_activity_says_what_the_engagement_says_and_nothing_else(tmp_path):
    site(tmp_path / "copy")
    [one] = parse(tmp_path / "copy/site/iati-activities.xml")
    assert one.identifier == "NO-BRC-999999999-north"
    assert one.titles[0].text == "Talks in the north"
    assert one.descriptions[0].narratives[0].text == "A first agreement"
    assert [(day.type, day.day.isoformat()) for day in one.dates] == [("2", "2012-08-26")]
    assert [country.code for country in one.recipient_countries] == ["CO"]
    assert [(org.role, org.names[0].text) for org in one.participating_orgs] == [
        ("2", "Ministry Ñandú"),
        ("1", "The Fund"),
    ]
    assert (one.status, one.transactions, one.budgets) == ("2", (), ())


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"start": "2012"}, "activity-date"),
        ({"start": None}, "activity-date"),
        ({"outcome": None}, "description"),
        ({"places": ["World"]}, "recipient-country"),
        ({"places": ["COL", "World"]}, "recipient-country"),
        ({"places": ["COL", "LKA"]}, "recipient_countries"),
        ({"pillars": ["peace", "rights"]}, "sectors"),
        ({"end": "2024"}, "activity-status"),
    ],
)
def test_what_lacks_a_required_field_or_a_share_is_left_out_with_its_rule(tmp_path, changes, rule):
    files = only(tmp_path, **changes)
    assert ("north", rule) in left_out(files)
    assert "iati-activities.xml" not in files


def test_a_region_is_told_by_its_number_and_an_end_that_has_passed_closes(tmp_path):
    only(tmp_path, places=["298"], end="2023-12")
    [one] = parse(tmp_path / "copy/site/iati-activities.xml")
    assert [(region.code, region.vocabulary) for region in one.recipient_regions] == [("298", "1")]
    assert one.status == "4"
    assert [day.type for day in one.dates] == ["2"], "a month is no day"


def test_what_is_made_up_never_stands_in_a_file_of_aid(tmp_path):
    files = site(tmp_path / "copy", copy(dream=("engagement", NORTH | {"title": "Fictional: x", "fictional": True})))
    assert ("dream", "iati-identifier") in left_out(files)
    assert b"Fictional" not in files["iati-activities.xml"]


@pytest.mark.parametrize("reporter", [Reporter(), Reporter(REPORTER.ref), Reporter("", "10")])
def test_without_a_reporting_organisation_there_is_no_file_and_every_engagement_is_listed(tmp_path, reporter):
    files = site(tmp_path / "copy", reporter=reporter)
    assert not [name for name in files if name.endswith(".xml") and name.startswith("iati")]
    assert {("north", "reporting-org"), ("south", "reporting-org")} <= left_out(files)


def test_the_rules_of_disclosure_are_applied(tmp_path):
    from forlik.publish import built, opened
    from forlik.publish.changes import changes_of
    from forlik.published import packed, put

    put(tmp_path / "copy", packed(copy()))
    (tmp_path / "rules.toml").write_text(
        'version = 1\n[[rule]]\nid = "r"\nreason = "r"\nground = "g"\ndo = ["withhold"]\ncountries = ["CO"]\n', "utf-8"
    )
    edition = opened(tmp_path / "copy", REPORTER)
    files = built(edition, changes_of(edition, tmp_path / "none"), rules(tmp_path / "rules.toml"))
    assert ("north", "disclosure") in left_out(files)
    assert "iati-activities.xml" not in files
