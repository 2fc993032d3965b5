"""Actor: whoever acts: a state, an armed group, an organisation, a community, a person."""

from typing import Annotated, ClassVar

from pydantic import Field

from forlik.register.concept import Concept, Title, Words
from forlik.register.facets import OPEN, SECRET, STAFF, Existence, Personal
from forlik.register.vocabulary import word_of

OFFICE = Personal("who spoke or signed for whom", "public task: the engagement's mandate", 30)
CONTACT = Personal("keeping contact", "public task: the engagement's mandate", 2)
SAFETY = Personal("protecting the person", "vital interests of the person", 2)


class Actor(Concept):
    """An actor.

    Args:
        kind: What sort of actor.
        name: Its name.
        names: The same in other languages and spellings, by language.
        office: Of a person: the office as in a public text.
        listed: What public lists say of it, in one sentence with the list's name.
        delegation: Of a person: the role in a delegation.
        influence: Whom it moves, and who moves it.
        positions: What it wants.
        channel: How it is reached.
        contact: Of a person: how to reach the person.
        whereabouts: Of a person: travel and whereabouts.
        health: Of a person: what must be known of the person's health.
        security: Of a person: what endangers the person.
    """

    KINDS: ClassVar[str] = "actor_kinds"
    NEEDS: ClassVar[tuple[str, ...]] = ("kind", "name")

    kind: Annotated[Annotated[str, word_of("actor_kinds")] | None, OPEN, Existence()] = None
    name: Annotated[Title | None, OPEN, Existence()] = None
    names: Annotated[dict[str, Title], OPEN] = Field(default_factory=dict)
    office: Annotated[Title | None, OPEN, OFFICE] = None
    listed: Annotated[Words | None, OPEN] = None
    delegation: Annotated[Words | None, STAFF, OFFICE] = None
    influence: Annotated[Words | None, STAFF] = None
    positions: Annotated[Words | None, STAFF] = None
    channel: Annotated[Words | None, SECRET] = None
    contact: Annotated[Words | None, SECRET, CONTACT] = None
    whereabouts: Annotated[Words | None, SECRET, SAFETY] = None
    health: Annotated[Words | None, SECRET, SAFETY] = None
    security: Annotated[Words | None, SECRET, SAFETY] = None
