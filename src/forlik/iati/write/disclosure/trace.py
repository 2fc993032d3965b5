"""Whether a text betrays a hidden partner: compared by letters and digits alone.

“Example  Relief”, “EXAMPLE-RELIEF”, “Éxample Relief”, “Example&amp;nbsp;Relief” and
``https://x.org/example%20relief`` all name the same one. A name of fewer than four letters is looked for as a word of
its own, else half the language would be hidden: also letter by letter (“M.X.R.”), with digits after it (“MXR2024”) and,
from three letters on, at the beginning of a part of an address (“mxrnorway.org”).
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

SHORT = 4
LEAST_OF_HOST = 3
"""Letters of a name that is looked for at the beginning of a part of an address."""
MOST_LAYERS = 50
"""Escapes within escapes; a text that has more hides something, and is taken to betray."""
_WORD = re.compile(r"[^\W_]+")
_HOST = re.compile(r"(?<![\w.-])[\w-]+(?:\.[\w-]+)+")
_UNSEEN = frozenset({"Cf", "Mn"})
"""Marks and signs without a width, which part no word."""


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """A text as it is compared: letters and digits only, without case, accents or other forms of the same letter."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(character for character in plain if character.isalnum()) or "".join(plain.split())


@lru_cache(maxsize=65536)
def _words(text: str) -> str:
    seen = (one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) not in _UNSEEN)
    return " " + " ".join(key(word) for word in _WORD.findall("".join(seen))) + " "


def _forms(text: str) -> list[str] | None:
    """A text, and what it becomes as its escapes are undone one after the other; ``None`` when there is no end."""
    forms = [text]
    while len(forms) <= MOST_LAYERS:
        plain = unquote(html.unescape(forms[-1]))
        if plain == forms[-1]:
            return forms
        forms.append(plain)
    return None


def _is_word(name: str, plain: str, text: str) -> bool:
    """Whether a short name is a word of a text, alone or as one writes short names."""
    words = _words(text)
    if plain == name or f" {name} " in words or f" {' '.join(name)} " in words:
        return True
    if not name.isalpha() or len(name) == 1:
        return False
    if re.search(rf" {re.escape(name)}\d+ ", words):
        return True
    hosts = _HOST.findall(text) if len(name) >= LEAST_OF_HOST else ()
    return any(key(label).startswith(name) for host in hosts for label in host.split("."))


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
        forms = _forms(text)
        if forms is None:
            return True
        for form in forms:
            plain = key(form)
            if any(one in plain for one in self.long):
                return True
            if not code and any(_is_word(one, plain, form) for one in self.short):
                return True
        return False


def trace(words: frozenset[str]) -> Trace:
    """What to look for, from the keys of what is hidden."""
    return Trace(
        tuple(sorted(one for one in words if len(one) >= SHORT)),
        tuple(sorted(one for one in words if len(one) < SHORT)),
    )
