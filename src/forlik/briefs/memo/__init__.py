"""The decision memo: an option, the screen as it was shown, what was decided, and what must not be done with it."""

from forlik.briefs.memo.brief import memo_brief

__all__ = ["memo_brief"]
