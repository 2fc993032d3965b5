"""Between what a record says and what stands in the inputs of a form: texts by the names of inputs, nothing judged."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from forlik.desk.register.forms.inputs import Input
from forlik.register.typed import typed

Raw = Mapping[str, Sequence[str]]
"""Name of an input → what stands in it; a field inside a field has the outer one's name before its own."""
ROW = re.compile(r"(\d{1,3})\.", re.ASCII)
"""How the name of an input in a row goes on after the name of the field."""
MOST_ROWS = 400
MANY = ("words", "refs")
DAYS = ("day", "stated")
"""Kinds that hold a day, which people type in their own way."""
KEPT = "kept"
"""Name of the input that says where a piece of a joined field is kept."""


def written(one: Input, value: Any, before: str = "") -> dict[str, list[str]]:
    """What stands in the inputs of a field that says something.

    Args:
        one: The field.
        value: What it says, as JSON has it; none where it says nothing.
        before: Name of the field around it, with a dot.
    """
    name = before + one.name
    if one.kind == "rows":
        found: dict[str, list[str]] = {}
        for turn, row in enumerate(value or ()):
            found |= _parts(one, row, f"{name}.{turn}.")
        return found
    if one.kind == "group":
        return _parts(one, value or {}, f"{name}.")
    return {name: _inside(one, value)}


def _inside(one: Input, value: Any) -> list[str]:
    """What stands in the one input of a field."""
    if one.kind in MANY:
        return [str(each) for each in value or ()]
    if one.kind == "flag":
        return ["on"] if value else []
    if one.kind == "lines":
        return ["\n".join(value or ())]
    if one.kind == "pairs":
        return ["\n".join(f"{key}: {said}" for key, said in (value or {}).items())]
    return [one.default if value is None else str(value)]


def _parts(one: Input, value: Mapping[str, Any], before: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in one.parts:
        found |= written(part, value.get(part.name), before)
    return found


def taken(form: Any, asked: Sequence[Input]) -> dict[str, list[str]]:
    """What was sent for some fields, cleaned of what browsers add; anything else that was sent is as if it were not.

    A day that somebody typed in another way stands there from now on as the register writes it.
    """
    found = {}
    for key in form:
        one = _named(key, asked)
        if one is not None:
            given = [_clean(each) for each in form.getlist(key)]
            found[key] = [typed(each) for each in given] if one.kind in DAYS else given
    return found


def _named(key: str, asked: Sequence[Input]) -> Input | None:
    """The field of which an input holds something: the outer one, or as far as it is known the one inside it."""
    first, *rest = key.split(".")
    one = next((each for each in asked if each.name == first), None)
    for name in rest:
        one = next((part for part in one.parts if part.name == name), one) if one else None
    return one


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def turns(raw: Raw, name: str) -> list[int]:
    """The rows of a field that have inputs."""
    found = {int(hit[1]) for key in raw if key.startswith(f"{name}.") and (hit := ROW.match(key, len(name) + 1))}
    return sorted(found)[:MOST_ROWS]


def blank(one: Input, raw: Raw, before: str) -> bool:
    """Whether nothing was written into a row or a group: words that stand there by themselves say nothing."""
    return not any(_says(part, raw, before) for part in one.parts)


def _says(part: Input, raw: Raw, before: str) -> bool:
    said = [each for each in raw.get(before + part.name, ()) if each]
    if part.kind == "number":
        return bool(said) and said != [part.default]
    return bool(said) and not part.default and part.kind != "flag"


def read(one: Input, raw: Raw, before: str = "") -> Any:
    """What a field says, as JSON has it; none where nothing was written. It is judged by its model, not here."""
    name = before + one.name
    if one.kind == "rows":
        return [value for _, value in rows(one, raw, before)] or None
    if one.kind == "group":
        return None if blank(one, raw, f"{name}.") else _group(one, raw, f"{name}.")
    return _outside(one, [each for each in raw.get(name, ()) if each])


def _outside(one: Input, given: list[str]) -> Any:
    """What the one input of a field says."""
    first = given[0] if given else ""
    if one.kind in MANY:
        return list(dict.fromkeys(given)) or None
    if one.kind == "flag":
        return True if first else None
    if one.kind == "lines":
        return [each for line in first.split("\n") if (each := line.strip())] or None
    if one.kind == "pairs":
        return _pairs(first) or None
    return first or None


def rows(one: Input, raw: Raw, before: str = "") -> list[tuple[int, dict[str, Any]]]:
    """The rows of a field into which something was written, each with its number in the form."""
    name = before + one.name
    return [
        (turn, _group(one, raw, f"{name}.{turn}."))
        for turn in turns(raw, name)
        if not blank(one, raw, f"{name}.{turn}.")
    ]


def _group(one: Input, raw: Raw, before: str) -> dict[str, Any]:
    said = {part.name: read(part, raw, before) for part in one.parts}
    return {name: value for name, value in said.items() if value is not None}


def _pairs(text: str) -> dict[str, str]:
    found = {}
    for line in text.split("\n"):
        if line.strip():
            key, _, said = line.partition(":")
            found[key.strip()] = said.strip()
    return found


def same(one: Input, raw: Raw, other: Raw) -> bool:
    """Whether a field was left as it was."""
    return bool(_bare(one, raw, "") == _bare(one, other, ""))


def _bare(one: Input, raw: Raw, before: str) -> Any:
    """What stands in the inputs of a field, without empty rows and their numbers."""
    name = before + one.name
    if one.kind == "rows":
        return [
            [_bare(part, raw, f"{name}.{turn}.") for part in one.parts]
            for turn in turns(raw, name)
            if not blank(one, raw, f"{name}.{turn}.")
        ]
    if one.kind == "group":
        return None if blank(one, raw, f"{name}.") else [_bare(part, raw, f"{name}.") for part in one.parts]
    given = [_clean(each) for each in raw.get(name, ()) if each]
    return sorted(given) if one.kind in MANY else given
