"""Grounds: why a facet is above public."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a facet is above public.

    Args:
        reason: In words.
        legal_basis: The paragraph.
        review_on: The day on which the grade is looked at again.
    """

    reason: str
    legal_basis: str
    review_on: date
