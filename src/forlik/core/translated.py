"""Fixed words of the library in another language, from the one catalogue that translators keep.

The catalogue lies where Django looks for it. It is read here as a file, so that what stands below the desk says the
same.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

CATALOGUES = Path(__file__).parents[1] / "desk" / "locale"


def translated(text: str, language: str) -> str:
    """A title, a unit or another fixed text in a language; as it is where the catalogue does not have it.

    Args:
        text: The text in English; an empty one is none.
        language: Code of the language.
    """
    return _catalogue(language).gettext(text) if text else ""


@cache
def _catalogue(language: str) -> NullTranslations:
    path = CATALOGUES / language / "LC_MESSAGES" / "django.mo"
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as stream:
        return GNUTranslations(stream)
