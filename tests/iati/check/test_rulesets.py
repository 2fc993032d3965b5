"""The engine of rulesets on made-up rules: every rule passes, fails, and has nothing to judge."""

from datetime import UTC, datetime

import pytest
from lxml import etree

from forlik.core.errors import UsageError
from forlik.iati.check.rulesets import OPERATORS, Outcome, Registers, Scope, overall, verdicts
from forlik.iati.check.rulesets.names import SNAKE

NOW = datetime(2025, 6, 30, 12, tzinfo=UTC)
REGISTERS = Registers(frozenset({"NO-BRC"}), frozenset({"OLD-1"}))
PASSED, FAILED, NOTHING, NO_MATCH = (
    Outcome.PASSED,
    Outcome.FAILED,
    Outcome.NO_CONDITION_MATCH,
    Outcome.NO_RULE_MATCH,
)

CASES = [
    ("atleast_one", {"paths": ["a", "b"]}, "<b/>", PASSED),
    ("atleast_one", {"paths": ["a", "b"]}, "<c/>", FAILED),
    ("no_more_than_one", {"paths": ["a", "b"]}, "<b/>", PASSED),
    ("no_more_than_one", {"paths": ["a", "b"]}, "<a/><b/>", FAILED),
    ("only_one_of", {"paths": ["t/a"], "excluded": ["a"]}, "<a/><t><a/></t>", FAILED),
    ("only_one_of", {"paths": ["t/a"], "excluded": ["a"]}, "<t><a/></t>", PASSED),
    ("only_one_of", {"paths": ["t/a"], "excluded": ["a"]}, "<t/>", FAILED),
    ("one_or_all", {"one": "@default-currency", "all": "currency"}, "<value currency='NOK'/>", PASSED),
    ("one_or_all", {"one": "@default-currency", "all": "currency"}, "<value/>", FAILED),
    ("one_or_all", {"one": "sector", "all": "sector"}, "<transaction><sector/></transaction><transaction/>", FAILED),
    ("dependent", {"paths": ["a", "b"]}, "<a/><b/>", PASSED),
    ("dependent", {"paths": ["a", "b"]}, "<c/>", PASSED),
    ("dependent", {"paths": ["a", "b"]}, "<a/>", FAILED),
    ("unique", {"paths": ["a"]}, "<a>1</a><a>2</a>", PASSED),
    ("unique", {"paths": ["a"]}, "<a>1</a><a>1</a>", FAILED),
    ("sum", {"paths": ["a/@n"], "sum": 100}, "<a n='33.3'/><a n='66.7'/>", PASSED),
    ("strict_sum", {"paths": ["a/@n"], "sum": 100}, "<a n='99.99'/>", FAILED),
    ("strict_sum", {"paths": ["a/@n"], "sum": 100}, "<a/>", NOTHING),
    ("range", {"paths": ["a/@n"], "min": 0.0, "max": 100.0}, "<a n='100'/>", PASSED),
    ("range", {"paths": ["a/@n"], "min": 0.0, "max": 100.0}, "<a n='100.0001'/>", FAILED),
    ("range", {"paths": ["a/@n"], "min": 0.0}, "<a n='x'/>", NOTHING),
    ("positive_decimal", {"paths": ["a/@n"]}, "<a n='1.5'/>", PASSED),
    ("positive_decimal", {"paths": ["a/@n"]}, "<a n='-1.5'/>", FAILED),
    ("date_order", {"less": "a/@d", "more": "b/@d"}, "<a d='2020-01-01'/><b d='2020-01-01'/>", PASSED),
    ("date_order", {"less": "a/@d", "more": "b/@d"}, "<a d='2020-01-02'/><b d='2020-01-01'/>", FAILED),
    ("date_order", {"less": "a/@d", "more": "b/@d"}, "<a d='2020-01-02'/>", NOTHING),
    ("date_order", {"less": "a/@d", "more": "NOW"}, "<a d='2020-01-02'/><a d='2025-07-01'/>", FAILED),
    ("date_now", {"date": "@d"}, "<a/>", NOTHING),
    ("date_now", {"date": "a/@d"}, "<a d='2025-06-30T11:59:59'/>", PASSED),
    ("date_now", {"date": "a/@d"}, "<a d='2025-06-30T11:59:59-01:00'/>", FAILED),
    ("time_limit", {"start": "a/@d", "end": "b/@d"}, "<a d='2020-02-29'/><b d='2021-02-28'/>", PASSED),
    ("time_limit", {"start": "a/@d", "end": "b/@d"}, "<a d='2020-02-29'/><b d='2021-03-01'/>", FAILED),
    ("time_limit", {"start": "a/@d", "end": "b/@d"}, "<a d='9999-02-02'/><b d='9999-12-31'/>", PASSED),
    ("between_dates", {"date": "a/@d", "start": "b/@d", "end": "c/@d"}, "<a d='2020-02-01'/>", NOTHING),
    (
        "between_dates",
        {"date": "a/@d", "start": "b/@d", "end": "c/@d"},
        "<a d='2020-02-01'/><b d='2020-02-01'/><c d='2020-02-01'/>",
        PASSED,
    ),
    (
        "between_dates",
        {"date": "a/@d", "start": "b/@d", "end": "c/@d"},
        "<a d='2020-02-02'/><b d='2020-02-01'/><c d='2020-02-01'/>",
        FAILED,
    ),
    ("regex_matches", {"paths": ["a"], "regex": "^[A-Z]+$"}, "<a>NO</a><a/>", PASSED),
    ("regex_matches", {"paths": ["a"], "regex": "^[A-Z]+$"}, "<a>no</a>", FAILED),
    ("regex_no_matches", {"paths": ["a"], "regex": "^[A-Z]+$"}, "<a>NO</a>", FAILED),
    ("regex_no_matches", {"paths": ["a"], "regex": "^[A-Z]+$"}, "<a>no</a>", PASSED),
    ("startswith", {"paths": ["a"], "start": "b"}, "<a>NO-1</a><b>NO</b>", PASSED),
    ("startswith", {"paths": ["a"], "prefix": ["b"], "separator": "-"}, "<a>NO1</a><b>NO</b>", FAILED),
    ("startswith", {"paths": ["a"], "prefix": ["b"]}, "<a>NO1</a><b/>", NOTHING),
    ("startswith", {"paths": ["a"], "prefix": ["ORG-ID-PREFIX"]}, "<a>NO-BRC-1</a>", PASSED),
    ("startswith", {"paths": ["a"], "prefix": ["ORG-ID-PREFIX"]}, "<a>XX-BRC-1</a>", FAILED),
    (
        "startswith",
        {"paths": ["a"], "prefix": ["ORG-ID-PREFIX"], "idCondition": "NOT_EXISTING_ORG_ID"},
        "<a>OLD-1</a>",
        PASSED,
    ),
    (
        "startswith",
        {"paths": ["a"], "prefix": ["ORG-ID-PREFIX"], "idCondition": "NOT_EXISTING_ORG_ID"},
        "<a>OLD-1-2</a>",
        FAILED,
    ),
    (
        "startswith",
        {"paths": ["a"], "prefix": ["ORG-ID-PREFIX"], "idCondition": "NOT_EXISTING_ORG_ID_PREFIX"},
        "<a>OLD-1-2</a>",
        PASSED,
    ),
    ("no_spaces", {"paths": ["a"]}, "<a>a b</a>", PASSED),
    ("no_spaces", {"paths": ["a"]}, "<a>a\n</a>", FAILED),
    ("no_percent", {"paths": ["a/@n"]}, "<a n='5'/>", PASSED),
    ("no_percent", {"paths": ["a/@n"]}, "<a n='5%'/>", FAILED),
    ("if_then", {"if": "a", "then": "b"}, "<a/><b/>", PASSED),
    ("if_then", {"if": "a", "then": "b"}, "<a/>", FAILED),
    ("if_then", {"if": "a", "then": "b"}, "<c/>", PASSED),
    ("evaluates_to_true", {"eval": "count(a) = 2"}, "<a/><a/>", PASSED),
    ("evaluates_to_true", {"eval": "count(a) = 2"}, "<a/>", FAILED),
    ("atleast_one", {"paths": ["b"], "condition": "a"}, "<c/>", NOTHING),
    ("atleast_one", {"paths": ["b"], "condition": "a"}, "<a/>", FAILED),
]
LOOP = {
    "foreach": "s/@v",
    "do": {
        "strict_sum": {"cases": [{"condition": "count(s[@v = '$1']) > 1", "paths": ["s[@v = '$1']/@n"], "sum": 100}]}
    },
    "subs": ["paths"],
}


