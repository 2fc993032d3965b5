"""Actor: whoever acts: a state, an armed group, an organisation, a community, a person."""

from typing import Annotated, ClassVar

from pydantic import Field

from forlik.register.concept import Concept, Title, Words
from forlik.register.evidence import Evidence, Link
from forlik.register.facets import OPEN, SECRET, STAFF, Existence, Joined, Personal
from forlik.register.vocabulary import word_of

PERSON = "person"
"""The kind of an actor who is a natural person."""
TASK = "public task: the engagement's mandate (GDPR art. 6(1)(e))"
LIFE = "vital interests of the person (GDPR art. 6(1)(d), 9(2)(c))"
OFFICE = Personal("office", "who spoke or signed for whom", TASK, 30)
CONTACT = Personal("contact", "keeping contact", TASK, 2)
SAFETY = Personal("safety", "protecting the person", LIFE, 2)
ROUTE = Personal("contact", CONTACT.purpose, TASK, 2, shared=True)
IDENTITY = Personal("identity", "who took part, as it must be known later", TASK, 30, shared=True)
VIEWS = "public task, and an important public interest (GDPR art. 6(1)(e), 9(2)(g), 10)"
"""Views are a special category, and what lists say may be of offences: both only where the mandate needs them."""
STANDING = Personal("standing", "whom the person moves and what the person wants, for talks", VIEWS, 5, shared=True)


class Actor(Concept):
    """An actor.

    Args:
        not_same: Identities that were looked at and found to be another's.
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

    # Of a person, by what it is known and who else tells of it are about the person too.
    evidence: Annotated[tuple[Evidence, ...], OPEN, Joined(), IDENTITY] = ()
    links: Annotated[tuple[Link, ...], OPEN, Joined(), IDENTITY] = ()
    not_same: Annotated[tuple[Link, ...], OPEN, Joined(), IDENTITY] = ()
    kind: Annotated[Annotated[str, word_of("actor_kinds")] | None, OPEN, Existence()] = None
    name: Annotated[Title | None, OPEN, Existence(), IDENTITY] = None
    names: Annotated[dict[str, Title], OPEN, IDENTITY] = Field(default_factory=dict)
    office: Annotated[Title | None, OPEN, OFFICE] = None
    listed: Annotated[Words | None, OPEN, STANDING] = None
    delegation: Annotated[Words | None, STAFF, OFFICE] = None
    influence: Annotated[Words | None, STAFF, STANDING] = None
    positions: Annotated[Words | None, STAFF, STANDING] = None
    channel: Annotated[Words | None, SECRET, ROUTE] = None
    contact: Annotated[Words | None, SECRET, CONTACT] = None
    whereabouts: Annotated[Words | None, SECRET, SAFETY] = None
    health: Annotated[Words | None, SECRET, SAFETY] = None
    security: Annotated[Words | None, SECRET, SAFETY] = None
