"""Rules about what must be there, and how often."""

from collections import Counter
from typing import Any

from forlik.iati.check.rulesets.outcome import PASSED, Culprit, Result, failed_on
from forlik.iati.check.rulesets.scope import Case, Scope
from forlik.iati.check.rulesets.values import culprit, quoted, text_of

_MONEY = ("value", "forecast", "loan-status")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def atleast_one(case: Case, scope: Scope) -> Result:
    """At least one of the paths selects something."""
    if scope.all(case["paths"]):
        return PASSED
    return failed_on([Culprit(scope.element, "", f"none of {_listed(case['paths'])}")])


def no_more_than_one(case: Case, scope: Scope) -> Result:
    """The paths together select one thing at most."""
    found = scope.all(case["paths"])
    return failed_on([culprit(found[1], f"{len(found)} of {_listed(case['paths'])}")] if len(found) > 1 else [])


def only_one_of(case: Case, scope: Scope) -> Result:
    """Nothing of the paths where something excluded is; else exactly one."""
    found, excluded = scope.all(case["paths"]), scope.all(case["excluded"])
    if excluded:
        return failed_on(culprit(one, f"it stands beside {_listed(case['excluded'])}") for one in found[:1])
    if len(found) == 1:
        return PASSED
    return failed_on([Culprit(scope.element, "", f"{len(found)} of {_listed(case['paths'])}, where one must be")])


def dependent(case: Case, scope: Scope) -> Result:
    """All of the paths select something, or none does."""
    missing = [path for path in case["paths"] if not scope.nodes(path)]
    if not missing or len(missing) == len(case["paths"]):
        return PASSED
    return failed_on([Culprit(scope.element, "", f"no {_listed(missing)}, though the others are there")])


def unique(case: Case, scope: Scope) -> Result:
    """No text stands twice in what the paths select."""
    nodes = scope.all(case["paths"])
    counts = Counter(text_of(node) for node in nodes)
    if len(counts) == len(nodes):
        return PASSED
    seen: set[str] = set()
    culprits = []
    for node in nodes:
        text = text_of(node)
        if text in seen:
            culprits.append(culprit(node, f"{quoted(text)} stands {counts[text]} times"))
        seen.add(text)
    return failed_on(culprits)


def one_or_all(case: Case, scope: Scope) -> Result:
    """The one is there, or everything that could carry its own does."""
    if scope.nodes(case["one"]):
        return PASSED
    wanted = case["all"]
    without = [element for element in _bearers(wanted, scope) if not _carries(element, wanted)]
    return failed_on(Culprit(element, "", f"no {_called(wanted)} here, and none for all") for element in without)


def _bearers(wanted: str, scope: Scope) -> list[Any]:
    if wanted == "lang":
        return list(scope.element.iter("narrative"))
    return list(scope.element.iter(*_MONEY)) if wanted == "currency" else scope.nodes("transaction")


def _carries(element: Any, wanted: str) -> bool:
    if wanted == "lang":
        return element.get(_XML_LANG) is not None
    if wanted == "currency":
        return element.get("currency") is not None
    return any(element.find(name) is not None for name in wanted.split("|"))


def _called(wanted: str) -> str:
    return {"lang": "language", "currency": "currency"}.get(wanted, wanted.replace("|", " or "))


def _listed(paths: list[str]) -> str:
    return ", ".join(paths) or "no path"
