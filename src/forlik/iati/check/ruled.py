"""Holding one activity against the standard ruleset, and saying what to do."""

from collections.abc import Iterator

from forlik.iati.check.activity import Activity
from forlik.iati.check.fault import Fault
from forlik.iati.check.report import Severity
from forlik.iati.check.rulesets import official_registers, verdicts
from forlik.iati.check.rulesets.engine import failures
from forlik.iati.standard import ruleset

_REMEDIES = {
    "atleast_one": "add one",
    "no_more_than_one": "keep one",
    "only_one_of": "keep one of them",
    "one_or_all": "give one for the whole activity or organisation, or one on each",
    "dependent": "add what is missing, or take the others out",
    "unique": "give each its own",
    "date_order": "correct the date that is wrong",
    "date_now": "correct the date",
    "time_limit": "give a period of a year at most; split a longer one",
    "between_dates": "correct the date, or the period around it",
    "sum": "correct the numbers so that they add up",
    "strict_sum": "correct the percentages so that they add up exactly",
    "range": "correct the number",
    "regex_matches": "correct the text",
    "regex_no_matches": "correct the text",
    "startswith": "begin it as the rule says",
    "no_spaces": "take the spaces and line ends around it out",
    "if_then": "make both agree, as the rule says",
}
_SEVERITIES: dict[str, Severity] = {"error": "error", "warning": "warning"}


def check_rules(activity: Activity) -> Iterator[Fault]:
    """Rules of the standard ruleset that one activity or organisation breaks.

    The ruleset is of 2.0x: it speaks of elements and codes that 1.0x did not have.

    Args:
        activity: The activity.
    """
    if activity.before_2:
        return
    for failed in failures(verdicts(ruleset(), activity.root, activity.now, official_registers())):
        about = failed.case.get("ruleInfo", {})
        severity = _SEVERITIES.get(about.get("severity", ""), "note")
        message = about.get("message", f"rule {failed.rule} is broken").rstrip(". ")
        for one in failed.result.culprits:
            yield Fault(
                severity,
                f"ruleset:{about.get('id', failed.rule)}",
                one.element,
                one.attribute,
                f"{message} (found: {one.found})",
                _REMEDIES.get(failed.rule, "see the rule"),
            )
