"""Checking files: each for itself, one activity after the other, so that no file and no fault stops the rest."""

import tempfile
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from pathlib import Path

from forlik.core.days import now as present
from forlik.core.errors import ForlikError, UsageError
from forlik.core.printable import printable
from forlik.iati.check.activity import Activity
from forlik.iati.check.codes import check_codes
from forlik.iati.check.document import Checks, check_document
from forlik.iati.check.fault import STUMBLED, STUMBLED_REMEDY, Fault
from forlik.iati.check.intake import Named, documents, mapped
from forlik.iati.check.own import Known, check_own
from forlik.iati.check.report import Finding, Report
from forlik.iati.check.ruled import check_rules
from forlik.iati.check.schema import check_schema

_OF_ACTIVITIES: dict[str, Callable[[Activity], Iterator[Fault]]] = {
    "schema": check_schema,
    "codelists": check_codes,
    "rulesets": check_rules,
    "own": check_own,
}
CHECKS: tuple[str, ...] = tuple(_OF_ACTIVITIES)
"""The families of checks; that a file can be read at all is always checked."""


def check(*files: Path | str, checks: Collection[str] = CHECKS, now: datetime | None = None) -> tuple[Report, ...]:
    """Check files against the standard, the code lists, the official rules and our own.

    Args:
        files: XML files, also packed with gzip or zip; given one by one, as to ``read``.
        checks: Which of :data:`CHECKS`.
        now: The present, for what must not be in the future; the clock when left out.

    Returns:
        One report per file, in the order given; one per member of an archive. Identifiers that stand in several files
        are told in the later one.

    Raises:
        UsageError: There is no such family of checks.
    """
    unknown = sorted(set(checks) - set(CHECKS))
    if unknown:
        raise UsageError(f"there is no check “{unknown[0]}”", remedy="one of " + ", ".join(CHECKS))
    chosen = Checks(
        names=frozenset(checks),
        of_activities={name: _OF_ACTIVITIES[name] for name in CHECKS if name in checks},
        known=Known(),
        now=now or present(),
    )
    return tuple(report for file in files for report in _checked(Path(file), chosen))


def _checked(path: Path, checks: Checks) -> Iterator[Report]:
    with tempfile.TemporaryDirectory(prefix="forlik-iati-") as room:
        try:
            named = documents(path, Path(room))
        except ForlikError as error:
            yield _refused(printable(str(path)), error)
            return
        for one in named:
            yield _one(one, checks)


def _one(named: Named, checks: Checks) -> Report:
    try:
        with mapped(named.path) as content:
            return check_document(named.name, content, checks)
    except ForlikError as error:
        return _refused(named.name, error)
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not take the reports of other files with it
        what = STUMBLED.format(name="file", error=type(error).__name__)
        return _unread(named.name, Finding("error", "file:check-failed", "", 0, 0, what, STUMBLED_REMEDY))


def _refused(name: str, error: ForlikError) -> Report:
    return _unread(name, Finding("error", "file:unreadable", "", 0, 0, error.what, error.remedy))


def _unread(name: str, finding: Finding) -> Report:
    return Report(name, valid=False, version=None, kind=None, activities=0, findings=(finding,))
