"""What runs of our own at a place, as the caller gives it: the register is not seen from here."""

from dataclasses import dataclass

from forlik.core.errors import UsageError
from forlik.portfolio.definitions import PILLARS, pillar_of_register


@dataclass(frozen=True, slots=True)
class Engaged:
    """Engagements of ours that run at a place.

    Args:
        pillars: The pillars that they are in; the register's ``rights`` is ``rights_democracy`` here.
        count: How many run.

    Raises:
        UsageError: There is no such pillar, or the number is below 0, or 0 with pillars.
    """

    pillars: frozenset[str]
    count: int

    def __post_init__(self) -> None:
        mine = frozenset(map(pillar_of_register, self.pillars))
        if strange := mine - set(PILLARS):
            raise UsageError(
                f"there is no pillar “{min(strange)}”", where="engaged", remedy=f"there are {', '.join(PILLARS)}"
            )
        if self.count < 0 or (mine and not self.count):
            raise UsageError(f"{self.count} engagements in {len(mine)} pillars", where="engaged")
        object.__setattr__(self, "pillars", mine)
