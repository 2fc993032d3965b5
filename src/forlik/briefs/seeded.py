"""What records are called in bokmål: of the engagements that the register began with, it keeps the English words alone.

The list that they come from has both, and stands beside the register. Where somebody has changed the words since, they
are told as they stand.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from forlik.register.called import called
from forlik.register.concept import Concept
from forlik.register.seed import NUMBERED


def called_in(record: Concept | None, language: str) -> str:
    """What a record is called, in a language where it is known; empty where it bears no title.

    Args:
        record: The record; nothing where it is not there or may not be seen.
        language: Language.
    """
    name = called(record)
    if record is None or language == "en":
        return name
    names: Mapping[str, str] = getattr(record, "names", None) or {}
    # In another language goes what is called by its own name, and not by a name inside.
    other = names.get(language) if name == getattr(record, "name", None) else ""
    return other or in_language(record.id, name, language)


def in_language(record: str, text: str, language: str) -> str:
    """Words of a record of the list in a language; as they stand where the list does not have them so.

    Args:
        record: Id of the record.
        text: What it says in English; a day in brackets may stand behind it.
        language: Language.
    """
    if language != "nb" or not text:
        return text
    every, file = in_bokmal(), record
    while file and file not in every:
        file = file.rpartition("-")[0]
    return spoken(every.get(file, {}), text) or text


def spoken(words: Mapping[str, str], text: str) -> str:
    """A text by words of the list; a day in brackets may stand behind it. Empty where the list does not have it.

    Args:
        words: English → bokmål.
        text: What is said in English.
    """
    before, bracket, day = text.rpartition(" (")
    return words.get(text) or (f"{words[before]}{bracket}{day}" if before in words else "")


@cache
def in_bokmal() -> Mapping[str, Mapping[str, str]]:
    """Id of an engagement → what is said of it in English → the same in bokmål."""
    found: dict[str, dict[str, str]] = {}
    for row in _table("engagements"):
        said = {row[f"{column}_en"]: row[f"{column}_nb"] for column in ("title", "status")}
        found[row["id"].lower()] = {english: bokmal for english, bokmal in said.items() if english and bokmal}
    for fact in _table("engagement_facts"):
        if fact["value_en"] and fact["value_nb"]:
            words = found[fact["engagement"].lower()]
            words.setdefault(fact["value_en"], fact["value_nb"])
            words.setdefault(NUMBERED.sub("", fact["value_en"]), NUMBERED.sub("", fact["value_nb"]))
    return found


def _table(name: str) -> list[dict[str, str]]:
    with (files("forlik.starter") / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))
