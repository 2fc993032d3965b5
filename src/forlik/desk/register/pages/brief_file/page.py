"""Briefs of one engagement, as far as whoever asks may see it: what there is, and each as a file."""

from django.utils.translation import gettext_lazy as _

from forlik.desk.register.asked import Asked, Sent, Shown
from forlik.desk.register.briefs_sent import of_a_file, offered
from forlik.desk.register.cases import the_case
from forlik.register.called import called

PATH = "register/<str:record>/brief"
EXAMPLE = "/register/fiction-talks/brief"
TITLE = _("Briefs")
MENU = "file"


def answer(asked: Asked, record: str) -> Shown | Sent:
    """The page, or the brief that it offers.

    Raises:
        NoData: There is no such engagement or brief, or none that may be seen.
    """
    case = the_case(asked, record)
    if wanted := asked.given.get("as", ""):
        return of_a_file(asked, record, wanted)
    return Shown(
        title=str(TITLE),
        lead=called(case.engagement),
        shows={"briefs": offered(asked, record), "id": record, "title": called(case.engagement)},
        records=(record,),
    )
