"""A debrief as one text: its parts under headings, written and read back without loss."""

from collections.abc import Mapping
from typing import Literal

from forlik.register.vocabulary import vocabulary

MARK = "## "
SHIELD = "\\"
Language = Literal["en", "nb"]


def parts_of() -> tuple[str, ...]:
    """The parts of a debrief, in their order."""
    return tuple(vocabulary("parts"))


def written(parts: Mapping[str, str], language: Language = "en") -> str:
    """The text of a debrief: the parts that say something, each under its heading.

    Args:
        parts: Part → what it says.
        language: Of the headings.
    """
    said = ((word, parts.get(name, "").strip()) for name, word in vocabulary("parts").items())
    return "\n\n".join(
        f"{MARK}{word.nb if language == 'nb' else word.en}\n{_shielded(text)}" for word, text in said if text
    )


def read(text: str) -> dict[str, str]:
    """The parts of a debrief; what stands before the first heading, or has none, belongs to the course of things.

    Args:
        text: As ``written`` gives it, or any text that somebody wrote by hand.
    """
    headings = {f"{MARK}{said}": name for name, word in vocabulary("parts").items() for said in (word.en, word.nb)}
    found: dict[str, list[str]] = {}
    part = "course"
    for line in text.splitlines():
        if line in headings:
            part = headings[line]
            continue
        found.setdefault(part, []).append(line.removeprefix(SHIELD) if line.lstrip(SHIELD).startswith(MARK) else line)
    return {name: said for name, lines in found.items() if (said := "\n".join(lines).strip())}


def _shielded(text: str) -> str:
    """A part's own lines never pass for a heading."""
    lines = (f"{SHIELD}{line}" if line.lstrip(SHIELD).startswith(MARK) else line for line in text.splitlines())
    return "\n".join(lines)
