"""Read a definition of pillars from its file: strictly, a key misspelt or said twice is an error with its line."""

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from forlik.core.errors import UsageError
from forlik.core.plain_yaml import Flaw, bytes_at, modelled, wrong
from forlik.iati.flows.beside import listed
from forlik.portfolio.definitions.said import Definition

FIX = "correct the file of the definition"


@lru_cache(maxsize=1)
def definition_names() -> tuple[str, ...]:
    """Names of the definitions that come with Forlik."""
    folder = files("forlik.portfolio.definitions")
    return tuple(sorted(one.name.removesuffix(".yaml") for one in folder.iterdir() if one.name.endswith(".yaml")))


@lru_cache(maxsize=32)
def definition(name: str) -> Definition:
    """A definition that comes with Forlik.

    Args:
        name: Its name; :func:`definition_names` gives all.

    Raises:
        UsageError: There is none of that name.
    """
    if name not in definition_names():
        raise UsageError(
            f"there is no definition of pillars “{name}”", remedy=f"there are {', '.join(definition_names())}"
        )
    file = f"{name}.yaml"
    return parse_definition((files("forlik.portfolio.definitions") / file).read_bytes(), file)


def read_definition(path: Path | str) -> Definition:
    """Read a definition from a file of one's own.

    Args:
        path: The file; its stem is the definition's name.

    Raises:
        BadInput: It cannot be read, says what is not foreseen, or does not hold together; with file, line and field.
    """
    return parse_definition(*bytes_at(path))


def parse_definition(text: bytes, file: str) -> Definition:
    """Read a definition from the bytes of its file.

    Args:
        text: YAML in UTF-8.
        file: Name of the file, whose stem is the definition's name.

    Raises:
        BadInput: As in :func:`read_definition`.
    """
    found, lines = modelled(Definition, text, file, FIX)
    for flaw in _flaws(found, file.removesuffix(".yaml")):
        raise wrong(flaw, file, lines, FIX)
    return found


def _flaws(found: Definition, stem: str) -> Iterator[Flaw]:
    if found.name != stem:
        yield Flaw(("name",), f"the definition is called “{found.name}” and its file “{stem}”")
    rows = {row["code"]: row for row in listed("pillars.csv")}
    for code, pillar in found.moved.items():
        if code not in rows:
            yield Flaw(("moved", code), f"{code} is no purpose code on the list")
        elif successor := rows[code]["replaced_by"]:
            yield Flaw(("moved", code), f"{code} was withdrawn", f"move {successor}, which replaced it")
        elif rows[code]["pillar"] == pillar:
            yield Flaw(("moved", code), f"{code} is {pillar} on the list already", "leave it out")
