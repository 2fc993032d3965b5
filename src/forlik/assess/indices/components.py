"""Weights from the data themselves: principal components, in one stage or in two."""

from collections.abc import Sequence
from dataclasses import dataclass
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
        loadings: Shape (k, m), unit vectors of the components used; each points so that its loadings sum above 0.
        weights: Shape (k,), what each column counts: on standardised values (``scores``), or shares of 1 (``weights``).
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
        components: ``first``; ``all``, each weighed by its eigenvalue; or ``above_1``, those whose eigenvalue is above
            1 (Kaiser), weighed the same.
        matrix: ``correlation`` standardises each column first; ``covariance`` only centres it, for columns of one unit.
        apply: ``scores``: the score is that of the components (mean 0); ``weights``: loadings squared, weighed by
            eigenvalues, become weights with sum 1, and the score is the arithmetic mean on the values' own scale.

    Returns:
        Scores, and for each stage its eigenvalues, loadings, weights and explained share.

    Raises:
        UsageError: Fewer complete places than columns and two; a column without variance; components that tie, so that
            the data do not say which direction is first; groups that are empty, overlap or leave a column out.

    Source: Filmer and Pritchett (2001), first component; Cámara and Tuesta (2014), two stages, all components weighed
    by their eigenvalues; Nicoletti, Scarpetta and Boylaud (2000) and OECD and JRC (2008), step 6, squared loadings.
    """
    found = grid(values)
    _check_words(components, matrix, apply)
    complete: Mask = np.asarray(~np.isnan(found).any(axis=1))
    rows = found[complete]
    if stages == 1:
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
    loadings = np.column_stack([_oriented(vectors[:, at]) for at in range(used)])
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
        return max(1, int((eigenvalues > 1).sum()))
    return len(eigenvalues)


def _check_apart(eigenvalues: Array, used: int) -> None:
    gaps = eigenvalues[:-1] - eigenvalues[1:]
    if (gaps[:used] <= TIED * eigenvalues.sum()).any():
        raise UsageError(
            "two components explain equally much, so the data do not say which direction they have",
            remedy="state the weights: columns that do not move together have no common component",
        )


def _oriented(vector: Array) -> Array:
    """The direction in which most of the columns rise; where they cancel out, in which the largest loading does."""
    total = float(vector.sum())
    leading = total if abs(total) > TIED else float(vector[np.argmax(np.abs(vector).round(9))])
    return np.asarray(vector if leading > 0 else -vector)


def _groups(stages: Sequence[Sequence[int]], count: int) -> list[tuple[int, ...]]:
    groups = [tuple(group) for group in stages]
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


def _spread(scores: Array, complete: Mask) -> Array:
    wide = np.full(complete.shape, np.nan)
    wide[complete] = scores
    return wide


def _wide(stage: Stage, complete: Mask) -> Stage:
    scores = _spread(stage.scores, complete)
    return Stage(stage.columns, stage.eigenvalues, stage.loadings, stage.weights, stage.explained, scores)
