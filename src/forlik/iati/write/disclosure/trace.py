"""Whether a text betrays a hidden partner: compared by letters and digits alone.

“Example  Relief”, “EXAMPLE-RELIEF”, “Éxample Relief” and ``https://x.org/example%20relief`` all name the same one. A
name of fewer than four letters is looked for as a word of its own, else half the language would be hidden.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

SHORT = 4
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """A text as it is compared: letters and digits only, without case, accents or other forms of the same letter."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(character for character in plain if character.isalnum()) or "".join(plain.split())


@lru_cache(maxsize=65536)
def _words(text: str) -> str:
    return " " + " ".join(key(word) for word in _WORD.findall(text)) + " "


@dataclass(frozen=True, slots=True)
class Trace:
    """What must not be found: keys of names, references and identifiers.

    Args:
        long: Keys that are looked for anywhere.
        short: Keys that are looked for as words.
    """

    long: tuple[str, ...]
    short: tuple[str, ...]

    def found(self, text: str, *, code: bool = False) -> bool:
        """Whether a text betrays the partner.

        Args:
            text: The text.
            code: It is a code of a list, in which two letters are no name.
        """
        forms = {text, unquote(text)} if "%" in text else {text}
        for form in forms:
            plain = key(form)
            if any(one in plain for one in self.long):
                return True
            if not code and any(plain == one or f" {one} " in _words(form) for one in self.short):
                return True
        return False


def trace(words: frozenset[str]) -> Trace:
    """What to look for, from the keys of what is hidden."""
    return Trace(
        tuple(sorted(one for one in words if len(one) >= SHORT)),
        tuple(sorted(one for one in words if len(one) < SHORT)),
    )
