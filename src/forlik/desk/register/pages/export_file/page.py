"""Export of one engagement, with all that belongs to it."""

from django.utils.translation import gettext_lazy as _

from forlik.desk.register import exporting
from forlik.desk.register.asked import Asked, Sent, Shown

PATH = "register/<str:record>/export"
EXAMPLE = "/register/fiction-talks/export"
TITLE = _("Export")
MENU = "file"


def answer(asked: Asked, record: str) -> Shown | Sent:
    """The page, or the file that it offers.

    Raises:
        NoData: There is no such engagement, or none that may be seen.
    """
    return exporting.one_file(asked, record)
