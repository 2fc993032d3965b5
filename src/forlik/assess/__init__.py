"""Where and when: an index from its file, how sure its order is, and what a decision was taken on."""

from typing import TYPE_CHECKING

from forlik.core.lazy import lazy

if TYPE_CHECKING:
    from forlik.assess.aggregating import aggregate
    from forlik.assess.classifying import classify
    from forlik.assess.components import PcaIndex, pca_index
    from forlik.assess.computing import compute, evaluate
    from forlik.assess.denominating import denominate
    from forlik.assess.imputing import Imputed, impute
    from forlik.assess.index_file import index, index_names, parse_index, read_index
    from forlik.assess.normalising import minmax, normalise, standardise
    from forlik.assess.outliers import excess_kurtosis, skewness, winsorise, winsorise_skewed
    from forlik.assess.recipe import Index
    from forlik.assess.reliability import lack_of_reliability
    from forlik.assess.rounding import half_up
    from forlik.assess.smaa_acceptability import smaa
    from forlik.assess.sobol_indices import sobol
    from forlik.assess.transforming import transform

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
    "aggregate": "aggregating",
    "classify": "classifying",
    "PcaIndex": "components",
    "pca_index": "components",
    "compute": "computing",
    "evaluate": "computing",
    "denominate": "denominating",
    "Imputed": "imputing",
    "impute": "imputing",
    "index": "index_file",
    "index_names": "index_file",
    "parse_index": "index_file",
    "read_index": "index_file",
    "minmax": "normalising",
    "normalise": "normalising",
    "standardise": "normalising",
    "excess_kurtosis": "outliers",
    "skewness": "outliers",
    "winsorise": "outliers",
    "winsorise_skewed": "outliers",
    "Index": "recipe",
    "lack_of_reliability": "reliability",
    "half_up": "rounding",
    "smaa": "smaa_acceptability",
    "sobol": "sobol_indices",
    "transform": "transforming",
}
"""Name → module that it is loaded from."""

__getattr__ = lazy("forlik.assess", HOMES)
