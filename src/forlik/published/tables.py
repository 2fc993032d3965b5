"""Tables of a public copy: which columns a concept has, and what stands in its cells."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from inspect import getdoc
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from forlik.core.export import inert
from forlik.published.copy import Public
from forlik.register.concept import Concept
from forlik.register.evidence import Evidence
from forlik.register.facets import OPEN, facet_of, fields
from forlik.register.vocabulary import spoken, vocabulary

APART = ("evidence", "withdrawn", "fictional")
"""Fields that have a table of their own, or stand for every record alike."""
TYPES: Mapping[Any, str] = {bool: "boolean", int: "integer", date: "date"}
ARGUMENT = re.compile(r"^    (\w+): (.*)$")


@dataclass(frozen=True, slots=True)
class Field:
    """A column.

    Args:
        name: Its name.
        type: Its type, in the words of a table schema.
        about: What it says.
        words: The words it may hold; none where it may hold any.
    """

    name: str
    type: str
    about: str
    words: tuple[str, ...] = ()

    def described(self) -> dict[str, Any]:
        """The column in the words of a table schema."""
        only = {"constraints": {"enum": list(self.words)}} if self.words else {}
        return {"name": self.name, "type": self.type, "description": self.about, **only}


FRONT = (
    Field("id", "string", "Id of the record; random, and never re-used."),
    Field("public_since", "date", "The day since which anything of the record is public."),
    Field("known_on", "date", "The day since which it says what it says here."),
    Field("fictional", "boolean", "Whether it is a made-up example."),
)
"""Columns that every table of records begins with."""
PIECE = (
    Field("record", "string", "Id of the record that is known by it."),
    Field("concept", "string", "Concept of the record."),
    Field("turn", "integer", "Number of the piece among those of the record, from 1."),
    Field("fictional", "boolean", "Whether it is a made-up example."),
)


@cache
def fields_of(kind: type[Concept]) -> tuple[Field, ...]:
    """The columns of a concept: what is open of it."""
    told = {**arguments(Concept), **arguments(kind)}
    some = (name for name in fields(kind) if facet_of(kind, name) is OPEN and name not in APART)
    return (*FRONT, *(_field(kind, name, told[name]) for name in sorted(some, key=list(kind.model_fields).index)))


@cache
def evidence_fields() -> tuple[Field, ...]:
    """The columns of the table of evidence."""
    told = arguments(Evidence)
    return (*PIECE, *(_field(Evidence, name, told[name]) for name in Evidence.model_fields))


def rows_of(records: Iterable[Public], columns: Sequence[Field]) -> Iterator[Mapping[str, Any]]:
    """The rows of records of one concept."""
    for one in records:
        front = {"id": one.id, "public_since": one.since, "known_on": one.known_on, "fictional": one.made_up}
        yield {column.name: front.get(column.name, one.body.get(column.name)) for column in columns}


def evidence_rows(records: Iterable[Public], columns: Sequence[Field]) -> Iterator[Mapping[str, Any]]:
    """The rows of all evidence."""
    for one in records:
        for turn, given in enumerate(one.body.get("evidence", ()), 1):
            piece = Evidence(**given).model_dump(mode="json")
            front = {"record": one.id, "concept": one.concept, "turn": turn, "fictional": one.made_up}
            yield {column.name: front.get(column.name, piece.get(column.name)) for column in columns}


def csv_of(columns: Sequence[Field], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Rows as CSV: UTF-8, every cell quoted, unknown empty, and nothing that a spreadsheet would run."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow([_cell(row[column.name]) for column in columns])
    return stream.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def _field(kind: type[BaseModel], name: str, about: str) -> Field:
    field = kind.model_fields[name]
    words = spoken(field.annotation, field.metadata)
    type_ = _type(field.annotation)
    # A list of words is one cell of JSON, of which a table schema cannot say what stands in it.
    return Field(name, type_, about, tuple(vocabulary(words)) if words and type_ == "string" else ())


def _type(annotation: Any) -> str:
    if get_origin(annotation) in (Union, UnionType):
        [annotation] = [one for one in get_args(annotation) if one is not NoneType]
    origin = get_origin(annotation)
    if origin is tuple:
        return "array"
    if (isinstance(origin, type) and issubclass(origin, Mapping)) or _is_model(annotation):
        return "object"
    bare = get_args(annotation)[0] if hasattr(annotation, "__metadata__") else annotation
    return TYPES.get(bare, "string")


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


@cache
def arguments(model: type[BaseModel]) -> Mapping[str, str]:
    """Field → what the model's own description says of it."""
    found: dict[str, str] = {}
    last = ""
    for line in (getdoc(model) or "").partition("Args:\n")[2].splitlines():
        begun = ARGUMENT.match(line)
        if begun:
            last = begun[1]
            found[last] = begun[2].strip()
        elif last and line.strip():
            found[last] = f"{found[last]} {line.strip()}"
    return found
