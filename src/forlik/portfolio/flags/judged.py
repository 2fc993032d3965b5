"""What a rule says of a place and a year: a flag, nothing, or that it cannot be told."""

import json
from dataclasses import dataclass
from datetime import date

from forlik.portfolio.flags.in_both import InBoth
from forlik.portfolio.flags.named import NamedFigure
from forlik.portfolio.flags.rule import Condition


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag.

    Args:
        rule: Name of the rule.
        version: Its version.
        place: ISO3 of the country.
        year: The year.
        title: What it says in a few words.
        seen: What was seen, with figures.
        why: Why it matters.
        owner: Who answers for it when nobody else is named: ``desk`` or ``engagement_owner``.
        pillars: The pillars in whose place it stands; none where it speaks of all of them together.
        figures: The figures that it rests on, and those that it names.
        conditions: What its figures are held against.
        due: The day by which somebody should have looked at it.
        key: What tells it from every other flag, whatever the version: by it a decision is found again.
    """

    rule: str
    version: int
    place: str
    year: int
    title: InBoth
    seen: InBoth
    why: InBoth
    owner: str
    pillars: tuple[str, ...]
    figures: tuple[NamedFigure, ...]
    conditions: tuple[Condition, ...]
    due: date
    key: str

    def figures_json(self) -> str:
        """The figures as JSON, as they are kept with the flag in the register; the same figures give the same bytes."""
        return json.dumps([one.as_json() for one in self.figures], ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Silent:
    """A rule that stays silent.

    Args:
        rule: Name of the rule.
        version: Its version.
        title: What it would say.
        figures: The figures that it looked at.
        conditions: What they are held against.
        because: The first figure that does not meet its condition.
    """

    rule: str
    version: int
    title: InBoth
    figures: tuple[NamedFigure, ...]
    conditions: tuple[Condition, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Untold:
    """A rule of which it cannot be told whether it holds.

    Args:
        rule: Name of the rule.
        version: Its version.
        title: What it would say.
        figures: The figures that it looked at.
        conditions: What they are held against.
        reasons: Why it cannot be told, each with the figure concerned.
    """

    rule: str
    version: int
    title: InBoth
    figures: tuple[NamedFigure, ...]
    conditions: tuple[Condition, ...]
    reasons: tuple[tuple[str, InBoth], ...]


Judged = Raised | Silent | Untold
OLD = 3
"""Years after which what was seen is told as old: our own judgement."""


@dataclass(frozen=True, slots=True)
class Flags:
    """All rules on one place and year.

    Args:
        place: ISO3 of the country.
        year: The year.
        day: The day whose knowledge it is.
        raised: Flags, in the order of when they are due and then by name.
        silent: Rules that stay silent, by name.
        untold: Rules that cannot tell, by name.
        beside: The figures that no rule asks about.
    """

    place: str
    year: int
    day: date
    raised: tuple[Raised, ...]
    silent: tuple[Silent, ...]
    untold: tuple[Untold, ...]
    beside: tuple[NamedFigure, ...] = ()

    @property
    def old(self) -> bool:
        """Whether the year lies so far back that it may say little of today."""
        return self.day.year - self.year > OLD
