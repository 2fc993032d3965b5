"""Warnings with names, so that a notebook can turn each into an error or silence it."""


class ForlikWarning(UserWarning):
    """Any warning of Forlik."""


class StaleData(ForlikWarning):
    """The newest thing known is older than its source's cadence allows."""


class MixedYears(ForlikWarning):
    """Values of different years stand side by side."""


class PlaceGuessed(ForlikWarning):
    """A place was recognised by a close match only."""


class PastName(ForlikWarning):
    """A place was asked for by a name it no longer has."""


class NotComparable(ForlikWarning):
    """Values made by different methods or editions stand side by side."""
