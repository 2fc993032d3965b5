"""Inputs: what a form asks for, made from a concept's fields: each is asked as its type and metadata say."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from forlik.register.checks import REFERENCES
from forlik.register.concept import Concept, Ref, Words
from forlik.register.concepts import Assessment
from forlik.register.concepts.act import Disposition
from forlik.register.concepts.commitment import Due
from forlik.register.concepts.decided import Decided
from forlik.register.day import Stated
from forlik.register.evidence import Link
from forlik.register.vocabulary import spoken

Kind = Literal[
    "line", "text", "day", "stated", "number", "flag", "word", "words", "ref", "refs", "lines", "pairs", "group", "rows"
]
PERSON, ANY, EITHER = "person", "any", "actor or person"
"""Whom an id may name beside the records of one concept: a person of the house, any record, an actor or a person."""
NAMING: dict[tuple[type[BaseModel], str], str] = {
    (Due, "commitment"): "commitment",
    (Disposition, "commitment"): "commitment",
    (Disposition, "to"): "actor",
    (Link, "reviewed_by"): PERSON,
    (Assessment, "author"): EITHER,
    (Decided, "exit_criteria"): "commitment",
    (Decided, "expectations"): "assessment",
}
"""Fields that name something of which the checks do not say what it is."""
LONG = 2000
"""Letters beyond which a text may have more than one line."""


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that a form asks for.

    Args:
        name: The field.
        owner: The model that has it.
        kind: How it is asked.
        vocabulary: Whose words it takes.
        names: What its ids name: a concept, or one of the three above.
        needed: Whether its model does not do without it.
        default: What it says unless something else is said.
        parts: What is asked inside it.
    """

    name: str
    owner: type[BaseModel]
    kind: Kind
    vocabulary: str = ""
    names: str = ""
    needed: bool = False
    default: str = ""
    parts: "tuple[Input, ...]" = ()


@cache
def inputs(model: type[BaseModel]) -> tuple[Input, ...]:
    """What a model asks for: all of its fields but its id."""
    identity = "id" if issubclass(model, Concept) else ""
    return tuple(_input(model, name, field) for name, field in model.model_fields.items() if name != identity)


def _input(model: type[BaseModel], name: str, field: FieldInfo) -> Input:
    inner, many = _plain(field.annotation)
    default = "" if field.default is None or not isinstance(field.default, str | int) else str(field.default)
    nested = isinstance(inner, type) and issubclass(inner, BaseModel)
    vocabulary = "" if nested else spoken(field.annotation, field.metadata)
    names = _names(model, name, inner)
    kind: Kind
    if nested:
        kind = "rows" if many else "group"
    elif vocabulary:
        kind = "words" if many else "word"
    elif names:
        kind = "refs" if many else "ref"
    elif many:
        kind = "lines"
    else:
        kind = _single(inner, field)
    flag = kind == "flag"
    return Input(
        name=name,
        owner=model,
        kind=kind,
        vocabulary=vocabulary,
        names=names,
        needed=field.is_required(),
        default="" if flag else default,
        parts=inputs(inner) if nested else (),
    )


def _plain(annotation: Any) -> tuple[Any, bool]:
    """A type without what says that it may be missing, and whether there may be many of it."""
    if get_origin(annotation) in (Union, UnionType):
        [annotation] = [one for one in get_args(annotation) if one is not NoneType]
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0], True
    return annotation, False


def _names(model: type[BaseModel], name: str, inner: Any) -> str:
    """What the ids of a field name; empty for a field that holds none."""
    if (model, name) in NAMING:
        return NAMING[model, name]
    if inner != Ref:
        return ""
    known = REFERENCES.get(model, {}) if issubclass(model, Concept) else {}
    if name not in known:
        return PERSON
    concept = known[name]
    return ANY if concept is None else str(concept.__name__.lower())


def _single(inner: Any, field: FieldInfo) -> Kind:
    """How a field is asked that holds one thing, and neither a word nor an id."""
    if inner == Stated:
        return "stated"
    if inner == Words or _longest(inner, field) > LONG:
        return "text"
    kinds: dict[Any, Kind] = {date: "day", bool: "flag", int: "number", Decimal: "number"}
    bare = get_args(inner)[0] if get_origin(inner) is Annotated else inner
    if get_origin(bare) is not None:
        return "pairs"
    return kinds.get(bare, "line")


def _longest(inner: Any, field: FieldInfo) -> int:
    said = [*field.metadata]
    if get_origin(inner) is Annotated:
        said += [one for each in inner.__metadata__ for one in getattr(each, "metadata", [])]
    return max((getattr(one, "max_length", 0) or 0 for one in said), default=0)
