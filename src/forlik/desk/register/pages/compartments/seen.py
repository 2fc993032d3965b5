"""What the page shows of each compartment, and what was done to it at the machine."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _t

from forlik.desk.access.at_machine import Done, done_at_machine
from forlik.desk.access.people import colleagues, named
from forlik.desk.access.person import Person
from forlik.desk.access.rooms import Room
from forlik.desk.register.frame import GRADES


def seen(room: Room, own: str, given: dict[str, str]) -> dict[str, Any]:
    """One compartment, as its template needs it.

    Args:
        room: The compartment, as far as it is known to whoever asks.
        own: Id of whoever asks: nobody decides what he may see himself.
        given: What was written into the form.
    """
    guardians = {id_ for id_, _name in room.guardians}
    others = [(id_, name) for id_, name in colleagues() if id_ != own] if room.guards else []
    return {
        "id": room.id,
        "name": room.name,
        "own": GRADES[str(room.clearance)] if room.clearance else "",
        "until": last_day(room.until),
        "guards": room.guards,
        "members": [
            {
                "id": one.person,
                "name": one.name,
                "grade": GRADES[str(one.clearance)],
                "until": last_day(one.until),
                "closed": one.person in room.closed,
                "self": one.person == own,
            }
            for one in room.members
        ],
        "guardians": [
            {"id": id_, "name": name, "closed": id_ in room.closed, "self": id_ == own} for id_, name in room.guardians
        ],
        "others": others,
        "next": [(id_, name) for id_, name in others if id_ not in guardians],
        "doing": given.get("do", "") if given.get("room") == room.id else "",
    }


def notices(found: list[Room], person: Person, now: datetime) -> list[dict[str, Any]]:
    """What was lately done at the machine to the compartments that a person guards, in the reader's language."""
    done = done_at_machine(person, now)
    names = named({each for one in done for each in (one.person, one.guardian)})
    called = {one.id: one.name for one in found}
    return [
        {"said": said, "room": called[one.compartment], "at": one.at}
        for one, said in _said(done, names, person.id)
        if one.compartment in called
    ]


def _said(done: list[Done], names: dict[str, str], own: str) -> Iterator[tuple[Done, str]]:
    for one in done:
        who = names.get(one.person, "–")
        if one.guardian == own:
            yield one, _in_ones_own_name(one.verb).format(who=who)
        else:
            yield one, _in_anothers_name(one.verb).format(who=who, guardian=names.get(one.guardian, "–"))


def _in_ones_own_name(verb: str) -> str:
    said: dict[str, str] = {
        "let in": _t("{who} was let in, in your name."),
        "let out": _t("The membership of {who} was ended, in your name."),
        "guard": _t("{who} was made a guardian, in your name."),
        "unguard": _t("{who} ceased to be a guardian, in your name."),
    }
    return said[verb]


def _in_anothers_name(verb: str) -> str:
    said: dict[str, str] = {
        "let in": _t("{who} was let in, in the name of {guardian}."),
        "let out": _t("The membership of {who} was ended, in the name of {guardian}."),
        "guard": _t("{who} was made a guardian, in the name of {guardian}."),
        "unguard": _t("{who} ceased to be a guardian, in the name of {guardian}."),
    }
    return said[verb]


def last_day(until: datetime | None) -> date | None:
    """The last day on which something holds; none where no end is set."""
    return (until - timedelta(microseconds=1)).date() if until else None
