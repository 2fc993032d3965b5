"""What an analysis is given, looked through before anything is drawn: scores, their error, whose values fill the gaps.

Whatever is wrong is said by the names of the place and the criterion. Nothing is mended silently.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forlik.assess.acceptability.missing import Hidden, hidden
from forlik.assess.acceptability.weights import shares
from forlik.core.errors import NoData, UsageError

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.intp]
TOP = 10.0
"""Scores run from 0 to this."""
LARGEST = 1e100
"""A score or an error beyond it would run over when it is drawn."""
LEAST = 2
"""A ranking of one is no ranking."""


@dataclass(frozen=True, slots=True)
class Given:
    """Scores that may be analysed, in the order of the names of places and criteria.

    Args:
        alternatives: Names of the places.
        criteria: Names of the criteria.
        rows: Where each place stood in what was given.
        columns: Where each criterion stood.
        scores: Places × criteria, not a number where nothing is known.
        error: Places × criteria, standard deviations on the scale of the scores.
        gaps: Of each criterion, the places of which nothing is known and what is drawn for them.
        centre: The scores, with the median of what would be drawn where nothing is known.
        dimensions: Names of what is weighed: the criteria, or where there are dimensions these.
        order: Where each of them stood.
        member: Of each criterion, which of them it belongs to.
        part: Of each criterion, its share of the mean that its dimension is.
    """

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    rows: Whole
    columns: Whole
    scores: Floats
    error: Floats
    gaps: tuple[Hidden, ...]
    centre: Floats
    dimensions: tuple[str, ...]
    order: Whole
    member: Whole
    part: Floats

    @property
    def uncertain(self) -> bool:
        """Whether anything is unsure about the data."""
        return bool(self.error.any()) or any(len(one.rows) for one in self.gaps)


def given(
    scores: npt.ArrayLike,
    *,
    error: npt.ArrayLike,
    peers: Sequence[Sequence[object]],
    alternatives: Sequence[str] | None,
    criteria: Sequence[str] | None,
    uncut: bool,
    dimensions: Mapping[str, Mapping[str, float]] | None = None,
) -> Given:
    """Look through what is given, and bring it into the order of its names.

    The order makes the result the same in whatever order places and criteria come, errors that are drawn included.

    Args:
        scores: Places × criteria on the scale 0–10, higher is more; not a number where nothing is known.
        error: Standard deviation of a score on the same scale: one for all, one a criterion, or one a cell.
        peers: Groupings of the places from the narrowest to the widest, each with a label for each place.
        alternatives: Names of the places; numbers where there are none.
        criteria: Names of the criteria; numbers where there are none.
        uncut: Scores may lie beyond the scale, since they are cut after the goalposts have moved.
        dimensions: Name → weights of the criteria that it is the mean of, each criterion in one of them.

    Raises:
        UsageError: Something has not the shape, names or numbers that it must have.
        NoData: Of a place or a criterion nothing is known, or no criterion tells two places apart.
    """
    values = _numbers(scores, "the scores")
    if values.ndim != LEAST or not values.shape[1]:
        raise UsageError(
            f"the scores have the shape {values.shape}",
            remedy="give a table: a row for each place, a column for each criterion",
        )
    count, width = values.shape
    if count < LEAST:
        raise UsageError(f"there is nothing to rank among {count} place(s)", remedy="give two places or more")
    names, criterion_names = _names(alternatives, count, "place"), _names(criteria, width, "criterion")
    _on_the_scale(values, names, criterion_names, uncut=uncut)
    _known(values, names, criterion_names)
    spread = _errors(error, values.shape)
    for number, grouping in enumerate(peers, start=1):
        if len(grouping) != count:
            raise UsageError(
                f"grouping {number} has {len(grouping)} labels for {count} places",
                remedy="give one label for each place",
            )
    rows = np.argsort(np.array(names), kind="stable") if alternatives is not None else np.arange(count)
    held = _held(criterion_names, criteria is not None, dimensions)
    columns = held.columns
    values = np.ascontiguousarray(values[np.ix_(rows, columns)])
    groupings = [[grouping[row] for row in rows] for grouping in peers]
    gaps = tuple(hidden(values[:, column], groupings) for column in range(width))
    centre = values.copy()
    for column, gap in enumerate(gaps):
        centre[gap.rows, column] = gap.middle
    return Given(
        alternatives=tuple(names[row] for row in rows),
        criteria=tuple(criterion_names[column] for column in columns),
        rows=rows,
        columns=columns,
        scores=values,
        error=np.ascontiguousarray(spread[np.ix_(rows, columns)]),
        gaps=gaps,
        centre=centre,
        dimensions=held.names,
        order=held.order,
        member=held.member,
        part=held.part,
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """Dimensions by name, and the criteria by dimension and name."""

    columns: Whole
    names: tuple[str, ...]
    order: Whole
    member: Whole
    part: Floats


def _held(criteria: Sequence[str], named: bool, dimensions: Mapping[str, Mapping[str, float]] | None) -> _Held:
    if dimensions is None:
        columns = np.argsort(np.array(criteria), kind="stable") if named else np.arange(len(criteria))
        names = tuple(criteria[column] for column in columns)
        return _Held(columns, names, columns, np.arange(len(criteria)), np.ones(len(criteria)))
    within = [criterion for parts in dimensions.values() for criterion in parts]
    if sorted(within) != sorted(criteria):
        odd = sorted(set(within) ^ set(criteria)) or sorted({one for one in within if within.count(one) > 1})
        raise UsageError(
            "the dimensions do not hold each criterion once: " + ", ".join(odd),
            remedy="name every criterion in one dimension",
        )
    given_names = list(dimensions)
    order = np.argsort(np.array(given_names), kind="stable")
    members: list[int] = []
    within_order: list[int] = []
    part: list[float] = []
    for number, place in enumerate(order):
        name = given_names[place]
        weighed = sorted(dimensions[name].items())
        whose = f"the weights within “{name}”"
        part += shares([weight for _, weight in weighed], whose)
        within_order += [criteria.index(criterion) for criterion, _ in weighed]
        members += [number] * len(weighed)
    names = tuple(given_names[place] for place in order)
    return _Held(np.array(within_order), names, order, np.array(members), np.array(part))


def _numbers(given_: npt.ArrayLike, what: str) -> Floats:
    try:
        found: Floats = np.array(given_, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise UsageError(
            f"{what} are not all numbers: {error}", remedy="give numbers, and nan for what is not known"
        ) from error
    worst = float(np.max(np.abs(found), initial=0, where=np.isfinite(found)))
    if worst > LARGEST:
        raise UsageError(
            f"{what} hold {worst:g}", remedy=f"the scale runs from 0 to {TOP:g}: give what lies on or near it"
        )
    return found


def _names(names: Sequence[str] | None, count: int, what: str) -> tuple[str, ...]:
    if names is None:
        return tuple(f"{what} {number}" for number in range(1, count + 1))
    found = tuple(str(name) for name in names)
    if len(found) != count:
        raise UsageError(f"there are {len(found)} names for {count} of “{what}”", remedy="give one name for each")
    twice = sorted({name for name in found if found.count(name) > 1})
    if twice:
        raise UsageError(f"a {what} is there twice: {', '.join(twice)}", remedy="give each one name of its own")
    return found


def _on_the_scale(values: Floats, names: Sequence[str], criteria: Sequence[str], *, uncut: bool) -> None:
    beyond = ~np.isnan(values) & ((values < 0) | (values > TOP)) if not uncut else np.isinf(values)
    if beyond.any():
        row, column = (int(one[0]) for one in np.nonzero(beyond))
        raise UsageError(
            f"the score is {values[row, column]:g}, and the scale runs from 0 to {TOP:g}",
            where=f"{names[row]}, {criteria[column]}",
            remedy="normalise the values by goalposts first, and give nan for what is not known"
            + ("" if uncut else "; scores that are cut only after the goalposts have moved are given with uncut=True"),
        )


def _known(values: Floats, names: Sequence[str], criteria: Sequence[str]) -> None:
    for axis, things, what in ((1, names, "place"), (0, criteria, "criterion")):
        empty = np.isnan(values).all(axis=axis)
        if empty.any():
            raise NoData(
                f"nothing at all is known of “{things[int(np.argmax(empty))]}” ({what}; {int(empty.sum())} such)",
                remedy="leave it out and say so: what would be drawn for it is wholly that of others",
            )
    least, most = np.nanmin(values, axis=0), np.nanmax(values, axis=0)
    if (least == most).all():
        raise NoData(
            "every place has the same score in every criterion: there is nothing to rank by",
            remedy="look whether the goalposts cut everything to one end of the scale",
        )


def _errors(error: npt.ArrayLike, shape: tuple[int, ...]) -> Floats:
    spread = _numbers(error, "the errors")
    if spread.shape not in {(), shape[1:], shape}:
        raise UsageError(
            f"the errors have the shape {spread.shape}, the scores {shape}",
            remedy="give one number, one for each criterion, or one for each cell",
        )
    if not np.isfinite(spread).all() or (spread < 0).any():
        raise UsageError(
            "an error is negative or not finite",
            remedy="give standard deviations on the scale of the scores, 0 or more",
        )
    return np.broadcast_to(spread, shape)
