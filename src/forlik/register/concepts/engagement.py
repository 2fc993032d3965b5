"""Engagement: a file of our own, in one or several pillars, long, with an owner."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from forlik.register.concept import Concept, Place, Ref, Title, Words
from forlik.register.day import Stated, first_day, last_day
from forlik.register.facets import OPEN, SECRET, STAFF, Existence
from forlik.register.vocabulary import word_of


def _one_identifier(text: str) -> str:
    """What people paste in place of an identifier is refused, for it would never be found: nothing would say so.

    Raises:
        ValueError: It is a web address, several identifiers, or plain words.
    """
    said = text[:60]
    if "://" in text or text.casefold().startswith("www."):
        raise ValueError(f"“{said}” is a web address: write the identifier that the activity has there")
    if "," in text or ";" in text:
        raise ValueError(f"“{said}” is more than one identifier: write one a line")
    if not re.search(r"[\d-]", text):
        raise ValueError(f"“{said}” is no identifier: one begins with its organisation's, as GB-1-105854 does")
    return text


Published = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^\S(.*\S)?$"), AfterValidator(_one_identifier)]
"""An identifier as its publisher states it; some hold blanks and strokes, though the standard forbids them."""


class Cost(BaseModel):
    """What an engagement cost in a year.

    Args:
        year: The calendar year.
        amount: In the currency.
        currency: ISO 4217.
        staff_months: Months of our own people's work.
        fictional: Whether it is a figure of a made-up example.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: Annotated[int, Field(ge=1900, le=2200)]
    amount: Annotated[Decimal, Field(ge=0, max_digits=20, decimal_places=2)] | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "NOK"
    staff_months: Annotated[Decimal, Field(ge=0, max_digits=8, decimal_places=2)] | None = None
    fictional: bool = False


class Engagement(Concept):
    """An engagement.

    Args:
        title: What it is called in public.
        places: Countries, regions or the World, by their codes.
        pillars: In which of the four pillars.
        modes: What we do in it.
        process: The peace process in the world that it serves, where there is one.
        plan: The plan that it belongs to.
        start: Since when.
        end: Until when.
        outcome: What came of it.
        activities: Its aid activities, by the identifiers under which they are published (IATI).
        fictional: Whether it is a made-up example.
        working_title: What it is called inside.
        owner: The person of the house who answers for it.
        deputy: Who stands in.
        began: How it began: at whose request, on our own initiative, or undocumented.
        requested_by: The actors who asked.
        mandate: The text that it rests on.
        ends_on: The day on which it ends unless it is prolonged.
        review_on: The day on which it is looked at again.
        release_on: The day from which its file may be released.
        costs: What it cost, a year each.
        approvals: Who agreed to what, inside.
        red_lines: What must not happen.
    """

    NEEDS: ClassVar[tuple[str, ...]] = ("pillars", "places")

    title: Annotated[Title | None, OPEN, Existence()] = None
    places: Annotated[tuple[Place, ...], OPEN, Existence()] = ()
    pillars: Annotated[tuple[Annotated[str, word_of("pillars")], ...], OPEN, Existence()] = ()
    modes: Annotated[tuple[Annotated[str, word_of("modes")], ...], OPEN, Existence()] = ()
    process: Annotated[Ref | None, OPEN] = None
    plan: Annotated[Ref | None, OPEN] = None
    start: Annotated[Stated | None, OPEN, Existence()] = None
    end: Annotated[Stated | None, OPEN, Existence()] = None
    outcome: Annotated[Words | None, OPEN] = None
    activities: Annotated[tuple[Published, ...], OPEN] = ()
    fictional: Annotated[bool, OPEN, Existence()] = False
    began: Annotated[Annotated[str, word_of("began")] | None, OPEN] = None
    requested_by: Annotated[tuple[Ref, ...], OPEN] = ()
    working_title: Annotated[Title | None, STAFF] = None
    owner: Annotated[Ref | None, STAFF] = None
    deputy: Annotated[Ref | None, STAFF] = None
    mandate: Annotated[Ref | None, STAFF] = None
    ends_on: Annotated[date | None, STAFF] = None
    review_on: Annotated[date | None, STAFF] = None
    release_on: Annotated[date | None, STAFF] = None
    costs: Annotated[tuple[Cost, ...], STAFF] = ()
    approvals: Annotated[Words | None, SECRET] = None
    red_lines: Annotated[Words | None, SECRET] = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and last_day(self.end) < first_day(self.start):
            raise ValueError(f"it ends ({self.end}) before it starts ({self.start})")
        if self.owner and self.owner == self.deputy:
            raise ValueError("its owner and its deputy are the same person: two are needed")
        return self
