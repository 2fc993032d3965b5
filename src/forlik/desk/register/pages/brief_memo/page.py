"""The decision memo of one option, as far as whoever asks may see it: before a decision and after."""

from django.utils.translation import gettext_lazy as _

from forlik.desk.register.asked import Asked, Sent, Shown
from forlik.desk.register.briefs_sent import memo, memo_offered
from forlik.desk.register.option_titles import option_title
from forlik.desk.register.optioned import the_option

PATH = "register/decide/<str:record>/memo"
EXAMPLE = "/register/decide/fiction-option-facilitate/memo"
TITLE = _("Decision memo")


def answer(asked: Asked, record: str) -> Shown | Sent:
    """The page, or the memo that it offers.

    Raises:
        NoData: There is no such option, or none that may be seen.
    """
    _put_forward, option = the_option(asked, record)
    if form := asked.given.get("as", ""):
        return memo(asked, record, form)
    title = option_title(option, asked.language)
    shows = {"id": record, "title": title, "forms": memo_offered(asked, record)}
    return Shown(title=str(TITLE), lead=title, shows=shows, records=(record,))
