"""The facts of the two made-up engagements, as somebody would type them in: names instead of ids, days near today."""

import tomllib
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from forlik.register.concepts import CONCEPTS

CALLED = ("working_title", "title", "label", "name", "public_title", "promise", "finding")
NAMING = (
    "actor", "of", "about", "by", "to", "text", "commitment", "commitments", "obligors", "beneficiaries", "mandate",
    "process", "requested_by", "renews", "parent", "contacts", "verifier",
)  # fmt: skip
"""Fields that name another record."""
PREFILLED = ("engagement", "process")
"""What the form says already."""
BESIDE = ("floor", "said")
"""What is no field of every record, and yet typed: how it is kept, and by what it is known."""
PERSONS = {"demo-owner": "Anna", "demo-deputy": "Bo", "demo-relief": "Anna", "demo-legal": "Carl"}


def _facts() -> dict[str, dict[str, Any]]:
    text = (files("forlik.register") / "examples" / "fictional.toml").read_text(encoding="utf-8")
    return {one["id"]: one for one in tomllib.loads(text)["record"]}


FACTS = _facts()
"""Id in the examples → what its record says in the end."""


def day(offset: int) -> str:
    """A day so many days from today."""
    return (date.today() + timedelta(days=offset)).isoformat()  # noqa: DTZ011 - the desk's own day is this one


def called(id_: str) -> str:
    """What pages call a record of the examples."""
    return next(FACTS[id_][name] for name in CALLED if name in FACTS[id_])


def concept(id_: str) -> str:
    """Its concept."""
    return FACTS[id_]["concept"]


def typed(id_: str, **otherwise: Any) -> dict[str, Any]:
    """What somebody types of a record, but for what is said otherwise; ``None`` leaves a field out."""
    asked = {*CONCEPTS[concept(id_)].model_fields, *BESIDE} - {*PREFILLED, "id"}
    fact = {name: value for name, value in FACTS[id_].items() if name in asked} | otherwise
    cited = fact.pop("evidence", None) or ([fact.pop("said")] if "said" in fact else [])
    found = {_field(name): _value(name, value) for name, value in fact.items() if value is not None}
    return found | ({"evidence": [{"citation": one} for one in cited]} if cited else {})


def _field(name: str) -> str:
    return "form-floor" if name == "floor" else name


def _value(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _value(key, one) for key, one in value.items()}
    if isinstance(value, list):
        return [_value(name, one) for one in value]
    if value in PERSONS:
        return PERSONS[value]
    return called(value) if name in NAMING and value in FACTS else value
