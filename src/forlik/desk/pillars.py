"""The four pillars in words, in the order of every page."""

from django.utils.translation import gettext_lazy as _

PILLARS = (
    ("peace", _("Peace and reconciliation")),
    ("humanitarian", _("Humanitarian")),
    ("development", _("Development")),
    ("rights", _("Human rights and democracy")),
)
NAMES = dict(PILLARS)
