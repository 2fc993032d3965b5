"""What a viewer sees of the register, as a dossier: the rows under the labels held now, folded as known on a day.

Rows and dossiers are kept in memory until something is recorded, by the labels they stand under: two viewers of the
same labels see the same, and nobody is given what another label opened.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock

from django.db import connection

from forlik.desk.access.labels import CONFIDENTIAL, grade, labels
from forlik.desk.access.log import looked
from forlik.desk.access.opening import ready
from forlik.desk.access.person import Person
from forlik.desk.records.rows import everything
from forlik.register.dossier import Case, Dossier, dossier
from forlik.register.rows import Clock, Row

KEPT = 8
"""Sets of labels whose rows are kept, and dossiers of each; those unused for longest go first."""
Held = frozenset[str]
Place = tuple[str, str, str]
"""Record, facet and label."""


@dataclass(frozen=True)
class Viewed:
    """One viewer's part of the register, for one answer.

    Args:
        person: Who asks.
        now: When.
        held: The labels held now.
        dossier: The records, as known on the day asked for.
        places: Record, facet and label → id of the facet.
    """

    person: Person
    now: datetime
    held: Held
    dossier: Dossier
    places: Mapping[Place, str] = field(repr=False)

    def case(self, engagement: str) -> Case | None:
        """The file of an engagement; nothing when there is none that may be seen."""
        return self.dossier.case(engagement)

    def latest(self, record: str) -> Mapping[tuple[str, str], Row]:
        """Facet and label → the row of a record that counts, for whoever changes it."""
        rows = self.dossier.facets.get(record, {})
        return {(row.facet, row.label): row for row in rows.values()}

    def showing(self, records: Iterable[str]) -> None:
        """Log that the sealed facets of these records were shown: one row an answer."""
        looked(self.person.id, self._sealed(records), self.now)

    def _sealed(self, records: Iterable[str]) -> Iterable[str]:
        for record in set(records):
            for row in self.dossier.facets.get(record, {}).values():
                if grade(row.label) >= CONFIDENTIAL:
                    yield self.places[row.record, row.facet, row.label]


class _Memory:
    """Rows by labels, and dossiers by labels, day and clock, as of one state of the register."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state: object = None
        self._rows: OrderedDict[Held, tuple[tuple[Row, ...], Mapping[Place, str]]] = OrderedDict()
        self._dossiers: OrderedDict[tuple[Held, date, Clock], Dossier] = OrderedDict()

    def get(self, held: Held, day: date, clock: Clock) -> tuple[Dossier, Mapping[Place, str]]:
        state = _state()
        with self._lock:
            if state != self._state:
                self._rows.clear()
                self._dossiers.clear()
                self._state = state
            rows, places = self._kept(held)
            made = self._dossiers.get((held, day, clock))
            if made is None:
                made = dossier(rows, day, clock)
                self._dossiers[held, day, clock] = made
            self._dossiers.move_to_end((held, day, clock))
            while len(self._dossiers) > KEPT:
                self._dossiers.popitem(last=False)
            return made, places

    def _kept(self, held: Held) -> tuple[tuple[Row, ...], Mapping[Place, str]]:
        found = self._rows.get(held)
        if found is None:
            pairs = everything(held)
            places = {(row.record, row.facet, row.label): facet for facet, row in pairs}
            found = self._rows[held] = tuple(row for _, row in pairs), places
        self._rows.move_to_end(held)
        while len(self._rows) > KEPT:
            self._rows.popitem(last=False)
        return found


MEMORY = _Memory()


def view(person: Person, now: datetime, *, day: date, clock: Clock = "known") -> Viewed:
    """What a person may see now, as known on a day.

    Args:
        person: Who asks, in this session.
        now: When: secrecy is judged now.
        day: The day as known on which it stands.
        clock: ``known`` or ``held``.
    """
    ready()
    held = labels(person, now)
    found, places = MEMORY.get(held, day, clock)
    return Viewed(person, now, held, found, places)


def _state() -> object:
    """What changes whenever anything but a look was logged, and whenever another database is opened."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, hash FROM access_log WHERE verb <> 'read' ORDER BY seq DESC LIMIT 1")
        return connection.settings_dict["NAME"], cursor.fetchone()
