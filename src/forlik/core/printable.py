"""Text from outside, made fit to print: a file's name or cell must not move a cursor, turn a line, or forge a field."""

import unicodedata

UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that steer a terminal or a reading direction, or end a line, or stand for nothing."""
JOINERS = frozenset("\u200c\u200d")
"""Unseen, but Persian and Indian names are written with them."""
MARK = "\ufffd"
MORE = "…"


def printable(text: str, longest: int = 0) -> str:
    """One line without control characters: line ends and tabs become spaces, the others a mark.

    Args:
        text: Any text.
        longest: Characters to keep; all when 0.
    """
    cut = text if not longest or len(text) <= longest else text[: longest - 1] + MORE
    if cut.isprintable():
        return cut
    return "".join(_shown(character) for character in cut)


def _shown(character: str) -> str:
    if character in "\t\n\r":
        return " "
    return MARK if unicodedata.category(character) in UNSEEN and character not in JOINERS else character