def outcome(rule, case, inner, context="/r"):
    rules = {context: {rule: {"cases": [case]}}}
    found = list(verdicts(rules, etree.fromstring(f"<r>{inner}</r>"), NOW, REGISTERS))
    for one in found:
        assert bool(one.result.culprits) == (one.result.outcome is FAILED)
        assert all(culprit.found for culprit in one.result.culprits)
    return overall(one.result for one in found)


@pytest.mark.parametrize(("rule", "case", "inner", "expected"), CASES)
def test_a_rule_comes_out_as_it_should(rule, case, inner, expected):
    assert outcome(rule, case, inner) is expected


def test_every_rule_has_cases_that_pass_and_fail():
    for name in OPERATORS:
        outcomes = {expected for rule, _, _, expected in CASES if SNAKE[rule] == SNAKE[name]}
        assert {PASSED, FAILED} <= outcomes or SNAKE[name] in {"sum", "strict_sum"}, name


@pytest.mark.parametrize(("rule", "case", "inner", "expected"), CASES)
def test_both_spellings_are_one_rule(rule, case, inner, expected):
    for spelling in (name for name, snake in SNAKE.items() if snake == rule):
        assert outcome(spelling, case, inner) is expected


def test_a_context_that_selects_nothing_matches_no_rule():
    assert outcome("atleast_one", {"paths": ["a"]}, "<a/>", context="/other") is NO_MATCH
    assert overall([]) is NO_MATCH


