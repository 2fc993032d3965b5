"""Weights from the data themselves: principal components, in one stage or in two.

An axis has no sign of its own, so one is agreed on: each component points so that its loadings sum above 0, that is,
so that it rises with the columns on the whole. Where they sum to 0 (as the second component of two columns always
does) neither way round is the right one, and a score that hung on it would hang on the order of the columns: it is
refused. A column that goes against the others has a loading below 0, and its score falls as the column rises.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import index
from typing import Literal

import numpy as np
import numpy.typing as npt

from forlik.assess.indices.arrays import Array, Mask, grid, mean_by_columns
from forlik.core.errors import UsageError

Components = Literal["first", "all", "above_1"]
Matrix = Literal["correlation", "covariance"]
Apply = Literal["scores", "weights"]
TIED = 1e-9
"""Eigenvalues nearer than this share of their sum have no axes of their own: any turn of them is as good."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One analysis.

    Args:
        columns: Which columns went in, counted from 0.
        eigenvalues: Shape (k,), largest first.
        loadings: Shape (k, m), unit vectors of the components used; each points so that its loadings sum above 0. Some
            call the correlations of columns with components loadings: those are these by the root of the eigenvalue.
        weights: Shape (k,), what each column counts: on standardised values (``scores``), below 0 where it goes against
            the others; or shares of 1 (``weights``), which do not tell that.
        explained: Share of the variance that the components used explain, 0 to 1.
        scores: Shape (n,), NaN where a value is unknown.
    """

    columns: tuple[int, ...]
    eigenvalues: Array
    loadings: Array
    weights: Array
    explained: float
    scores: Array


@dataclass(frozen=True, slots=True)
class PcaIndex:
    """An index by principal components.

    Args:
        scores: Shape (n,), without unit; NaN where a value is unknown.
        first: The analyses of the first stage, in the order of the groups.
        second: The analysis over the first stage's scores; ``None`` with one stage.
        fitted: How many places the weights come from.
    """

    scores: Array
    first: tuple[Stage, ...]
    second: Stage | None
    fitted: int


def pca_index(
    values: npt.ArrayLike,
    stages: Literal[1] | Sequence[Sequence[int]] = 1,
    *,
    components: Components = "first",
    matrix: Matrix = "correlation",
    apply: Apply = "scores",
) -> PcaIndex:
    """Weigh columns by principal components.

    In two stages, each group of columns first becomes a sub-index, and the sub-indices are then weighed in the same
    way: a dimension with many indicators does not win by their number. A place with an unknown value gets no score and
    takes no part in the weights.

    Args:
        values: Shape (n, k), n places by k columns, all turned so that they rise together; NaN is unknown.
        stages: 1 for one stage over all columns; or the groups of the first of two stages, each the numbers of its
            columns, counted from 0; each column in one group.
        components: ``first``; ``all`` that have variance, each weighed by its eigenvalue; or ``above_1``, those whose
            eigenvalue is above 1 (Kaiser), weighed in that way too.
        matrix: ``correlation`` standardises each column first; ``covariance`` only centres it, for columns of one unit.
        apply: ``scores``: the score is that of the components (mean 0; that of the first has its eigenvalue as
            variance); ``weights``: loadings squared, weighed by eigenvalues, become weights with sum 1, and the score
            is the arithmetic mean on the values' own scale. Of all components these weights are equal.

    Returns:
        Scores, and for each stage its eigenvalues, loadings, weights and explained share.

    Raises:
        UsageError: Fewer complete places than columns and two; a column without variance; components that tie, so that
            the data do not say which direction is first, or whose loadings cancel out, so that they do not say which
            way it points; eigenvalues above 1 of covariances, whose size hangs on units; groups that are empty, overlap
            or leave a column out.

    Source: Filmer and Pritchett (2001, Demography 38(1), 115–132), first component; Cámara and Tuesta (2014, BBVA
    Research working paper 14/26), two stages, all components weighed by their eigenvalues; Nicoletti, Scarpetta and
    Boylaud (2000) and OECD and JRC (2008), step 6, squared loadings, though these rotate the components first and give
    each column to one of them, which is not done here.
    """
    found = grid(values)
    _check_words(components, matrix, apply)
    complete: Mask = np.asarray(~np.isnan(found).any(axis=1))
    rows = found[complete]
    if isinstance(stages, int) and stages == 1:
        one = _stage(rows, tuple(range(found.shape[1])), components, matrix, apply)
        return PcaIndex(_spread(one.scores, complete), (_wide(one, complete),), None, len(rows))
    groups = _groups(stages, found.shape[1])
    first = tuple(_stage(rows[:, list(group)], group, components, matrix, apply) for group in groups)
    between = np.column_stack([one.scores for one in first])
    second = _stage(between, tuple(range(len(groups))), components, matrix, apply)
    wide = tuple(_wide(one, complete) for one in first)
    return PcaIndex(_spread(second.scores, complete), wide, _wide(second, complete), len(rows))


def _stage(rows: Array, columns: tuple[int, ...], components: str, matrix: str, apply: str) -> Stage:
    scaled = _scaled(rows, matrix)
    eigenvalues, vectors = np.linalg.eigh(scaled.T @ scaled / (len(rows) - 1))
    eigenvalues, vectors = np.clip(eigenvalues[::-1], 0, None), vectors[:, ::-1]
    used = _used(eigenvalues, components)
    _check_apart(eigenvalues, used)
    loadings = vectors[:, :used] * np.where(vectors[:, :used].sum(axis=0) < 0, -1, 1)
    if apply == "scores":
        _check_pointing(loadings)
    shares = eigenvalues[:used] / eigenvalues[:used].sum()
    weights = mean_by_columns(loadings**2 if apply == "weights" else loadings, shares)
    scores = mean_by_columns(rows if apply == "weights" else scaled, weights)
    explained = float(eigenvalues[:used].sum() / eigenvalues.sum())
    return Stage(columns, eigenvalues, loadings, weights, explained, scores)


def _scaled(rows: Array, matrix: str) -> Array:
    count, columns = rows.shape
    if count < columns + 2:
        raise UsageError(
            f"{count} places without an unknown value are too few for weights of {columns} columns",
            remedy="state the weights, or take columns that are known of more places",
        )
    spread = rows.std(axis=0, ddof=1)
    # Relative to the size of the values: the mean of equal numbers may be off by its last digit.
    still = np.flatnonzero(spread <= 1e-12 * np.abs(rows).max(axis=0, initial=0))
    if still.size:
        raise UsageError(
            f"column {int(still[0])} has the same value everywhere, so it can have no weight", remedy="leave it out"
        )
    centred = rows - rows.mean(axis=0)
    return np.asarray(centred / spread if matrix == "correlation" else centred)


def _used(eigenvalues: Array, components: str) -> int:
    if components == "first":
        return 1
    if components == "above_1":
        return max(1, int((eigenvalues > 1 + TIED).sum()))
    return int((eigenvalues > TIED * eigenvalues.sum()).sum())


def _check_apart(eigenvalues: Array, used: int) -> None:
    gaps = eigenvalues[:-1] - eigenvalues[1:]
    if (gaps[:used] <= TIED * eigenvalues.sum()).any():
        raise UsageError(
            "two components explain equally much, so the data do not say which direction they have",
            remedy="state the weights: columns that do not move together have no common component",
        )


def _check_pointing(loadings: Array) -> None:
    if (loadings.sum(axis=0) <= TIED).any():
        raise UsageError(
            "the columns cancel out in a component, so the data do not say which way it points",
            remedy="turn round a column that goes against the others, take the first component, or state the weights",
        )


def _groups(stages: Sequence[Sequence[int]], count: int) -> list[tuple[int, ...]]:
    try:
        groups = [tuple(map(index, group)) for group in stages]
    except TypeError:
        raise UsageError(
            f"“{stages}” is neither 1 nor groups of columns",
            where="stages",
            remedy="give 1 for one stage, or the numbers of the columns of each group: [[0, 1], [2, 3]]",
        ) from None
    if sorted(at for group in groups for at in group) != list(range(count)) or not all(groups):
        raise UsageError(f"the groups {groups} do not hold each of the columns 0 to {count - 1} once", where="stages")
    return groups


def _check_words(components: str, matrix: str, apply: str) -> None:
    for name, word, known in (
        ("components", components, ("first", "all", "above_1")),
        ("matrix", matrix, ("correlation", "covariance")),
        ("apply", apply, ("scores", "weights")),
    ):
        if word not in known:
            raise UsageError(f"“{word}” is none of {', '.join(known)}", where=name)
    if components == "above_1" and matrix == "covariance":
        raise UsageError(
            "how many eigenvalues of covariances are above 1 hangs on the unit of the columns",
            where="components",
            remedy="take the first component or all, or the matrix of correlations",
        )


def _spread(scores: Array, complete: Mask) -> Array:
    wide = np.full(complete.shape, np.nan)
    wide[complete] = scores
    return wide


def _wide(stage: Stage, complete: Mask) -> Stage:
    scores = _spread(stage.scores, complete)
    return Stage(stage.columns, stage.eigenvalues, stage.loadings, stage.weights, stage.explained, scores)
