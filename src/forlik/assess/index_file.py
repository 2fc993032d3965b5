"""Read an index from its file: strictly, so that a key misspelt or said twice is an error with its line."""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from forlik.assess.consistent import Flaw, flaws, measure_flaws
from forlik.assess.recipe import Index
from forlik.core.errors import BadInput, UsageError

Lines = dict[tuple[str, ...], int]
LARGEST = 2_000_000
"""Bytes of an index file; the largest there is has 30 thousand."""
FIX = "correct the file of the index"


@lru_cache(maxsize=1)
def index_names() -> tuple[str, ...]:
    """Names of the indices that come with Forlik."""
    folder = files("forlik.assess") / "indices"
    return tuple(sorted(one.name.removesuffix(".yaml") for one in folder.iterdir() if one.name.endswith(".yaml")))


@lru_cache(maxsize=32)
def index(name: str) -> Index:
    """An index that comes with Forlik.

    Args:
        name: Its name; :func:`index_names` gives all.

    Raises:
        UsageError: There is none of that name.
    """
    if name not in index_names():
        raise UsageError(f"there is no index “{name}”", remedy=f"there are {', '.join(index_names())}")
    return parse_index((files("forlik.assess") / "indices" / f"{name}.yaml").read_bytes(), f"{name}.yaml")


def read_index(path: Path | str) -> Index:
    """Read an index from a file of one's own.

    Args:
        path: The file; its stem is the index's name.

    Raises:
        BadInput: It cannot be read, says what is not foreseen, or does not hold together; with file, line and field.
    """
    found = Path(path)
    try:
        return parse_index(found.read_bytes(), found.name)
    except OSError as error:
        raise BadInput(f"it cannot be read: {error.strerror}", file=found.name, remedy="check the path") from error


def parse_index(text: bytes, file: str) -> Index:
    """Read an index from the bytes of its file.

    Args:
        text: YAML in UTF-8. Every word is a text until its field says that it is a number: ``NO`` is Norway.
        file: Name of the file, whose stem is the index's name.

    Raises:
        BadInput: As in :func:`read_index`.
    """
    said, lines = _plain(text, file)
    try:
        found = Index.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        at = tuple(str(one) for one in first["loc"])
        raise _wrong(Flaw(at, first["msg"]), file, lines) from None
    stem = file.removesuffix(".yaml")
    if found.name != stem:
        raise _wrong(Flaw(("name",), f"the index is called “{found.name}” and its file “{stem}”"), file, lines)
    for flaw in (*flaws(found), *_measures(found)):
        raise _wrong(flaw, file, lines)
    return found


def _measures(found: Index) -> tuple[Flaw, ...]:
    if not any(one.measure for one in found.inputs.values()):
        return ()
    # Only an index made of our own measures waits for them to be loaded.
    from forlik.discover import measures

    return tuple(measure_flaws(found, {name: one.unit for name, one in measures().items()}))


def _plain(text: bytes, file: str) -> tuple[Any, Lines]:
    if len(text) > LARGEST:
        raise BadInput(f"it has {len(text)} bytes, and an index has at most {LARGEST}", file=file, remedy=FIX)
    try:
        written = text.decode("utf-8")
        if any(isinstance(one, yaml.AliasEvent) for one in yaml.parse(written, Loader=yaml.BaseLoader)):
            raise BadInput("it refers to another place in itself (*)", file=file, remedy="write it out in both places")
        node = yaml.compose(written, Loader=yaml.BaseLoader)
    except UnicodeDecodeError:
        raise BadInput("it is not UTF-8", file=file, remedy="save it as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BadInput(f"it is no YAML: {error.problem}", file=file, line=line, remedy=FIX) from None
    except yaml.YAMLError:
        raise BadInput("it is no YAML", file=file, remedy=FIX) from None
    lines: Lines = {}
    return _value(node, (), lines, file), lines


def _value(node: Any, at: tuple[str, ...], lines: Lines, file: str) -> Any:
    if node is None:
        raise BadInput("it is empty", file=file, remedy=FIX)
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, (*at, str(place)), lines, file) for place, one in enumerate(node.value)]
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise BadInput("a key is not a word", file=file, line=line, remedy=FIX)
        if key.value in found:
            raise BadInput("it is said twice", file=file, line=line, field=".".join((*at, key.value)), remedy=FIX)
        lines[*at, key.value] = line
        found[key.value] = _value(value, (*at, key.value), lines, file)
    return found


def _wrong(flaw: Flaw, file: str, lines: Lines) -> BadInput:
    at = flaw.at
    while at and at not in lines:
        at = at[:-1]
    return BadInput(flaw.what, file=file, line=lines.get(at, 0), field=".".join(flaw.at), remedy=flaw.remedy or FIX)
