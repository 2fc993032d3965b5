"""Read YAML strictly: every word a text, no word twice, no reference, and the line of everything for the errors."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from forlik.core.errors import BadInput

Lines = dict[tuple[str, ...], int]
LARGEST = 2_000_000
"""Bytes of a file; the largest there is has 30 thousand."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong in a file.

    Args:
        at: Keys down to the place in the file.
        what: What is wrong there.
        remedy: What to do.
    """

    at: tuple[str, ...]
    what: str
    remedy: str = ""


def plain(text: bytes, file: str, fix: str) -> tuple[Any, Lines]:
    """What a file says, in lists, dictionaries and texts.

    Args:
        text: YAML in UTF-8. Every word stays a text: ``NO`` is Norway.
        file: Name of the file.
        fix: What to do when something is wrong.

    Returns:
        What it says, and the line of each field.

    Raises:
        BadInput: It is no such YAML, is empty, refers to itself, or says a key twice; with file, line and field.
    """
    if len(text) > LARGEST:
        raise BadInput(f"it has {len(text)} bytes, and such a file has at most {LARGEST}", file=file, remedy=fix)
    try:
        written = text.decode("utf-8")
        if any(isinstance(one, yaml.AliasEvent) for one in yaml.parse(written, Loader=yaml.BaseLoader)):
            raise BadInput("it refers to another place in itself (*)", file=file, remedy="write it out in both places")
        node = yaml.compose(written, Loader=yaml.BaseLoader)
    except UnicodeDecodeError:
        raise BadInput("it is not UTF-8", file=file, remedy="save it as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BadInput(f"it is no YAML: {error.problem}", file=file, line=line, remedy=fix) from None
    except yaml.YAMLError:
        raise BadInput("it is no YAML", file=file, remedy=fix) from None
    lines: Lines = {}
    return _value(node, (), lines, file, fix), lines


Model = TypeVar("Model", bound=BaseModel)


def modelled(kind: type[Model], text: bytes, file: str, fix: str) -> tuple[Model, Lines]:
    """What a file says, as what it is to be.

    Args:
        kind: What it is to be.
        text: YAML in UTF-8.
        file: Name of the file.
        fix: What to do when something is wrong.

    Returns:
        It, and the line of each field.

    Raises:
        BadInput: As in :func:`plain`, or it says what is not foreseen.
    """
    said, lines = plain(text, file, fix)
    try:
        return kind.model_validate(said), lines
    except ValidationError as error:
        first = error.errors()[0]
        raise wrong(Flaw(tuple(map(str, first["loc"])), first["msg"]), file, lines, fix) from None


def bytes_at(path: Path | str) -> tuple[bytes, str]:
    """A file of one's own: its bytes, and its name.

    Raises:
        BadInput: It cannot be read.
    """
    found = Path(path)
    try:
        return found.read_bytes(), found.name
    except OSError as error:
        raise BadInput(f"it cannot be read: {error.strerror}", file=found.name, remedy="check the path") from error


def _value(node: Any, at: tuple[str, ...], lines: Lines, file: str, fix: str) -> Any:
    if node is None:
        raise BadInput("it is empty", file=file, remedy=fix)
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, (*at, str(place)), lines, file, fix) for place, one in enumerate(node.value)]
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise BadInput("a key is not a word", file=file, line=line, remedy=fix)
        if key.value in found:
            raise BadInput("it is said twice", file=file, line=line, field=".".join((*at, key.value)), remedy=fix)
        lines[*at, key.value] = line
        found[key.value] = _value(value, (*at, key.value), lines, file, fix)
    return found


def wrong(flaw: Flaw, file: str, lines: Lines, fix: str) -> BadInput:
    """The error that tells of a flaw, with its file, line and field.

    Args:
        flaw: What is wrong.
        file: Name of the file.
        lines: The line of each field.
        fix: What to do, where the flaw does not say.
    """
    at = flaw.at
    while at and at not in lines:
        at = at[:-1]
    return BadInput(flaw.what, file=file, line=lines.get(at, 0), field=".".join(flaw.at), remedy=flaw.remedy or fix)
