"""The half-year that an account is of: it stands in its title, and in the footnotes of what it reckons."""

import re
from functools import cache
from urllib.parse import parse_qs, urlsplit

from forlik.briefs.account.half import Half
from forlik.briefs.account.reckoned import of_an_account
from forlik.briefs.checking.house import LANGUAGES, filled
from forlik.briefs.checking.text import Text
from forlik.briefs.words import word

PACKAGE = "forlik.briefs.account"
HALVES = (1, 2)


def titled(title: str) -> Half | None:
    """The half-year that the title of an account names; nothing where it is no title of one.

    Args:
        title: The title of a brief.
    """
    for language in LANGUAGES:
        for half in HALVES:
            before, _, after = word(f"title.{half}", language, PACKAGE).partition("{year}")
            found = re.fullmatch(f"{re.escape(before)}([0-9]{{4}}){re.escape(after)}", title)
            if found:
                return Half(int(found[1]), half)
    return None


def noted_halves(text: Text) -> frozenset[str]:
    """The half-years that the footnotes of counts and sums name.

    Args:
        text: The brief.
    """
    every = (address for address in text.notes.values() if of_an_account(address))
    return frozenset(half for address in every for half in parse_qs(urlsplit(address).query).get("half", ()))


def unconfirmed(text: Text) -> bool:
    """Whether a brief is the account of a half-year that no footnote of it names.

    Args:
        text: The brief.
    """
    return titled(text.title) is not None and not noted_halves(text)


def told_of_half(text: Text) -> tuple[str, ...]:
    """What the account of a half-year says of it: none for another brief, nor where its footnotes name another one.

    Args:
        text: The brief.
    """
    half = titled(text.title)
    if half is None or noted_halves(text) - {str(half)}:
        return ()
    return _told(half, text.day)


@cache
def _told(half: Half, day: str) -> tuple[str, ...]:
    end = min(half.last.isoformat(), day)
    return filled(PACKAGE, year=(half.year,), day=(end,))
