"""Where and when: an index from its file, how sure its order is, and what a decision was taken on."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forlik.assess.open_names import (
        Imputed,
        Index,
        PcaIndex,
        aggregate,
        classify,
        compute,
        denominate,
        evaluate,
        excess_kurtosis,
        half_up,
        impute,
        index,
        index_names,
        lack_of_reliability,
        minmax,
        normalise,
        parse_index,
        pca_index,
        read_index,
        skewness,
        standardise,
        transform,
        winsorise,
        winsorise_skewed,
    )
    from forlik.assess.smaa_acceptability import smaa
    from forlik.assess.sobol_indices import sobol

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


def __getattr__(name: str) -> Any:
    """Load what a name needs when it is first used, so that the command line starts at once."""
    if name == "smaa":
        from forlik.assess.smaa_acceptability import smaa

        return smaa
    if name == "sobol":
        from forlik.assess.sobol_indices import sobol

        return sobol
    if name in __all__:
        from forlik.assess import open_names

        return getattr(open_names, name)
    raise AttributeError(f"module “forlik.assess” has no attribute “{name}”")
