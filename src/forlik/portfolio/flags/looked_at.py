"""What each rule looked at, whether it raises, stays silent or cannot be told: its figures beside their bounds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from forlik.portfolio.flags.in_both import InBoth
from forlik.portfolio.flags.judged import Flags, Judged, Untold
from forlik.portfolio.flags.named import NamedFigure
from forlik.portfolio.flags.rule import Condition, Need

Said = Literal["raised", "silent", "untold"]


@dataclass(frozen=True, slots=True)
class Look:
    """One figure that a rule looked at.

    Args:
        figure: The figure.
        raised_if: What must hold of it for a flag; none where the rule only names it.
        told_if: What must hold of it so that the rule can tell anything.
    """

    figure: NamedFigure
    raised_if: tuple[Condition, ...]
    told_if: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What one rule looked at.

    Args:
        rule: Name of the rule.
        version: Its version.
        title: What its flag says in a few words.
        said: Whether it is raised, stays silent or cannot be told.
        looks: Its figures, in the order in which it asks for them.
        beyond: Why it cannot be told although the figure concerned is known.
    """

    rule: str
    version: int
    title: InBoth
    said: Said
    looks: tuple[Look, ...]
    beyond: tuple[InBoth, ...] = ()


def looked_at(found: Flags) -> tuple[LookedAt, ...]:
    """What every rule looked at: those that are raised first, then those that stay silent, then those untold.

    Args:
        found: All rules on one place and year.
    """
    return tuple(_one(each, said) for said, several in _told(found) for each in several)


def _told(found: Flags) -> Iterator[tuple[Said, tuple[Judged, ...]]]:
    yield "raised", found.raised
    yield "silent", found.silent
    yield "untold", found.untold


def _one(one: Judged, said: Said) -> LookedAt:
    return LookedAt(one.rule, one.version, one.title, said, tuple(_looks(one)), tuple(_beyond(one)))


def _looks(one: Judged) -> Iterator[Look]:
    for figure in one.figures:
        mine = [each for each in one.conditions if each.figure == figure.name]
        needs = tuple(each for each in mine if isinstance(each, Need))
        yield Look(figure, tuple(each for each in mine if not isinstance(each, Need)), needs)


def _beyond(one: Judged) -> Iterator[InBoth]:
    known = {each.name for each in one.figures if each.value is not None}
    if isinstance(one, Untold):
        yield from (said for name, said in one.reasons if name in known)
