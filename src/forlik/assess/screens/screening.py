"""From draws to a screen: rows, withheld places, the figures behind every cell, and what all of it stands on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forlik import places
from forlik.assess.acceptability import words
from forlik.assess.acceptability.hysteresis import Hysteresis, lasting
from forlik.assess.acceptability.smaa import Acceptability
from forlik.assess.screens.asking import SLACK, Asked, counting, missing_of
from forlik.assess.screens.question import Question
from forlik.assess.screens.question_file import bytes_of
from forlik.assess.screens.screen import Coverage, Evidence, Row, Screen, Withheld, as_table
from forlik.assess.screens.standing_on import (
    StandsOn,
    code_digest,
    code_version,
    file_digests,
    method_digest,
    numbers_version,
)
from forlik.cells import counted_under

DIGITS = 2


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn.

    Args:
        found: What the draws gave.
        before: Day before a release → code → share as it was known then, the oldest first.
        draws: How many draws were made.
        seed: Their seed.
        weights: Dimension → weight, where the asker set them.
        from_first: Whether nothing that is weighed was known before the first of these releases.
    """

    found: Acceptability
    before: Mapping[str, Mapping[str, float]]
    draws: int
    seed: int
    weights: Mapping[str, float]
    from_first: bool = False


def screen_of(asked: Asked, drawn: Drawn) -> Screen:
    """Put a screen together.

    Args:
        asked: The question as it was put to a world.
        drawn: What was drawn.
    """
    one = asked.question
    stands_on = _stands_on(asked, drawn)
    evidence = _evidence(asked)
    remarks = _remarks(asked)
    rows = tuple(_row(asked, drawn, evidence[row["alternative"]], row, remarks) for row in drawn.found.rows())
    return Screen(
        question=one,
        stands_on=stands_on,
        rows=rows,
        withheld=withheld(asked),
        coverage=coverage(asked),
        evidence=evidence,
        analysis=drawn.found,
        table=as_table(one, stands_on, rows),
    )


def withheld(asked: Asked) -> tuple[Withheld, ...]:
    """The places that cannot be ranked, each with its reason, by name."""
    held = [
        Withheld(
            country=_name(iso3),
            country_iso3=iso3,
            reason=reason,
            missing=missing_of(asked.question, asked.found, iso3, asked.weights),
            observed=float(words.apart(asked.observed[iso3], [asked.question.universe.known_weight], DIGITS)),
        )
        for iso3, reason in asked.withheld.items()
    ]
    return tuple(sorted(held, key=lambda row: row.country))


def coverage(asked: Asked) -> tuple[Coverage, ...]:
    """How far each indicator reaches, those that are not weighed last."""
    return tuple(_coverage(asked))


def _stands_on(asked: Asked, drawn: Drawn) -> StandsOn:
    one = asked.question
    used = {name: series for name, series in asked.series.items() if series.sources}
    return StandsOn(
        question=one.name,
        version=one.version,
        adopted=one.adopted.isoformat(),
        as_of=asked.day.isoformat(),
        clock=asked.clock,
        draws=drawn.draws,
        seed=drawn.seed,
        weights=drawn.weights,
        releases=tuple(drawn.before),
        code=code_version(),
        code_sha256=code_digest(),
        numbers=numbers_version(),
        files=file_digests(f"{one.name}.{one.version}.yaml", bytes_of(one)),
        measures={
            name: {
                "method": series.method,
                "adopted": series.adopted.isoformat(),
                "sha256": method_digest(series.what, series.method),
            }
            for name, series in used.items()
        },
        sources=asked.sources,
    )


def _evidence(asked: Asked) -> dict[str, dict[str, Evidence]]:
    """Every cell of every place, opened; those that are not weighed last."""
    one, every = asked.question, asked.every
    opened: dict[str, dict[str, Evidence]] = {iso3: {} for iso3 in asked.places}
    for name, indicator in one.indicators.items():
        dimension = one.dimension_of(name)
        column = every.indicators.index(name) if name in every.indicators else None
        for row, iso3 in enumerate(asked.places):
            seen = asked.found[name][iso3]
            scored = error = None
            if seen.value is not None and column is not None:
                scored = min(max(float(every.values[row, column]), 0.0), 10.0)
                error = float(every.errors[row, column])
            opened[iso3][name] = Evidence(name, indicator.title.en, dimension, seen.figures, scored, error, seen.reason)
    for name, beside in one.beside.items():
        series = asked.series[beside.measure]
        for iso3 in asked.places:
            newest = series.newest(iso3)
            figures = () if newest is None else (series.figure(iso3, newest),)
            reason = "" if figures else series.none_of(iso3)
            opened[iso3][name] = Evidence(name, beside.title.en, "", figures, None, None, reason)
    return opened


