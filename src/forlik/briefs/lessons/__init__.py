"""Lessons for this phase of one engagement: those that bear on where it stands, and those never acted on."""

from forlik.briefs.lessons.brief import lessons_brief

__all__ = ["lessons_brief"]
