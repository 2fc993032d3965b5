"""Signs that no font shows: which they are, as Typst tells it, and how each stands as its number instead."""

import re
from collections.abc import Collection, Mapping
from typing import Any

_TOLD = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))", re.DOTALL)
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
_ASCII = 128


def lacking(diagnostic: str) -> frozenset[str]:
    """The signs of which Typst says that no font shows them; some are several characters that are one sign.

    Args:
        diagnostic: What Typst says, all of it.
    """
    found = (_ESCAPED.sub(_one, told) for told in _TOLD.findall(diagnostic))
    return frozenset(one for one in found if not one.isascii())


def numbered(part: Any, signs: Collection[str]) -> Any:
    """A part of a tree with the number of each sign in its place.

    Args:
        part: Lists, mappings and texts, in each other.
        signs: The signs.

    Returns:
        The same part, anew.
    """
    if isinstance(part, str):
        # The longest first: a sign may be part of a longer one.
        for sign in sorted(signs, key=lambda one: (-len(one), one)):
            part = part.replace(sign, "".join(map(number, sign)))
        return part
    if isinstance(part, Mapping):
        return {name: numbered(one, signs) for name, one in part.items()}
    return [numbered(one, signs) for one in part] if isinstance(part, list) else part


def number(character: str) -> str:
    """A character as its Unicode number, such as ``[U+4E2D]``; a plain one as it is.

    Args:
        character: One character.
    """
    return character if ord(character) < _ASCII else f"[U+{ord(character):04X}]"


def _one(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else _NAMED.get(found[2], found[2])
