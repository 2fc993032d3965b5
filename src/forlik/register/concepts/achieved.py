"""What came of the work: a rung of the ladder of peace results, or an indicator with its target and its actual."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from forlik.register.vocabulary import word_of

Amount = Annotated[Decimal, Field(allow_inf_nan=False, max_digits=20, decimal_places=6)]


class Achieved(BaseModel):
    """A result. What was found, and by what it is known, its record says.

    Args:
        rung: The rung of the ladder of peace results.
        goal: The goal of the white paper that it serves.
        indicator: What is counted.
        unit: In what.
        baseline: The value before.
        target: The value to be reached.
        actual: The value reached; nothing while it is not known, which is never 0.
        period_start: First day of the time that it is about.
        period_end: Last day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    rung: Annotated[str, word_of("result_rungs")] | None = None
    goal: Annotated[str, word_of("paper_goals")] | None = None
    indicator: Annotated[str, Field(max_length=300)] = ""
    unit: Annotated[str, Field(max_length=60)] = ""
    baseline: Amount | None = None
    target: Amount | None = None
    actual: Amount | None = None
    period_start: date | None = None
    period_end: date | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if any(one is not None for one in (self.baseline, self.target, self.actual)) and not self.indicator:
            raise ValueError("a value belongs to an indicator: say what is counted")
        if self.period_start and self.period_end and self.period_end < self.period_start:
            raise ValueError(f"its time ends ({self.period_end}) before it starts ({self.period_start})")
        return self
