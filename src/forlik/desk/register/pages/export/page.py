"""Export of all that one may see: JSON without loss, or tables for a spreadsheet."""

from django.utils.translation import gettext_lazy as _

from forlik.desk.register import exporting
from forlik.desk.register.asked import Asked, Sent, Shown

PATH = "register/export"
EXAMPLE = "/register/export"
TITLE = _("Export")
MENU = "register"


def answer(asked: Asked) -> Shown | Sent:
    """The page, or the file that it offers."""
    return exporting.everything(asked)
