"""The public line in a minute: what may be said of an engagement, with the evidence of each part of it."""

from forlik.briefs.public_line.brief import public_line

__all__ = ["public_line"]
