"""Whether a condition holds of a figure: yes, no, or nobody can tell."""

from forlik.portfolio.flags.named import NamedFigure
from forlik.portfolio.flags.rule import Condition


def holds(condition: Condition, figure: NamedFigure) -> bool | None:
    """Whether a condition holds of a figure.

    A figure that is known only between two bounds satisfies a condition when it does so wherever it lies between them,
    fails it when it nowhere does, and otherwise nobody can tell.

    Args:
        condition: The condition.
        figure: The figure of that name.

    Returns:
        ``True``, ``False``, or ``None`` when it cannot be told.
    """
    if figure.value is None or figure.low is None or figure.high is None:
        return None
    low, high, first, last = figure.low, figure.high, condition.bounds[0], condition.bounds[-1]
    everywhere, nowhere = {
        "at_least": (low >= first, high < first),
        "above": (low > first, high <= first),
        "at_most": (high <= first, low > first),
        "below": (high < first, low >= first),
        "outside": (high < first or low > last, first <= low and high <= last),
    }[condition.kind]
    return True if everywhere else False if nowhere else None
