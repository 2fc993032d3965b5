"""What a flag says: which rule was met where and when, by which figures, who answers for it, and what became of it."""

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from forlik.register.concept import Ref, Words
from forlik.register.concepts.raised_on import kept_figures
from forlik.register.vocabulary import word_of

OPEN_STATE = "open"
"""The state in which a flag waits for somebody; every other needs a reason."""
LONGEST = 200_000
"""Letters of the figures of one flag."""


def _of_the_shape(text: str) -> str:
    kept_figures(text)
    return text


Figures = Annotated[str, Field(min_length=1, max_length=LONGEST), AfterValidator(_of_the_shape)]


class Flagged(BaseModel):
    """A flag. Its place stands in its record, and so does the day on which it was raised.

    Args:
        rule: Name of the rule.
        version: Its version.
        as_of: The day whose knowledge the figures are.
        year: The year that they are of.
        state: Open, explained, acted on or dismissed.
        owner: The person of the house who answers for it.
        due: The day by which something is done about it.
        figures: The figures when it was raised, with their sources, as JSON, word for word.
        reason: Why it is explained or dismissed, or what was done.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    rule: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,59}$")] | None = None
    version: Annotated[int, Field(ge=1, le=10_000)] = 1
    as_of: date | None = None
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None
    state: Annotated[str, word_of("flag_states")] = OPEN_STATE
    owner: Ref | None = None
    due: date | None = None
    figures: Figures | None = None
    reason: Words | None = None

    @model_validator(mode="after")
    def _reasoned(self) -> Self:
        if self.state != OPEN_STATE and not self.reason:
            raise ValueError("a flag that is no longer open says why, or what was done")
        return self
