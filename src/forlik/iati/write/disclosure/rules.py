"""The rules of what may be said: read strictly from a TOML file, versioned, each with its reason and legal ground."""

import tomllib
from dataclasses import dataclass, fields
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from forlik.core.errors import BadInput

ACTIONS = (
    "partner",
    "title",
    "descriptions",
    "locations",
    "documents",
    "contacts",
    "results",
    "identifiers",
    "extensions",
    "delay",
    "withhold",
)
IMPLEMENTERS = ("2", "3", "4")
"""Roles of a partner when a rule names none: accountable, extending, implementing."""
CRITERIA = ("countries", "regions", "purposes", "pillars", "partner_refs", "partner_types")
EVERY = "*"
LONGEST_DELAY = 1200
REMEDY = "see the head of forlik/iati/write/disclosure/rules.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule; its keys are explained at the head of ``rules.toml``."""

    id: str
    reason: str
    ground: str
    do: tuple[str, ...]
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    pillars: tuple[str, ...] = ()
    partner_refs: tuple[str, ...] = ()
    partner_types: tuple[str, ...] = ()
    partner_roles: tuple[str, ...] = IMPLEMENTERS
    starts: date | None = None
    until: date | None = None
    running_from: date | None = None
    lift: date | None = None
    delay_months: int = 0
    example: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """A file of rules.

    Args:
        version: Its version, told in every report.
        rules: Those in force, in the order of the file.
        pillars: Name of a pillar to the first digits of its purpose codes; ``*`` stands for all others.
    """

    version: int
    rules: tuple[Rule, ...]
    pillars: dict[str, tuple[str, ...]]


def rules(path: Path | str | None = None, *, examples: bool = False) -> Rules:
    """Read a file of rules.

    Args:
        path: The file; the shipped one, in which nothing is in force, when not given.
        examples: Take rules that are marked as examples for real; for trying them out.

    Raises:
        BadInput: The file is not TOML, or a rule is not one; a rule that is misread would say what must not be said.
    """
    file = Path(path) if path else Path(str(resources.files(__package__))) / "rules.toml"
    try:
        held = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"not TOML: {error}", file=str(file), remedy=REMEDY) from None
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", file=str(file), remedy="check the name") from None
    _only(held, {"version", "pillars", "rule"}, str(file), "")
    version, pillars = held.get("version"), _pillars(held.get("pillars", {}), str(file))
    if type(version) is not int:
        raise BadInput(
            "has no version", file=str(file), field="version", remedy="write a whole number, one more a change"
        )
    if not isinstance(held.get("rule", []), list):
        raise BadInput("is not a list of rules", file=str(file), field="rule", remedy="write each below [[rule]]")
    found = [_rule(one, str(file), f"rule[{index}]", pillars) for index, one in enumerate(held.get("rule", []))]
    names = [one.id for one in found]
    for one in found:
        if names.count(one.id) > 1:
            raise BadInput(
                f"the rule “{one.id}” is there twice", file=str(file), field="id", remedy="give it its own name"
            )
    return Rules(version, tuple(one for one in found if examples or not one.example), pillars)


def _only(held: Any, known: set[str], file: str, where: str) -> None:
    for key in held:
        if key not in known:
            raise BadInput(f"“{key}” is not a key", file=file, field=f"{where}.{key}".strip("."), remedy=REMEDY)


def _pillars(held: Any, file: str) -> dict[str, tuple[str, ...]]:
    pillars = {}
    for name, codes in held.items() if isinstance(held, dict) else ():
        pillars[name] = _texts(codes, file, f"pillars.{name}")
    return pillars


def _texts(held: Any, file: str, where: str) -> tuple[str, ...]:
    if not isinstance(held, list) or not all(isinstance(one, str) and one.strip() for one in held):
        raise BadInput("is not a list of texts", file=file, field=where, remedy='write ["…", "…"]')
    return tuple(one.strip() for one in held)


def _rule(held: Any, file: str, where: str, pillars: dict[str, tuple[str, ...]]) -> Rule:
    hints = get_type_hints(Rule)
    named = {"from" if one.name == "starts" else one.name: one.name for one in fields(Rule)}
    if not isinstance(held, dict):
        raise BadInput("is not a rule", file=file, field=where, remedy="write it below [[rule]]")
    _only(held, set(named), file, where)
    values = {named[key]: _value(one, hints[named[key]], file, f"{where}.{key}") for key, one in held.items()}
    for key in ("id", "reason", "ground", "do"):
        if not values.get(key):
            raise BadInput("is missing", file=file, field=f"{where}.{key}", remedy=REMEDY)
    rule = Rule(**values)
    for key, wrong in _contradictions(rule, pillars):
        raise BadInput(wrong, file=file, field=f"{where}.{key}", remedy=REMEDY)
    return rule


def _value(held: Any, hint: Any, file: str, where: str) -> Any:
    if get_origin(hint) is tuple:
        return _texts(held, file, where)
    kind = (get_args(hint) or (hint,))[0]
    if type(held) is not kind or isinstance(held, datetime):
        words = {str: "a text", int: "a whole number", bool: "true or false", date: "a day, written 2024-06-30"}
        raise BadInput(f"is not {words[kind]}", file=file, field=where, remedy=REMEDY)
    return held.strip() if isinstance(held, str) else held


def _contradictions(rule: Rule, pillars: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    wrong = [("do", f"“{one}” is nothing that can be done") for one in rule.do if one not in ACTIONS]
    wrong += [("pillars", f"“{one}” is not in the table of pillars") for one in rule.pillars if one not in pillars]
    if not any(getattr(rule, key) for key in CRITERIA):
        wrong.append(("countries", 'the rule says not whom it concerns; write countries = ["*"] for all'))
    if rule.delay_months > LONGEST_DELAY:
        wrong.append(("delay_months", f"is more than {LONGEST_DELAY}; withhold the activity instead"))
    if ("delay" in rule.do) != (rule.delay_months > 0):
        wrong.append(("delay_months", "a delay needs its months, and months need a delay"))
    for key, last in (("until", rule.until), ("lift", rule.lift)):
        if rule.starts and last and last < rule.starts:
            wrong.append((key, "lies before the rule's first day"))
    return wrong
