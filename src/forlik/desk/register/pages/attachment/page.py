"""One attached document: a file to be kept, never shown by the browser."""

from django.utils.translation import gettext_lazy as _

from forlik.core.errors import NoData
from forlik.desk.access.labels import grade
from forlik.desk.records.attachments import document
from forlik.desk.register import attaching
from forlik.desk.register.asked import Asked, Sent
from forlik.desk.register.cases import absent, the_case
from forlik.desk.register.exporting import SLUGS

PATH = "register/<str:record>/attachments/<str:attachment>"
EXAMPLE = "/register/fiction-talks/attachments/none"
TITLE = _("Attachment")
KIND = "application/octet-stream"
"""Whatever the document is: no browser opens it by itself."""


def answer(asked: Asked, record: str, attachment: str) -> Sent:
    """The document.

    Raises:
        NoData: There is no such engagement or document, or none that may be seen.
    """
    case = the_case(asked, record)
    try:
        found, content = document(attachment, asked.viewed.held, asked.day)
    except NoData:
        raise absent() from None
    if found.which.record not in {one.id for one in attaching.records(case)}:
        raise absent()
    return Sent(content, found.name, KIND, (found.which.record,), SLUGS[str(grade(found.which.label))])
