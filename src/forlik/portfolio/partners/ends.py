"""The two ends of flows: who gives and who gets, as the standard says where a transaction does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forlik.places.folding import fold
from forlik.portfolio.cube.kinds import kinds
from forlik.portfolio.partners.identifier import key

GIVER, GETTER = "provider", "receiver"
OUT, IN = "out", "in"


@dataclass(frozen=True, slots=True)
class Reporter:
    """An organisation that reports.

    Args:
        key: By what it is told.
        names: Its own names, folded.
    """

    key: str
    names: frozenset[str]


def direction_of(flow: str) -> str:
    """Whether a kind of flow is told by whoever gives, by whoever gets, or by neither in particular."""
    return next(row["direction"] for row in kinds() if row["flow"] == flow)


def ends_of(row: Mapping[str, Any], direction: str, reporters: Mapping[str, Reporter]) -> tuple[str, str]:
    """The keys of who gives and who gets.

    A transaction that goes out and names no provider is the reporting organisation's, and so is one that comes in and
    names no receiver: the standard says so (its schema, ``provider-org`` and ``receiver-org``). The same where that end
    has no reference and the reporting organisation's own name.

    Args:
        row: With ``provider_org_ref``, ``provider_org_name``, ``receiver_org_ref``, ``receiver_org_name`` and
            ``reporting_org_ref``.
        direction: ``out``, ``in`` or ``neither``.
        reporters: Reference of a reporting organisation → who that is.

    Returns:
        Who gives and who gets; empty where nobody is named.
    """
    own = GIVER if direction == OUT else GETTER if direction == IN else ""
    giver, getter = (_end(row, side, reporters if side == own else {}) for side in (GIVER, GETTER))
    return giver, getter


def _end(row: Mapping[str, Any], side: str, reporters: Mapping[str, Reporter]) -> str:
    ref, name = (row[f"{side}_org_{what}"] or "" for what in ("ref", "name"))
    reporter = reporters.get(row["reporting_org_ref"] or "")
    if reporter and not ref and (not name or fold(name) in reporter.names):
        return reporter.key
    return key(ref, name)
