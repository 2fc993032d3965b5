"""Every check of our own on a made-up activity: it hits what it should, and not the sound one."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.iati.check import check
from forlik.iati.check.own import OWN
from forlik.iati.check.own.percentages import deviation

HITS = {
    "percentage-sum": [
        (
            'percentage="40"',
            'percentage="39.99"',
            "the percentages of sectors add up to 99.99, which is 0.01 too little",
        ),
        ('percentage="40"', 'percentage="140"', "the percentages of sectors add up to 200, which is 100 too much"),
        ('percentage="100"', 'percentage="99.999"', "recipient countries add up to 99.999, which is 0.001 too little"),
        (
            '<recipient-country code="AF" percentage="100"/>',
            '<recipient-country code="AF" percentage="50"/><recipient-region code="298" percentage="60"/>',
            "recipient countries and regions add up to 110, which is 10 too much",
        ),
        (
            '<sector code="15220" percentage="60"/>',
            '<sector code="15220" percentage="60"/><sector vocabulary="99" code="x" percentage="90"/>',
            "sectors of vocabulary “99” add up to 90",
        ),
    ],
    "percentage-missing": [(' percentage="40"', "", "1 of 2 sectors have no percentage")],
    "percentage-negative": [('percentage="40"', 'percentage="-40"', "the percentage is -40, below zero")],
    "percentage-blank": [('percentage="40"', 'percentage=" "', "the percentage is given, but empty")],
    "percentage-unreadable": [
        ('percentage="40"', 'percentage="40%"', "the percentage “40%” cannot be read: not a number"),
        ('percentage="40"', 'percentage="NaN"', "“NaN” cannot be read: not a number"),
        (
            'percentage="40"',
            'percentage="40.1234567"',
            "“40.1234567” cannot be read: more than 6 digits after the point",
        ),
    ],
    "amount-unreadable": [
        (">500.50<", ">abc<", "the amount “abc” cannot be read: not a number"),
        (">500.50<", "> <", "the amount “” cannot be read: blank"),
        (">500.50<", "><", "the amount “” cannot be read: blank"),
        (">500.50<", ">1.2345678<", "the amount “1.2345678” cannot be read: more than 6 digits after the point"),
    ],
    "date-unreadable": [
        (
            'type="2" iso-date="2020-01-01"',
            'type="2" iso-date="2011-02-30"',
            "the date “2011-02-30” cannot be read: not a",
        ),
        (
            'transaction-date iso-date="2020-02-01"',
            'transaction-date iso-date="31/12/2011"',
            "“31/12/2011” cannot be read",
        ),
        ('value-date="2020-02-01"', 'value-date="2020-13-01"', "the date “2020-13-01” cannot be read: not a day"),
        ('value-date="2020-02-01"', 'value-date=""', "the date “” cannot be read: blank"),
    ],
    "date-in-future": [
        (
            'transaction-date iso-date="2020-02-01"',
            'transaction-date iso-date="2025-07-01"',
            "2025-07-01 is after today",
        ),
        ('type="2" iso-date="2020-01-01"', 'type="4" iso-date="2031-01-01"', "2031-01-01 is after today, 2025-06-30"),
        ("2025-01-01T00:00:00Z", "2025-06-30T23:00:00-02:00", "2025-07-01 is after today"),
        ('<value value-date="2020-02-01">', '<value value-date="2030-02-01">', "2030-02-01 is after today"),
    ],
    "period-reversed": [("2020-12-31", "2019-12-31", "the period ends on 2019-12-31, before it begins on 2020-01-01")],
    "transaction-before-1950": [
        ('transaction-date iso-date="2020-02-01"', 'transaction-date iso-date="1900-01-01"', "is of 1900-01-01"),
        ('transaction-date iso-date="2020-02-01"', 'transaction-date iso-date="1949-12-31Z"', "is of 1949-12-31"),
    ],
    "no-currency": [
        (' default-currency="NOK"', "", "the amount “1000” has no currency, and there is no default-currency")
    ],
    "no-value-date": [(' value-date="2020-02-01"', "", "the amount “500.50” has no value-date")],
    "decimal-comma": [(">500.50<", ">500,50<", "the amount “500,50” has a comma")],
    "identifier-prefix": [
        ("NO-BRC-1-A", "XX-A", "identifier “XX-A” does not begin with that of the reporting organisation, “NO-BRC-1”")
    ],
    "identifier-space": [
        ("NO-BRC-1-A", "NO-BRC-1-A\n ", "identifier “NO-BRC-1-A␣␣” has white space in or around it"),
        ('reporting-org ref="NO-BRC-1"', 'reporting-org ref="NO-BRC-1 "', "identifier “NO-BRC-1␣”"),
        ("NO-BRC-1-A", "NO-BRC-1-\u00a0A", "identifier “NO-BRC-1-␣A”"),
    ],
}


def of(report, name):
    return [one for one in report.findings if one.rule == f"own:{name}"]


def test_nothing_is_found_in_a_sound_activity(checked, activity):
    report = checked(activity)
    assert report.findings == ()
    assert (report.valid, report.version, report.kind, report.activities) == (True, "2.03", "activity", 1)


def test_every_check_has_a_case_here_and_says_why_it_is_there():
    assert {one.name for one in OWN} == set(HITS)
    for one in OWN:
        assert one.reason
        assert one.remedy


@pytest.mark.parametrize(
    ("name", "old", "new", "message"), [(name, *case) for name, cases in HITS.items() for case in cases]
)
def test_a_check_hits_what_it_should(changed, name, old, new, message):
    severity = {one.name: one.severity for one in OWN}[name]
    report = changed(old, new)
    found = of(report, name)
    assert found, report.findings
    assert message in found[0].message
    assert {one.severity for one in found} == {severity}
    assert found[0].activity_id


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (' percentage="100"', ""),  # one country needs no percentage
        ('percentage="40"', 'percentage="40.000"'),
        ('iso-date="2020-02-01"', 'iso-date="2025-06-30"'),  # today is not the future
        ('iso-date="2020-02-01"', 'iso-date="1950-01-01"'),
        ('type="2" iso-date="2020-01-01"', 'type="3" iso-date="2031-01-01"'),  # a planned end may lie ahead
        ("2020-12-31", "2020-01-01"),  # a period of one day
    ],
)
def test_a_check_leaves_alone_what_is_right(changed, old, new):
    report = changed(old, new)
    assert not [one for one in report.findings if one.rule.startswith("own:")]


def test_a_former_identifier_of_the_organisation_may_begin_one_of_an_activity(checked, activity):
    former = '<other-identifier ref="NO-OLD" type="B1"/><activity-status'
    text = activity.replace("NO-BRC-1-A", "NO-OLD-A").replace("<activity-status", former)
    assert not of(checked(text), "identifier-prefix")


def test_an_own_currency_on_each_amount_is_enough(checked, activity):
    text = activity.replace(' default-currency="NOK"', "").replace("<value ", '<value currency="NOK" ')
    assert not of(checked(text), "no-currency")


def test_organisations_are_checked_too(checked):
    text = """<iati-organisations version="2.03"><iati-organisation>
      <organisation-identifier>NO-BRC-1</organisation-identifier><name><narrative xml:lang="en">N</narrative></name>
      <reporting-org ref="NO-BRC-1" type="10"><narrative xml:lang="en">N</narrative></reporting-org>
      <total-budget><period-start iso-date="2021-01-01"/><period-end iso-date="2020-01-01"/>
      <value value-date="2020-01-01">1,000</value></total-budget></iati-organisation></iati-organisations>"""
    report = checked(text, whole=True)
    assert report.kind == "organisation"
    assert {"own:period-reversed", "own:decimal-comma", "own:no-currency"} <= {one.rule for one in report.findings}


def test_an_identifier_with_the_same_content_is_told_from_one_with_other_content(checked, activity, rules):
    spaced = activity.replace("\n", "\n\n ")
    assert ("error", "own:repeated-activity") in rules(checked(activity, spaced, checks=["own"]))
    other = activity.replace("500.50", "500.51")
    report = checked(activity, other, checks=["own"])
    [finding] = report.findings
    assert (finding.severity, finding.rule) == ("error", "own:duplicate-identifier")
    assert "also that of activity 1, with other content" in finding.message
    assert finding.element == "/iati-activities/iati-activity[2]/iati-identifier"


def test_an_identifier_in_two_files_is_told_in_the_second(tmp_path, activity):
    texts = [activity, activity, activity.replace("500.50", "7")]
    paths = [tmp_path / f"{place}.xml" for place in range(3)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(f'<iati-activities version="2.03">{text}</iati-activities>', encoding="utf-8")
    reports = check(*paths, checks=["own"])
    assert [{(one.severity, one.rule) for one in report.findings} for report in reports] == [
        set(),
        {("warning", "own:repeated-activity")},
        {("error", "own:duplicate-identifier")},
    ]
    assert str(paths[0]) in reports[2].findings[0].message


PERCENTAGES = st.lists(st.decimals(-1000, 1000, places=6), min_size=1, max_size=30)


@given(PERCENTAGES)
def test_the_deviation_is_that_of_fractions(percentages):
    assert Fraction(deviation(percentages)) == sum(map(Fraction, percentages)) - 100


@given(st.lists(st.integers(1, 10**12), min_size=2, max_size=12))
def test_shares_that_were_made_to_add_up_do_and_one_step_more_does_not(weights):
    step = Decimal("0.0000000000000000000000000000000001")
    shares = [Decimal(weight) / 10**14 for weight in weights[:-1]]
    shares.append(100 - sum(shares, Decimal(0)))
    assert deviation(shares) == 0
    assert deviation([*shares, step]) == step


def test_every_check_stands_in_the_docs_with_its_severity():
    page = (Path(__file__).parents[3] / "docs" / "how-to" / "check-iati.md").read_text(encoding="utf-8")
    for one in OWN:
        assert f"| `own:{one.name}` | {one.severity} |" in page


@pytest.mark.parametrize("version", ["1.03", "2.01", "2.03"])
def test_what_cannot_be_read_is_told_in_every_version_with_its_place(checked, activity, version):
    wrong = activity.replace(">500.50<", ">abc<").replace('transaction-date iso-date="2020-02-01"', _NO_DAY)
    wrong = wrong.replace("<activity-status", "<misplaced/><activity-status")
    report = checked(wrong, version=version)
    assert not report.valid
    [amount] = of(report, "amount-unreadable")
    [day] = of(report, "date-unreadable")
    assert amount.element == "/iati-activities/iati-activity[1]/transaction/value"
    assert day.element == "/iati-activities/iati-activity[1]/transaction/transaction-date/@iso-date"
    assert amount.line == day.line + 1
    assert amount.byte > day.byte > 0


_NO_DAY = 'transaction-date iso-date="2011-02-30"'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (">500.50<", "> 500<!-- and a half -->.50\n<"),
        (">500.50<", ">-500.500000000<"),
        ('iso-date="2020-02-01"', 'iso-date="2020-02-01Z"'),
        ('percentage="40"', 'percentage="4e1"'),
    ],
)
def test_what_our_reader_reads_is_readable(changed, old, new):
    assert not [one for one in changed(old, new).findings if one.rule.endswith("-unreadable")]
