"""One table of the rules: every published spelling of a name, and what it does."""

from collections.abc import Callable

from forlik.iati.check.rulesets.dates import between_dates, date_now, date_order, time_limit
from forlik.iati.check.rulesets.logic import evaluates_to_true, if_then
from forlik.iati.check.rulesets.numbers import positive_decimal, total, within
from forlik.iati.check.rulesets.outcome import Result
from forlik.iati.check.rulesets.presence import (
    atleast_one,
    dependent,
    no_more_than_one,
    one_or_all,
    only_one_of,
    unique,
)
from forlik.iati.check.rulesets.scope import Case, Scope
from forlik.iati.check.rulesets.texts import no_percent, no_spaces, regex_matches, regex_no_matches, startswith

Operator = Callable[[Case, Scope], Result]

LOOP = "loop"
"""The one rule that holds rules."""
_SPELLED: tuple[tuple[Operator, str, str], ...] = (
    (atleast_one, "atleast_one", "atLeastOne"),
    (no_more_than_one, "no_more_than_one", "noMoreThanOne"),
    (only_one_of, "only_one_of", "onlyOneOf"),
    (one_or_all, "one_or_all", "oneOrAll"),
    (dependent, "dependent", "dependent"),
    (unique, "unique", "unique"),
    (date_order, "date_order", "dateOrder"),
    (date_now, "date_now", "dateNow"),
    (time_limit, "time_limit", "timeLimit"),
    (between_dates, "between_dates", "betweenDates"),
    (total, "sum", "sum"),
    # Both are exact here; the older engine's “sum” was of binary fractions.
    (total, "strict_sum", "strictSum"),
    (within, "range", "range"),
    (positive_decimal, "positive_decimal", "positiveDecimal"),
    (regex_matches, "regex_matches", "regexMatches"),
    (regex_no_matches, "regex_no_matches", "regexNoMatches"),
    (startswith, "startswith", "startsWith"),
    (no_spaces, "no_spaces", "noSpaces"),
    (no_percent, "no_percent", "noPercent"),
    (if_then, "if_then", "ifThen"),
    (evaluates_to_true, "evaluates_to_true", "evaluatesToTrue"),
)
OPERATORS: dict[str, Operator] = {name: operator for operator, *names in _SPELLED for name in names}
SNAKE: dict[str, str] = {name: snake for _, snake, camel in _SPELLED for name in (snake, camel)} | {LOOP: LOOP}
"""Any spelling to the one of the specification."""
