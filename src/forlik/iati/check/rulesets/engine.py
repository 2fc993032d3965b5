"""Holding a ruleset against a tree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from forlik.core.errors import UsageError
from forlik.iati.check.rulesets.names import LOOP, OPERATORS, SNAKE
from forlik.iati.check.rulesets.outcome import NOTHING_TO_JUDGE, Outcome, Result
from forlik.iati.check.rulesets.scope import Case, Registers, Scope
from forlik.iati.check.rulesets.values import text_of

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one case of a rule says of one element.

    Args:
        rule: Name of the rule, as the specification spells it.
        case: The case, as published.
        element: The element it was held against.
        result: How it came out.
    """

    rule: str
    case: Case
    element: Any
    result: Result


def verdicts(rules: Mapping[str, Any], tree: Any, now: datetime, registers: Registers) -> Iterator[Verdict]:
    """Hold every rule against every element its context selects.

    A context that selects nothing gives no verdict: there the rule did not match.

    Args:
        rules: A ruleset as published: context to rule name to cases.
        tree: Root element.
        now: The present, for rules about the future.
        registers: Identifiers known from elsewhere.

    Raises:
        UsageError: A rule of a name that is not in the specification, or without what it needs.
    """
    for context, named in rules.items():
        for element in Scope(tree, now).nodes(context):
            scope = Scope(element, now, registers)
            for name, rule in named.items():
                for case in rule["cases"]:
                    yield from _judged(name, case, scope)


def _judged(name: str, case: Case, scope: Scope) -> Iterator[Verdict]:
    if name not in SNAKE:
        raise UsageError(f"there is no rule “{name}”", remedy="one of " + ", ".join(sorted({*SNAKE.values()})))
    try:
        if "condition" in case and not scope.holds(case["condition"]):
            yield Verdict(SNAKE[name], case, scope.element, NOTHING_TO_JUDGE)
        elif name == LOOP:
            yield from _looped(case, scope)
        else:
            yield Verdict(SNAKE[name], case, scope.element, OPERATORS[name](case, scope))
    except KeyError as error:
        raise UsageError(f"rule {name} lacks {error}", remedy="see the specification of rulesets") from error
    except etree.XPathError as error:
        raise UsageError(f"rule {name} has a path that is none: {error}", remedy="correct the ruleset") from error


def _looped(case: Case, scope: Scope) -> Iterator[Verdict]:
    values = dict.fromkeys(text_of(node) for node in scope.nodes(case["foreach"]))
    for value in values:
        for name, rule in case["do"].items():
            for inner in rule["cases"]:
                yield from _judged(name, _put_in(inner, value), scope)


def _put_in(case: Case, value: str) -> Case:
    # Everywhere, not only in the keys that “subs” names: the standard ruleset leaves out conditions that have a $1,
    # and with $1 left in them its rules 2.1.2 and 3.4.2 would never be held against anything.
    return {key: _put(part, value) for key, part in case.items() if key != "ruleInfo"} | {
        key: case[key] for key in ("ruleInfo",) if key in case
    }


def _put(part: Any, value: str) -> Any:
    if isinstance(part, list):
        return [_put(one, value) for one in part]
    if not isinstance(part, str) or "$1" not in part:
        return part
    if "'" not in value and len(value) <= _LONGEST:
        return part.replace("$1", value)
    # XPath has no way of writing a quotation mark inside the same marks; a value with both kinds, and one that is no
    # code by its length, selects nothing.
    return part.replace("'$1'", f'"{value}"' if '"' not in value and len(value) <= _LONGEST else "''")


def failures(judged: Iterator[Verdict]) -> Iterator[Verdict]:
    """Of many verdicts those that failed."""
    return (verdict for verdict in judged if verdict.result.outcome is Outcome.FAILED)
