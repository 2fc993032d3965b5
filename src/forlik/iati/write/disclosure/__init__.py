"""What may be said of an activity: rules as data, and a pure function that applies them."""

from forlik.iati.write.disclosure.disclose import AppliedRule, Disclosed, disclose
from forlik.iati.write.disclosure.hide import ANONYMISED
from forlik.iati.write.disclosure.rules import Rule, Rules, rules

__all__ = ["ANONYMISED", "AppliedRule", "Disclosed", "Rule", "Rules", "disclose", "rules"]
