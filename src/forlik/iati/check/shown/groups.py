"""Findings of one rule together, and within it those of one message: ten thousand alike are read as one."""

from collections.abc import Iterable
from dataclasses import dataclass

from forlik.iati.check.report import SEVERITIES, Finding, Severity


@dataclass(frozen=True, slots=True)
class Alike:
    """Findings of one rule with one message.

    Args:
        message: What they say.
        remedy: What to do.
        findings: They themselves, in the order of the file.
    """

    message: str
    remedy: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule and severity.

    Args:
        severity: How grave.
        rule: The rule.
        count: How many findings.
        alike: By message, the most frequent first.
    """

    severity: Severity
    rule: str
    count: int
    alike: tuple[Alike, ...]


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Findings by rule: the gravest first, and of these the most frequent.

    Args:
        findings: Findings of one file.
    """
    rules: dict[tuple[Severity, str], dict[tuple[str, str], list[Finding]]] = {}
    for one in findings:
        messages = rules.setdefault((one.severity, one.rule), {})
        messages.setdefault((one.message, one.remedy), []).append(one)
    groups = [
        Group(severity, rule, sum(map(len, messages.values())), _by_frequency(messages))
        for (severity, rule), messages in rules.items()
    ]
    return sorted(groups, key=lambda group: (SEVERITIES.index(group.severity), -group.count, group.rule))


def _by_frequency(messages: dict[tuple[str, str], list[Finding]]) -> tuple[Alike, ...]:
    alike = [Alike(message, remedy, tuple(found)) for (message, remedy), found in messages.items()]
    return tuple(sorted(alike, key=lambda one: -len(one.findings)))
