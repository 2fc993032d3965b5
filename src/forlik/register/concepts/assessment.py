"""Assessment: a dated judgement on a record, a place, an option or a figure."""

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from forlik.register.concept import Concept, Ref, Title, Words
from forlik.register.concepts.achieved import Achieved
from forlik.register.concepts.decided import Decided
from forlik.register.concepts.expected import Expected
from forlik.register.concepts.flagged import Flagged
from forlik.register.day import Stated
from forlik.register.facets import OPEN, STAFF, Existence
from forlik.register.vocabulary import word_of

Kind = Annotated[str, word_of("assessment_kinds")]
ANSWERS = {
    "harm": frozenset({"green", "amber", "red"}),
    "resolution": frozenset({"happened", "did_not_happen", "void"}),
}
"""Kind that answers a question → the answers that there are to it."""
CODES = {"opportunity": 4, "ability": 4, "expectation": 100}
"""Kind → the end of its scale, which begins at 0; an expectation has percent."""


class Listing(BaseModel):
    """What one list says of an actor, where the lists of a check do not all say the same.

    Args:
        name: The list.
        dated: The date of the list that was looked at.
        entry: The entry on it.
        restricts: What it restricts; “none” when the actor is not on it.
        match: How sure it is that the listed one is meant.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    name: Title
    dated: Stated | None = None
    entry: Annotated[str, Field(max_length=200)] = ""
    restricts: tuple[Annotated[str, word_of("restrictions")], ...] = ()
    match: Annotated[str, word_of("confidence")] | None = None


class Assessment(Concept):
    """A judgement.

    Args:
        kind: What sort of judgement.
        about: The record that it is about.
        place: The place that it is about.
        option: The option that it is about: place, pillar, mode and period.
        figure: The figure that it is about: measure, place and period.
        engagement: The engagement in whose file it stands.
        made_on: The day on which it was made.
        state: Of a promise: what became of it.
        since: Of a promise: the day from which that was so, where it is known and not the day of the judgement.
        score: On the scale of its kind.
        finding: What was found.
        public_title: What it is called in public.
        author: The person of the house, or the actor, who judges.
        basis: On what it rests.
        issue: On which question: of a position, of an answer on harm, of opportunity and ability.
        answer: Of harm: green, amber or red; of what became of an expectation: whether it happened.
        expected: Of an expectation: when it is seen, and by what. Its score is its probability in percent.
        decided: Of a decision on an option: what, and on what grounds.
        flagged: Of a flag: the rule that was met, its figures, who answers for it, and what became of it.
        achieved: Of a result: the rung of the ladder, or the indicator with its target and actual.
        restricts: Of a listing check: what the lists restrict.
        lists: Of a listing check: the lists that were looked at, with their dates.
        match: Of a listing check: how sure it is that the listed one is meant.
        listings: Of a listing check: the same list by list, where the lists differ.
        cleared_by: Of a listing check: the person of the house who cleared it.
        next_on: When it is made again.
    """

    KINDS: ClassVar[str] = "assessment_kinds"
    EVIDENCED: ClassVar[bool] = True
    NEEDS: ClassVar[tuple[str, ...]] = ("kind", "made_on")

    kind: Annotated[Annotated[str, word_of("assessment_kinds")] | None, OPEN, Existence()] = None
    about: Annotated[Ref | None, OPEN, Existence()] = None
    place: Annotated[str | None, OPEN, Existence(), Field(max_length=200)] = None
    option: Annotated[str | None, OPEN, Existence(), Field(max_length=300)] = None
    figure: Annotated[str | None, OPEN, Existence(), Field(max_length=300)] = None
    engagement: Annotated[Ref | None, OPEN, Existence()] = None
    made_on: Annotated[date | None, OPEN, Existence()] = None
    state: Annotated[Annotated[str, word_of("promise_states")] | None, OPEN] = None
    since: Annotated[date | None, OPEN] = None
    score: Annotated[int | None, OPEN, Field(ge=-10, le=100)] = None
    answer: Annotated[Annotated[str, word_of("answers")] | None, OPEN] = None
    finding: Annotated[Words | None, OPEN] = None
    public_title: Annotated[Title | None, OPEN] = None
    issue: Annotated[Title | None, OPEN] = None
    author: Annotated[Ref | None, STAFF] = None
    basis: Annotated[Words | None, STAFF] = None
    restricts: Annotated[tuple[Annotated[str, word_of("restrictions")], ...], STAFF] = ()
    lists: Annotated[tuple[Title, ...], STAFF] = ()
    match: Annotated[Annotated[str, word_of("confidence")] | None, STAFF] = None
    listings: Annotated[tuple[Listing, ...], STAFF] = ()
    cleared_by: Annotated[Ref | None, STAFF] = None
    expected: Annotated[Expected | None, STAFF] = None
    decided: Annotated[Decided | None, STAFF] = None
    flagged: Annotated[Flagged | None, STAFF] = None
    achieved: Annotated[Achieved | None, OPEN] = None
    next_on: Annotated[date | None, OPEN] = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.made_on and self.since and self.since > self.made_on:
            raise ValueError(f"it is so since a day ({self.since}) after it was judged ({self.made_on})")
        if self.made_on and self.next_on and self.next_on < self.made_on:
            raise ValueError(f"it is made again ({self.next_on}) before it is made ({self.made_on})")
        return self

    @model_validator(mode="after")
    def _on_its_scale(self) -> Self:
        if self.kind in ANSWERS and self.answer is not None and self.answer not in ANSWERS[self.kind]:
            raise ValueError(f"“{self.answer}” is no answer here: take one of {', '.join(sorted(ANSWERS[self.kind]))}")
        if self.kind in CODES and self.score is not None and not 0 <= self.score <= CODES[self.kind]:
            raise ValueError(f"{self.score} is not on its scale: give 0 to {CODES[self.kind]}")
        return self
