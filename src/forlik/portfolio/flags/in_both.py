"""Words in English and in bokmål."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["en", "nb"]
LANGUAGES: tuple[Language, ...] = ("en", "nb")


class InBoth(BaseModel):
    """The same words in both languages.

    Args:
        en: In English.
        nb: In bokmål.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    en: Annotated[str, Field(min_length=1, max_length=2000)]
    nb: Annotated[str, Field(min_length=1, max_length=2000)]

    def text(self, language: str) -> str:
        """The words in one language; any other than bokmål is answered in English."""
        return self.nb if language == "nb" else self.en
