"""The decision memo: an option, the screen as it was shown or stands, the decision, and what it is no ground for."""

from forlik.briefs.memo.brief import memo_brief
from forlik.briefs.memo.opened import undecided

__all__ = ["memo_brief", "undecided"]
