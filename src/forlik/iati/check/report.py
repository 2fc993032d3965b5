"""What a check of a file gives: a report with its findings."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from forlik.iati.standard import Kind

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or to be known, in a file.

    Args:
        severity: ``error`` (not as the standard demands), ``warning`` (doubtful), ``note`` (to be known).
        rule: What it offends: ``xml:…`` and ``file:…`` (cannot be read), ``xsd:…``, ``codelist:…``, ``ruleset:…``,
            ``own:…``.
        element: Path of the element or attribute, such as ``/iati-activities/iati-activity[2]/sector/@code``.
        line: Line on which the element begins, from 1; 0 when it has no place in the file.
        byte: Offset of the element's first byte in the file, from 0.
        message: What is wrong, with the value found.
        remedy: What to do.
        activity_id: Identifier of the activity or organisation; empty when the finding is of none.
    """

    severity: Severity
    rule: str
    element: str
    line: int
    byte: int
    message: str
    remedy: str
    activity_id: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one file.

    Args:
        file: Name as given; for a file in an archive ``archive.zip/member.xml``.
        valid: Whether there is no finding of severity ``error``.
        version: Version of the standard that the file states; ``None`` when it states none.
        kind: Whether it is of activities or of organisations; ``None`` when neither.
        activities: Activities or organisations in it.
        findings: In the order of the file.
    """

    file: str
    valid: bool
    version: str | None
    kind: Kind | None
    activities: int
    findings: tuple[Finding, ...]

    def counts(self) -> dict[Severity, int]:
        """Findings of each severity."""
        counted = Counter(finding.severity for finding in self.findings)
        return {severity: counted[severity] for severity in SEVERITIES}


def as_json(report: Report) -> dict[str, Any]:
    """A report in the form that programs read, with every finding.

    Args:
        report: The report.
    """
    return {
        "file": report.file,
        "valid": report.valid,
        "version": report.version,
        "findings": [
            {
                "severity": one.severity,
                "rule": one.rule,
                "element": one.element,
                "line": one.line,
                "byte": one.byte,
                "message": one.message,
                "remedy": one.remedy,
                "activity_id": one.activity_id,
            }
            for one in report.findings
        ],
    }
