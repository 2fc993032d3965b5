"""Which assumption matters: how much of the spread of ranks comes of weights, of errors, of gaps, of the mean."""

from collections.abc import Sequence

from forlik.assess.acceptability.sobol_indices import SAMPLES, SobolIndices, sobol
from forlik.assess.screens.asking import INCOME, Asked
from forlik.assess.screens.deciding import refuse_too_little
from forlik.assess.screens.peers import groupings
from forlik.assess.screens.scoring import weighting


def what_matters(asked: Asked, *, of: Sequence[str] = (), samples: int = SAMPLES, seed: int = 0) -> SobolIndices:
    """Share out the spread of a question's ranks among its assumptions.

    Args:
        asked: A question as it was put to a world.
        of: Codes of ranked places about whose own ranks it is asked too.
        samples: A power of two.
        seed: Whole number, 0 or more.

    Returns:
        Sobol' indices (Saltelli et al. 2010, Computer Physics Communications 181(2), 259–270): of each assumption the
        share of the variance that goes if it alone is fixed, and that stays if all others are.

    Raises:
        UsageError: A place that is not ranked, or samples that are none.
        NoData: So little is known that there is nothing to rank.
    """
    one, ready = asked.question, asked.scores
    refuse_too_little(asked)
    return sobol(
        ready.values,
        weights=weighting(one, tuple(ready.dimensions)),
        error=ready.errors,
        peers=groupings(ready.places, asked.series[INCOME]),
        how=one.aggregation,
        goalposts=one.goalposts,
        of=of,
        samples=samples,
        seed=seed,
        alternatives=ready.places,
        criteria=ready.indicators,
        dimensions=ready.dimensions,
        uncut=True,
    )
