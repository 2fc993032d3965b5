"""The answer to a question as a file, and citations of its sources; never an option, never own interest."""

from django.utils.translation import gettext_lazy as _

from forlik.desk.register.asked import Asked, Sent
from forlik.desk.register.deciding.chosen import chosen
from forlik.desk.register.deciding.taken import sent

PATH = "register/decide/file/<str:form>"
EXAMPLE = "/register/decide/file/rows.csv"
TITLE = _("Files of the answer")


def answer(asked: Asked, form: str) -> Sent:
    """The file.

    Args:
        asked: The question; its fields are those of the page.
        form: What is asked for, such as ``rows.csv`` or ``cite.bib``.

    Raises:
        NoData: There is no such file, or so little is known that there is nothing to put into it.
        UsageError: There is no such question, or a weight is none.
    """
    return sent(chosen(asked), form)
