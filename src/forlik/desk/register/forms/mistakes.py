"""Mistakes: what a model says is wrong with what was written, in a reader's words, each at its field."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_noop as _n
from pydantic import BaseModel, ValidationError

from forlik.desk import refusals
from forlik.desk.register.forms.names import field_called

Wrong = Mapping[str, list[str]]
"""Name of a field → all that is wrong there; of none, under the empty name."""
SAID = {
    "missing": _n("this is needed"),
    "string_too_long": _n("this is longer than {max_length} letters"),
    "string_too_short": _n("this is needed"),
    "int_parsing": _n("this is no whole number"),
    "int_from_float": _n("this is no whole number"),
    "int_parsing_size": _n("this is no whole number"),
    "decimal_parsing": _n("this is no number"),
    "decimal_max_places": _n("this has too many digits"),
    "decimal_max_digits": _n("this has too many digits"),
    "decimal_whole_digits": _n("this has too many digits"),
    "finite_number": _n("this is no number"),
    "greater_than_equal": _n("this is less than {ge}"),
    "less_than_equal": _n("this is more than {le}"),
    "string_pattern_mismatch": _n("this is not written as it should be"),
    "date_from_datetime_parsing": _n("this is no day"),
    "date_from_datetime_inexact": _n("this is no day"),
    "date_parsing": _n("this is no day"),
}
"""Type of an error of a model → how it is told; those of our own concepts are known to the refusals."""
OWN = "value_error"
UNKNOWN = SAID["string_pattern_mismatch"]
"""What is told of an error that nobody foresaw: never a library's own words."""


def mistakes(error: ValidationError) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """What is wrong: the way to the field, and the words for it."""
    for one in error.errors(include_url=False, include_input=False):
        if one["type"] == OWN:
            yield one["loc"], refusals.said(one["msg"].removeprefix("Value error, "))
        else:
            yield one["loc"], str(_t(SAID.get(one["type"], UNKNOWN))).format(**one.get("ctx", {}))


def listed(found: Iterable[tuple[Any, str]]) -> dict[str, list[str]]:
    """Field → what is wrong, each once; a way into a field counts as the field."""
    wrong: dict[str, list[str]] = {}
    for where, text in found:
        name = str(where[0]) if isinstance(where, tuple) and where else "" if isinstance(where, tuple) else where
        if text not in wrong.setdefault(name, []):
            wrong[name].append(text)
    return wrong


def told(owner: type[BaseModel], wrong: Wrong, *, but: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
    """Everything that is wrong for the head of a form: the field, and what, after what the field is called.

    Args:
        owner: The model that was written.
        wrong: What is wrong.
        but: Inputs that are no field of it → what they are called.
    """
    names = but or {}
    found = []
    for name, texts in wrong.items():
        label = names.get(name) or (field_called(owner, name) if name in owner.model_fields else "")
        found += [(name if label else "", f"{label}: {text}" if label else text) for text in texts]
    return found
