"""What two editions say differently of a record, field by field: what stood there, and what stands there now."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from forlik.publish.comparing import Difference
from forlik.published import Public


class Differs(NamedTuple):
    """One field that is said otherwise.

    Args:
        field: Its name.
        was: What the copy before says; empty where it says nothing.
        now: What this one says; empty where it says nothing.
    """

    field: str
    was: str
    now: str


def fields_of(old: Public | None, new: Public | None) -> Iterator[Differs]:
    """The fields that are said otherwise, in their order.

    Args:
        old: The record in the copy before; none where it is new.
        new: The record now; none where it vanishes.
    """
    was, now = _body(old), _body(new)
    for name in sorted({*was, *now}):
        if was.get(name) != now.get(name):
            yield Differs(name, _said(was.get(name)), _said(now.get(name)))


def told(found: Difference) -> Mapping[str, tuple[Differs, ...]]:
    """Id → the fields that become public, are said otherwise, or vanish.

    Args:
        found: The difference.
    """
    return {
        **{one.id: tuple(fields_of(None, one)) for one in found.new},
        **{one.id: tuple(fields_of(found.before[one.id], one)) for one, _ in found.changed},
        **{one.id: tuple(fields_of(one, None)) for one in found.gone},
    }


def _body(one: Public | None) -> Mapping[str, Any]:
    return {} if one is None else {**one.body, "fictional": one.made_up or None}


def _said(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
