"""How a record stands in XML: each field says its own place, and writing, reading and checking follow the same say.

A field of a record is annotated with one place::

    ref: Annotated[str, Attr("ref")] = ""

A field without a default must be there; a tuple without a default must hold something. Fields stand in the order that
the schema asks for.
"""

from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class Attr:
    """The value of an attribute of the record's own element.

    Args:
        name: The attribute's name, in Clark's notation where it has a namespace.
        free: It may hold any text, an organisation's name for instance; not so a code of a list.
    """

    name: str
    free: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """The text of the record's own element."""


@dataclass(frozen=True, slots=True)
class Elem:
    """An element inside: of a record, or of one plain value.

    Args:
        name: The element's name.
        attr: The attribute that holds the plain value; its text when empty.
        inner: The element that is repeated inside one element of the name, for texts in several languages.
        free: It may hold any text; not so a code of a list.
        last: It stands even after what is in other namespaces.
    """

    name: str
    attr: str = ""
    inner: str = ""
    free: bool = True
    last: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands in another namespace than the standard's: its ``elements`` or its ``attributes``."""

    what: str


Place = Attr | Text | Elem | Beside


@dataclass(frozen=True, slots=True)
class Slot:
    """One field of a record, read from its annotation.

    Args:
        field: Name of the field.
        place: Where it stands in XML.
        kind: Its plain type, or the class of its record or records.
        many: It is a tuple.
        required: It must be there.
        default: What it is when it is not said.
        record: It holds records, not plain values.
    """

    field: str
    place: Place
    kind: type
    many: bool
    required: bool
    default: Any
    record: bool


def slots(cls: type) -> tuple[Slot, ...]:
    """The fields of a record's class in the order of the schema; what is in other namespaces comes at the end."""
    return _slots(cls)


@cache
def _slots(cls: Any) -> tuple[Slot, ...]:
    hints: dict[str, Any] = get_type_hints(cls, include_extras=True)
    found = [_slot(field.name, hints[field.name], field.default) for field in fields(cls)]
    return tuple(sorted(found, key=_turn))


def _turn(slot: Slot) -> int:
    if isinstance(slot.place, Beside):
        return 1
    return 2 if isinstance(slot.place, Elem) and slot.place.last else 0


def _slot(name: str, hint: Any, default: Any) -> Slot:
    inner, place = get_args(hint)
    many = get_origin(inner) is tuple
    kind = get_args(inner)[0] if many else _without_none(inner)
    unsaid = () if many and default is MISSING else default
    return Slot(name, place, kind, many, default is MISSING, unsaid, is_dataclass(kind))


def _without_none(hint: Any) -> type:
    if get_origin(hint) in (UnionType, Union):
        [hint] = [one for one in get_args(hint) if one is not NoneType]
    kind: type = hint
    return kind


def absent(value: Any) -> bool:
    """Whether a field says nothing: no value, no text, no rows."""
    return value is None or value in ("", ())
