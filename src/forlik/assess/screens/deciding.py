"""Decide: answer a question by what a world knew, with intervals and with what is missing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from forlik import places
from forlik.assess.acceptability.smaa import CONFIDENCE_DRAWS, DRAWS, Acceptability, smaa
from forlik.assess.acceptability.weights import Weights, fixed
from forlik.assess.screens.asking import INCOME, Asked, ask, weighed
from forlik.assess.screens.peers import groupings
from forlik.assess.screens.question import Question
from forlik.assess.screens.scoring import weighting
from forlik.assess.screens.screen import Screen
from forlik.assess.screens.screening import Drawn, screen_of
from forlik.cells import remedy
from forlik.core.errors import NoData, UsageError
from forlik.world import World

MOST_DRAWS = 1_000_000
RELEASES = 2
"""How many releases before the day are looked at, to see what lasts."""


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
        releases: How many releases before the day are looked at, to see what lasts; 0 for none.
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
        releases: How many releases before the day are looked at, to see what lasts.
        confidence: Draws for the confidence factors, 0 to leave them out.

    Raises:
        UsageError, NoData: As in :func:`decide`.
    """
    found = analysed(asked, draws=draws, seed=seed, weights=weights, confidence=confidence)
    before: dict[str, Mapping[str, float]] = {}
    day = release_before(asked) if releases else None
    while day is not None and len(before) < releases:
        one = then(day)
        before[day.isoformat()], day = one.shares, one.release_before
    return screen_of(asked, Drawn(found, dict(reversed(before.items())), draws, seed, dict(weights or {})))


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
    try:
        found = analysed(asked, draws=draws, seed=seed, weights=weights, alone=False)
    except NoData:
        return Then({}, release_before(asked))
    shares = dict(zip(found.alternatives, map(float, found.share_top_k), strict=True))
    return Then(shares, release_before(asked))


def release_before(asked: Asked) -> date | None:
    """The day before the newest of what a question weighs was known; nothing where nothing of it was."""
    clock = "held_at" if asked.clock == "held" else "known_at"
    known = [date.fromisoformat(getattr(basis, clock)[:10]) for basis in asked.weighed]
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
    one, ready = asked.question, asked.scores
    if isinstance(draws, bool) or not 1 <= draws <= MOST_DRAWS:
        raise UsageError(
            f"{draws} draws cannot be made", where="draws", remedy=f"give 1 to {MOST_DRAWS}; 10000 is usual"
        )
    refuse_too_little(asked)
    peers = groupings(ready.places, asked.series[INCOME])
    return smaa(
        ready.values,
        weights=_weights(one, tuple(ready.dimensions), weights),
        error=ready.errors,
        peers=peers,
        how=one.aggregation,
        goalposts=one.goalposts,
        top=one.top,
        draws=draws,
        seed=seed,
        alternatives=ready.places,
        criteria=ready.indicators,
        dimensions=ready.dimensions,
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


def _weights(one: Question, dimensions: Sequence[str], said: Mapping[str, float] | None) -> Weights:
    if not said:
        return weighting(one, dimensions)
    if unknown := sorted(set(said) - set(one.dimensions)):
        raise UsageError(
            f"“{one.name}” has no dimension “{unknown[0]}”",
            where="weights",
            remedy="it has " + ", ".join(one.dimensions),
        )
    weights = [said.get(name, 0.0) for name in dimensions]
    if not any(weights) and any(said.values()):
        raise NoData(
            "the weights are all on what nothing is known of",
            where=f"{one.name}, weights",
            remedy="give weight to " + ", ".join(dimensions),
        )
    return fixed(weights)
