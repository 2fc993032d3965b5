"""The half-year account of what whoever asks may see, for a half-year of choice."""

from django.utils.translation import gettext_lazy as _

from forlik.desk.register.asked import Asked, Sent, Shown
from forlik.desk.register.briefs_sent import account, accounts_offered

PATH = "register/account"
EXAMPLE = "/register/account"
TITLE = _("Half-year account")
MENU = "register"


def answer(asked: Asked) -> Shown | Sent:
    """The page, or the account that it offers.

    Raises:
        NoData: There is no such form.
        UsageError: There is no such half-year, or it had not begun on the day.
    """
    if wanted := asked.given.get("as", ""):
        return account(asked, asked.given.get("half", ""), wanted, public=asked.given.get("public", "") == "1")
    lead = _("What was done and decided, promises, results, costs, and what is not known: by half-year, as a file.")
    return Shown(title=str(TITLE), lead=str(lead), shows={"halves": accounts_offered(asked)})
