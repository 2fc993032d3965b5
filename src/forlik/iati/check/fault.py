"""A finding in the making: known by its element, not yet by its place in the file."""

from dataclasses import dataclass
from typing import Any

from forlik.iati.check.report import Severity

STUMBLED = "the check “{name}” failed here ({error}); what it would have said is not known"
STUMBLED_REMEDY = "see whether a value is beyond measure; else report it with the file"


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found in a tree.

    Args:
        severity: As of a finding.
        rule: As of a finding.
        node: The element.
        attribute: Name of the attribute concerned; empty when the element itself is.
        message: As of a finding.
        remedy: As of a finding.
    """

    severity: Severity
    rule: str
    node: Any
    attribute: str
    message: str
    remedy: str


def stumbled(rule: str, name: str, error: Exception, node: Any) -> Fault:
    """What is said when a check fails on an activity, which must not stop the others.

    Args:
        rule: Rule of the finding.
        name: Name of the check.
        error: What it failed with.
        node: The activity.
    """
    return Fault("error", rule, node, "", STUMBLED.format(name=name, error=type(error).__name__), STUMBLED_REMEDY)


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding that has its offset in the document, and waits for its line.

    Args:
        severity: As of a finding.
        rule: As of a finding.
        element: As of a finding.
        offset: Offset in the document; ``-1`` when it has no place.
        message: As of a finding.
        remedy: As of a finding.
        activity_id: As of a finding.
    """

    severity: Severity
    rule: str
    element: str
    offset: int
    message: str
    remedy: str
    activity_id: str = ""
