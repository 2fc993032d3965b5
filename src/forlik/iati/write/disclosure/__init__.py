"""What may be said of an activity or an organisation: rules as data, and pure functions that apply them."""

from forlik.iati.write.disclosure.disclose import AppliedRule, Disclosed, disclose
from forlik.iati.write.disclosure.hide import ANONYMISED
from forlik.iati.write.disclosure.organisations import DisclosedOrganisation, disclose_organisation
from forlik.iati.write.disclosure.rules import Rule, Rules, rules

__all__ = [
    "ANONYMISED",
    "AppliedRule",
    "Disclosed",
    "DisclosedOrganisation",
    "Rule",
    "Rules",
    "disclose",
    "disclose_organisation",
    "rules",
]
