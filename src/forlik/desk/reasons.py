"""Why something is unknown, in the reader's language; desk and briefs say it alike."""

from forlik.reasons import reason

__all__ = ["reason"]
