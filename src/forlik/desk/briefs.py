"""Briefs as the desk hands them out: made once for a day and a language, and written when a form is asked for."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from forlik.core.errors import UsageError
from forlik.core.settings import home
from forlik.desk import worlds
from forlik.desk.question import Question
from forlik.standing import Mode

if TYPE_CHECKING:
    from forlik.briefs.document import Document, Language

LANGUAGES = {"en": "English", "nb": "Norsk bokmål"}
"""Languages in which briefs are written, and what they call themselves."""
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
"""How the name of a brief ends → its kind of content."""
NAMES = {"pdf": "PDF", "docx": "DOCX", "html": "HTML", "md": "Markdown"}
"""What readers call the forms."""
MOST = 16
"""Briefs kept: its page and its four forms are mostly asked for one after the other."""


def language_of(asked: Question) -> "Language":
    """The language that a brief is asked for in: the one that the address names, else the reader's.

    Raises:
        UsageError: No brief is written in it.
    """
    stated = asked.given.get("language", "").strip() or asked.language
    if stated not in LANGUAGES:
        raise UsageError(f"no brief is written in “{stated:.20}”", remedy="language=en or language=nb")
    return "nb" if stated == "nb" else "en"


def country(asked: Question, iso3: str, language: "Language") -> "Document":
    """The country brief of the day asked for, leading back to this desk; whoever calls holds the lock of worlds.

    Args:
        asked: The question.
        iso3: Code of the country.
        language: Language.
    """
    made = _country(worlds.stamp(), home(), asked.day, asked.clock, asked.mode, iso3, language)
    # One brief is kept for all addresses at which the desk is asked.
    return replace(made, base=asked.origin)


@lru_cache(maxsize=MOST)
def _country(
    _now: worlds.Stamp, _folder: Path, day: date, clock: str, mode: Mode, iso3: str, language: "Language"
) -> "Document":
    from forlik.briefs.country import country_brief

    return country_brief(worlds.kept(day, clock, mode), iso3, language=language)


def file_name(document: "Document", form: str) -> str:
    """What the file of a brief is called."""
    return f"forlik-brief-{document.name}-{document.language}.{form}"
