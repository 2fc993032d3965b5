"""A brief looked up again, from its Markdown alone: by its footnotes, and for numbers that have none."""

from forlik.briefs.checking.check import checked
from forlik.briefs.checking.found import Checked
from forlik.briefs.checking.text import begins, calls

__all__ = ["Checked", "begins", "calls", "checked"]
