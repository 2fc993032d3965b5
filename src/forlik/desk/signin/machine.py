"""What the person at the machine does in a guardian's name; the log holds both: whose, and that it was done here."""

from dataclasses import replace
from datetime import datetime

from forlik.core import days
from forlik.desk.access import people, purging, rooms
from forlik.desk.access.at_machine import AT_MACHINE as HERE
from forlik.desk.access.log import writing
from forlik.desk.access.opening import ready
from forlik.desk.access.person import Person
from forlik.desk.records import personal
from forlik.desk.signin import tokens, told


def found_compartment(name: str, guardian: str) -> str:
    """Found a compartment.

    Args:
        name: Its name.
        guardian: Id of the person who will guard it.

    Returns:
        Its id.

    Raises:
        NotPermitted: The guardian is not staff.
        UsageError: It is no name, or another compartment bears it.
    """
    with writing():
        told.note(HERE, "", about=(guardian,))
        return people.found_compartment(name, _named(guardian), days.now())


def let_in(member: str, compartment: str, clearance: int, guardian: str, until: datetime | None) -> None:
    """Let a person into a compartment.

    Args:
        member: Id of the person.
        compartment: Id of the compartment.
        clearance: 2 or 3.
        guardian: Id of a guardian of it, who is another person.
        until: The first instant at which it holds no more; none when no end is set.

    Raises:
        NotPermitted: The guardian is none of this compartment, or the member.
        UsageError: The person does not work here.
    """
    with writing():
        told.note(HERE, "", about=(guardian, member, compartment))
        people.let_in(member, compartment, clearance, _named(guardian), days.now(), until=until)


def let_out(member: str, compartment: str, guardian: str) -> None:
    """End a person's membership.

    Raises:
        NotPermitted: The guardian is none of this compartment, or the member.
    """
    with writing():
        told.note(HERE, "", about=(guardian, member, compartment))
        people.let_out(member, compartment, _named(guardian), days.now())


def make_guardian(new: str, compartment: str, guardian: str, instead_of: str) -> None:
    """Let a person guard a compartment too, or instead of one of its guardians.

    Where no guardian works here any more, it is done in the name of one who has left: else nobody could ever be let
    in or out again.

    Args:
        new: Id of the person.
        compartment: Id of the compartment.
        guardian: Id of a guardian of it, who is another person.
        instead_of: Id of the guardian who guards it no more; empty where all go on.

    Raises:
        NotPermitted: The guardian is none of this compartment, or the new one.
        UsageError: The person does not work here, or nobody is replaced by it.
    """
    with writing():
        told.note(HERE, "", about=(guardian, new, compartment))
        by = _named(guardian)
        if compartment in by.guards and rooms.left_alone(compartment):
            by = replace(by, active=True, staff=True)
        people.make_guardian(new, compartment, by, days.now(), instead_of=instead_of)


def known_rooms(person: str) -> list[rooms.Room]:
    """The compartments that a person is in or guards, with the members of the latter.

    Raises:
        NotPermitted: The person is not staff.
    """
    ready()
    with writing():
        told.note(HERE, "", about=(person,))
        return rooms.rooms(_named(person), days.now())


def known_tokens(person: str = "") -> list[tokens.Kept]:
    """All that is known of the tokens of a person, or of everybody where none is named; the look is logged.

    Args:
        person: Id of the person.
    """
    ready()
    with writing():
        told.note(HERE, "", about=(person,) if person else ())
        return tokens.tokens_of(person, days.now()) if person else tokens.every_token(days.now())


def end_token(id_: str) -> str:
    """End anybody's token.

    Args:
        id_: Id of the token.

    Returns:
        Id of its person.

    Raises:
        NoData: There is no such token.
    """
    with writing():
        person = tokens.end_token(id_, days.now())
        told.note(HERE, "", about=(person,))
    return person


def meant(text: str, guardian: str) -> str:
    """The id of the compartment that a guardian means by id or name; the text itself, where he guards none such."""
    ready()
    guards = sorted(_named(guardian).guards)
    return next((one for one in guards if one != text and people.same_name(people.compartment_name(one), text)), text)


def left_alone(person: str) -> list[str]:
    """The compartments that a person guards, and nobody who works here."""
    ready()
    return [one for one in sorted(_named(person).guards) if rooms.left_alone(one)]


def erase_due(officer: str) -> list[str]:
    """Carry out what is due for erasure, in the name of whoever holds the role of data protection.

    Args:
        officer: Id of the person who holds it.

    Returns:
        The names of the keys that were destroyed.

    Raises:
        NotPermitted: The person does not hold the role.
    """
    with writing():
        told.note(HERE, "", about=(officer,))
        gone = personal.erase_due(_named(officer), days.now())
    purging.purge()
    return gone


def _named(guardian: str) -> Person:
    """A guardian as if signed in with a passkey: whoever reads the key file needs none."""
    return people.person(guardian, "passkey")
