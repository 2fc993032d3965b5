"""Where and when: an index from its file, how sure its order is, and what a decision was taken on."""

from typing import TYPE_CHECKING

from forlik.core.lazy import lazy

if TYPE_CHECKING:
    from forlik.assess.acceptability.smaa import smaa
    from forlik.assess.acceptability.sobol_indices import sobol
    from forlik.assess.indices.aggregating import aggregate
    from forlik.assess.indices.classifying import classify
    from forlik.assess.indices.components import PcaIndex, pca_index
    from forlik.assess.indices.computing import compute, evaluate
    from forlik.assess.indices.denominating import denominate
    from forlik.assess.indices.imputing import Imputed, impute
    from forlik.assess.indices.index_file import index, index_names, parse_index, read_index
    from forlik.assess.indices.normalising import minmax, normalise, standardise
    from forlik.assess.indices.outliers import excess_kurtosis, skewness, winsorise, winsorise_skewed
    from forlik.assess.indices.recipe import Index
    from forlik.assess.indices.reliability import lack_of_reliability
    from forlik.assess.indices.rounding import half_up
    from forlik.assess.indices.transforming import transform

__all__ = [
    "Imputed",
    "Index",
    "PcaIndex",
    "aggregate",
    "classify",
    "compute",
    "denominate",
    "evaluate",
    "excess_kurtosis",
    "half_up",
    "impute",
    "index",
    "index_names",
    "lack_of_reliability",
    "minmax",
    "normalise",
    "parse_index",
    "pca_index",
    "read_index",
    "skewness",
    "smaa",
    "sobol",
    "standardise",
    "transform",
    "winsorise",
    "winsorise_skewed",
]
HOMES = {
    "aggregate": "indices.aggregating",
    "classify": "indices.classifying",
    "PcaIndex": "indices.components",
    "pca_index": "indices.components",
    "compute": "indices.computing",
    "evaluate": "indices.computing",
    "denominate": "indices.denominating",
    "Imputed": "indices.imputing",
    "impute": "indices.imputing",
    "index": "indices.index_file",
    "index_names": "indices.index_file",
    "parse_index": "indices.index_file",
    "read_index": "indices.index_file",
    "minmax": "indices.normalising",
    "normalise": "indices.normalising",
    "standardise": "indices.normalising",
    "excess_kurtosis": "indices.outliers",
    "skewness": "indices.outliers",
    "winsorise": "indices.outliers",
    "winsorise_skewed": "indices.outliers",
    "Index": "indices.recipe",
    "lack_of_reliability": "indices.reliability",
    "half_up": "indices.rounding",
    "smaa": "acceptability.smaa",
    "sobol": "acceptability.sobol_indices",
    "transform": "indices.transforming",
}
"""Name → module that it is loaded from."""

__getattr__ = lazy("forlik.assess", HOMES)


def __dir__() -> list[str]:
    """The public names, whether they are loaded yet or not."""
    return [*__all__]
