"""What an expectation can be held against: a measure and a bound, and the day on which it is seen."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from forlik.register.vocabulary import word_of

Percent = Annotated[int, Field(ge=0, le=100)]


class Expected(BaseModel):
    """When an expectation is seen to have come true or not. Without a measure a person judges.

    Args:
        resolves_on: The day from which it can be said.
        base_rate: How often such a thing happens anyway, in percent, as it was thought when the expectation was made.
        measure: The measure that tells; its place is the place of the expectation.
        period: The year or month of the figure.
        relation: Whether the figure must be at least, or at most, the bound.
        threshold: The bound.
        unit: The unit of the bound, as the measure has it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    resolves_on: date | None = None
    base_rate: Percent | None = None
    measure: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=100)] | None = None
    period: Annotated[str, Field(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2]))?$")] | None = None
    relation: Annotated[str, word_of("relations")] | None = None
    threshold: Annotated[Decimal, Field(allow_inf_nan=False, max_digits=20, decimal_places=6)] | None = None
    unit: Annotated[str, Field(max_length=60)] = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        said = [self.period, self.relation, self.threshold]
        if self.measure is not None and any(one is None for one in said):
            raise ValueError("a measure tells with a period, a relation and a bound: say all three")
        if self.measure is None and any(one is not None for one in said):
            raise ValueError("a bound belongs to a measure: name it, or leave it to a person")
        return self
