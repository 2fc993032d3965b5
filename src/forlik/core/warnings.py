"""Warnings with names, so that a notebook can turn each into an error or silence it."""


class ForlikWarning(UserWarning):
    """Any warning of Forlik."""


class StaleData(ForlikWarning):
    """The newest thing known is older than its source's cadence allows."""


class PlaceGuessed(ForlikWarning):
    """A place was recognised by a close match only."""


class PastName(ForlikWarning):
    """A place was asked for by a name it no longer has."""


class NotComparable(ForlikWarning):
    """Values from different editions of one dataset stand side by side."""
