"""What is handed to the door of the register, and what comes back, as plain frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from forlik.core.errors import ForlikError, NoData
from forlik.register.grounds import Grounds
from forlik.register.rows import Row

__all__ = ["ABSENT", "Change", "EditConflict", "Grounds", "Which", "Written", "absent"]

ABSENT = "there is no such record"


@dataclass(frozen=True, slots=True)
class Which:
    """Names one facet: nobody who cannot see it can name it, for its label is part of its name.

    Args:
        record: Id of the record.
        facet: ``open``, ``staff`` or ``secret``.
        label: Its label now.
    """

    record: str
    facet: str
    label: str


@dataclass(frozen=True, slots=True)
class Change:
    """One revision of one facet, as somebody wants it recorded.

    Args:
        record: Id of the record; a new random one for a new record.
        concept: Name of its concept.
        facet: ``open``, ``staff`` or ``secret``.
        label: The facet's label; of a new facet, the label it shall have.
        body: The facet's fields, all of them, as JSON has them.
        expected: Number of the revision that the author had before him; 0 for a facet that is new.
        known_at: When it could be known; none says now. A corrected typing error is known as early as what it corrects.
        file: Of a new record, the record whose owner answers for it; empty where it answers for itself.
        grounds: Of a new facet above public, why it is.
        package: Whether it records an archive package, which was made here or came with the file: no form records one.
        decision: Whether it records a decision on an option, of which gate and screen were asked: no form records one.
        carried: Whether it comes in by a file, from another register or from this one.
        personal: Fields about a natural person → id of the person; sealed with that person's own key.
    """

    record: str
    concept: str
    facet: str
    label: str
    body: Mapping[str, Any] = field(hash=False)
    expected: int = 0
    known_at: datetime | None = None
    file: str = ""
    grounds: Grounds | None = None
    package: bool = False
    decision: bool = False
    carried: bool = False
    personal: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Written:
    """What was recorded.

    Args:
        facet: Id of the facet, as the log has it.
        n: Number of the revision.
        recorded_at: When.
    """

    facet: str
    n: int
    recorded_at: datetime


class EditConflict(ForlikError):  # noqa: N818 - named for what the user sees
    """Somebody else recorded in the meantime; nothing is lost, and both versions are at hand.

    Args:
        mine: What was to be recorded.
        theirs: What was recorded instead; none when it cannot be shown.
    """

    def __init__(self, mine: Any, theirs: Row | None) -> None:
        super().__init__(
            "somebody else has changed this in the meantime",
            remedy="look at both versions, and record what shall stand",
        )
        self.mine = mine
        self.theirs = theirs


def absent() -> NoData:
    """The one answer for what is not there and for what may not be seen."""
    return NoData(ABSENT)
