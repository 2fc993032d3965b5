"""What stands around every page: the way about, the day, the language, the ways to take the page along."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _

from forlik.core.days import today
from forlik.desk.answer import Answer
from forlik.desk.question import Question
from forlik.desk.taking_along import CITATION_NAMES, FILE_NAMES

PLACES = (
    ("today", "/", _("Today")),
    ("watch", "/watch", _("Watch")),
    ("decide", "/register/decide", _("Decide")),
    ("portfolio", "/portfolio", _("Portfolio")),
    ("data", "/data", _("Data")),
    ("register", "/register", _("Register")),
)


def frame(name: str, asked: Question, found: Answer) -> dict[str, Any]:
    """The template's view of what surrounds an answer.

    Args:
        name: Name of the page.
        asked: The question.
        found: Its answer.
    """
    stem = asked.path if asked.path != "/" else f"/{name}"
    rest = {key: value for key, value in asked.given.items() if key not in _DAY}
    return {
        **bare(asked.language),
        "asked": asked,
        "found": found,
        "page": name,
        "nav": [
            {"name": one, "title": title, "address": asked.address(path), "here": one == name}
            for one, path, title in PLACES
        ],
        "here": asked.address(None, rest),
        "keep": [(key, value) for key, value in asked.given.items() if key != "as_of"],
        "files": [(label, asked.address(f"{stem}.{end}", rest)) for end, label in FILE_NAMES.items() if found.table],
        "citations": [(label, asked.address(f"{stem}/cite.{end}", rest)) for end, label in CITATION_NAMES.items()]
        if found.bases
        else [],
        "starter": asked.world.then.catalogue.starter,
        "watermark": asked.mode == "reconstructed",
        "newest": max((basis.known_at[:10] for basis in found.bases), default=""),
    }


_DAY = {"as_of", "clock", "mode"}


def bare(language: str) -> dict[str, Any]:
    """The part that needs no question, for pages that say what went wrong."""
    return {
        "language": language,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "languages": [(code, label, code == language) for code, label in settings.LANGUAGES],
        "nav": [{"name": one, "title": title, "address": path, "here": False} for one, path, title in PLACES],
        "today": today(),
    }
