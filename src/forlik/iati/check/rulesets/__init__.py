"""The engine of IATI rulesets: rules as data, held against a tree.

The rules are those of the IATI Rulesets specification, under both spellings of their names.
"""

from forlik.iati.check.rulesets.engine import Verdict, verdicts
from forlik.iati.check.rulesets.names import OPERATORS
from forlik.iati.check.rulesets.outcome import Culprit, Outcome, Result, overall
from forlik.iati.check.rulesets.scope import Registers, Scope, official_registers

__all__ = [
    "OPERATORS",
    "Culprit",
    "Outcome",
    "Registers",
    "Result",
    "Scope",
    "Verdict",
    "official_registers",
    "overall",
    "verdicts",
]
