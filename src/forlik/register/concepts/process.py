"""Process: a peace process in the world, ours or not, and its tracks."""

from typing import Annotated, ClassVar, Self

from pydantic import model_validator

from forlik.register.concept import Concept, Place, Ref, Title, Words
from forlik.register.facets import OPEN, STAFF, Existence
from forlik.register.vocabulary import word_of


class Process(Concept):
    """A peace process.

    Args:
        label: What it is called.
        places: Countries, regions or the World, by their codes.
        parent: The process that it is a track of.
        level: Who sits at the table: track 1, 1.5, 2, 3, or local.
        public_phase: Its phase as the world sees it.
        phase_note: Where it really stands.
    """

    NEEDS: ClassVar[tuple[str, ...]] = ("label",)

    label: Annotated[Title | None, OPEN, Existence()] = None
    places: Annotated[tuple[Place, ...], OPEN, Existence()] = ()
    parent: Annotated[Ref | None, OPEN, Existence()] = None
    level: Annotated[Annotated[str, word_of("levels")] | None, OPEN, Existence()] = None
    public_phase: Annotated[Annotated[str, word_of("stages")] | None, OPEN] = None
    phase_note: Annotated[Words | None, STAFF] = None

    @model_validator(mode="after")
    def _not_its_own(self) -> Self:
        if self.parent == self.id:
            raise ValueError("a process is no track of itself")
        return self
