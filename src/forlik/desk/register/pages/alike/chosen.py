"""What a reader says of the case instead of the file: chosen words, read from the address, and offered in the form."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.comparables.described import Described
from forlik.comparables.table import Table
from forlik.comparables.weighing import weights, words

LEFT_OUT = "-"
BOTH = "government+territory"
ONE_WORD = ("stage", "ceasefire", "parties", "level")
NUMBERS = (10, 20, 50)
"""How many agreements may be asked for."""


def chosen(own: Described, given: Mapping[str, str], table: Table) -> Described:
    """The case as the reader wants it compared: what is chosen counts, what is left out does not."""
    said: dict[str, Any] = {name: getattr(own, name) for name in weights()}
    for name in ONE_WORD:
        if given.get(name) in words()[name] or given.get(name) == LEFT_OUT:
            said[name] = _or_none(given[name])
    if given.get("country") in table.regions or given.get("country") == LEFT_OUT:
        country = _or_none(given["country"])
        said["country"] = frozenset({country}) if country else None
        said["region"] = table.regions.get(country or "")
    if given.get("conflict_type") in {*words()["conflict_type"], BOTH, LEFT_OUT}:
        kinds = _or_none(given["conflict_type"])
        said["conflict_type"] = frozenset(kinds.split("+")) if kinds else None
    ticked = frozenset(name for name in words()["issues"] if given.get(f"covers_{name}"))
    if ticked:
        said["issues"] = ticked
    return Described(**said)


def number(given: Mapping[str, str]) -> int:
    """How many agreements are asked for."""
    return next((one for one in NUMBERS if str(one) == given.get("number")), NUMBERS[0])


def choices(given: Mapping[str, str], table: Table, language: str) -> list[dict[str, Any]]:
    """The fields of the form, with what is chosen in each."""
    named = {name: list(_called(words()[name], language)) for name in ONE_WORD}
    kinds = [*_called(words()["conflict_type"], language), (BOTH, _("government and territory"))]
    countries = sorted(((one, _place(one, language)) for one in table.regions), key=lambda one: one[1])
    fields = [
        ("stage", named["stage"]), ("ceasefire", named["ceasefire"]), ("country", countries), ("conflict_type", kinds),
        ("parties", named["parties"]), ("level", named["level"]),
    ]  # fmt: skip
    return [
        {"name": name, "label": called(name, language), "options": options, "chosen": given.get(name, "")}
        for name, options in fields
    ]


def covers(given: Mapping[str, str], language: str) -> list[dict[str, Any]]:
    """The provisions, with those that are ticked."""
    return [
        {"name": f"covers_{name}", "label": label, "ticked": bool(given.get(f"covers_{name}"))}
        for name, label in _called(words()["issues"], language)
    ]


def called(attribute: str, language: str) -> str:
    """What an attribute is called."""
    weight = weights()[attribute]
    return weight.nb if language == "nb" else weight.en


def worded(attribute: str, some: Iterable[str], language: str) -> str:
    """Words of an attribute as a reader has them: places and states by their names."""
    known = words().get(attribute, {})
    place = int(language == "nb")
    return ", ".join(known[one][place] if one in known else _place(one, language) for one in some)


def _called(some: Mapping[str, tuple[str, str]], language: str) -> Iterable[tuple[str, str]]:
    return ((name, both[int(language == "nb")]) for name, both in some.items())


def _or_none(word: str) -> str | None:
    return None if word == LEFT_OUT else word


def _place(code: str, language: str) -> str:
    return places.by_code("iso3", code).name(language)
