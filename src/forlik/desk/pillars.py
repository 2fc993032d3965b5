"""The four pillars in words, in the order of every page."""

from django.utils.translation import gettext_lazy as _

PILLARS = (
    ("peace", _("Peace and reconciliation")),
    ("humanitarian", _("Humanitarian")),
    ("development", _("Development")),
    ("rights", _("Human rights and democracy")),
)
NAMES = dict(PILLARS)
OF_MONEY = {
    "peace": NAMES["peace"],
    "humanitarian": NAMES["humanitarian"],
    "development": NAMES["development"],
    "rights_democracy": NAMES["rights"],
    "no_pillar": _("No pillar"),
    "excluded_donor_side": _("Spent on the donor's side"),
}
"""The pillars of money, and where it stands that is in none of the four."""
