"""Act: something that happened. It may always be recorded; nothing that happened waits for a guard."""

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from forlik.register.concept import Concept, Ref, Title, Words
from forlik.register.day import Stated
from forlik.register.facets import OPEN, SECRET, STAFF, Existence
from forlik.register.vocabulary import word_of


class Disposition(BaseModel):
    """What shall become of one promise when a file is closed.

    Args:
        commitment: The promise.
        how: What becomes of it.
        to: The actor to whom it is handed over.
        note: What else must be known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    commitment: Ref
    how: Annotated[str, word_of("promise_states")]
    to: Ref | None = None
    note: Annotated[str, Field(max_length=2000)] = ""


class Act(Concept):
    """An act, dated twice: when it happened stands here, when it was recorded in its revision.

    Args:
        kind: What sort of act.
        happened: When.
        engagement: The engagement in whose file it stands.
        process: The process in which it happened.
        public_title: What it is called in public.
        place: Where, as it may be said of an act of its kind.
        by: The actors who acted.
        to: The actors towards whom.
        text: The text that was signed, handed over, consented to.
        statement: What was said in public.
        stage: The phase to which it moves the process, whatever the latest text says.
        title: What it is called inside.
        present: Persons of the house who were there.
        commitments: The promises that it concerns.
        transition: The step of the engagement's life that it decides.
        provisional_until: Until when a step stands that still lacks something.
        approver: Who let a step be taken that still lacks something.
        reason: Why.
        scope: Whether consent covers all of it.
        form: Of a request: whether it was made in writing, by word of mouth, or only signalled.
        obligations: Of a suspension: which obligations survive it, beside the promises named, or that none does.
        contact_rule: Of a suspension: who may still talk to whom.
        condition: Of a suspension: what must be so before it ends.
        review_on: When it is looked at again.
        dispositions: Of a closing: what becomes of each promise of ours that is open.
        new_owner: Of a hand-over: who takes over.
        confirmed_by: Persons of the house who confirmed it.
        contacts: Of a hand-over: the live contacts.
        next_dates: Of a hand-over: what comes next.
        said: What was said.
        where: Where they met.
        channel: How they were reached.
    """

    KINDS: ClassVar[str] = "act_kinds"
    EVIDENCED: ClassVar[bool] = True
    NEEDS: ClassVar[tuple[str, ...]] = ("kind", "happened")

    kind: Annotated[Annotated[str, word_of("act_kinds")] | None, OPEN, Existence()] = None
    happened: Annotated[Stated | None, OPEN, Existence()] = None
    engagement: Annotated[Ref | None, OPEN, Existence()] = None
    process: Annotated[Ref | None, OPEN, Existence()] = None
    public_title: Annotated[Title | None, OPEN, Existence()] = None
    place: Annotated[str | None, OPEN, Field(max_length=200)] = None
    by: Annotated[tuple[Ref, ...], OPEN] = ()
    to: Annotated[tuple[Ref, ...], OPEN] = ()
    text: Annotated[Ref | None, OPEN] = None
    form: Annotated[Annotated[str, word_of("request_forms")] | None, OPEN] = None
    statement: Annotated[Words | None, OPEN] = None
    stage: Annotated[Annotated[str, word_of("stages")] | None, OPEN] = None
    title: Annotated[Title | None, STAFF] = None
    present: Annotated[tuple[Ref, ...], STAFF] = ()
    commitments: Annotated[tuple[Ref, ...], STAFF] = ()
    transition: Annotated[Annotated[str, word_of("transitions")] | None, STAFF] = None
    provisional_until: Annotated[date | None, STAFF] = None
    approver: Annotated[Ref | None, STAFF] = None
    reason: Annotated[Words | None, STAFF] = None
    scope: Annotated[Annotated[str, word_of("scopes")] | None, STAFF] = None
    obligations: Annotated[Words | None, STAFF] = None
    contact_rule: Annotated[Words | None, STAFF] = None
    condition: Annotated[Words | None, STAFF] = None
    review_on: Annotated[date | None, STAFF] = None
    dispositions: Annotated[tuple[Disposition, ...], STAFF] = ()
    new_owner: Annotated[Ref | None, STAFF] = None
    confirmed_by: Annotated[tuple[Ref, ...], STAFF] = ()
    contacts: Annotated[tuple[Ref, ...], SECRET] = ()
    next_dates: Annotated[Words | None, STAFF] = None
    said: Annotated[Words | None, SECRET] = None
    where: Annotated[Words | None, SECRET] = None
    channel: Annotated[Words | None, SECRET] = None

    @model_validator(mode="after")
    def _approved(self) -> Self:
        if self.provisional_until and not self.approver:
            raise ValueError("a provisional step names who approved it")
        return self
