"""What of an edition is cited, and as what: the list of engagements, and the page of each record that has one."""

from forlik.briefs.words import word
from forlik.core.figure import Basis
from forlik.publish.citing import basis
from forlik.publish.comparing import called
from forlik.publish.edition import Edition
from forlik.publish.pages.frame import PACKAGE, Writer

FRONT, SITE = "index", "site"
"""The page that lists the engagements, and the code of what it is called."""


def of_list(edition: Edition, page: str = FRONT, code: str = SITE) -> Basis:
    """A page that lists.

    Args:
        edition: The edition.
        page: Its name.
        code: Code of what it is called.
    """
    return basis(edition, page, word(code, "en", PACKAGE))


def of_record(edition: Edition, record: str) -> Basis:
    """The page of a record.

    Args:
        edition: The edition.
        record: Its id.
    """
    public = edition.records[record]
    title = called(public)
    # What bears no title is called by its kind, for which its file is opened.
    return basis(
        edition, f"{public.concept}-{record}", title if title != record else Writer(edition, "en").called(record)
    )
