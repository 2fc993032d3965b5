"""Read one weighting as it is typed: violence=2,displacement=1."""

import math
import re
from collections.abc import Sequence

from forlik.core.errors import UsageError

WHERE = "--weights"
_NUMBER = re.compile(r"\d+(\.\d*)?([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?", re.ASCII)


def weighting(said: str, dimensions: Sequence[str]) -> dict[str, float]:
    """Dimension → weight; only proportions count, and a dimension that is left out weighs nothing.

    Args:
        said: NAME=NUMBER, set apart by commas.
        dimensions: Names of the question's dimensions.

    Raises:
        UsageError: A part is none, names no dimension or one twice, is no number of 0 or more, or all are 0.
    """
    found: dict[str, float] = {}
    for part in said.split(","):
        name, sign, number = (one.strip() for one in part.partition("="))
        if not sign or not name:
            raise UsageError(
                f"“{part.strip()}” is not a dimension and its weight",
                where=WHERE,
                remedy=f"write NAME=NUMBER, set apart by commas, decimals with a point: {_example(dimensions)}",
            )
        if name not in dimensions:
            raise UsageError(
                f"the question has no dimension “{name}”", where=WHERE, remedy="it has " + ", ".join(dimensions)
            )
        if name in found:
            raise UsageError(f"“{name}” is weighed twice", where=WHERE, remedy="give it one weight")
        found[name] = _weight(name, number)
    if not any(found.values()):
        raise UsageError(
            "the weights sum to 0, so nothing counts", where=WHERE, remedy="give one of them a number above 0"
        )
    return found


def _weight(name: str, number: str) -> float:
    if not _NUMBER.fullmatch(number) or not math.isfinite(float(number)):
        raise UsageError(
            f"“{number}” is no weight for “{name}”",
            where=WHERE,
            remedy="give a finite number of 0 or more, such as 2 or 0.5; 0 for what is to count nothing",
        )
    return float(number)


def _example(dimensions: Sequence[str]) -> str:
    return ",".join(f"{name}={weight}" for name, weight in zip(dimensions[:2], ("2", "0.5"), strict=False))
