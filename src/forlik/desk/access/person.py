"""Who asks, as plain frozen values: what the policy looks at, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Strength = Literal["none", "second factor", "passkey"]
"""How somebody signed in: not at all, with a password and a second factor, or with a passkey."""


@dataclass(frozen=True, slots=True)
class Membership:
    """One person's need to know in one compartment.

    Args:
        compartment: Its id.
        clearance: 2 confidential, or 3 strictly confidential, which covers 2 too.
        since: The first instant it holds.
        until: The first instant it holds no more; none when no end is set.
    """

    compartment: str
    clearance: int
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Glass:
    """One label opened in an emergency, for some hours.

    Args:
        label: The label.
        since: The first instant it is open.
        until: The first instant it is closed again.
    """

    label: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """One person in one session.

    Args:
        id: Random, and the same for ever.
        active: Whether the account is open.
        staff: Whether the person works here.
        strength: How this session was signed in.
        memberships: The compartments, past and coming ones too.
        glasses: What was opened in an emergency, past ones too.
        guards: Compartments whose members this person appoints.
        protection: Whether this person holds the role of data protection.
    """

    id: str
    active: bool = False
    staff: bool = False
    strength: Strength = "none"
    memberships: tuple[Membership, ...] = ()
    glasses: tuple[Glass, ...] = ()
    guards: frozenset[str] = frozenset()
    protection: bool = False


NOBODY = Person("")
"""Whoever has not signed in."""
