"""A made-up activity that nothing is wrong with, and the ways of writing files of it."""

from datetime import UTC, datetime

import pytest

from forlik.iati.check import check

NOW = datetime(2025, 6, 30, 12, tzinfo=UTC)
ACTIVITY = """<iati-activity default-currency="NOK" xml:lang="en" last-updated-datetime="2025-01-01T00:00:00Z">
  <iati-identifier>NO-BRC-1-A</iati-identifier>
  <reporting-org ref="NO-BRC-1" type="10"><narrative>Made up</narrative></reporting-org>
  <title><narrative>A made-up thing</narrative></title>
  <description><narrative>Made up for a test</narrative></description>
  <participating-org role="1" type="10" ref="NO-BRC-1"><narrative>Made up</narrative></participating-org>
  <activity-status code="2"/>
  <activity-date type="2" iso-date="2020-01-01"/>
  <recipient-country code="AF" percentage="100"/>
  <sector code="15220" percentage="60"/>
  <sector code="15210" percentage="40"/>
  <budget>
    <period-start iso-date="2020-01-01"/>
    <period-end iso-date="2020-12-31"/>
    <value value-date="2020-01-01">1000</value>
  </budget>
  <transaction>
    <transaction-type code="3"/>
    <transaction-date iso-date="2020-02-01"/>
    <value value-date="2020-02-01">500.50</value>
  </transaction>
</iati-activity>"""


def file_of(*activities: str, version: str = "2.03", attributes: str = "") -> str:
    body = "\n".join(activities)
    opening = f'<iati-activities version="{version}"{attributes}>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}\n{body}\n</iati-activities>\n'


@pytest.fixture
def activity():
    return ACTIVITY


@pytest.fixture
def checked(tmp_path):
    """Check one text, given as a whole file or as the activities of one."""

    def one(*given: str | bytes, whole: bool = False, version: str = "2.03", name: str = "made-up.xml", **options):
        text = given[0] if whole else file_of(*given, version=version)
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        [report] = check(path, now=NOW, **options)
        return report

    return one


@pytest.fixture
def changed(checked):
    """Check the made-up activity with one thing changed."""

    def one(old: str, new: str, **options):
        assert old in ACTIVITY
        return checked(ACTIVITY.replace(old, new, 1), **options)

    return one


@pytest.fixture
def rules():
    """The rules that a report has findings of, with their severities."""
    return lambda report: {(one.severity, one.rule) for one in report.findings}
