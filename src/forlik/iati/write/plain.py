"""Records as plain JSON and back: the fields' own names, days as ISO text, amounts as exact text.

Reading is strict: a key that no field has, a key twice, or a value of another kind is an error that names its path.
What a field does not say is left out.
"""

import json
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from forlik.core.errors import BadInput
from forlik.iati.write.organisation import Organisation
from forlik.iati.write.records import Activity
from forlik.iati.write.scalars import from_text, to_text
from forlik.iati.write.shape import absent, slots
from forlik.iati.write.values import Attribute, Extension
from forlik.iati.write.wrong import Wrong, named

VERSION = 1
"""Version of this JSON shape."""
_BESIDE: tuple[type, ...] = (Attribute, Extension)
_INSIDE = {"attributes": Attribute, "children": Extension}
R = TypeVar("R", Activity, Organisation)


@dataclass(frozen=True, slots=True)
class Records:
    """What a JSON file of records holds.

    Args:
        activities: Activities, in their order.
        organisations: Organisations, in their order.
    """

    activities: tuple[Activity, ...] = ()
    organisations: tuple[Organisation, ...] = ()


class _Field(NamedTuple):
    name: str
    kind: type
    many: bool
    required: bool
    default: Any


def to_json(records: Records) -> str:
    """Records as JSON text.

    Raises:
        BadInput: A value is not of the type that its field declares.
    """
    with named("records"):
        held = {
            "version": VERSION,
            "activities": [_plain(one) for one in records.activities],
            "organisations": [_plain(one) for one in records.organisations],
        }
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


def records_from_json(text: str, *, name: str = "records") -> Records:
    """Records from JSON text.

    Args:
        text: ``{"version": 1, "activities": [...], "organisations": [...]}``, either list may be missing.
        name: What errors call the text: its file.

    Raises:
        BadInput: It is not JSON, or not of this shape; the error names the path of the key.
    """
    try:
        held = json.loads(text, object_pairs_hook=_pairs, parse_float=Decimal, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise BadInput(f"not JSON: {error.msg}", file=name, line=error.lineno, remedy="check the text there") from None
    except RecursionError:
        raise BadInput("is nested too deeply", file=name, remedy="records are a few levels deep") from None
    except Wrong as wrong:
        raise BadInput(wrong.what, file=name, field=wrong.field, remedy=wrong.remedy) from None
    with named(name):
        known = {"version", "activities", "organisations"}
        _only(held, known)
        if held.get("version") != VERSION:
            raise Wrong(f"{held.get('version')!r} is not a version of this shape", f"write {VERSION}", "version")
        return Records(_list(held, "activities", Activity), _list(held, "organisations", Organisation))


def _list(held: dict[str, Any], key: str, cls: type[R]) -> tuple[R, ...]:
    try:
        return tuple(_many(held.get(key, []), cls))
    except Wrong as wrong:
        raise wrong.inside(key) from None


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Wrong(f"the key “{twice}” is there twice in one record", "say it once", twice)
    return held


def _constant(word: str) -> Any:
    raise Wrong(f"{word} is not a number", "leave the key out: unknown is never written as a number")


def _fields(cls: type) -> tuple[_Field, ...]:
    if cls not in _BESIDE:
        return tuple(_Field(one.field, one.kind, one.many, one.required, one.default) for one in slots(cls))
    found = []
    for one in fields(cls):
        kind = _INSIDE.get(one.name, str)
        found.append(_Field(one.name, kind, one.name in _INSIDE, one.default is MISSING, one.default))
    return tuple(found)


def _is_record(kind: type) -> bool:
    return kind not in (str, int, bool, Decimal, date, datetime)


def _plain(record: Any) -> dict[str, Any]:
    held = {}
    for one in _fields(type(record)):
        value = getattr(record, one.name)
        if not one.required and (absent(value) or value == one.default):
            continue
        try:
            held[one.name] = [_said(part, one.kind) for part in value] if one.many else _said(value, one.kind)
        except Wrong as wrong:
            raise wrong.inside(one.name) from None
    return held


def _said(value: Any, kind: type) -> Any:
    if _is_record(kind):
        return _plain(value)
    if kind in (bool, int):
        to_text(value, kind)
        return value
    # A text is carried as it is; only what is written as XML has no spaces around it.
    return value if kind is str and isinstance(value, str) else to_text(value, kind)


def _only(held: Any, known: set[str]) -> None:
    if not isinstance(held, dict):
        raise Wrong(f"{_shown(held)} is not a record", "write { … } with named values")
    unknown = [key for key in held if key not in known]
    if unknown:
        raise Wrong("no field has this name", f"the fields are {', '.join(sorted(known))}", unknown[0])


def _record(held: Any, cls: type) -> Any:
    known = _fields(cls)
    _only(held, {one.name for one in known})
    values = {}
    for one in known:
        if one.name not in held:
            if one.required:
                raise Wrong("is missing", "say it: the standard asks for it", one.name)
            continue
        try:
            values[one.name] = tuple(_many(held[one.name], one.kind)) if one.many else _value(held[one.name], one.kind)
        except Wrong as wrong:
            raise wrong.inside(one.name) from None
    return cls(**values)


def _many(held: Any, kind: type) -> list[Any]:
    if not isinstance(held, list):
        raise Wrong(f"{_shown(held)} is not a list", "write [ … ], also of one")
    values = []
    for index, one in enumerate(held):
        try:
            values.append(_value(one, kind))
        except Wrong as wrong:
            raise wrong.inside(f"[{index}]") from None
    return values


def _value(held: Any, kind: type) -> Any:
    if _is_record(kind):
        return _record(held, kind)
    if kind is Decimal and isinstance(held, int | Decimal) and not isinstance(held, bool):
        return Decimal(held)
    if kind in (bool, int):
        if type(held) is not kind:
            raise Wrong(f"{_shown(held)} is not {'true or false' if kind is bool else 'a whole number'}", "check it")
        return held
    if not isinstance(held, str):
        raise Wrong(f"{_shown(held)} is not text", "write it in quotes")
    return from_text(held, kind)


def _shown(held: Any) -> str:
    return f"“{str(held)[:40]}”"
