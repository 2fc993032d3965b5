"""Compute an index: values in, one row out for each place and level, with what is missing under it."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from forlik.assess.indices.arrays import Array, Mask
from forlik.assess.indices.classifying import classify
from forlik.assess.indices.consistent import order
from forlik.assess.indices.given import Given, Values, aside, given
from forlik.assess.indices.index_file import index as named
from forlik.assess.indices.recipe import Index
from forlik.assess.indices.reliability import lack_of_reliability
from forlik.assess.indices.stepping import Scored, scored
from forlik.core.errors import UsageError


def compute(
    index: Index | str, values: Values, *, imputed: Values | None = None, ages: Values | None = None
) -> pa.Table:
    """Compute every level of an index for every place.

    Args:
        index: The index, or the name of one that comes with Forlik.
        values: An Arrow table, columns by name, or the path of a CSV or Parquet file or of a folder of them: one row a
            place, one column an input, in the units that the index names. Null, NaN and the index's own marks are
            unknown; infinity is an error.
        imputed: The same shape, above 0 or true where the publisher filled a value in; nowhere when ``None``.
        ages: The same shape, years between what a value describes and the edition; needed for reliability.

    Returns:
        One row a place and level, places in the order of the values and levels in the order of the index, with the
        index's key and ``level``, ``title``, ``score`` (null where unknown), ``class``, ``known_weight`` (share of the
        weight that was observed), ``inputs``, ``missing`` and ``imputed`` (numbers of inputs beneath it), and
        ``lack_of_reliability`` (0 best to 10 worst, the same for all levels of a place; null where it is not asked for
        or the ages are not known). The schema's metadata carry the index's name, version, edition, licence
        and citation.

    Raises:
        UsageError: The values do not fit the index, or a stage cannot be carried out on them (no variance, a logarithm
            of 0); the step is named.
        BadInput: A file that cannot be read as such.

    Source: the stages are those of OECD and JRC, Handbook on Constructing Composite Indicators (2008).
    """
    whole = named(index) if isinstance(index, str) else index
    if not isinstance(whole, Index):
        raise UsageError(
            f"“{whole}” is no index",
            where="index",
            remedy="give the name of one (index_names), or what read_index gives",
        )
    inputs = given(values, whole)
    steps = evaluate(whole, inputs)
    filled = {name: mask > 0 for name, mask in aside(imputed, whole, inputs.places).items()}
    unreliable = _unreliable(whole, inputs, steps, filled, aside(ages, whole, inputs.places))
    columns = [_level(whole, code, name, inputs, steps[name], filled) for code, name in whole.levels.items()]
    return _table(whole, inputs, columns, unreliable)


def evaluate(index: Index, inputs: Given) -> Mapping[str, Scored]:
    """Compute every step of an index, those in between too.

    Args:
        index: The index.
        inputs: Its inputs.

    Returns:
        Step → what came of it, in an order in which each stands after all it uses.

    Raises:
        UsageError: As in :func:`compute`.
    """
    done: dict[str, Scored] = {}
    for name in order(index):
        try:
            done[name] = scored(index.steps[name], index, inputs, done)
        except UsageError as error:
            where = f"{index.name}, step {name}" + (f", {error.where}" if error.where else "")
            raise UsageError(error.what, where=where, remedy=error.remedy) from None
    return done


def _level(
    index: Index, code: str, name: str, inputs: Given, one: Scored, filled: Mapping[str, Mask]
) -> dict[str, list[object]]:
    count = len(inputs.places)
    bands = _bands(index, code, one.values)
    known = [None if np.isnan(score) else float(score) for score in one.values]
    nothing = np.zeros(count, bool)
    imputed = sum((filled.get(name, nothing) | one.imputed.get(name, nothing)).astype(np.int32) for name in one.inputs)
    return {
        "level": [code] * count,
        "title": [index.steps[name].title] * count,
        "score": list(known),
        "class": list(bands),
        "known_weight": one.known.tolist(),
        "inputs": [len(one.inputs)] * count,
        "missing": _missing(inputs, one.inputs).tolist(),
        "imputed": np.broadcast_to(imputed, (count,)).tolist(),
    }


def _bands(index: Index, code: str, scores: Array) -> list[str | None]:
    if index.classes is None or index.classes.level != code:
        return [None] * len(scores)
    return classify(scores, index.classes.cuts, index.classes.names)


def _missing(inputs: Given, names: tuple[str, ...]) -> Array:
    found: Array = np.zeros(len(inputs.places))
    for name in names:
        found += np.isnan(inputs.numbers[name])
    return found


def _unreliable(
    index: Index, inputs: Given, steps: Mapping[str, Scored], filled: Mapping[str, Mask], ages: Mapping[str, Array]
) -> Array:
    rule, count = index.reliability, len(inputs.places)
    if rule is None or not ages:
        return np.full(count, np.nan)
    counted = [name for name, one in index.inputs.items() if one.counted and one.kind == "number"]
    nothing = np.zeros(count, bool)
    missing = np.zeros(count)
    for name in counted:
        missing += np.isnan(inputs.numbers[name]) | filled.get(name, nothing)
    raised = None
    if rule.raised:
        raised = steps[index.levels[rule.raised.level]].values > rule.raised.above
    return lack_of_reliability(
        missing,
        _mean_age([ages[name] for name in counted if name in ages], count),
        missing_posts=rule.missing,
        age_posts=rule.age,
        raised=raised,
        factor=rule.raised.factor if rule.raised else 1.0,
    )


def _mean_age(ages: list[Array], count: int) -> Array:
    total, known = np.zeros(count), np.zeros(count)
    for age in ages:
        total += np.where(np.isnan(age), 0.0, age)
        known += ~np.isnan(age)
    return np.asarray(np.where(known > 0, total / np.maximum(known, 1), np.nan))


def _table(index: Index, inputs: Given, columns: list[dict[str, list[object]]], unreliable: Array) -> pa.Table:
    width = len(columns)
    kinds = {
        index.key: pa.string(),
        "level": pa.string(),
        "title": pa.string(),
        "score": pa.float64(),
        "class": pa.string(),
        "known_weight": pa.float64(),
        "inputs": pa.int32(),
        "missing": pa.int32(),
        "imputed": pa.int32(),
        "lack_of_reliability": pa.float64(),
    }
    rows: dict[str, list[object]] = {name: [] for name in kinds}
    for at, place in enumerate(inputs.places):
        rows[index.key] += [place] * width
        rows["lack_of_reliability"] += [None if np.isnan(unreliable[at]) else float(unreliable[at])] * width
        for name in columns[0]:
            rows[name] += [column[name][at] for column in columns]
    said = {
        "index": index.name,
        "version": str(index.version),
        "edition": index.edition,
        "licence": index.licence,
        "citation": index.citation,
    }
    schema = pa.schema([pa.field(name, kind) for name, kind in kinds.items()], metadata=said)
    return pa.table({name: pa.array(rows[name], kind) for name, kind in kinds.items()}, schema=schema)
