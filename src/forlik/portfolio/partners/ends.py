"""The two ends of flows: who gives and who gets, as the standard says where a transaction does not; and own spending.

One rule for every page. What an organisation has at both ends is its *own spending*: it gives that to nobody and gets
it from nobody, so it is in no sum of what is given or received and in no tie. Where money of a country is told by its
ends, it is in both, for it is money that is spent there; the page says so, with how much of it there is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forlik.portfolio.cube.kinds import kinds
from forlik.portfolio.partners.identifier import folded, key

GIVER, GETTER = "provider", "receiver"
OUT, IN = "out", "in"
GIVEN, RECEIVED = "given", "received"
SIDES = (GIVEN, RECEIVED)
"""At which end of a flow somebody stands."""
WITHOUT, WITH, ONLY = "without", "with", "only"
OWN = (WITHOUT, WITH, ONLY)
"""Whether own spending is left out of a sum, is in it, or is all of it."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """An organisation that reports.

    Args:
        key: By what it is told.
        names: Its own names, folded.
        name: What it calls itself most often; empty where it does not.
    """

    key: str
    names: frozenset[str]
    name: str = ""


def reporter(ref: str, names: Mapping[str, int]) -> Reporter:
    """An organisation that reports.

    Args:
        ref: The reference under which it does.
        names: What it calls itself → how often; of equals the first in the alphabet.
    """
    called = min(names.items(), key=lambda one: (-one[1], one[0]), default=("", 0))[0]
    return Reporter(key(ref, called), frozenset(map(folded, names)) - {""}, called)


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
    if reporter and not ref and (not name or folded(name) in reporter.names):
        return reporter.key
    return key(ref, name)


def is_own(giver: str, getter: str) -> bool:
    """Whether money is somebody's own spending: one organisation at both ends, and not nobody.

    Args:
        giver: Key of who gives; empty where nobody is named.
        getter: Key of who gets.
    """
    return bool(giver) and giver == getter


def stands_at(ref: str, side: str, giver: str, getter: str, own: str = WITHOUT) -> bool:
    """Whether somebody stands at one end of a flow, by the rule of the sums of what is given and received.

    Args:
        ref: Its key; empty for nobody named.
        side: One of ``SIDES``.
        giver: Key of who gives; empty where nobody is named.
        getter: Key of who gets.
        own: One of ``OWN``.
    """
    if is_own(giver, getter):
        return own != WITHOUT and giver == ref
    return own != ONLY and ref == (giver if side == GIVEN else getter)
