"""What the schema says, in words: with the value found and what to do, and at its place."""

import pytest

from forlik.iati.check import check
from forlik.iati.standard import schema

SAID = [
    (
        '<activity-status code="2"/>',
        "<activity-status/>",
        "missing-attribute",
        "<activity-status> has no code",
        'code="…"',
    ),
    (
        '<activity-status code="2"/>',
        '<activity-status code="2" x="y"/>',
        "unknown-attribute",
        "cannot have x (“y”)",
        "take",
    ),
    (
        '<activity-status code="2"/>',
        '<activity-status code="2">on</activity-status>',
        "unexpected-text",
        "holds “on”",
        "narr",
    ),
    ("<title>", "<foo/><title>", "unexpected-element", "<foo> cannot stand here", "expects <title>"),
    (
        'type="2" iso-date="2020-01-01"',
        'type="2" iso-date="1/1/2020"',
        "attribute-value",
        "“1/1/2020”, which is not a date",
        "2024",
    ),
    (">500.50<", ">five<", "element-value", "<value> has the value “five”, which is not a number", "digits"),
    (">500.50<", "><", "element-value", "<value> is empty", "digits"),
    (
        "<narrative>A made-up thing</narrative>",
        "",
        "missing-element",
        "<title> is not complete: <narrative> is missing",
        "add",
    ),
]


@pytest.mark.parametrize(("old", "new", "rule", "message", "remedy"), SAID)
def test_a_fault_is_said_in_words(changed, old, new, rule, message, remedy):
    report = changed(old, new, checks=["schema"])
    [finding] = [one for one in report.findings if one.rule == f"xsd:{rule}"]
    assert message in finding.message
    assert remedy in finding.remedy
    assert "{" not in finding.message
    assert not report.valid


def test_a_missing_element_is_told_where_the_next_one_stands(changed):
    report = changed('<activity-status code="2"/>', "", checks=["schema"])
    [finding] = report.findings
    assert finding.message == "<activity-date> cannot stand here"
    assert "<activity-status>" in finding.remedy


def test_faults_of_the_first_element_are_told_once(checked, activity):
    text = f'<iati-activities version="2.03" generated-datetime="now" extra="1">{activity}{activity}</iati-activities>'
    report = checked(text, whole=True, checks=["schema"])
    assert sorted((one.rule, one.element) for one in report.findings) == [
        ("xsd:attribute-value", "/iati-activities/@generated-datetime"),
        ("xsd:unknown-attribute", "/iati-activities/@extra"),
    ]


def test_an_element_of_ones_own_may_follow_the_activities_but_not_precede_them(checked, activity):
    own = '<my:thing xmlns:my="https://example.org/">x</my:thing>'
    assert checked(activity, own, checks=["schema"]).valid
    report = checked(own, activity, checks=["schema"])
    assert [one.rule for one in report.findings] == ["xsd:unexpected-element"]


def test_a_file_without_activities_is_not_valid(checked):
    report = checked('<iati-activities version="2.03"/>', whole=True)
    assert [(one.rule, one.message) for one in report.findings] == [
        ("xsd:missing-element", "<iati-activities> is not complete: <iati-activity> is missing")
    ]
    assert report.activities == 0


def test_an_older_2_0x_is_held_against_the_latest_and_says_so(checked, activity):
    report = checked(activity, version="2.02")
    assert [(one.severity, one.rule) for one in report.findings] == [("note", "xsd:version")]
    assert "“2.02” and is held against 2.03" in report.findings[0].message
    assert report.valid


def test_of_1_0x_no_schema_is_kept_and_the_other_checks_go_on(checked, activity):
    text = activity.replace('code="2"/>', 'code="2" extra="1"/>').replace('"60"', '"61"').replace("AF", "QQ")
    report = checked(text, version="1.03")
    assert [(one.severity, one.rule) for one in report.findings] == [
        ("warning", "xsd:version"),
        ("warning", "codelist:Country"),
        ("error", "own:percentage-sum"),
    ]


def test_an_activity_alone_is_read_and_told(checked, activity):
    report = checked(activity.replace('"60"', '"61"'), whole=True)
    assert ("warning", "xml:root") in {(one.severity, one.rule) for one in report.findings}
    [finding] = [one for one in report.findings if one.rule == "own:percentage-sum"]
    assert finding.element == "/iati-activity/sector[1]/@percentage"
    assert finding.line == 10


def test_ten_thousand_faults_in_one_activity_are_all_told(checked, activity):
    text = activity.replace("</iati-activity>", '<transaction ref="x"/>\n' * 10_000 + "</iati-activity>")
    report = checked(text, checks=["schema"])
    found = [one for one in report.findings if one.rule == "xsd:missing-element"]
    assert len(found) == 10_000
    assert [one.line for one in found] == list(range(found[0].line, found[0].line + 10_000))


def test_the_whole_file_and_its_activities_apart_are_judged_alike(tmp_path, activity):
    # The schema itself on the whole file is the judge.
    from lxml import etree

    texts = [
        activity,
        activity.replace("<title>", "<titel>").replace("</title>", "</titel>"),
        activity.replace("2020-02-01", "x"),
    ]
    for number, texts_of_file in enumerate([texts[:1], texts, texts[1:], texts[:1] * 3]):
        content = '<iati-activities version="2.03">' + "".join(texts_of_file) + "</iati-activities>"
        path = tmp_path / f"{number}.xml"
        path.write_text(content, encoding="utf-8")
        [report] = check(path, checks=["schema"])
        official = schema("activity")
        assert report.valid == official.validate(etree.fromstring(content))
        assert len(report.findings) == len(official.error_log)


def test_a_fault_in_an_element_of_a_default_namespace_has_its_place(checked, activity):
    own = '<thing xmlns="https://example.org/"><part/></thing>'
    text = activity.replace("<title>", f"{own}<title>")
    [finding] = checked(text, checks=["schema"]).findings
    assert finding.message == "<thing> cannot stand here"
    assert finding.element == "/iati-activities/iati-activity[1]/thing"
    assert finding.line == 6
