"""What the package is known for, gathered in one place; it is read when a name is first asked for."""

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
    "standardise",
    "transform",
    "winsorise",
    "winsorise_skewed",
]
