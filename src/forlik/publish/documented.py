"""Texts that the documented list of engagements has in two languages: recorded in English, they are told in bokmål too.

A text is never translated here. It is the list's own sentence, word for word, or it stands as it was recorded.
"""

from collections import ChainMap
from collections.abc import Mapping
from functools import cache

from forlik.briefs.document import Language
from forlik.briefs.seeded import in_bokmal, spoken

BETWEEN = "; "
"""What stands between two sentences of the list that a record tells as one."""


def told(text: str, language: Language) -> str:
    """A text of a record in a language, where the list has it so; else as it was recorded.

    Args:
        text: The text.
        language: The language of the page.
    """
    if language == "en" or not text:
        return text
    parts = [spoken(_both(), part) for part in text.split(BETWEEN)]
    return spoken(_both(), text) or (BETWEEN.join(parts) if all(parts) else text)


def is_english(text: str) -> bool:
    """Whether a text is known to be English: it is one of the list's."""
    return spoken(_both(), text) != ""


@cache
def _both() -> Mapping[str, str]:
    """English → bokmål, of every sentence of the list."""
    return dict(ChainMap(*map(dict, in_bokmal().values())))
