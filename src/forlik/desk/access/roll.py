"""The roll: who is here and who is let in where, held against the log: nobody lets himself in at the database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from forlik.desk.access.chain import Entry, Fault
from forlik.desk.access.instants import written
from forlik.desk.access.log import digest_of
from forlik.desk.access.models import Glass, Guard, Membership, Person

UNKNOWN = "the log knows nothing of it, or it was changed since"


def enrolled(*, staff: bool, protection: bool) -> str:
    """What the log holds of a person who was entered."""
    return digest_of("enrol", str(staff), str(protection))


def let_in_as(clearance: int, until: str) -> str:
    """What the log holds of a membership; ``until`` as stored, empty when no end is set."""
    return digest_of("clearance", str(clearance), until)


@dataclass(slots=True)
class Stay:
    """One stay in a compartment, as the log tells it: its beginning, what it holds of it, and when it was ended."""

    since: str
    digest: str
    ended: str = ""


@dataclass(slots=True)
class Roll:
    """What the log says of everybody."""

    persons: dict[str, tuple[str, bool]] = field(default_factory=dict)
    guards: set[tuple[str, str]] = field(default_factory=set)
    glasses: set[tuple[str, str, str]] = field(default_factory=set)
    stays: dict[tuple[str, str], list[Stay]] = field(default_factory=lambda: defaultdict(list))

    def hear(self, row: Entry) -> None:
        """Take in one row of the log."""
        first, _, second = row.facets.partition(" ")
        match row.verb:
            case "enrol":
                self.persons[first] = (row.digest, True)
            case "leave" if first in self.persons:
                self.persons[first] = (self.persons[first][0], False)
            case "found":
                self.guards.add((first, row.who))
            case "guard":
                self.guards.add((first, second))
            case "unguard":
                self.guards.discard((first, second))
            case "break the glass":
                self.glasses.add((first, row.who, row.at))
            case "let in" | "let out":
                self._change(self.stays[first, second], row)
            case _:
                pass

    @staticmethod
    def _change(stays: list[Stay], row: Entry) -> None:
        if stays and not stays[-1].ended:
            stays[-1].ended = row.at
        if row.verb == "let in":
            stays.append(Stay(row.at, row.digest))


def roll_faults(entries: Iterable[Entry]) -> Iterator[Fault]:
    """Persons, guardians, memberships and opened glasses that are not as the log says."""
    said = Roll()
    for row in entries:
        said.hear(row)
    for one in Person.objects.all():
        if said.persons.get(one.pk) != (enrolled(staff=one.staff, protection=one.protection), one.active):
            yield Fault(f"person {one.pk}", UNKNOWN)
    for one in Guard.objects.all():
        if (one.compartment_id, one.person_id) not in said.guards:
            yield Fault(f"guardian {one.person_id}", UNKNOWN)
    for one in Glass.objects.all():
        if (one.label, one.person_id, written(one.since)) not in said.glasses:
            yield Fault(f"glass {one.pk}", UNKNOWN)
    for one in Membership.objects.all():
        if not any(_is(one, stay) for stay in said.stays[one.compartment_id, one.person_id]):
            yield Fault(f"membership of {one.person_id}", UNKNOWN)


def _is(one: Membership, stay: Stay) -> bool:
    """Whether a membership is a stay: begun then, and over when it was said, or when it was ended before that."""
    since, until = written(one.since), written(one.until) if one.until else ""
    as_said = stay.digest == let_in_as(one.clearance, until)
    over = not stay.ended or "" < until <= stay.ended
    return since == stay.since and over and (as_said or ("" < until == stay.ended))
