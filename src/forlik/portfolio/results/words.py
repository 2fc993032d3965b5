"""What is said of results, in English and bokmål."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal

Language = Literal["en", "nb"]


@dataclass(frozen=True, slots=True)
class Said:
    """A code and what it is about.

    Args:
        code: Its code, in ``words.toml``.
        about: The name, number or text that it is about.
    """

    code: str
    about: str = ""

    def text(self, language: Language = "en") -> str:
        """The same in words."""
        return word(self.code, language).replace("{}", self.about)


def word(code: str, language: str = "en") -> str:
    """A code in words; bokmål where it is asked for, else English.

    Args:
        code: A code of ``words.toml``.
        language: Language.
    """
    return data("words.toml")[code]["nb" if language == "nb" else "en"]  # type: ignore[no-any-return]


@functools.cache
def data(name: str) -> Mapping[str, Any]:
    """A data file of this package."""
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))
