"""The half-year account to parliament: what was done, what came of it, what it cost, and what is not known."""

from forlik.briefs.account.brief import account_brief
from forlik.briefs.account.half import halves_until

__all__ = ["account_brief", "halves_until"]
