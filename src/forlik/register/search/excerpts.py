"""A few words of a text around what was looked for, in pieces: what was found is marked by whoever shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from forlik.register.search.folding import fold, spaced

BEFORE, WIDTH = 60, 200
"""Characters shown before the first place, and in all."""
MORE = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text.

    Args:
        text: As it was written.
        found: Whether it is what was looked for.
    """

    text: str
    found: bool = False


def in_words(text: str, asked: Sequence[str]) -> frozenset[str]:
    """Which of the folded words stand in a text."""
    folded = f" {' '.join(fold(text).split())} "
    return frozenset(word for word in asked if (f" {word}" if spaced(word) else word) in folded)


def excerpt(text: str, asked: Sequence[str]) -> tuple[Piece, ...]:
    """The pieces of a text around the first place where one of the folded words stands.

    Args:
        text: The text.
        asked: Folded words; at least one of them stands in it.
    """
    places = _places(text, asked)
    first = places[0][0] if places else 0
    start = _word_start(text, max(0, first - BEFORE))
    end = min(len(text), start + WIDTH)
    pieces = [Piece(MORE)] if start else []
    at = start
    for begin, stop in places:
        if begin >= end:
            break
        if begin > at:
            pieces.append(Piece(text[at:begin]))
        pieces.append(Piece(text[max(begin, at) : stop], found=True))
        at = max(at, stop)
    if at < end:
        pieces.append(Piece(text[at:end]))
    if max(at, end) < len(text):
        pieces.append(Piece(MORE))
    return tuple(one for one in pieces if one.text)


def _word_start(text: str, place: int) -> int:
    """The beginning of the next word, so that no word is cut; where there is none soon, the place itself."""
    space = text.find(" ", place, place + BEFORE) if place else -1
    return space + 1 if space >= 0 else place


def _places(text: str, asked: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words stand in the text as written: beginnings and ends, in their order, none over another."""
    parts = [fold(letter) for letter in text]
    folded, origin = "".join(parts), [place for place, part in enumerate(parts) for _ in part]
    found: list[tuple[int, int]] = []
    for word in asked:
        at = folded.find(word)
        while at >= 0:
            if not spaced(word) or at == 0 or folded[at - 1] == " ":
                found.append((origin[at], _end(parts, origin[at + len(word) - 1])))
            at = folded.find(word, at + 1)
    return _apart(found)


def _end(parts: Sequence[str], last: int) -> int:
    """The end of what was found: signs that belong to its last letter too."""
    end = last + 1
    while end < len(parts) and not parts[end]:
        end += 1
    return end


def _apart(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    apart: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if apart and begin < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((begin, end))
    return apart
