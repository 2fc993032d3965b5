"""The published conformance cases: schema, and both sets of ruleset cases."""

import json
from collections import Counter
from datetime import UTC, datetime

import pytest
from lxml import etree

from forlik.iati.check import check
from forlik.iati.check.rulesets import Outcome, Registers, official_registers, overall, verdicts
from forlik.iati.standard import kind_of, ruleset, schema

pytestmark = pytest.mark.real
NOW = datetime.now(UTC)
# The cases of the newer engine ask its own list of publishers of the registry, which is not carried here; these are
# the ones they ask for that the official lists do not know.
PUBLISHERS = frozenset({"44000", "US-EIN-941655673", "CA_ON-ONT-1597880"})
NEWER = {
    Outcome.PASSED: True,
    Outcome.FAILED: False,
    Outcome.NO_RULE_MATCH: "No Rule Match",
    Outcome.NO_CONDITION_MATCH: "No Condition Match",
}


@pytest.fixture(scope="module")
def folder(shared):
    return shared / "iati" / "conformance"


def judged(rule, file, registers=None):
    tree = etree.parse(file).getroot()
    return list(verdicts(json.loads(rule.read_text(encoding="utf-8")), tree, NOW, registers or official_registers()))


def test_686_of_686_schema_cases(folder):
    tests = folder / "schema" / "tests"
    files = [path for path in sorted(tests.rglob("*.xml")) if "registry-tests" not in path.parts]
    reports = check(*files, checks=["schema"])
    assert len(files) == len(reports) == 686
    wrong = [
        str(path.relative_to(tests))
        for path, report in zip(files, reports, strict=True)
        if report.valid != ("should-pass" in path.parts)
    ]
    assert not wrong
    bad = [report for report in reports if not report.valid]
    assert all(any(one.severity == "error" and one.rule.startswith("xsd") for one in report.findings) for report in bad)
    assert not [one for report in reports for one in report.findings if one.rule == "xsd:other"], "all said in words"


def test_83_of_83_ruleset_cases_of_the_older_engine(folder):
    cases = folder / "ruleset_meta_tests"
    expected = json.loads((cases / "expected.json").read_text(encoding="utf-8"))
    assert len(expected) == 83
    for case in expected:
        outcome = overall(one.result for one in judged(cases / case["rule"], cases / case["xml"]))
        assert (outcome is not Outcome.FAILED) == case["expected"], case


def identifiers(found):
    """Of the activities or organisations that failed, each once."""
    names = []
    for one in found:
        if one.result.outcome is Outcome.FAILED:
            steps = [one.element, *one.element.iterancestors()]
            of = next(step for step in steps if step.tag in {"iati-activity", "iati-organisation"})
            names.append(of.findtext("iati-identifier") or of.findtext("organisation-identifier") or "noIdentifier")
    return list(dict.fromkeys(names))


def test_174_of_174_ruleset_cases_of_the_newer_engine(folder):
    cases = folder / "ruleset_unit_tests"
    expected = json.loads((cases / "cases.json").read_text(encoding="utf-8"))
    assert len(expected) == 174
    official = official_registers()
    registers = Registers(official.agencies, official.organisations | PUBLISHERS)
    for case in expected:
        family = cases / case["family"]
        file = family / "test-files" / case["file"]
        if case["family"] == "dupIdentifier":
            [report] = check(file, checks=["own"])
            told = [one for one in report.findings if one.rule in {"own:repeated-activity", "own:duplicate-identifier"}]
            assert bool(told) == (case["expected"] == "file-level error"), case
            continue
        found = judged(family / "rules" / case["rule"], file, registers)
        if case["family"] == "identifier":
            assert identifiers(found) == case["expected"], case
        else:
            assert NEWER[overall(one.result for one in found)] == case["expected"], case


def test_without_the_publishers_of_the_registry_two_of_them_differ(folder):
    cases = folder / "ruleset_unit_tests"
    expected = json.loads((cases / "cases.json").read_text(encoding="utf-8"))
    differing = set()
    for case in expected:
        if case["family"] in {"dupIdentifier", "identifier"}:
            continue
        family = cases / case["family"]
        found = judged(family / "rules" / case["rule"], family / "test-files" / case["file"])
        if NEWER[overall(one.result for one in found)] != case["expected"]:
            differing.add(case["file"])
    assert differing == {"X.X.13_act_id_existing_pre.xml", "X.X.8_act_id_existing_pre.xml"}


def test_the_error_beyond_line_65535_has_its_line_and_its_byte(shared):
    path = shared / "iati" / "activities" / "synthetic_reference" / "error_at_70076_in_early_activity.xml"
    [report] = check(path)
    [finding] = [one for one in report.findings if one.severity == "error"]
    assert (finding.line, finding.rule) == (70076, "xsd:missing-attribute")
    content = path.read_bytes()
    assert content[finding.byte :].startswith(b"<condition>")
    assert content[: finding.byte].count(b"\n") + 1 == 70076


def test_an_undeclared_prefix_is_told_with_its_line_and_the_rest_is_checked(shared):
    path = shared / "iati" / "conformance" / "dportal" / "frankenstein.xml"
    [report] = check(path)
    prefixes = [one for one in report.findings if one.rule == "xml:prefix"]
    assert {one.line for one in prefixes} == {2299}
    assert path.read_bytes()[prefixes[0].byte :].startswith(b"<iati-activity ")
    assert report.activities == 2
    after = [one for one in report.findings if one.line > 2299]
    assert {one.rule.partition(":")[0] for one in after} >= {"xsd", "codelist", "own"}


def test_every_real_file_gives_a_report_and_every_place_is_that_of_the_element(shared):
    files = sorted((shared / "iati" / "activities").rglob("*.xml"))
    reports = check(*files)
    assert [report.file for report in reports] == [str(path) for path in files]
    for path, report in zip(files, reports, strict=True):
        content = path.read_bytes()
        lines = content.split(b"\n")
        for one in report.findings:
            assert one.message
            assert one.remedy
            if one.rule.startswith(("xsd", "codelist", "ruleset", "own")):
                name = one.element.partition("/@")[0].rpartition("/")[2].partition("[")[0]
                assert content[one.byte :].startswith(b"<" + name.encode()), (path.name, one)
                assert b"<" + name.encode() in lines[one.line - 1], (path.name, one)


def wholes(shared):
    """Real files of 2.0x in one piece, to hold what is read in pieces against."""
    for path in sorted((shared / "iati" / "activities").rglob("*.xml")):
        tree = etree.parse(path, etree.XMLParser(recover=True, remove_comments=True)).getroot()
        if tree.get("version", "1").startswith("2") and tree.tag in {"iati-activities", "iati-organisations"}:
            yield path, tree


def test_activities_read_apart_give_what_the_schema_says_of_the_whole_file(shared):
    seen = 0
    for path, tree in wholes(shared):
        official = schema(kind_of(tree.tag))
        official.validate(tree)
        whole = len(official.error_log)
        [report] = check(path, checks=["schema"])
        told = [one for one in report.findings if one.severity == "error" and one.rule.startswith("xsd")]
        assert len(told) == whole, path
        seen += 1
    assert seen >= 14


def test_activities_read_apart_give_what_the_rules_say_of_the_whole_file(shared):
    for path, tree in wholes(shared):
        found = verdicts(ruleset(), tree, NOW, official_registers())
        whole = Counter(f"ruleset:{one.case['ruleInfo']['id']}" for one in found for _ in one.result.culprits)
        [report] = check(path, checks=["rulesets"], now=NOW)
        assert Counter(one.rule for one in report.findings if one.rule.startswith("ruleset")) == whole, path
