"""The texts of a record: of all that its facets say, what somebody wrote in words."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from forlik.register.concepts import CONCEPTS
from forlik.register.facets import Joined, has
from forlik.register.placing import Body
from forlik.register.rows import Row

TITLES = ("working_title", "title", "label", "name", "names", "public_title")
"""Fields by which a record is called."""
ADDRESS = "url"
Shape = Mapping[str, Any] | bool
"""Of a field: whether it is words; of one with fields of its own, the shape of each."""


@cache
def shape(concept: str) -> Mapping[str, Shape]:
    """The fields of a concept that hold words, in their order."""
    found = _fields(CONCEPTS[concept])
    return {name: one for name, one in found.items() if name != "id"}


def _fields(model: type[BaseModel]) -> dict[str, Shape]:
    hints = get_type_hints(model, include_extras=True)
    shapes = {name: _shape(name, hints[name]) for name in model.model_fields}
    return {name: one for name, one in shapes.items() if one}


def _shape(name: str, hint: Any) -> Shape:
    """What of a field is words: no ids, no words of a vocabulary, no days, no digests."""
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Annotated:
        code = name != ADDRESS and any(map(_is_code, inside[1:]))
        return False if code else _shape(name, inside[0])
    if origin in (Union, UnionType, tuple):
        shapes = (_shape(name, one) for one in inside if one not in (NoneType, ...))
        return next((one for one in shapes if one), False)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _shape(name, inside[1])
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return _fields(hint)
    return hint is str


def _is_code(metadata: Any) -> bool:
    """Whether metadata of a text says that it is none that somebody writes in words."""
    inside = metadata.metadata if isinstance(metadata, FieldInfo) else (metadata,)
    return any(isinstance(one, AfterValidator) or getattr(one, "pattern", None) for one in inside)


def said(concept: str, rows: Mapping[Any, Row]) -> dict[str, Any]:
    """What a record says, by its fields: of one in several facets, the most secret one's counts."""
    kind = CONCEPTS[concept]
    whole: dict[str, Any] = {}
    for _, row in sorted(rows.items()):
        for name, value in row.body.items():
            joined = name in whole and name in kind.model_fields and has(kind, name, Joined)
            whole[name] = [*whole[name], *value] if joined else value
    return whole


def texts(concept: str, body: Body) -> Iterator[tuple[str, str]]:
    """The texts of a record: name of the field, and what it says."""
    for name, one in shape(concept).items():
        if name in body:
            yield from ((name, text) for text in _texts(body[name], one))


def _texts(value: Any, inside: Shape) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one, inside)
    elif isinstance(value, Mapping):
        for name, one in value.items():
            # Names by language, and what a source says of a field: the texts stand under names of anybody's choice.
            part = inside if isinstance(inside, bool) else inside.get(name, False)
            if part:
                yield from _texts(one, part)
