"""The verbs: what a person may do, by the labels held, what the person is to the file, and who else takes part."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from forlik.desk.access.about import About
from forlik.desk.access.labels import PASSKEY, PUBLIC, STAFF, above, labels
from forlik.desk.access.person import Person

Held = frozenset[str]

LEADS = frozenset({"owner", "deputy"})
"""Who answers for a file."""

NAMED = LEADS | {"approver"}
"""Who may be the second of two people."""

OPENED = frozenset({"read", "add"})
"""All that an opened glass is good for: it changes nothing that is there; every other verb counts standing memberships
only."""


def may(person: Person, verb: str, about: About, now: datetime) -> bool:
    """Whether a person may do something now; a verb that is not one of ours may never be done.

    Args:
        person: Who asks, in this session.
        verb: One of ``RULES``.
        about: What it is about, and who else takes part.
        now: The instant.
    """
    rule = RULES.get(verb)
    asking = person if verb in OPENED else replace(person, glasses=())
    return rule is not None and rule(person, about, labels(asking, now))


def _read(_person: Person, about: About, held: Held) -> bool:
    # What has no label is not public: it is not there.
    return bool(about.labels) and about.labels <= held


def _works(person: Person, about: About, held: Held) -> bool:
    return STAFF in held and _read(person, about, held)


def _record(person: Person, about: About, held: Held) -> bool:
    # What is written under label 0 is published at once, so that whoever answers for the file does it.
    return _works(person, about, held) and (PUBLIC not in about.labels or about.relation in LEADS)


def _raise(person: Person, about: About, held: Held) -> bool:
    # Hiding is never refused to one who sees: not to the owner only, and not to two people.
    aimed = _works(person, about, held) and about.target in held
    return aimed and all(above(about.target, one) for one in about.labels)


def _lowers(person: Person, about: About, held: Held) -> bool:
    # Every change by which somebody new sees it: down, or aside. Down to the public leads through a release only.
    aimed = _works(person, about, held) and about.target in held and about.target != PUBLIC
    return aimed and not any(one == about.target or above(about.target, one) for one in about.labels)


def _lower(person: Person, about: About, held: Held) -> bool:
    return _lowers(person, about, held) and about.relation in LEADS


def _second(person: Person, about: About) -> bool:
    return about.relation in NAMED and about.proposer not in {"", person.id}


def _approve_lowering(person: Person, about: About, held: Held) -> bool:
    return _lowers(person, about, held) and _second(person, about)


def _hidden(person: Person, about: About, held: Held) -> bool:
    return _works(person, about, held) and PUBLIC not in about.labels


def _release(person: Person, about: About, held: Held) -> bool:
    return _hidden(person, about, held) and about.relation in LEADS


def _approve_release(person: Person, about: About, held: Held) -> bool:
    return _hidden(person, about, held) and _second(person, about)


def _lead(person: Person, about: About, held: Held) -> bool:
    return _works(person, about, held) and about.relation in LEADS


def _take_over(person: Person, about: About, held: Held) -> bool:
    offered = about.subject == person.id and about.proposer not in {"", person.id}
    return _works(person, about, held) and offered


def _strong(person: Person, _about: About, held: Held) -> bool:
    return STAFF in held and person.strength == PASSKEY


def _break(person: Person, about: About, held: Held) -> bool:
    # Whoever is strong holds 0 and 1, so that only a sealed label can be missing.
    return _strong(person, about, held) and about.target not in held | {""}


def _owns(person: Person, about: About, held: Held) -> bool:
    return _works(person, about, held) and about.relation == "owner"


def _names(person: Person, about: About, held: Held) -> bool:
    return _strong(person, about, held) and person.protection and about.cause


def _export_person(person: Person, about: About, held: Held) -> bool:
    return _works(person, about, held) and person.protection


def _hold(person: Person, about: About, held: Held) -> bool:
    return _strong(person, about, held) and person.protection


def _erase(person: Person, about: About, held: Held) -> bool:
    return _hold(person, about, held) and not about.held


def _manage(person: Person, about: About, held: Held) -> bool:
    # A guardian lets others in, never himself: what he may see is somebody else's decision.
    other = about.subject not in {"", person.id}
    return _strong(person, about, held) and about.compartment in person.guards and other


RULES: dict[str, Callable[[Person, About, Held], bool]] = {
    "read": _read,
    "add": _record,
    "record": _record,
    "raise": _raise,
    "lower": _lower,
    "approve lowering": _approve_lowering,
    "release": _release,
    "approve release": _approve_release,
    "transition": _lead,
    "hand over": _lead,
    "take over": _take_over,
    "appoint": _owns,
    "break the glass": _break,
    "who looked": _owns,
    "who looked by name": _names,
    "export": _works,
    "export person": _export_person,
    "hold": _hold,
    "erase": _erase,
    "found": _strong,
    "manage": _manage,
}
"""Verb → its rule. Labels of the whole file stand in ``about`` for transition, hand over, take over and appoint."""
