"""Decide: answer a question by what a world knew, with intervals and with what is missing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from forlik import places
from forlik.assess.acceptability.smaa import CONFIDENCE_DRAWS, DRAWS, Acceptability, smaa
from forlik.assess.acceptability.weights import Weights, fixed
from forlik.assess.screens.asking import INCOME, Asked, ask, by_weights, weighed
from forlik.assess.screens.peers import groupings
from forlik.assess.screens.question import Question
from forlik.assess.screens.scoring import weighting
from forlik.assess.screens.screen import Screen
from forlik.assess.screens.screening import Drawn, screen_of, settled
from forlik.cells import remedy
from forlik.core.errors import NoData, UsageError
from forlik.world import World

MOST_DRAWS = 1_000_000
RELEASES = 6
"""At how many releases before the day is looked at most, to see what lasts: each is drawn, which takes its time."""


def decide(
    world: World,
    question: str | Question,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    weights: Mapping[str, float] | None = None,
    releases: int = RELEASES,
    confidence: int = CONFIDENCE_DRAWS,
) -> Screen:
    """Answer a question by what a world knew.

    Args:
        world: What was known on a day.
        question: Name of a question, which is taken in the version in force on that day, or a question of one's own.
        draws: How many draws, from 1 to a million.
        seed: Whole number, 0 or more; the same gives the same bytes.
        weights: Dimension → weight, to see what one weighting alone would say; one left out weighs nothing, and only
            proportions count. Else what the question says of weights.
        releases: At how many releases before the day is looked at most, to see what lasts; 0 for none. No further back
            than is needed to know of every place whether it is on the list.
        confidence: Draws for the confidence factors, 0 to leave them out.

    Returns:
        The screen: ranked places with intervals, withheld ones with reasons, the figures behind every cell.

    Raises:
        UsageError: No such question, draws that cannot be made, weights that are none, or a reconstructed world.
        NoData: So little was known that there is nothing to rank.
    """
    if not releases >= 0:
        raise UsageError(f"{releases} releases cannot be looked at", where="releases", remedy="give 0 or more")

    def then(day: date) -> Then:
        return then_of(ask(World(replace(world.then, day=day)), question), draws=draws, seed=seed, weights=weights)

    return answered(
        ask(world, question), then, draws=draws, seed=seed, weights=weights, releases=releases, confidence=confidence
    )


def answered(
    asked: Asked,
    then: Callable[[date], "Then"],
    *,
    draws: int = DRAWS,
    seed: int = 0,
    weights: Mapping[str, float] | None = None,
    releases: int = RELEASES,
    confidence: int = CONFIDENCE_DRAWS,
) -> Screen:
    """Answer a question that was put to a world; nothing of the world is read again.

    Args:
        asked: From :func:`forlik.assess.screens.asking.ask`.
        then: Gives for the day before a release what :func:`then_of` says of it, from the same draws and weights.
        draws: How many draws, from 1 to a million.
        seed: Whole number, 0 or more.
        weights: Dimension → weight, to see what one weighting alone would say.
        releases: At how many releases before the day is looked at most, to see what lasts.
        confidence: Draws for the confidence factors, 0 to leave them out.

    Raises:
        UsageError, NoData: As in :func:`decide`.
    """
    asked = by_weights(asked, weights)
    found = analysed(asked, draws=draws, seed=seed, weights=weights, confidence=confidence)
    # By one weighting alone nothing is said of what lasts, so nothing before is asked for.
    before, from_first = ({}, False) if weights else _looked_back(asked, found, then, releases)
    return screen_of(asked, Drawn(found, before, draws, seed, dict(weights or {}), from_first))


def _looked_back(
    asked: Asked, found: Acceptability, then: Callable[[date], "Then"], releases: int
) -> tuple[dict[str, Mapping[str, float]], bool]:
    """Eve of each release that has to be looked at → shares, the oldest first; and whether there was none before."""
    before: list[tuple[str, Mapping[str, float]]] = []
    day = release_before(asked)
    while day is not None and len(before) < releases and not settled(asked.question, found, [one for _, one in before]):
        one = then(day)
        before.insert(0, (day.isoformat(), one.shares))
        day = one.release_before
    return dict(before), day is None


def again(
    asked: Asked,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    weights: Mapping[str, float] | None = None,
    confidence: int = 0,
) -> Screen:
    """Draw anew for a question that was put to a world before: what a page does while a weight is moved.

    Args:
        asked: From :func:`forlik.assess.screens.asking.ask`; nothing of the world is read again.
        draws: How many draws, from 1 to a million.
        seed: Whole number, 0 or more.
        weights: Dimension → weight, to see what one weighting alone would say.
        confidence: Draws for the confidence factors, 0 to leave them out.

    Returns:
        The screen; without the releases before it, so it does not say what lasts.

    Raises:
        UsageError, NoData: As in :func:`decide`.
    """
    asked = by_weights(asked, weights)
    found = analysed(asked, draws=draws, seed=seed, weights=weights, confidence=confidence)
    return screen_of(asked, Drawn(found, {}, draws, seed, dict(weights or {})))


@dataclass(frozen=True, slots=True)
class Then:
    """What a question said on the day before a release.

    Args:
        shares: Code → share of weightings; empty where too little was known to rank anybody.
        release_before: The day before the release before that; nothing where there was none.
    """

    shares: Mapping[str, float]
    release_before: date | None


def then_of(asked: Asked, *, draws: int, seed: int, weights: Mapping[str, float] | None = None) -> Then:
    """What a question said on the day before a release; only what there was to say of the shares is drawn.

    Args:
        asked: The question as it was put to what was known on that day.
        draws: How many draws.
        seed: Their seed.
        weights: Dimension → weight, in place of what the question says of weights.

    Raises:
        UsageError: Weights that are none, or numbers that cannot be drawn with.
    """
    asked = by_weights(asked, weights)
    try:
        found = analysed(asked, draws=draws, seed=seed, weights=weights, alone=False)
    except NoData:
        return Then({}, release_before(asked))
    shares = dict(zip(found.alternatives, map(float, found.share_top_k), strict=True))
    return Then(shares, release_before(asked))


def release_before(asked: Asked) -> date | None:
    """The day before the newest of what a question weighs was known; nothing where nothing of it was.

    What a measure is only divided by, such as population, makes no release: it would count the same figures twice.
    """
    clock = "held_at" if asked.clock == "held" else "known_at"
    own = {indicator.measure for indicator in asked.question.indicators.values()}
    known = [date.fromisoformat(getattr(basis, clock)[:10]) for name in own for basis in asked.series[name].sources]
    return max(known) - timedelta(days=1) if known else None


def analysed(
    asked: Asked,
    *,
    draws: int,
    seed: int,
    weights: Mapping[str, float] | None = None,
    confidence: int = 0,
    alone: bool = True,
) -> Acceptability:
    """Draw, and rank the places that can be ranked.

    Args:
        asked: A question as it was put to a world.
        draws: How many draws.
        seed: Their seed.
        weights: Dimension → weight, in place of what the question says of weights.
        confidence: Draws for the confidence factors, 0 to leave them out.
        alone: Whether it is also ranked by what only the data, the weights or the choices leave open.

    Raises:
        UsageError: Weights that are none, or numbers that cannot be drawn with.
        NoData: So little is known that there is nothing to rank.
    """
    one = asked.question
    if isinstance(draws, bool) or not 1 <= draws <= MOST_DRAWS:
        raise UsageError(
            f"{draws} draws cannot be made", where="draws", remedy=f"give 1 to {MOST_DRAWS}; 10000 is usual"
        )
    asked = by_weights(asked, weights)
    refuse_too_little(asked)
    ready = asked.scores
    # What one weighting gives no weight to is left out: nothing is drawn for it.
    held = {name: parts for name, parts in ready.dimensions.items() if not weights or weights.get(name)}
    columns = [column for column, name in enumerate(ready.indicators) if one.dimension_of(name) in held]
    peers = groupings(ready.places, asked.series[INCOME])
    return smaa(
        ready.values[:, columns],
        weights=_weights(one, tuple(ready.dimensions), tuple(held), weights),
        error=ready.errors[:, columns],
        peers=peers,
        how=one.aggregation,
        goalposts=one.goalposts,
        top=one.top,
        draws=draws,
        seed=seed,
        alternatives=ready.places,
        criteria=[ready.indicators[column] for column in columns],
        dimensions=held,
        uncut=True,
        confidence=confidence,
        alone=alone,
    )


@dataclass(frozen=True, slots=True)
class Wanting:
    """A measure that a question weighs and of which nothing is known.

    Args:
        title: Its title.
        why: Why nothing is known of it.
        remedy: What would make it known.
    """

    title: str
    why: str
    remedy: str


def wanting(asked: Asked) -> tuple[Wanting, ...]:
    """The measures that a question weighs and of which nothing is known, each with what would make it known."""
    found = [asked.series[name] for name in weighed(asked.question)]
    return tuple(Wanting(series.what.title, series.why, remedy(series.what)) for series in found if series.why)


def refuse_too_little(asked: Asked) -> None:
    """Refuse to rank where no more places can be ranked than the question asks for.

    Args:
        asked: A question as it was put to a world.

    Raises:
        NoData: It is so; with what is missing, and what to do.
    """
    one, count = asked.question, len(asked.places) - len(asked.withheld)
    if count > one.top:
        return
    unknown = wanting(asked)
    said = f"of {len(asked.places)} places {count} can be ranked, and the question asks for the first {one.top}"
    if not unknown and asked.withheld:
        iso3, reason = next(iter(asked.withheld.items()))
        said += f"; of {places.by_code('iso3', iso3).name()}, for one, {reason}"
    remedies = [f"{each.title} ({each.why}): {each.remedy}" for each in unknown]
    raise NoData(
        said,
        where=f"{one.name}, as known on {asked.day}",
        remedy="; ".join(remedies) or "`forlik import` or `forlik sync` newer files of what the question names",
    )


def _weights(one: Question, known: Sequence[str], held: Sequence[str], said: Mapping[str, float] | None) -> Weights:
    if not said:
        return weighting(one, held)
    if not held:
        raise NoData(
            "the weights are all on what nothing is known of",
            where=f"{one.name}, weights",
            remedy="give weight to " + ", ".join(known),
        )
    return fixed([said[name] for name in held])
