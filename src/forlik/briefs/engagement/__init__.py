"""The brief of one engagement: one page, or the whole file, for whoever may see what is in it."""

from forlik.briefs.engagement.brief import engagement_brief

__all__ = ["engagement_brief"]
