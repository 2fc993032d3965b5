"""Confidence factors: how sure the data make a place's rank, under the priorities that favour it most.

Lahdelma & Salminen 2001: the central weights of a place are the mean of the weights under which it stands within the
best ranks; its confidence factor is the share of draws of the data in which it does so under exactly these weights. A
low factor says that the data are too inexact to place it there even by those priorities.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from forlik.assess.acceptability.cases import DimensionMean
from forlik.assess.acceptability.draws import Assumptions, Block, cut, moving
from forlik.assess.acceptability.given import Given
from forlik.assess.acceptability.means import GRID, MEANS

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.intp]
LEAST_SHARE = 0.01
"""A place below this has no factor: its central weights would rest on a handful of draws. As shares sum to k, no more
than 100 k places are asked about, however many there are."""


def within(found: Given, taken: Assumptions, block: Block, central: Floats, places: Whole, top: int) -> Floats:
    """How many of some draws of the data have places within the best ranks, each under its own central weights.

    Args:
        found: The scores.
        taken: What is taken for possible; its weights are not used.
        block: Which draws.
        central: Asked × dimensions, the central weights of the places that are asked about.
        places: Which places these are.
        top: How many ranks are the best ones.

    Returns:
        Of each place that is asked about, a number of draws.
    """
    counts = np.zeros(len(places))
    for name, terms in _terms(found, taken, block):
        means = _means(name, terms, central)
        own = means[np.arange(len(places)), :, places][:, :, None]
        above, beside = (means > own).sum(axis=2), (means == own).sum(axis=2)
        # Places with the same mean share their ranks evenly.
        counts += np.clip((top - above) / beside, 0.0, 1.0).sum(axis=1)
    return counts


def _terms(found: Given, taken: Assumptions, block: Block) -> Iterator[tuple[str, Floats]]:
    """Of each mean that is taken in some of the draws, what is weighed and added up: dimensions × draws × places."""
    shape = (block.draws, len(found.alternatives))
    moved, spare = np.empty((len(found.dimensions), *shape)), np.empty(shape)
    mean = DimensionMean(found)
    for column, (seen, moves) in enumerate(zip(block.scores(found), moving(found, taken, block), strict=True)):
        whole = mean.add(column, cut(seen, moves, spare))
        if whole is not None:
            moved[found.member[column]] = whole
    for name, rows in block.ways(taken).items():
        if rows.stop > rows.start:
            terms = moved[:, rows].copy()
            with np.errstate(divide="ignore"):
                MEANS[name].term(terms)
            yield name, terms


def _means(name: str, terms: Floats, weights: Floats) -> Floats:
    """Means in whole parts of the grid: asked × draws × places."""
    endless = np.isinf(terms)
    # Not by a library of linear algebra: its threads may add in another order.
    means: Floats = np.einsum("cj,jdp->cdp", weights, np.where(endless, 0.0, terms) if endless.any() else terms)
    with np.errstate(divide="ignore"):
        MEANS[name].finish(means)
    if endless.any():
        # The geometric and the harmonic mean of scores of which one is 0 and counts.
        means[np.einsum("cj,jdp->cdp", (weights > 0).astype(np.float64), endless.astype(np.float64)) > 0] = 0.0
    means *= GRID
    np.rint(means, out=means)
    return means
