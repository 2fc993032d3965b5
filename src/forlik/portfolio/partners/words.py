"""What partners are told in, in two languages; ``words.toml`` says it."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Group (``flow``, ``role``, ``type``, ``why``) → word → language → what it is called."""
    return tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))


def word(group: str, one: str, language: str) -> str:
    """A word in the reader's language, English where it is neither; one that is on no list stands as it is.

    Args:
        group: ``flow``, ``role``, ``type`` or ``why``.
        one: The word.
        language: Language of the reader.
    """
    found = words()[group].get(one)
    return (found["nb"] if language == "nb" else found["en"]) if found else one


def every(group: str, language: str) -> tuple[tuple[str, str], ...]:
    """All words of a group, in the order of the file.

    Args:
        group: ``flow``, ``role``, ``type`` or ``why``.
        language: Language of the reader.
    """
    return tuple((one, word(group, one, language)) for one in words()[group])
