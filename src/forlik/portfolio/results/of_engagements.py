"""Coverage of results in the register, the first figure: how much of our work says what came of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forlik.portfolio.results.words import data
from forlik.portfolio.results.work import RULES, OfEngagement

WHOLE = 100
NOWHERE = ""
"""In place of a pillar: none is said."""


@dataclass(frozen=True, slots=True)
class OfWork:
    """How many engagements say what came of them.

    Args:
        engagements: Engagements that go on or are closed.
        with_result: How many of them have a result that says something.
        with_evaluation: How many of them have a published evaluation.
    """

    engagements: int
    with_result: int
    with_evaluation: int

    @property
    def percent(self) -> int | None:
        """Share with a result, rounded down so that only all is 100; ``None`` where there are no engagements."""
        return _share(self.with_result, self.engagements)

    @property
    def percent_evaluated(self) -> int | None:
        """Share with an evaluation, in the same way."""
        return _share(self.with_evaluation, self.engagements)


def expected_of(one: OfEngagement) -> bool:
    """Whether results are expected of an engagement: it goes on or is closed, and is neither noticed nor declined."""
    return one.state in data(RULES)["engagement_no_result"]["states"]


def coverage_of(some: Iterable[OfEngagement]) -> OfWork:
    """Coverage of engagements; those of which no results are expected are not in it."""
    due = [one for one in some if expected_of(one)]
    return OfWork(len(due), sum(one.results > 0 for one in due), sum(one.evaluations > 0 for one in due))


def by_pillar(some: Iterable[OfEngagement], pillars: Mapping[str, Iterable[str]]) -> Mapping[str, OfWork]:
    """The same by pillar. An engagement in two pillars stands in both: they do not add up to the whole.

    Args:
        some: The engagements.
        pillars: Engagement → its pillars; none is :data:`NOWHERE`.
    """
    found: dict[str, list[OfEngagement]] = defaultdict(list)
    for one in some:
        for pillar in dict.fromkeys(pillars.get(one.id, ())) or (NOWHERE,):
            found[pillar].append(one)
    return {pillar: coverage_of(mine) for pillar, mine in found.items()}


def _share(part: int, whole: int) -> int | None:
    """In whole percent: there are tens of engagements, and digits behind the point would say nothing."""
    return WHOLE * part // whole if whole else None
