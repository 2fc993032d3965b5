"""Flags: rules as files that say where pillars, donors and partners fail to meet, and what cannot be told."""

from forlik.portfolio.flags.engaged import Engaged
from forlik.portfolio.flags.figures_of import figures_of, year_of_flags
from forlik.portfolio.flags.judged import Flags, Raised, Silent, Untold
from forlik.portfolio.flags.judging import judge
from forlik.portfolio.flags.named import NamedFigure
from forlik.portfolio.flags.raising import flags, flags_of_world
from forlik.portfolio.flags.rule import Rule
from forlik.portfolio.flags.rule_file import parse_rule, read_rule, rule, rule_names, rules
from forlik.portfolio.flags.vocabulary import Term, vocabulary

__all__ = [
    "Engaged",
    "Flags",
    "NamedFigure",
    "Raised",
    "Rule",
    "Silent",
    "Term",
    "Untold",
    "figures_of",
    "flags",
    "flags_of_world",
    "judge",
    "parse_rule",
    "read_rule",
    "rule",
    "rule_names",
    "rules",
    "vocabulary",
    "year_of_flags",
]
