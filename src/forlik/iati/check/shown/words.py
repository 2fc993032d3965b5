"""Words that the reports share."""

from forlik.iati.check.report import Report


def number(count: int, one: str, many: str = "") -> str:
    """A count with its noun.

    Args:
        count: How many.
        one: The noun for one.
        many: The noun for several; with an s when left out.
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def verdict(report: Report) -> str:
    """A report in one line: valid or not, of what, and how much was found.

    Args:
        report: The report.
    """
    counts = report.counts()
    found = ", ".join(number(count, severity) for severity, count in counts.items() if count) or "nothing found"
    kind = report.kind or "activity"
    many = {"activity": "activities"}.get(kind, f"{kind}s")
    of = f"IATI {report.version}" if report.version else "no version stated"
    what = f"{of}, {number(report.activities, kind, many)}: " if report.kind else ""
    return f"{'valid' if report.valid else 'NOT VALID'} – {what}{found}"
