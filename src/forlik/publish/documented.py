"""Texts that the documented list of engagements has in two languages: recorded in English, they are told in bokmål too.

A text is never translated here. It is the list's own sentence, word for word, or it stands as it was recorded.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from forlik.briefs.document import Language
from forlik.register.seed import NUMBERED

TABLES: Mapping[str, tuple[str, ...]] = {
    "engagements": ("title", "status"),
    "engagement_facts": ("value",),
}
"""Table of the list → what it says in both languages."""
BETWEEN = "; "
"""What stands between two sentences of the list that a record tells as one."""


def told(text: str, language: Language) -> str:
    """A text of a record in a language, where the list has it so; else as it was recorded.

    Args:
        text: The text.
        language: The language of the page.
    """
    if language == "en" or not text:
        return text
    whole = both().get(text)
    parts = [both().get(part, "") for part in text.split(BETWEEN)]
    return whole or (BETWEEN.join(parts) if all(parts) else text)


def is_english(text: str) -> bool:
    """Whether a text is known to be English: it is one of the list's."""
    return text in both()


@cache
def both() -> Mapping[str, str]:
    """English → bokmål, of every sentence of the list, with its day too, as evidence tells it."""
    found: dict[str, str] = {}
    for name, columns in TABLES.items():
        with (files("forlik.starter") / f"{name}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file, strict=True):
                for column in columns:
                    english, norwegian = row[f"{column}_en"], row[f"{column}_nb"]
                    if english and norwegian:
                        found |= _forms(english, norwegian, row.get("date", ""))
    return found


def _forms(english: str, norwegian: str, day: str) -> dict[str, str]:
    """A sentence as the register records it: as it is, without the number of a data set, and with its day."""
    bare = {NUMBERED.sub("", english): NUMBERED.sub("", norwegian)}
    dated = {f"{english} ({day})": f"{norwegian} ({day})"} if day and day not in english else {}
    return {**bare, english: norwegian, **dated}
