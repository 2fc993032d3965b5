"""Likeness of an agreement to a case: points for what they have in common, each with its reason; nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from forlik.comparables.described import SIDES, YEARS, Agreement, Described, band
from forlik.comparables.weighing import Weight, weights

Verdict = Literal["alike", "partly", "differs", "unknown"]
STARTS = {"sides": SIDES, "years": YEARS}


@dataclass(frozen=True, slots=True)
class Reason:
    """One attribute of the comparison.

    Args:
        attribute: Which.
        verdict: Whether they are alike in it; ``unknown`` where the table does not say it of the agreement.
        case: What the case has, as words.
        theirs: What the agreement has, as words.
        earned: Points earned.
        points: Points that could be.
    """

    attribute: str
    verdict: Verdict
    case: tuple[str, ...]
    theirs: tuple[str, ...]
    earned: Fraction
    points: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike an agreement is.

    Args:
        agreement: The agreement.
        reasons: One a known attribute of the case.
    """

    agreement: Agreement
    reasons: tuple[Reason, ...]

    @property
    def earned(self) -> Fraction:
        """Points earned."""
        return sum((one.earned for one in self.reasons), Fraction(0))

    @property
    def points(self) -> int:
        """Points that this case could earn: of what is not known of the case nothing is counted."""
        return sum(one.points for one in self.reasons)


def likeness(case: Described, agreement: Agreement) -> Likeness:
    """Compare an agreement with a case, in everything that is known of the case.

    What is not known of the agreement earns nothing: an agreement of which little is known never looks near.
    """
    found = (_reason(case, agreement.about, one) for one in weights().values())
    return Likeness(agreement, tuple(one for one in found if one))


def nearest(
    case: Described, agreements: Iterable[Agreement], number: int, *, near: date | None = None
) -> list[Likeness]:
    """The nearest agreements, the most alike first.

    Args:
        case: The case.
        agreements: The table, in any order.
        number: How many.
        near: Among equals, those signed nearer to this day come first.
    """
    compared = (likeness(case, one) for one in agreements)
    return sorted(compared, key=lambda one: (-one.earned, _apart(one.agreement, near), one.agreement.id))[:number]


def _apart(one: Agreement, near: date | None) -> int:
    return abs((one.signed_on - near).days) if near else 0


def _reason(case: Described, theirs: Described, weight: Weight) -> Reason | None:
    mine, other = _words(case, weight), _words(theirs, weight)
    if not mine:
        return None
    if getattr(theirs, weight.attribute) is None:
        return Reason(weight.attribute, "unknown", mine, (), Fraction(0), weight.points)
    common = set(mine) & set(other)
    whole = set(mine) if weight.how == "held" else set(mine) | set(other)
    earned = Fraction(len(common), len(whole)) * weight.points
    verdict: Verdict = "differs" if not common else "alike" if common == whole else "partly"
    return Reason(weight.attribute, verdict, mine, other, earned, weight.points)


def _words(one: Described, weight: Weight) -> tuple[str, ...]:
    """What is known of an attribute, as words; none where nothing is known."""
    value = getattr(one, weight.attribute)
    if value is None:
        return ()
    if weight.how == "band":
        return (str(band(value, STARTS[weight.attribute])),)
    return tuple(sorted(value)) if weight.how in ("shared", "held") else (value,)
