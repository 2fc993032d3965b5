"""Rules about what a text looks like."""

import functools
import re
from typing import Any

from forlik.iati.check.rulesets.outcome import NOTHING_TO_JUDGE, Result, failed_on
from forlik.iati.check.rulesets.scope import Case, Scope
from forlik.iati.check.rulesets.values import culprit, quoted, text_of

_AGENCIES = "ORG-ID-PREFIX"


def regex_matches(case: Case, scope: Scope) -> Result:
    """Every text that is not empty matches."""
    pattern = _pattern(case["regex"])
    return failed_on(
        culprit(node, quoted(text))
        for node, text in _texts(case, scope)
        if text and not pattern.search(text) and not _known(case, text, scope)
    )


def regex_no_matches(case: Case, scope: Scope) -> Result:
    """No text that is not empty matches."""
    pattern = _pattern(case["regex"])
    return failed_on(culprit(node, quoted(text)) for node, text in _texts(case, scope) if text and pattern.search(text))


def startswith(case: Case, scope: Scope) -> Result:
    """Every text begins with one of the prefixes, and the separator when there is one."""
    prefixes = tuple(prefix + case.get("separator", "") for prefix in _prefixes(case, scope))
    texts = _texts(case, scope)
    if not prefixes or not texts:
        return NOTHING_TO_JUDGE
    return failed_on(
        culprit(node, quoted(text))
        for node, text in texts
        if not text.startswith(prefixes) and not _known(case, text, scope)
    )


def no_spaces(case: Case, scope: Scope) -> Result:
    """No text begins or ends with white space."""
    return failed_on(
        culprit(node, f"{quoted(text)} with white space around it")
        for node, text in _texts(case, scope)
        if text != text.strip()
    )


def no_percent(case: Case, scope: Scope) -> Result:
    """No text holds a percent sign."""
    return failed_on(culprit(node, quoted(text)) for node, text in _texts(case, scope) if "%" in text)


def _texts(case: Case, scope: Scope) -> list[tuple[Any, str]]:
    return [(node, text_of(node)) for node in scope.all(case["paths"])]


def _prefixes(case: Case, scope: Scope) -> set[str]:
    paths = case["prefix"] if "prefix" in case else [case["start"]]
    if _AGENCIES in paths:
        return set(scope.registers.agencies)
    # An empty prefix would let anything begin with it.
    return {text for path in paths for node in scope.nodes(path) if (text := text_of(node).strip())}


def _known(case: Case, text: str, scope: Scope) -> bool:
    """Whether a rule for new identifiers leaves this one alone, as one that is in use already."""
    known = scope.registers.organisations
    match case.get("idCondition"):
        case "NOT_EXISTING_ORG_ID":
            return text in known
        case "NOT_EXISTING_ORG_ID_PREFIX":
            # A prefix ends where the identifier has a hyphen.
            cuts = (place for place, sign in enumerate(text) if sign == "-")
            return text in known or any(text[:place] in known for place in cuts)
        case _:
            return False


@functools.cache
def _pattern(regex: str) -> re.Pattern[str]:
    return re.compile(regex)
