"""Ask: put a question to a world, and see which places can be ranked by what it knew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from forlik import places
from forlik.assess.acceptability.words import apart
from forlik.assess.screens.observed import Seen, Series, read, seen
from forlik.assess.screens.question import Question
from forlik.assess.screens.question_file import question as named
from forlik.assess.screens.scoring import Scores, scores
from forlik.core.errors import UsageError
from forlik.core.figure import Basis
from forlik.core.snapshot import Clock
from forlik.world import World

INCOME = "income_per_head"
"""By which peers are found, whatever a question asks."""
SLACK = 1e-9
Found = Mapping[str, Mapping[str, Seen]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to a world, before anything is drawn.

    Args:
        question: The question, in the version in force.
        day: The day whose knowledge is asked for.
        series: The measures that it names, weighed or not.
        places: Codes of the places that it asks about.
        found: Indicator → code → what is known.
        scores: The scores of the places that are ranked.
        every: The scores of all places, withheld ones too.
        withheld: Code → why a place is not.
        observed: Code → share of the weight that is observed.
        clock: By which clock the world knew.
    """

    question: Question
    day: date
    series: Mapping[str, Series]
    places: tuple[str, ...]
    found: Found
    scores: Scores
    every: Scores
    withheld: Mapping[str, str]
    observed: Mapping[str, float]
    clock: Clock = "known"

    @property
    def sources(self) -> tuple[Basis, ...]:
        """What every figure that the question shows stands on."""
        return _bases(self.series.values())

    @property
    def weighed(self) -> tuple[Basis, ...]:
        """What the figures that it weighs stand on."""
        return _bases(self.series[name] for name in weighed(self.question))


def ask(world: World, question: str | Question) -> Asked:
    """Put a question to a world: what is known of what it asks, and which places can be ranked.

    Args:
        world: What was known on a day.
        question: Name of a question, or a question of one's own.

    Raises:
        UsageError: No such question, or a reconstructed world.
    """
    if world.then.mode != "known":
        raise UsageError(
            "a question is answered by what was known, and this world is reconstructed from a later release",
            remedy="ask a world of the mode “known”",
        )
    one = named(question, world.day) if isinstance(question, str) else question
    beside = [*(other.measure for other in one.beside.values()), INCOME]
    series = read(world, [*weighed(one), *beside, *filter(None, [one.universe.where_known])])
    codes = _universe(one, world.day, series)
    found = {
        name: {iso3: seen(indicator, iso3, series, world.day) for iso3 in codes}
        for name, indicator in one.indicators.items()
    }
    return replace(ranked(one, world.day, series, codes, found), clock=world.then.clock)


def ranked(one: Question, day: date, series: Mapping[str, Series], codes: tuple[str, ...], found: Found) -> Asked:
    """See which places can be ranked by what is known of them.

    Args:
        one: The question.
        day: The day whose knowledge is asked for.
        series: The measures that it names.
        codes: Codes of the places.
        found: Indicator → code → what is known.

    Raises:
        UsageError: A value that its transformation is not defined for.
    """
    every = scores(one, codes, found)
    observed = {iso3: float(share) for iso3, share in zip(codes, every.observed, strict=True)}
    withheld = {iso3: why for iso3, share in observed.items() if (why := _why(one, found, iso3, share))}
    kept = [row for row, iso3 in enumerate(codes) if iso3 not in withheld]
    ready = scores(one, [codes[row] for row in kept], found) if kept else every
    return Asked(one, day, series, codes, found, ready, every, withheld, observed)


def weighed(one: Question) -> tuple[str, ...]:
    """Names of the measures that a question weighs or divides by."""
    measures = [indicator.measure for indicator in one.indicators.values()]
    return tuple(dict.fromkeys([*measures, *(per.per.measure for per in one.indicators.values() if per.per)]))


def _bases(series: Iterable[Series]) -> tuple[Basis, ...]:
    every = {basis.number: basis for one in series for basis in one.sources}
    return tuple(every[number] for number in sorted(every))


def _universe(one: Question, day: date, series: Mapping[str, Series]) -> tuple[str, ...]:
    codes = {place.iso3 for place in places.all_places(kind="state") if place.exists(day)} | set(one.universe.also)
    if where := one.universe.where_known:
        codes &= set(series[where].by_place)
    return tuple(sorted(codes))


def enough(question: Question, share: float) -> bool:
    """Whether so much of the weight is observed as the question asks for."""
    return share >= question.universe.known_weight - SLACK


def needed_of(question: Question, found: Found, iso3: str) -> tuple[str, ...]:
    """Names of the indicators that are not known of a place, and without which it is not ranked.

    One of which nothing at all is known is left out for all places, so it withholds none.
    """
    return tuple(
        name
        for name in missing_of(question, found, iso3)
        if question.indicators[name].missing == "withhold"
        and any(seen.value is not None for seen in found[name].values())
    )


def _why(one: Question, found: Found, iso3: str, share: float) -> str:
    """Why a place is withheld; empty where it is not."""
    if not enough(one, share):
        least = one.universe.known_weight
        said = f"{apart(share, [least]).scaleb(2):f}% of the weight is observed, {least:.0%} is needed; missing: "
        names = missing_of(one, found, iso3)
    else:
        said, names = "not ranked where this is not known: ", needed_of(one, found, iso3)
    return said + ", ".join(f"{name} ({found[name][iso3].reason})" for name in names) if names else ""


def missing_of(question: Question, found: Found, iso3: str) -> tuple[str, ...]:
    """Names of the indicators that are not known of a place."""
    return tuple(name for name in question.indicators if found[name][iso3].value is None)
