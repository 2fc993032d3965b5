"""Flags: rules as files that say where pillars, donors and partners fail to meet, and what cannot be told."""

from forlik.portfolio.flags.engaged import Engaged
from forlik.portfolio.flags.figures_of import figures_of, year_of_flags
from forlik.portfolio.flags.judged import Flags, Raised, Silent, Untold
from forlik.portfolio.flags.judging import judge
from forlik.portfolio.flags.looked_at import Look, LookedAt, looked_at
from forlik.portfolio.flags.named import NamedFigure
from forlik.portfolio.flags.raising import countries_with_aid, flags
from forlik.portfolio.flags.rule import Rule
from forlik.portfolio.flags.rule_file import parse_rule, read_rule, rule, rule_names, rules
from forlik.portfolio.flags.vocabulary import Term, vocabulary

__all__ = [
    "Engaged",
    "Flags",
    "Look",
    "LookedAt",
    "NamedFigure",
    "Raised",
    "Rule",
    "Silent",
    "Term",
    "Untold",
    "countries_with_aid",
    "figures_of",
    "flags",
    "judge",
    "looked_at",
    "parse_rule",
    "read_rule",
    "rule",
    "rule_names",
    "rules",
    "vocabulary",
    "year_of_flags",
]
