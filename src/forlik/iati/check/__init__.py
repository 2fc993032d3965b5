"""The IATI checker: schema, code lists, official rules and our own checks, with the place of every finding."""

from forlik.iati.check.report import SEVERITIES, Finding, Report, Severity, as_json
from forlik.iati.check.run import CHECKS, check
from forlik.iati.check.shown import as_html, as_table, as_text

__all__ = [
    "CHECKS",
    "SEVERITIES",
    "Finding",
    "Report",
    "Severity",
    "as_html",
    "as_json",
    "as_table",
    "as_text",
    "check",
]