def _row(
    asked: Asked,
    drawn: Drawn,
    evidence: Mapping[str, Evidence],
    row: Mapping[str, Any],
    remarks: Mapping[str, Sequence[str]],
) -> Row:
    one, iso3 = asked.question, row["alternative"]
    word = words.band(row["share_top_k"], weighted=bool(drawn.weights)).word
    weighed = [name for name in counting(one, asked.weights) if evidence[name].score is not None]
    oldest = [asked.found[name][iso3].period for name in weighed]
    return Row(
        country=_name(iso3),
        country_iso3=iso3,
        share_top_k=row["share_top_k"],
        rank_low=row["rank_low"],
        rank_high=row["rank_high"],
        word=word,
        priorities=words.priorities(drawn.found, iso3) if word == "depends" else (),
        dimensions={name: _mean(one, name, evidence) for name in one.dimensions},
        missing=missing_of(one, asked.found, iso3, asked.weights),
        stale=tuple(name for name in weighed if (asked.found[name][iso3].age or 0) > one.indicators[name].max_age),
        observed=round(asked.observed[iso3], DIGITS),
        spread={case: (low, high) for case, (low, high) in row["spread"].items()},
        confidence=row["confidence"],
        oldest=min(oldest, default=""),
        on_list=_lasting(one, iso3, drawn, row["share_top_k"]),
        remarks=tuple(remarks.get(iso3, ())),
    )


def _mean(one: Question, dimension: str, evidence: Mapping[str, Evidence]) -> float | None:
    """Of what is observed of a dimension, the mean score; nothing where too little is."""
    parts = one.dimensions[dimension].indicators
    known = [(part.weight, found) for name, part in parts.items() if (found := evidence[name].score) is not None]
    weight, whole = sum(weight for weight, _ in known), sum(part.weight for part in parts.values())
    if not known or weight / whole < one.universe.known_weight - SLACK:
        return None
    return round(sum(weight * found for weight, found in known) / weight, DIGITS)


def _lasting(one: Question, iso3: str, drawn: Drawn, share: float) -> bool | None:
    if drawn.weights:
        return None
    shares = [*(then.get(iso3) for then in drawn.before.values()), share]
    return lasting(shares, rule_of(one), from_first=drawn.from_first)


def rule_of(one: Question) -> Hysteresis:
    """When a place comes on the list of a question and leaves it."""
    own = one.hysteresis
    return Hysteresis(own.enter, own.leave, own.running)


def settled(one: Question, found: Acceptability, before: Sequence[Mapping[str, float]]) -> bool:
    """Whether of every ranked place it is known if it is on the list, whatever was before some releases.

    Args:
        one: The question.
        found: What was drawn today.
        before: Code → share in each release before it, the oldest first.
    """
    rule, shares = rule_of(one), zip(found.alternatives, map(float, found.share_top_k), strict=True)
    return all(
        lasting([*(then.get(iso3) for then in before), share], rule, from_first=False) is not None
        for iso3, share in shares
    )


def _remarks(asked: Asked) -> dict[str, list[str]]:
    """Whose figures stand in those of another: a source that does not count a place counts it under another."""
    remarks: dict[str, list[str]] = {}
    for name in dict.fromkeys(indicator.measure for indicator in asked.question.indicators.values()):
        what = asked.series[name].what
        for part, whole in counted_under(what).items():
            remarks.setdefault(whole, []).append(f"{what.title}: the sources count {_name(part)} here")
            remarks.setdefault(part, []).append(f"{what.title}: the sources count {_name(part)} under {_name(whole)}")
    return remarks


def _coverage(asked: Asked) -> Iterator[Coverage]:
    one, count = asked.question, len(asked.places)
    for name, indicator in one.indicators.items():
        known = sum(asked.found[name][iso3].value is not None for iso3 in asked.places)
        why = "" if known else asked.series[indicator.measure].why or "not known of any place"
        yield Coverage(name, indicator.title.en, indicator.measure, one.dimension_of(name), known, count, why)
    for name, beside in one.beside.items():
        known = sum(iso3 in asked.series[beside.measure].by_place for iso3 in asked.places)
        yield Coverage(name, beside.title.en, beside.measure, "", known, count, beside.why.en)


def _name(iso3: str) -> str:
    return places.by_code("iso3", iso3).name()
