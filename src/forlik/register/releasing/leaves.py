"""Leaves: every single thing that a body says, and of what sort it is: a text, an id, a word, a day."""

from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from forlik.register.concept import Place, Ref
from forlik.register.day import Stated
from forlik.register.evidence import Evidence, Link
from forlik.register.vocabulary import spoken

Sort = Literal["text", "ref", "house", "other"]
HOUSE = {(Link, "reviewed_by")}
"""Fields whose text names a person of the house."""
NO_TEXT = {(Evidence, "url"), (Evidence, "content_hash"), (Link, "id")}
"""Fields whose text is no sentence: addresses, digests, the ids of others."""

UNKNOWN: tuple[Any, Sort] = (None, "text")
"""Type and sort of what a model has no field for."""


class Leaf(NamedTuple):
    """One thing that is said.

    Args:
        path: Name of the field, and of the fields inside it.
        value: What it says.
        sort: What sort of thing it is.
    """

    path: str
    value: str
    sort: Sort

    @property
    def field(self) -> str:
        """The field of the record."""
        return self.path.partition(".")[0]


def leaves(model: type[BaseModel], body: Mapping[str, Any], before: str = "") -> Iterator[Leaf]:
    """Everything that a body says, in the order of its fields.

    Args:
        model: Whose fields the body has.
        body: The fields, as JSON has them; those that the model has not are texts.
        before: Path of the field around it, with a dot.
    """
    for name, value in body.items():
        field = model.model_fields.get(name)
        inner, sort = _sort(model, name, field) if field else UNKNOWN
        yield from _leaves(inner, sort, value, before + name)


def _leaves(inner: Any, sort: Sort, value: Any, path: str) -> Iterator[Leaf]:
    if isinstance(value, list | tuple):
        for turn, one in enumerate(value):
            yield from _leaves(inner, sort, one, f"{path}.{turn}")
    elif isinstance(value, Mapping):
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from leaves(inner, value, f"{path}.")
        else:
            for key, one in value.items():
                yield from _leaves(None, sort, one, f"{path}.{key}")
    elif isinstance(value, str):
        yield Leaf(path, value, sort)


def _sort(model: type[BaseModel], name: str, field: FieldInfo) -> tuple[Any, Sort]:
    """The type of one of a field's values, and of what sort it is."""
    inner = _inner(field.annotation)
    if (model, name) in HOUSE:
        return inner, "house"
    if inner == Ref:
        return inner, "ref"
    # A field that must be said has what stands beside its type among its metadata.
    stated = inner == Stated or any(one in get_args(Stated) for one in field.metadata)
    named = stated or inner == Place or bool(spoken(field.annotation, field.metadata))
    if named or (model, name) in NO_TEXT or name == "id":
        return inner, "other"
    bare = get_args(inner)[0] if get_origin(inner) is Annotated else inner
    if get_origin(bare) is not None or bare is str or (isinstance(bare, type) and issubclass(bare, BaseModel)):
        return inner, "text"
    return inner, "other"


def _inner(annotation: Any) -> Any:
    """A type without what says that it may be missing, and of many the type of one."""
    if get_origin(annotation) in (Union, UnionType):
        [annotation] = [one for one in get_args(annotation) if one is not NoneType]
    return get_args(annotation)[0] if get_origin(annotation) is tuple else annotation
