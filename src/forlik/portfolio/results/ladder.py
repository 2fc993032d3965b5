"""The ladder of peace results: what was won, rung by rung, under the goals of the white paper; nothing is implied."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from forlik.core.errors import UsageError
from forlik.portfolio.results.words import data

FILE = "ladder.toml"
OTHER = "other"
"""The word of results that are on no rung."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung, or one goal.

    Args:
        code: The word of the register's vocabulary.
        place: From 1, the lowest.
        said: Its words: ``en``, ``nb``; of a rung ``evidence_en`` and ``wrong_en``, of a goal ``note_en``, and so on.
    """

    code: str
    place: int
    said: Mapping[str, str]

    def text(self, part: str = "", language: str = "en") -> str:
        """Its words.

        Args:
            part: Nothing for its name; of a rung ``evidence`` (what counts) and ``wrong`` (what would show that it is
                not so); of a goal ``note``.
            language: ``en`` or ``nb``.
        """
        tongue = "nb" if language == "nb" else "en"
        return self.said[f"{part}_{tongue}" if part else tongue]


@dataclass(frozen=True, slots=True)
class Result:
    """A result of the register.

    Args:
        id: Its id.
        engagement: Title or id of its engagement.
        rung: Word of the vocabulary ``result_rungs``; empty where none is said.
        goal: Word of the vocabulary ``paper_goals``; empty where none is said.
        day: The day of which it is told; ``None`` where unknown.
        evidence: How many citations it has.
        contested: Whether somebody disputes it.
        finding: What was found.
    """

    id: str
    engagement: str
    rung: str
    goal: str
    day: date | None
    evidence: int
    contested: bool
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """The results on one rung.

    Args:
        rung: The rung.
        results: Oldest first; those without a day last.
        contested: How many of them somebody disputes.
        bare: How many of them have no evidence.
    """

    rung: Rung
    results: tuple[Result, ...]
    contested: int
    bare: int

    @property
    def holds(self) -> int:
        """How many have evidence and are not contested."""
        return sum(1 for one in self.results if one.evidence and not one.contested)


@dataclass(frozen=True, slots=True)
class Ladder:
    """Results in their order.

    Args:
        steps: Every rung, the lowest first, with its results; a rung without any is there too.
        highest: The highest rung with a result that has evidence and is not contested. That says nothing of the rungs
            below it: each of them has the results that stand on it and no others.
        beside: Results of another kind, or on no rung.
        goals: Goal → how many results serve it; those that name none are not in it.
    """

    steps: tuple[Step, ...]
    highest: Rung | None
    beside: tuple[Result, ...]
    goals: Mapping[str, int]


def ladder(results: Iterable[Result]) -> Ladder:
    """Put results on the ladder.

    Args:
        results: Results of the register, in any order.

    Raises:
        UsageError: There is no such rung or goal, or evidence is counted below 0.
    """
    given = sorted(results, key=lambda one: (one.day is None, one.day or date.max, one.id))
    known, named = {one.code for one in rungs()}, {one.code for one in goals()}
    for one in given:
        _checked(one, known, named)
    steps = tuple(_step(rung, [one for one in given if one.rung == rung.code]) for rung in rungs())
    return Ladder(
        steps=steps,
        highest=next((one.rung for one in reversed(steps) if one.holds), None),
        beside=tuple(one for one in given if one.rung not in known),
        goals={goal.code: sum(1 for one in given if one.goal == goal.code) for goal in goals()},
    )


@cache
def rungs() -> tuple[Rung, ...]:
    """The rungs, the lowest first."""
    return tuple(Rung(one["code"], place, one) for place, one in enumerate(data(FILE)["rungs"], 1))


@cache
def goals() -> tuple[Rung, ...]:
    """The goals of the white paper, in its order."""
    return tuple(Rung(one["code"], place, one) for place, one in enumerate(data(FILE)["goals"], 1))


def paper() -> Mapping[str, Any]:
    """Where the goals are from: ``title_en``, ``title_nb``, ``citation``, ``url``, ``url_nb``, ``confidence``."""
    found: Mapping[str, Any] = data(FILE)["paper"]
    return found


def disputed(claims: Iterable[Mapping[str, str]]) -> bool:
    """Whether pieces of evidence say different things of one field.

    Args:
        claims: Of each piece of evidence what it says of single fields.
    """
    said: dict[str, set[str]] = {}
    for one in claims:
        for name, text in one.items():
            if text:
                said.setdefault(name, set()).add(text)
    return any(len(texts) > 1 for texts in said.values())


def _checked(one: Result, known: set[str], named: set[str]) -> None:
    if one.rung and one.rung != OTHER and one.rung not in known:
        raise UsageError(f"there is no rung “{one.rung}”", where=one.id, remedy=", ".join([*sorted(known), OTHER]))
    if one.goal and one.goal not in named:
        raise UsageError(f"the white paper has no goal “{one.goal}”", where=one.id, remedy=", ".join(sorted(named)))
    if one.evidence < 0:
        raise UsageError("evidence is counted below 0", where=one.id, remedy="count the citations it has")


def _step(rung: Rung, mine: list[Result]) -> Step:
    return Step(
        rung,
        tuple(mine),
        contested=sum(1 for one in mine if one.contested),
        bare=sum(1 for one in mine if not one.evidence),
    )
