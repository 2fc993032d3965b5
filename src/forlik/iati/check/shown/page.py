"""The report as one page that stands by itself: no script, no address outside, and every text of a file escaped."""

from collections.abc import Iterable, Iterator
from html import escape

from forlik.core.printable import printable
from forlik.iati.check.report import Finding, Report
from forlik.iati.check.shown.groups import Alike, Group, grouped
from forlik.iati.check.shown.words import number, verdict

MOST_MESSAGES, MOST_PLACES = 200, 200
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1b1b1b;
  background: #fff; }
h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #d0d0d0;
  overflow-wrap: anywhere; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.error { color: #a40000; } .warning { color: #7a4b00; } .note { color: #30506f; }
summary { cursor: pointer; padding: .25rem 0; }
section section { margin: 1.5rem 0; }
@media (prefers-color-scheme: dark) {
  body { color: #eee; background: #161616; } th, td { border-color: #444; }
  .error { color: #ff9a9a; } .warning { color: #ffc97a; } .note { color: #a9cdf0; }
}
"""


def as_html(reports: Iterable[Report]) -> str:
    """Reports as one page: per file the rules with their counts, then the findings of each rule.

    Args:
        reports: The reports.

    Returns:
        A whole HTML document.
    """
    body = "\n".join(part for place, report in enumerate(reports) for part in _report(report, place))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>IATI check</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>IATI check</h1>\n{body}\n"
        "</body>\n</html>\n"
    )


def _report(report: Report, place: int) -> Iterator[str]:
    groups = grouped(report.findings)
    yield f"<section>\n<h2>{_safe(report.file)}</h2>\n<p>{_safe(verdict(report))}</p>"
    if groups:
        yield '<table>\n<tr><th>Severity</th><th>Rule</th><th class="number">Findings</th></tr>'
        for order, group in enumerate(groups):
            link = f'<a href="#rule-{place}-{order}">{_safe(group.rule)}</a>'
            yield (
                f'<tr><td class="{group.severity}">{group.severity}</td><td>{link}</td>'
                f'<td class="number">{group.count:,}</td></tr>'
            )
        yield "</table>"
    for order, group in enumerate(groups):
        yield from _group(group, f"rule-{place}-{order}")
    yield "</section>"


def _group(group: Group, anchor: str) -> Iterator[str]:
    heading = f'<span class="{group.severity}">{group.severity}</span> {_safe(group.rule)}'
    yield f'<section id="{anchor}">\n<h3>{heading} × {group.count:,}</h3>'
    for alike in group.alike[:MOST_MESSAGES]:
        yield from _alike(alike)
    rest = len(group.alike) - MOST_MESSAGES
    if rest > 0:
        yield f"<p>… and {number(rest, 'other message')} of this rule; the JSON report has all.</p>"
    yield "</section>"


def _alike(alike: Alike) -> Iterator[str]:
    times = f"{len(alike.findings):,} × " if len(alike.findings) > 1 else ""
    yield f"<details{' open' if len(alike.findings) == 1 else ''}>"
    yield f"<summary>{times}{_safe(alike.message)}</summary>\n<p>→ {_safe(alike.remedy)}</p>"
    yield '<table>\n<tr><th class="number">Line</th><th class="number">Byte</th><th>Element</th><th>Of</th></tr>'
    yield from (_row(one) for one in alike.findings[:MOST_PLACES])
    yield "</table>"
    rest = len(alike.findings) - MOST_PLACES
    if rest > 0:
        yield f"<p>… and {number(rest, 'other place')}; the JSON report has all.</p>"
    yield "</details>"


def _row(finding: Finding) -> str:
    line, byte = (f"{finding.line:,}", f"{finding.byte:,}") if finding.line else ("–", "–")
    return (
        f'<tr><td class="number">{line}</td><td class="number">{byte}</td><td>{_safe(finding.element)}</td>'
        f"<td>{_safe(finding.activity_id)}</td></tr>"
    )


def _safe(text: str) -> str:
    return escape(printable(text))
