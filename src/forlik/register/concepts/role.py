"""Role: what an actor is to a process, an engagement, a text, an act or another actor, from when to when."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from forlik.register.concept import Concept, Ref, Title
from forlik.register.day import Stated, first_day, last_day
from forlik.register.facets import OPEN, Existence
from forlik.register.vocabulary import word_of


class Role(Concept):
    """A role, stated with evidence, never inferred from a mention.

    Args:
        kind: The role word.
        actor: Whose role.
        of: The record in which it is one.
        side: On whose side, where a process has sides.
        since: From when.
        until: Until when.
        people: How many persons, of a delegation.
        women: How many of them are women.
    """

    KINDS: ClassVar[str] = "role_words"
    EVIDENCED: ClassVar[bool] = True
    NEEDS: ClassVar[tuple[str, ...]] = ("kind", "actor", "of")

    kind: Annotated[Annotated[str, word_of("role_words")] | None, OPEN] = None
    actor: Annotated[Ref | None, OPEN] = None
    of: Annotated[Ref | None, OPEN, Existence()] = None
    side: Annotated[Title | None, OPEN] = None
    since: Annotated[Stated | None, OPEN] = None
    until: Annotated[Stated | None, OPEN] = None
    people: Annotated[int | None, OPEN, Field(ge=0, le=10_000)] = None
    women: Annotated[int | None, OPEN, Field(ge=0, le=10_000)] = None

    @model_validator(mode="after")
    def _can_be(self) -> Self:
        if self.since and self.until and last_day(self.until) < first_day(self.since):
            raise ValueError(f"it ends ({self.until}) before it begins ({self.since})")
        if self.people is not None and self.women is not None and self.women > self.people:
            raise ValueError(f"{self.women} women among {self.people} persons")
        if self.actor and self.actor == self.of:
            raise ValueError("an actor has no role in itself")
        return self
