"""The hand-over pack of the engagements that whoever asks answers for, as a file."""

from django.utils.translation import gettext_lazy as _

from forlik.desk.briefs import MEDIA
from forlik.desk.register import brief_of
from forlik.desk.register.asked import Asked, Sent
from forlik.desk.register.briefs_sent import language_of, sent
from forlik.desk.register.cases import nowhere

PATH = "register/mine/brief/<str:form>"
EXAMPLE = "/register/mine/brief/md"
TITLE = _("Hand-over pack")


def answer(asked: Asked, form: str) -> Sent:
    """The pack.

    Args:
        asked: The question.
        form: One of the forms of briefs, such as ``pdf``.

    Raises:
        NoData: There is no such form.
        UsageError: No brief is written in the language asked for.
    """
    if form not in MEDIA:
        raise nowhere()
    made = brief_of.handover(asked.viewed, language=language_of(asked), base=asked.origin)
    return sent(made, form)
