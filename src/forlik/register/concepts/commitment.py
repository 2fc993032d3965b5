"""Commitment: one promise: by whom, to whom, and by when, which often hangs on something that has not happened yet."""

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from forlik.register.concept import Concept, Ref, Title, Words
from forlik.register.day import Stated
from forlik.register.facets import OPEN, STAFF, Existence
from forlik.register.vocabulary import word_of

MOST_OFFSET = 40_000
"""Days of the longest offset: about a hundred years."""
LASTS = {"days": 1, "working_days": 1, "weeks": 7, "months": 30, "years": 365}
"""Unit → days that it lasts at least, roughly."""


class Due(BaseModel):
    """When a promise falls due: an anchor and an offset, or a condition.

    Args:
        on: The anchor is this day.
        act: The anchor is the first act of this kind in the promise's process or engagement, not before its text.
        commitment: The anchor is the day on which another promise is met.
        offset: How many units after the anchor; negative ones are before it.
        unit: Calendar days, working days, weeks, months or years.
        weekend: Of working days: the days of the week that are none.
        condition: What must be so, where no day can be computed.
        wording: How the text says it, in our own words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    on: date | None = None
    act: Annotated[str, word_of("act_kinds")] | None = None
    commitment: Ref | None = None
    offset: Annotated[int, Field(ge=-MOST_OFFSET, le=MOST_OFFSET)] = 0
    unit: Annotated[str, word_of("units")] = "days"
    weekend: Annotated[str, word_of("weekends")] = "saturday_sunday"
    condition: Words | None = None
    wording: Annotated[str, Field(max_length=300)] = ""

    @model_validator(mode="after")
    def _one_anchor(self) -> Self:
        anchors = [one for one in (self.on, self.act, self.commitment) if one is not None]
        if len(anchors) > 1:
            raise ValueError("a promise hangs on one thing: a day, a kind of act, or another promise")
        if not anchors and not self.condition:
            raise ValueError("a promise falls due after something or on a condition: say which")
        return self

    @model_validator(mode="after")
    def _within_reach(self) -> Self:
        if abs(self.offset) * LASTS[self.unit] > MOST_OFFSET:
            raise ValueError(f"{self.offset} {self.unit}: a promise of more than a hundred years is a slip of the pen")
        return self


Kind = Annotated[str, word_of("commitment_kinds")]


class Commitment(Concept):
    """A promise.

    Args:
        kind: What sort of promise.
        process: The process that it belongs to.
        engagement: The engagement in whose file it stands.
        text: The text in which it was made.
        article: Where in the text.
        public_title: What it is called in public.
        obligors: The actors who promised.
        beneficiaries: The actors to whom.
        ours: Whether we promised it ourselves.
        agreed: When it was made.
        due: When it falls due.
        brings: The kind of act by which it is kept: what hangs on such an act is foreseen from here.
        planned: The day that was foreseen when it was made.
        verifier: Who says whether it was kept.
        promise: What was promised, in our own words.
        title: What it is called inside.
        keeper: The person of the house who follows it.
    """

    KINDS: ClassVar[str] = "commitment_kinds"
    NEEDS: ClassVar[tuple[str, ...]] = ("kind", "promise")

    kind: Annotated[Annotated[str, word_of("commitment_kinds")] | None, OPEN, Existence()] = None
    process: Annotated[Ref | None, OPEN, Existence()] = None
    engagement: Annotated[Ref | None, OPEN, Existence()] = None
    text: Annotated[Ref | None, OPEN] = None
    article: Annotated[str | None, OPEN, Field(max_length=100)] = None
    public_title: Annotated[Title | None, OPEN] = None
    obligors: Annotated[tuple[Ref, ...], OPEN] = ()
    beneficiaries: Annotated[tuple[Ref, ...], OPEN] = ()
    ours: Annotated[bool, OPEN] = False
    agreed: Annotated[Stated | None, OPEN] = None
    due: Annotated[Due | None, OPEN] = None
    brings: Annotated[Annotated[str, word_of("act_kinds")] | None, OPEN] = None
    planned: Annotated[date | None, OPEN] = None
    verifier: Annotated[Ref | None, OPEN] = None
    promise: Annotated[Words | None, OPEN] = None
    title: Annotated[Title | None, STAFF] = None
    keeper: Annotated[Ref | None, STAFF] = None

    @model_validator(mode="after")
    def _not_on_itself(self) -> Self:
        if self.due and self.due.commitment == self.id:
            raise ValueError("a promise does not hang on itself")
        if self.due and self.due.act and self.due.act == self.brings:
            raise ValueError("a promise does not hang on the act by which it is kept")
        return self
