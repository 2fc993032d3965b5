"""What a rule can say of an element."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Outcome(Enum):
    """How a rule came out.

    The two published engines differ only in what they call a rule that had nothing to judge: the older lets it pass,
    the newer says why it had nothing.
    """

    PASSED = "passed"
    FAILED = "failed"
    NO_RULE_MATCH = "no rule match"
    NO_CONDITION_MATCH = "no condition match"


@dataclass(frozen=True, slots=True)
class Culprit:
    """What a rule failed on.

    Args:
        element: The element.
        attribute: Name of the attribute concerned; empty when the element itself is.
        found: What was found there, in words.
    """

    element: Any
    attribute: str
    found: str


@dataclass(frozen=True, slots=True)
class Result:
    """An outcome, and what it failed on.

    Args:
        outcome: How it came out.
        culprits: At least one when it failed.
    """

    outcome: Outcome
    culprits: tuple[Culprit, ...] = ()


PASSED = Result(Outcome.PASSED)
NOTHING_TO_JUDGE = Result(Outcome.NO_CONDITION_MATCH)


def failed_on(culprits: Iterable[Culprit]) -> Result:
    """Failed when there is a culprit, else passed."""
    found = tuple(culprits)
    return Result(Outcome.FAILED, found) if found else PASSED


def overall(results: Iterable[Result]) -> Outcome:
    """The outcome of many results: a failure outweighs all, and anything judged outweighs nothing judged."""
    seen = {result.outcome for result in results}
    order = (Outcome.FAILED, Outcome.PASSED, Outcome.NO_CONDITION_MATCH)
    return next((outcome for outcome in order if outcome in seen), Outcome.NO_RULE_MATCH)
