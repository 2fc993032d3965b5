"""Text: an instrument with its versions: an agreement, a mandate, terms of reference, a debrief."""

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from forlik.register.concept import Concept, Ref, Title, Words
from forlik.register.day import Stated
from forlik.register.facets import OPEN, STAFF, Existence
from forlik.register.vocabulary import word_of


class Version(BaseModel):
    """One version of a text.

    Args:
        dated: Its date.
        content_hash: SHA-256 of the document.
        note: What is new in it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    dated: Stated
    content_hash: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    note: Annotated[str, Field(max_length=2000)] = ""


class Text(Concept):
    """A text.

    Args:
        kind: What sort of text.
        public_title: What it is called in public.
        process: The process that it belongs to.
        engagement: The engagement in whose file it stands.
        signed: When it was signed or adopted.
        stage: The phase of the process that it marks.
        parts: Of a debrief or a plan: which of its parts are filled in.
        title: What it is called inside.
        starts_on: From which day a mandate runs.
        ends_on: The day on which a mandate ends unless it is renewed.
        renews: The text that it renews, prolongs or replaces.
        versions: Its versions, the oldest first.
        summary: What it says, in our own words.
    """

    KINDS: ClassVar[str] = "text_kinds"
    NEEDS: ClassVar[tuple[str, ...]] = ("kind",)

    kind: Annotated[Annotated[str, word_of("text_kinds")] | None, OPEN, Existence()] = None
    public_title: Annotated[Title | None, OPEN, Existence()] = None
    process: Annotated[Ref | None, OPEN, Existence()] = None
    engagement: Annotated[Ref | None, OPEN, Existence()] = None
    signed: Annotated[Stated | None, OPEN, Existence()] = None
    stage: Annotated[Annotated[str, word_of("stages")] | None, OPEN] = None
    parts: Annotated[tuple[Annotated[str, word_of("parts")], ...], OPEN] = ()
    starts_on: Annotated[date | None, OPEN] = None
    ends_on: Annotated[date | None, OPEN] = None
    renews: Annotated[Ref | None, OPEN, Existence()] = None
    versions: Annotated[tuple[Version, ...], OPEN] = ()
    summary: Annotated[Words | None, OPEN] = None
    title: Annotated[Title | None, STAFF] = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError(f"it ends ({self.ends_on}) before it starts ({self.starts_on})")
        return self