def test_a_loop_holds_its_rules_for_every_value_also_in_their_conditions():
    good = "<s v='2' n='50'/><s v='2' n='50'/><s v='3' n='7'/>"
    assert outcome("loop", LOOP, good) is PASSED
    assert outcome("loop", LOOP, good.replace("'50'", "'51'")) is FAILED
    assert outcome("loop", LOOP, "<s v='3' n='7'/>") is NOTHING
    quoted = '<s v="&apos;" n="60"/><s v="&apos;" n="50"/>'
    assert outcome("loop", LOOP, quoted) is FAILED
    assert outcome("loop", LOOP, '<s v="&apos;&quot;" n="60"/><s v="&apos;&quot;" n="50"/>') is NOTHING


def test_a_ruleset_that_is_none_is_refused():
    with pytest.raises(UsageError, match="there is no rule “spelling”"):
        outcome("spelling", {}, "")
    with pytest.raises(UsageError, match="lacks 'paths'"):
        outcome("atleast_one", {}, "")
    with pytest.raises(UsageError, match="has a path that is none"):
        outcome("atleast_one", {"paths": ["a["]}, "")


@pytest.mark.parametrize("path", ["document('/etc/passwd')", "unparsed-text('/etc/passwd')", "re:test('a', 'a')"])
def test_no_path_opens_a_file(path):
    with pytest.raises(etree.XPathError):
        Scope(etree.fromstring("<r/>"), NOW).nodes(path)


def test_findings_say_the_rule_what_was_found_and_what_to_do(changed):
    report = changed("<sector ", '<sector vocabulary="2" code="152" percentage="3"/><sector ', checks=["rulesets"])
    [finding] = report.findings
    assert finding.rule == "ruleset:2.1.4"
    assert finding.message.endswith('(found: <sector vocabulary="2" code="152" percentage="3">)')
    report = changed('type="2" iso-date="2020-01-01"', 'type="2" iso-date="2026-01-01"', checks=["rulesets"])
    [finding] = report.findings
    assert finding.rule == "ruleset:11.1.4"
    assert finding.message.endswith("must not be in the future (found: 2026-01-01 is after now)")
    assert finding.element == "/iati-activities/iati-activity[1]/activity-date/@iso-date"
    assert finding.remedy == "correct the date that is wrong"
