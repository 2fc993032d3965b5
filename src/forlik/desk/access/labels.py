"""The policy: which labels a person holds at an instant. To read is to hold the label; there is no other way."""

from datetime import datetime

from forlik.desk.access.person import Person

PUBLIC = "0"
STAFF = "1"
CONFIDENTIAL = 2
STRICT = 3
PASSKEY = "passkey"


def labels(person: Person, now: datetime) -> frozenset[str]:
    """The labels a person holds now: everybody the public one, staff their own, members those of their compartments.

    Args:
        person: Who asks, in this session.
        now: The instant; a membership or an opened glass holds from its beginning up to its end, which is outside it.

    Returns:
        ``0``, ``1``, ``2:<compartment>`` and ``3:<compartment>``, as far as they are held.
    """
    if not person.active or not person.staff or person.strength == "none":
        return frozenset({PUBLIC})
    held = {PUBLIC, STAFF}
    if person.strength == PASSKEY:
        for one in person.memberships:
            if one.since <= now and (one.until is None or now < one.until):
                held.add(f"{CONFIDENTIAL}:{one.compartment}")
                if one.clearance == STRICT:
                    held.add(f"{STRICT}:{one.compartment}")
        held.update(one.label for one in person.glasses if one.since <= now < one.until)
    return frozenset(held)


def grade(label: str) -> int:
    """How secret a label is, 0 to 3."""
    return int(label[:1])


def above(label: str, other: str) -> bool:
    """Whether a label is of a higher grade, and its holders are not strangers to the other one's compartment."""
    near = grade(other) < CONFIDENTIAL or label[1:] == other[1:]
    return grade(label) > grade(other) and near
