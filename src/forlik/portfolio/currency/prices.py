"""In which prices an amount stands: always said, else amounts of different years would pass for a change."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PriceBasis:
    """What prices an amount is in.

    Args:
        name: ``current`` (of the year itself) or ``constant``.
        base: The year whose prices constant ones are; nothing for current ones.
        why: What to mind.
    """

    name: str
    base: int | None
    why: str

    @property
    def text(self) -> str:
        """In words."""
        return f"{self.name} prices" if self.base is None else f"constant prices of {self.base}"


PRICE_BASIS = PriceBasis(
    "current", None, "no deflator is held, so amounts of different years are not made comparable for inflation"
)
"""The basis of every total: constant prices need deflators, and Forlik holds none."""
