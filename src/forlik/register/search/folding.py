"""How a text is compared: without case, accents and vowel signs, letter by letter, so that places in it are kept."""

import sys
import unicodedata

_LETTERS = {"ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ł": "l", "\u0131": "i", "đ": "d"}
"""Letters that do not fall apart into a letter and a sign, and are often written without it."""
_MARKS = frozenset("MLN")
"""First letters of the Unicode categories of what words are made of: letters, digits, and signs within words."""


def _folded(letter: str) -> str:
    """A letter as it is compared: nothing for a sign on another letter, a space for what is between words."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    return "".join(map(_kept, plain))


def _kept(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Mn", "Me", "Cf"):
        return ""
    return _LETTERS.get(letter, letter) if category[0] in _MARKS else " "


class _Table(dict[int, str]):
    """Letter → how it is compared; learnt as letters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _folded(chr(code))
        return found


_TABLE = _Table()


def fold(text: str) -> str:
    """A text as it is compared; letter by letter, so that the whole is the sum of its letters."""
    return text.translate(_TABLE)


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, each once, in their order."""
    return tuple(dict.fromkeys(sys.intern(word) for word in fold(text).split()))


_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Japanese syllables
    (0x3400, 0x9FFF),  # Han
    (0xF900, 0xFAFF),  # Han, for compatibility
    (0x20000, 0x3FFFF),  # Han, the rest
)
"""Scripts that leave no space between words: there a word may begin anywhere."""


def spaced(word: str) -> bool:
    """Whether a word is of a script that sets words apart."""
    return not any(first <= ord(letter) <= last for letter in word for first, last in _UNSPACED)
