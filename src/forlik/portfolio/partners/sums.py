"""Which sum of a partner is meant: at which end, where, when, of which kind of money; and its address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from forlik.core.errors import UsageError
from forlik.portfolio.partners.ends import GIVEN, OWN, SIDES, WITHOUT

NOBODY = "nobody"
"""In an address, in place of a partner: what nobody is named for. No identifier and no name is written so."""
UNDATED = "none"
"""In an address, in place of a year: what has none."""
PAID = "paid"


@dataclass(frozen=True, slots=True)
class SumAsked:
    """Which sum of a partner.

    Args:
        ref: By what the partner is told; empty for what nobody is named for.
        side: At which end it stands: ``given`` or ``received``.
        own: Whether its own spending is left out (``without``), with it (``with``), or all (``only``).
        place: ISO3 of one country; empty for all.
        year: One year; all when nothing.
        undated: Only what has no year.
        other: Who stands at the other end; empty for nobody named, and anybody when nothing.
        flow: Kind of flow.

    Raises:
        UsageError: There is no such side, or no such answer about own spending; or a year and none are asked for.
    """

    ref: str
    side: str = GIVEN
    own: str = WITHOUT
    place: str = ""
    year: int | None = None
    undated: bool = False
    other: str | None = None
    flow: str = PAID

    def __post_init__(self) -> None:
        for value, known in ((self.side, SIDES), (self.own, OWN)):
            if value not in known:
                raise UsageError(f"“{value:.40}” is none of {', '.join(known)}", remedy=f"write {known[0]}")
        if self.undated and self.year is not None:
            raise UsageError("what has no year is of none", remedy="name a year or no year")

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year; nothing for all."""
        return None if self.year is None else (self.year, self.year)

    @property
    def path(self) -> str:
        """The path of its page."""
        return f"/partners/{self.ref or NOBODY}/flows"

    @property
    def fields(self) -> dict[str, str]:
        """The fields of its address; what is usual is left out, but for the side."""
        return {
            "side": self.side,
            **({} if self.own == WITHOUT else {"own": self.own}),
            **({"country": self.place} if self.place else {}),
            **({} if self.year is None and not self.undated else {"year": UNDATED if self.undated else str(self.year)}),
            **({} if self.other is None else {"other": self.other or NOBODY}),
            **({} if self.flow == PAID else {"flow": self.flow}),
        }

    def of(self, ref: str, other: str | None) -> "SumAsked":
        """The same of another partner, or of the same by another of its identifiers."""
        return replace(self, ref=ref, other=other)


def read_sum(ref: str, given: Mapping[str, str], place: str, year: int | None) -> SumAsked:
    """The sum that an address asks for.

    Args:
        ref: The partner, or ``nobody``.
        given: The fields ``side``, ``own``, ``other``, ``flow`` and ``year``, each of which may be missing.
        place: ISO3 of the country; empty for all.
        year: The year that ``year`` means; nothing where it is missing or ``none``.

    Raises:
        UsageError: There is no such side, or no such answer about own spending.
    """
    other = given.get("other")
    return SumAsked(
        ref="" if ref == NOBODY else ref,
        side=given.get("side") or GIVEN,
        own=given.get("own") or WITHOUT,
        place=place,
        year=year,
        undated=given.get("year") == UNDATED,
        other=None if not other else "" if other == NOBODY else other,
        flow=given.get("flow") or PAID,
    )
