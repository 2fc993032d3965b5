"""What every brief says, in English and bokmål."""

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources


def word(code: str, language: str = "en", package: str = __package__ or "forlik.briefs") -> str:
    """A code in words; bokmål where it is asked for, else English.

    Args:
        code: A code of the brief's ``words.toml``.
        language: Language.
        package: The package whose words are meant: a brief has its own, and what all say stands here.
    """
    return _words(package)[code]["nb" if language == "nb" else "en"]


@functools.cache
def _words(package: str) -> Mapping[str, Mapping[str, str]]:
    text = resources.files(package).joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)
