"""Plan: the engagements of a country or a theme together."""

from datetime import date
from typing import Annotated, ClassVar

from forlik.register.concept import Concept, Place, Ref, Title, Words
from forlik.register.facets import OPEN, STAFF, Existence


class Plan(Concept):
    """A plan; its engagements name it.

    Args:
        title: What it is called.
        places: Countries, regions or the World, by their codes.
        theme: What it is about, where it is about no place.
        objectives: What shall be reached.
        owner: The person of the house who answers for it.
        review_on: The day on which it is looked at again.
    """

    NEEDS: ClassVar[tuple[str, ...]] = ("title",)

    title: Annotated[Title | None, OPEN, Existence()] = None
    places: Annotated[tuple[Place, ...], OPEN, Existence()] = ()
    theme: Annotated[Title | None, OPEN] = None
    objectives: Annotated[tuple[Words, ...], STAFF] = ()
    owner: Annotated[Ref | None, STAFF] = None
    review_on: Annotated[date | None, STAFF] = None
