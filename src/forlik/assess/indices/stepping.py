"""One step of an index: from where it starts through its stages, in a fixed order, each a function of this package."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from forlik.assess.indices.aggregating import aggregate
from forlik.assess.indices.arrays import Array, Mask, finite, mean_by_columns, weighed
from forlik.assess.indices.components import pca_index
from forlik.assess.indices.denominating import denominate
from forlik.assess.indices.given import Given
from forlik.assess.indices.imputing import Imputed, impute
from forlik.assess.indices.normalising import minmax, normalise, standardise
from forlik.assess.indices.outliers import winsorise, winsorise_skewed
from forlik.assess.indices.recipe import ByYear, Fill, Index, Step
from forlik.assess.indices.rounding import half_up
from forlik.assess.indices.transforming import transform
from forlik.core.errors import UsageError

FAR = 10
"""How often the distance between two goalposts a value lies beyond them if it is taken for one of another unit."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What came of a step.

    Args:
        values: Shape (n,), NaN where unknown.
        known: Shape (n,), share of its weight that was observed, 0 to 1: neither missing nor imputed.
        inputs: Inputs beneath it, each once; denominators and groups are not among them.
        imputed: Input → shape (n,), where it was filled in on the way.
    """

    values: Array
    known: Array
    inputs: tuple[str, ...]
    imputed: Mapping[str, Mask]


def scored(step: Step, index: Index, given: Given, done: Mapping[str, Scored]) -> Scored:
    """Compute one step.

    Args:
        step: The step.
        index: The index, for its scale and digits.
        given: The inputs.
        done: The steps it uses.

    Raises:
        UsageError: A stage cannot be carried out on these values.
    """
    starts = [_as_scored(one, given, done) for one in step.takes()]
    values = _masked(step, _origin(step, index, starts), given, done)
    values = _denominated(step, values, given, done) * step.times
    filled = _imputed(step, values, given, done)
    values = _normalised(step, index, _treated(step, filled.values))
    if step.least is not None:
        values = np.asarray(np.fmax(values, np.where(np.isnan(values), np.nan, step.least)))
    digits = step.rounded(index.digits)
    values = values if digits is None else half_up(values, digits)
    known = np.where(filled.imputed, 0.0, _known_weight(step, starts))
    return Scored(finite(values, "the step"), known, _inputs(starts), _filled(filled, starts))


def _as_scored(name: str, given: Given, done: Mapping[str, Scored]) -> Scored:
    if name in done:
        return done[name]
    values = given.numbers[name]
    return Scored(values, (~np.isnan(values)).astype(np.float64), (name,), {})


def _values(name: str, given: Given, done: Mapping[str, Scored]) -> Array:
    return done[name].values if name in done else given.numbers[name]


def _origin(step: Step, index: Index, starts: list[Scored]) -> Array:
    columns = np.column_stack([one.values for one in starts])
    if step.from_:
        return columns[:, 0].copy()
    if step.sum:
        return _sum(step, columns, np.array(list(step.sum.values())))
    return _aggregated(step, index, columns)


def _sum(step: Step, columns: Array, factors: Array) -> Array:
    known = ~np.isnan(columns)
    total = mean_by_columns(np.where(known, columns, 0.0), factors) + step.plus
    if step.sum_missing == "unknown":
        return np.asarray(np.where(known.all(axis=1), total, np.nan))
    if step.sum_missing == "skip":
        return np.asarray(np.where(known.any(axis=1), total, np.nan))
    return total


def _aggregated(step: Step, index: Index, columns: Array) -> Array:
    parts = step.parts or {}
    weights = np.array(list(parts.values()))
    if step.how == "pca":
        return pca_index(columns, components=step.components).scores
    if step.weights == "pca":
        weights = pca_index(columns, components=step.components, apply="weights").first[0].weights
    values = aggregate(
        columns, weights, step.how, missing=step.missing, known_weight=step.known_weight, scale=index.scale
    )
    if step.need_one_of:
        needed = [at for at, name in enumerate(parts) if name in step.need_one_of]
        values[np.isnan(columns[:, needed]).all(axis=1)] = np.nan
    return values


def _masked(step: Step, values: Array, given: Given, done: Mapping[str, Scored]) -> Array:
    where = step.unknown_where
    if where is None:
        return values
    # A comparison with an unknown number is false: where it is not known to be too small, the value stands.
    return np.asarray(np.where(_values(where.column, given, done) < where.below, np.nan, values))


def _denominated(step: Step, values: Array, given: Given, done: Mapping[str, Scored]) -> Array:
    if step.per is None:
        return values
    if isinstance(step.per, ByYear):
        return denominate(values, _in_year(step.per, values, given, done))
    return denominate(values, _values(step.per, given, done))


def _in_year(per: ByYear, values: Array, given: Given, done: Mapping[str, Scored]) -> Array:
    years = _values(per.year_in, given, done)
    strange = sorted({float(year) for year in years[~np.isnan(years)]} - set(per.columns))
    if strange:
        raise UsageError(f"there is no denominator for {strange[0]:g}", where=per.year_in)
    chosen = np.full(values.shape, np.nan)
    for year, name in per.columns.items():
        chosen = np.where(years == year, _values(name, given, done), chosen)
    return chosen


def _imputed(step: Step, values: Array, given: Given, done: Mapping[str, Scored]) -> Imputed:
    fill = step.impute
    if fill is None:
        return Imputed(values, np.zeros(values.shape, bool))
    return impute(
        values,
        fill.method,
        groups=given.words[fill.groups] if fill.groups else None,
        predictor=_predictor(fill, given, done),
        constant=fill.constant,
        slope=fill.slope,
        intercept=fill.intercept,
    )


def _predictor(fill: Fill, given: Given, done: Mapping[str, Scored]) -> Array | None:
    if fill.predictor is None:
        return None
    along = _values(fill.predictor, given, done)
    return transform(along, "ln") if fill.predictor_log else along


def _treated(step: Step, values: Array) -> tuple[Array, Array]:
    """The values as they are, and after transformation and treatment of outliers."""
    treated = values
    if step.transform:
        # What a value of 0 scores is said apart; it must not meet the logarithm.
        safe = values if step.when_zero is None else np.where(values == 0, np.nan, values)
        treated = transform(safe, step.transform.bend, unit=step.transform.unit, order=step.transform.order)
    if step.outliers and step.outliers.method == "winsorise":
        treated = winsorise(treated, step.outliers.lower, step.outliers.upper)
    elif step.outliers:
        limits = step.outliers
        treated = winsorise_skewed(treated, skew=limits.skew, kurtosis=limits.kurtosis, most=limits.most)
    return values, treated


def _normalised(step: Step, index: Index, pair: tuple[Array, Array]) -> Array:
    values, treated = pair
    scores = _score(step, index, treated)
    if step.saturate and step.normalise:
        low, high = index.scale if step.normalise.direction == "up" else reversed(index.scale)
        scores = np.where(values < step.saturate[0], low, np.where(values > step.saturate[1], high, scores))
    if step.when_zero is not None:
        scores = np.where(values == 0, step.when_zero, scores)
    return np.asarray(scores)


def _score(step: Step, index: Index, values: Array) -> Array:
    scale = step.normalise
    if scale is None:
        return values
    if scale.method == "minmax":
        return minmax(values, scale.direction, scale=index.scale)
    if scale.method == "z":
        return standardise(values, scale.direction)
    lo, hi = scale.lo or 0.0, scale.hi or 0.0
    _refuse_far(values, lo, hi, step)
    return normalise(values, lo, hi, scale.direction, scale=index.scale, beyond=scale.beyond)


def _refuse_far(values: Array, lo: float, hi: float, step: Step) -> None:
    """Refuse a column that lies so far beyond its goalposts that it is in another unit: clipped, it would be wrong.

    Raises:
        UsageError: It is so of more than half of what is known.
    """
    known = values[~np.isnan(values)]
    far = known[(known > hi + FAR * (hi - lo)) | (known < lo - FAR * (hi - lo))]
    if 2 * far.size > known.size:
        raise UsageError(
            f"{far.size} of {known.size} values, {far[0]:g} for one, lie beyond the goalposts {lo:g} to {hi:g} "
            f"by more than {FAR} times the distance between them",
            where=", ".join(step.takes()),
            remedy="see whether what goes in is in the unit that the index names",
        )


def _known_weight(step: Step, starts: list[Scored]) -> Array:
    columns = np.column_stack([one.known for one in starts])
    if step.from_:
        return columns[:, 0]
    factors = step.sum or step.parts or {}
    return mean_by_columns(columns, weighed(np.abs(list(factors.values())), len(starts)))


def _inputs(starts: list[Scored]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in starts for name in one.inputs))


def _filled(filled: Imputed, starts: list[Scored]) -> dict[str, Mask]:
    """Which inputs were filled in: those below, and all below a step that is itself filled in."""
    found: dict[str, Mask] = {}
    either: Callable[[Mask, Mask], Mask] = np.logical_or
    for one in starts:
        for name in one.inputs:
            before = one.imputed.get(name)
            mask = filled.imputed if before is None else either(filled.imputed, before)
            found[name] = either(found[name], mask) if name in found else mask
    return {name: mask for name, mask in found.items() if mask.any()}
