"""The strict reader of JSON: no duplicate keys, no silent numbers, and items that must be used up."""

import json
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from forlik.core.errors import BadInput
from forlik.core.source import RawFile

LARGEST = 64 << 20
"""A JSON file is parsed whole, into up to fifty times its size in memory."""
LARGEST_POWER = 308
"""Power of ten beyond which a number is no figure but an attack on whoever turns it into digits."""
_NOTHING = object()


def read_json(file: RawFile) -> Any:
    """Parse a JSON file; numbers with a point become :class:`~decimal.Decimal`.

    Raises:
        BadInput: Empty, cut, not UTF-8, a key twice in one object, NaN, a number out of all bounds, half a character,
            or nested without end.
    """
    if file.path.stat().st_size > LARGEST:
        raise BadInput(
            f"the file is larger than {LARGEST >> 20} MB", file=file.name, remedy="get it in parts or as CSV"
        )
    content = file.path.read_bytes()
    if not content.strip():
        raise BadInput("the file is empty", file=file.name, remedy="get it again")
    try:
        result = json.loads(
            content.decode("utf-8-sig"),
            parse_float=_number,
            parse_int=_whole,
            parse_constant=_refuse_constant,
            object_pairs_hook=_no_key_twice,
        )
        if b"\\ud" in content.lower():
            # Half of an escaped pair is no character: no table could hold it.
            json.dumps(result, ensure_ascii=False, default=str).encode()
    except UnicodeDecodeError as error:
        raise BadInput(f"byte {error.start + 1} is not UTF-8 text", file=file.name, remedy="get it again") from error
    except UnicodeEncodeError as error:
        raise BadInput("holds half a character (a lone surrogate)", file=file.name, remedy="get it again") from error
    except json.JSONDecodeError as error:
        raise BadInput(
            f"is not JSON at column {error.colno}: {error.msg}",
            file=file.name,
            line=error.lineno,
            remedy="the file is cut off or another file; get it again",
        ) from error
    except (ValueError, RecursionError) as error:
        raise BadInput(
            f"is not acceptable JSON: {error}",
            file=file.name,
            remedy="get it again; if it is the original, report it to the publisher",
        ) from error
    return result


def _whole(text: str) -> int:
    if len(text) > LARGEST_POWER:
        raise ValueError(f"{text:.40} is too large a number")
    return int(text)


def _number(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text:.40} is too large a number") from None
    if value and abs(value.adjusted()) > LARGEST_POWER:
        raise ValueError(f"{text:.40} is too large or too small a number")
    return value


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        [(name, _)] = Counter(name for name, _ in pairs).most_common(1)
        raise ValueError(f"key “{name}” stands twice in one object")
    return result


class Item:
    """One JSON object, taken apart field by field until nothing is left.

    Args:
        data: The object.
        file: File it came from.
        path: Where in the file, such as ``data.flows[3]``.
    """

    def __init__(self, data: Any, file: RawFile, path: str) -> None:
        if not isinstance(data, dict):
            raise BadInput(f"an object is expected, found {type(data).__name__}", file=file.name, field=path)
        self._left = dict(data)
        self.file = file
        self.path = path

    def take(self, name: str, *kinds: type, default: Any = _NOTHING) -> Any:
        """Take one field; ``null`` and, with a default, absence give ``None`` or the default.

        Args:
            name: The key.
            kinds: Types allowed; a whole number is also allowed where ``Decimal`` is.
            default: Given when the key is absent; without it absence is an error.

        Raises:
            BadInput: Absent, or of another type.
        """
        if name not in self._left:
            if default is _NOTHING:
                raise self._fault(name, "the field is missing")
            return default
        value = self._left.pop(name)
        if value is None:
            return None
        if Decimal in kinds and type(value) is int:
            value = Decimal(value)
        if kinds and (not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)):
            expected = " or ".join(kind.__name__ for kind in kinds)
            raise self._fault(name, f"{expected} is expected, found {type(value).__name__} “{value!s:.40}”")
        return value

    def ignore(self, *names: str) -> None:
        """Leave fields out on purpose; they may be absent."""
        for name in names:
            self._left.pop(name, None)

    def inner(self, name: str) -> "Item":
        """Take a field that is itself an object."""
        return Item(self.take(name), self.file, f"{self.path}.{name}")

    def items(self, name: str, *, default: Any = _NOTHING) -> "list[Item]":
        """Take a field that is a list of objects."""
        values = self.take(name, list, default=default) or []
        return each(values, self.file, f"{self.path}.{name}")

    def done(self) -> None:
        """Say that everything has been handled.

        Raises:
            BadInput: A field is left over.
        """
        if self._left:
            name = min(self._left)
            raise self._fault(name, "the field is unknown")

    def _fault(self, name: str, what: str) -> BadInput:
        return BadInput(
            what,
            file=self.file.name,
            field=f"{self.path}.{name}",
            remedy="check that this is the right file for the source; if it is, the publisher's layout has changed",
        )


def each(values: Iterable[Any], file: RawFile, path: str) -> list[Item]:
    """Wrap a list of JSON objects."""
    return [Item(value, file, f"{path}[{number}]") for number, value in enumerate(values)]
