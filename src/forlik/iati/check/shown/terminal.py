"""The report for the terminal."""

from collections.abc import Iterable, Iterator

from forlik.core.printable import printable
from forlik.iati.check.report import Finding, Report
from forlik.iati.check.shown.groups import Alike, Group, grouped
from forlik.iati.check.shown.words import number, verdict

MOST_MESSAGES, MOST_PLACES = 5, 3


def as_text(reports: Iterable[Report]) -> str:
    """Reports as text: by rule, with what to do, and the first places of each.

    Args:
        reports: The reports.

    Returns:
        Lines, without control characters, however hostile the files.
    """
    return "\n".join(line for report in reports for line in _lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"{printable(report.file)}: {printable(verdict(report))}"
    for group in grouped(report.findings):
        yield from _group(group)


def _group(group: Group) -> Iterator[str]:
    yield f"  {group.severity} {printable(group.rule)} × {group.count:,}"
    for alike in group.alike[:MOST_MESSAGES]:
        yield from _alike(alike)
    rest = len(group.alike) - MOST_MESSAGES
    if rest > 0:
        yield f"    … and {number(rest, 'other message')} of this rule"


def _alike(alike: Alike) -> Iterator[str]:
    times = f"{len(alike.findings):,} × " if len(alike.findings) > 1 else ""
    yield f"    {times}{printable(alike.message)}"
    yield f"      → {printable(alike.remedy)}"
    yield from (f"      {_place(one)}" for one in alike.findings[:MOST_PLACES])
    rest = len(alike.findings) - MOST_PLACES
    if rest > 0:
        yield f"      … and {number(rest, 'other place')}"


def _place(finding: Finding) -> str:
    place = f"line {finding.line:,}, byte {finding.byte:,}" if finding.line else "no place in the file"
    of = f" ({finding.activity_id})" if finding.activity_id else ""
    return printable(f"{place}: {finding.element}{of}" if finding.element else place)
