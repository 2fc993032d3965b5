"""Read a rule from its file: strictly, and only if its own examples come out as it says."""

import difflib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from forlik.core.errors import UsageError
from forlik.core.plain_yaml import Flaw, bytes_at, modelled, wrong
from forlik.portfolio.flags.examples import example_flaws
from forlik.portfolio.flags.in_both import LANGUAGES
from forlik.portfolio.flags.rule import Rule
from forlik.portfolio.flags.vocabulary import vocabulary
from forlik.portfolio.flags.wording import PARTS, YEAR, braces_left, gaps

FIX = "correct the file of the rule"
FOLDER = files("forlik.portfolio.flags") / "rules"


@lru_cache(maxsize=1)
def _versions() -> Mapping[str, tuple[Rule, ...]]:
    """Name → its versions, oldest first."""
    found: dict[str, list[Rule]] = {}
    for one in FOLDER.iterdir():
        if one.name.endswith(".yaml"):
            read = parse_rule(one.read_bytes(), one.name)
            found.setdefault(read.name, []).append(read)
    return {name: tuple(sorted(found[name], key=lambda one: one.version)) for name in sorted(found)}


def rule_names() -> tuple[str, ...]:
    """Names of the rules that come with Forlik."""
    return tuple(_versions())


def rule(name: str, day: date | None = None) -> Rule:
    """A rule in the version that was in use on a day: the latest adopted by then, else the first.

    Args:
        name: Its name; :func:`rule_names` gives all.
        day: The day; the newest version when not given.

    Raises:
        UsageError: There is none of that name.
    """
    if name not in _versions():
        raise UsageError(f"there is no rule “{name}”", remedy=_near(name, _versions()))
    versions = _versions()[name]
    adopted = [one for one in versions if day is None or one.adopted <= day]
    return adopted[-1] if adopted else versions[0]


def rules(day: date | None = None) -> tuple[Rule, ...]:
    """Every rule that comes with Forlik, by name, each in the version that was in use on a day."""
    return tuple(rule(name, day) for name in rule_names())


def read_rule(path: Path | str) -> Rule:
    """Read a rule from a file of one's own.

    Args:
        path: The file, ``NAME.VERSION.yaml``.

    Raises:
        BadInput: It cannot be read, says what is not foreseen, asks for a figure that there is none of, or its examples
            do not come out; with file, line and field.
    """
    return parse_rule(*bytes_at(path))


def parse_rule(text: bytes, file: str) -> Rule:
    """Read a rule from the bytes of its file.

    Args:
        text: YAML in UTF-8.
        file: Name of the file, ``NAME.VERSION.yaml``.

    Raises:
        BadInput: As in :func:`read_rule`.
    """
    found, lines = modelled(Rule, text, file, FIX)
    for flaw in _flaws(found, file):
        raise wrong(flaw, file, lines, FIX)
    return found


def _flaws(found: Rule, file: str) -> Iterator[Flaw]:
    called = f"{found.name}.{found.version}.yaml"
    if file != called:
        yield Flaw(("name",), f"the file of this rule is called “{called}”, and not “{file}”")
    for part in ("needs", "when"):
        for place, one in enumerate(getattr(found, part)):
            yield from _figure((part, str(place), "figure"), one.figure)
    for language in LANGUAGES:
        if braces_left(found.seen.text(language)):
            yield Flaw(
                ("seen", language), "a brace opens or closes no figure", "write {figure}, and nothing else in it"
            )
    for spoken, name, part in gaps(found.seen):
        if part and (name == YEAR or part not in PARTS):
            yield Flaw(("seen", spoken), f"“{name}” has no part “{part}”", f"there are {', '.join(PARTS)}")
        if name != YEAR:
            yield from _figure(("seen", spoken), name)
    yield from _same_figures(found)
    yield from example_flaws(found)


def _figure(at: tuple[str, ...], name: str) -> Iterator[Flaw]:
    if name not in vocabulary():
        yield Flaw(at, f"there is no figure “{name}”", _near(name, vocabulary()))


def _same_figures(found: Rule) -> Iterator[Flaw]:
    """Both languages tell the same figures."""
    told = {
        language: {(name, part) for one, name, part in gaps(found.seen) if one == language} for language in LANGUAGES
    }
    if told["en"] != told["nb"]:
        odd = min(told["en"] ^ told["nb"])
        yield Flaw(("seen",), f"only one of the two languages tells “{'.'.join(filter(None, odd))}”")


def _near(name: str, there: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, there, n=1, cutoff=0.5)
    return f"did you mean “{near[0]}”?" if near else f"there are {', '.join(there)}"
