"""Ask: put a question to a world, and see which places can be ranked by what it knew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from numbers import Real

from forlik import places
from forlik.assess.acceptability.weights import shares
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
        weights: Dimension → weight, where one weighting alone is in force; empty for all weightings. What it gives no
            weight to is neither observed nor missing.
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
    weights: Mapping[str, float] = field(default_factory=dict)

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
        UsageError: No such question, no world, or a reconstructed one.
    """
    if not isinstance(world, World):
        raise UsageError(
            f"“{world}” is no world", where="world", remedy='give one as of a day: forlik.world("2026-01-31")'
        )
    if not isinstance(question, str | Question):
        raise UsageError(
            f"“{question}” is no question",
            where="question",
            remedy="give the name of one, or what question_file.read_question gives",
        )
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


def ranked(
    one: Question,
    day: date,
    series: Mapping[str, Series],
    codes: tuple[str, ...],
    found: Found,
    weights: Mapping[str, float] | None = None,
) -> Asked:
    """See which places can be ranked by what is known of them.

    Args:
        one: The question.
        day: The day whose knowledge is asked for.
        series: The measures that it names.
        codes: Codes of the places.
        found: Indicator → code → what is known.
        weights: Dimension → weight, where one weighting alone is in force.

    Raises:
        UsageError: A value that its transformation is not defined for.
    """
    force = dict(weights or {})
    every = scores(one, codes, found, force)
    observed = {iso3: float(share) for iso3, share in zip(codes, every.observed, strict=True)}
    withheld = {iso3: why for iso3, share in observed.items() if (why := _why(one, found, iso3, share, force))}
    kept = [row for row, iso3 in enumerate(codes) if iso3 not in withheld]
    ready = scores(one, [codes[row] for row in kept], found, force) if kept else every
    return Asked(one, day, series, codes, found, ready, every, withheld, observed, weights=force)


def by_weights(asked: Asked, weights: Mapping[str, float] | None) -> Asked:
    """The same by one weighting alone: what is observed, missing and withheld follows from what it gives weight to.

    Args:
        asked: The question as it was put to a world.
        weights: Dimension → weight; as it was put where there are none.

    Raises:
        UsageError: Weights that are none.
    """
    one, said = asked.question, _weights(asked.question, weights)
    if said == dict(asked.weights):
        return asked
    if said and not any(said.get(name) for name in asked.every.dimensions):
        return asked  # there is nothing to reckon by, which is refused when it is drawn
    return replace(ranked(one, asked.day, asked.series, asked.places, asked.found, said), clock=asked.clock)


def _weights(one: Question, weights: Mapping[str, float] | None) -> dict[str, float]:
    """The weights as numbers.

    Raises:
        UsageError: They are none.
    """
    if not weights:
        return {}
    if not isinstance(weights, Mapping):
        raise UsageError(
            f"“{weights}” are no weights", where="weights", remedy=f"give a dict: {next(iter(one.dimensions))!r}: 1, …"
        )
    if unknown := sorted(map(str, set(weights) - set(one.dimensions))):
        raise UsageError(
            f"“{one.name}” has no dimension “{unknown[0]}”",
            where="weights",
            remedy="it has " + ", ".join(one.dimensions),
        )
    for name, weight in weights.items():
        if isinstance(weight, bool) or not isinstance(weight, Real):
            raise UsageError(
                f"“{weight}” is no number",
                where=f"weights, {name}",
                remedy="give a number, 0 for what is to count nothing",
            )
    shares([weights.get(name, 0.0) for name in one.dimensions], "the weights")
    return {name: float(weight) for name, weight in weights.items()}


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


def needed_of(
    question: Question, found: Found, iso3: str, weights: Mapping[str, float] | None = None
) -> tuple[str, ...]:
    """Names of the indicators that are not known of a place, and without which it is not ranked.

    One of which nothing at all is known is left out for all places, so it withholds none.
    """
    return tuple(
        name
        for name in missing_of(question, found, iso3, weights)
        if question.indicators[name].missing == "withhold"
        and any(seen.value is not None for seen in found[name].values())
    )


def _why(one: Question, found: Found, iso3: str, share: float, weights: Mapping[str, float]) -> str:
    """Why a place is withheld; empty where it is not."""
    if not enough(one, share):
        least = one.universe.known_weight
        said = f"{apart(share, [least]).scaleb(2):f}% of the weight is observed, {least:.0%} is needed; missing: "
        names = missing_of(one, found, iso3, weights)
    else:
        said, names = "not ranked where this is not known: ", needed_of(one, found, iso3, weights)
    return said + ", ".join(f"{name} ({found[name][iso3].reason})" for name in names) if names else ""


def missing_of(
    question: Question, found: Found, iso3: str, weights: Mapping[str, float] | None = None
) -> tuple[str, ...]:
    """Names of the indicators that are not known of a place; what weighs nothing is not missing."""
    return tuple(name for name in counting(question, weights) if found[name][iso3].value is None)


def counting(question: Question, weights: Mapping[str, float] | None) -> tuple[str, ...]:
    """Names of the indicators that count: of all dimensions, or of those that one weighting gives weight to."""
    return tuple(name for name in question.indicators if not weights or weights.get(question.dimension_of(name)))
