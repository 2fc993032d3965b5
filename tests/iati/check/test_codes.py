"""Codes that are on no list, or no longer on it."""

import pytest


@pytest.mark.parametrize(
    ("old", "new", "severity", "rule", "message", "remedy"),
    [
        (
            'status code="2"',
            'status code="9"',
            "error",
            "ActivityStatus",
            "“9” is not on the list",
            "use a code of the list",
        ),
        ('code="AF"', 'code="QQ"', "warning", "Country", "which names the usual ones only", "check it"),
        ('"NOK"', '"nok"', "error", "Currency", "“nok” is not on the list Currency", "write NOK"),
        (
            '"NOK"',
            '"BYR"',
            "warning",
            "Currency",
            "“BYR” (Belarussian Ruble) was withdrawn on 2018-08-08",
            "use BYN instead",
        ),
        ('xml:lang="en"', 'xml:lang="EN"', "warning", "Language", "“EN” is not on the list", "write en"),
        ('code="15220"', 'code=""', "error", "Sector", "no code is given", "use a code of the list Sector"),
        ('code="15220"', 'code="74010"', "warning", "Sector", "was withdrawn on 2017-12-31", "use a current code"),
        (
            'code="15220"',
            'vocabulary="55" code="x"',
            "error",
            "SectorVocabulary",
            "“55” is not on the list",
            "use a code",
        ),
    ],
)
def test_a_code_is_held_against_its_list(changed, old, new, severity, rule, message, remedy):
    report = changed(old, new, checks=["codelists"])
    [finding] = report.findings
    assert (finding.severity, finding.rule) == (severity, f"codelist:{rule}")
    assert message in finding.message
    assert remedy in finding.remedy
    assert "/@" in finding.element


@pytest.mark.parametrize(
    ("new", "rules"),
    [
        ('vocabulary="1" code="152"', ["codelist:Sector"]),
        ('vocabulary="2" code="152"', []),
        ('vocabulary="2" code="15220"', ["codelist:SectorCategory"]),
        ('vocabulary="7" code="16"', []),
        ('vocabulary="7" code="18"', ["codelist:UNSDG-Goals"]),
        ('vocabulary="99" code="anything"', []),
    ],
)
def test_the_list_depends_on_the_vocabulary(changed, new, rules):
    report = changed('code="15220"', new, checks=["codelists"])
    assert [one.rule for one in report.findings] == rules


def test_the_version_is_a_code_too(checked, activity):
    report = checked(activity, version="2.09", checks=["codelists"])
    assert [(one.rule, one.element) for one in report.findings] == [("codelist:Version", "/iati-activities/@version")]
