"""Rules that are an expression."""

from typing import Any

from forlik.iati.check.rulesets.outcome import PASSED, Culprit, Result, failed_on
from forlik.iati.check.rulesets.scope import Case, Scope
from forlik.iati.check.rulesets.values import culprit, quoted, tag_of, text_of

_MOST_SHOWN = 4


def if_then(case: Case, scope: Scope) -> Result:
    """Where the first expression holds, the second does too."""
    if not scope.holds(case["if"]) or scope.holds(case["then"]):
        return PASSED
    return failed_on([_shown(case, scope, case["then"])])


def evaluates_to_true(case: Case, scope: Scope) -> Result:
    """The expression holds."""
    return PASSED if scope.holds(case["eval"]) else failed_on([_shown(case, scope, case["eval"])])


def _shown(case: Case, scope: Scope, expression: str) -> Culprit:
    """What the rule names, as it was found; where it names nothing, the expression says what was expected."""
    if not case.get("paths"):
        return Culprit(scope.element, "", f"“{expression}” does not hold")
    named = scope.all(case["paths"])
    if not named:
        return Culprit(scope.element, "", f"no {', '.join(case['paths'])}")
    more = f" and {len(named) - _MOST_SHOWN} more" if len(named) > _MOST_SHOWN else ""
    return culprit(named[0], ", ".join(_as_found(one) for one in named[:_MOST_SHOWN]) + more)


def _as_found(node: Any) -> str:
    return quoted(text_of(node)) if isinstance(node, str) else tag_of(node)
