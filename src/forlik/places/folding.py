"""How a written name becomes a key: without case, accents, punctuation, articles and short words."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ł": "l", "\u0131": "i", "đ": "d", "ə": "a"}
)
# Teh marbuta as heh, alef maksura as yeh, alef wasla as alef, no tatweel: spellings that writers mix.
_ARABIC = str.maketrans({"\u0629": "\u0647", "\u0649": "\u064a", "\u0671": "\u0627", "\u0640": None})
_AND = str.maketrans({"&": " and "})

# Words that writers of the same name leave out or spell differently in the six languages.
_SKIPPED = frozenset(
    {
        *("the", "of", "and"),
        *("den", "det", "dei", "de", "av", "og"),
        *("le", "la", "les", "l", "du", "des", "d", "et"),
        *("el", "los", "las", "del", "y"),
    }
)
_SPELT_OUT = {
    "st": "saint",
    "ste": "sainte",
    "rep": "republic",
    "dem": "democratic",
    "fed": "federated",
    "is": "islands",
    "isl": "islands",
    "ter": "territory",
    "terr": "territory",
}
_APOSTROPHES = "'`\u00b4\u2018\u2019\u02bb\u02bc"
_ELISION = re.compile(rf"\b([dl])[{_APOSTROPHES}]")
_ARTICLE = "ال"
_SHORTEST_STEM = 1


def fold(text: str) -> str:
    """Turn a name into its key, such as ``Côte d'Ivoire`` into ``coteivoire``.

    Args:
        text: A name in any language, as written.

    Returns:
        Letters and digits only; empty when nothing but punctuation and articles was written.
    """
    return "".join(words(text))


def words(text: str) -> list[str]:
    """The words of a name that matter, folded, in order."""
    plain = unicodedata.normalize("NFKD", text.translate(_AND).casefold()).translate(_LETTERS).translate(_ARABIC)
    spaced = "".join(_mark(letter) for letter in _ELISION.sub(r"\1 ", plain))
    return [_SPELT_OUT.get(word, word) for word in map(_stem, spaced.split()) if word not in _SKIPPED]


def _mark(letter: str) -> str:
    if letter.isalnum():
        return letter
    return "" if unicodedata.combining(letter) or letter in _APOSTROPHES else " "


def _stem(word: str) -> str:
    """A word without the Arabic article, which is written onto it."""
    return word.removeprefix(_ARTICLE) if len(word) >= len(_ARTICLE) + _SHORTEST_STEM else word
