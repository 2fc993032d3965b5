"""What every brief says, in English and bokmål."""

import functools
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from importlib import resources
from typing import TypeVar

from forlik.core.figure import DASH, plain
from forlik.reasons import reason

Of = TypeVar("Of")
_PLACE = re.compile(r"\{([a-z]+)\}")


def word(code: str, language: str = "en", package: str = __package__ or "forlik.briefs") -> str:
    """A code in words; bokmål where it is asked for, else English.

    Args:
        code: A code of the brief's ``words.toml``.
        language: Language.
        package: The package whose words are meant: a brief has its own, and what all say stands here.
    """
    return _words(package)[code]["nb" if language == "nb" else "en"]


def told(code: str, language: str, package: str, **parts: Of) -> tuple[str | Of, ...]:
    """A sentence with things in the places that its words leave for them; empty words are left out.

    Args:
        code: A code of the brief's ``words.toml``; it leaves places as ``{name}``.
        language: Language.
        package: The package whose words are meant.
        parts: What stands in each place.
    """
    pieces = _PLACE.split(word(code, language, package))
    # What was split at stands at every other place.
    found = (parts[piece] if turn % 2 else piece for turn, piece in enumerate(pieces))
    return tuple(one for one in found if one != "")


def number(value: Decimal | None, language: str = "en") -> str:
    """A number as a language writes it, with narrow no-break spaces between groups; “–” when unknown.

    Args:
        value: The number.
        language: Language.
    """
    if value is None:
        return DASH
    text = plain(value).replace("-", "−")
    return text.replace(".", ",") if language == "nb" else text


def because(text: str, language: str) -> str:
    """Why something is unknown, in a language; in English as the library says it.

    Args:
        text: A reason, or several with a semicolon between them.
        language: Language.
    """
    return text if language == "en" else reason(text, language)


@functools.cache
def _words(package: str) -> Mapping[str, Mapping[str, str]]:
    text = resources.files(package).joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)
