"""Releasing: what a public text of a record may not say, as rows of a table, each with one predicate."""

from forlik.register.releasing.beside import Beside
from forlik.register.releasing.offered import Offered
from forlik.register.releasing.redacting import redacted
from forlik.register.releasing.rules import RULES, Refusal, Rule, why_not

__all__ = ["RULES", "Beside", "Offered", "Refusal", "Rule", "redacted", "why_not"]
