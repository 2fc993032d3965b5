"""What a viewer sees of the register, as a dossier: the rows under the labels held now, folded as known on a day.

Rows and dossiers are kept in memory until something is recorded, by the labels they stand under: two viewers of the
same labels see the same, and nobody is given what another label opened. One thing differs between them: a code that
somebody must not have seen before giving his own (``forlik.assess.options.evidence_unseen``).
"""

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from threading import Lock

from django.db import connection

from forlik.assess.options.evidence_unseen import Given, given, unseen
from forlik.desk.access.labels import CONFIDENTIAL, PUBLIC, grade, labels
from forlik.desk.access.log import looked
from forlik.desk.access.opening import ready
from forlik.desk.access.person import Person
from forlik.desk.records.rows import everything, of_file
from forlik.register.dossier import Case, Dossier, dossier, renewed, without
from forlik.register.rows import Clock, Row

RECORDED = frozenset({"record", "grade"})
"""Verbs after which the facets that they name are read again; after any other that moves rows, all are."""
MOVES_NO_ROW = frozenset(
    {
        "read", "who looked", "enrol", "leave", "found", "guard", "unguard", "let in", "let out", "appoint", "dismiss",
        "offer", "read members", "at the machine",
        "decline offer", "take over", "break the glass", "heed", "attach", "detach", "export", "export person", "hold",
        "lift", "make user", "reset user", "set password", "set factor", "remove factor", "renew codes", "prove again",
        "sign in", "sign out", "sign-in failed", "lock out", "publish", "make calendar", "revoke calendar",
        "read calendar", "tell of", "make token", "revoke token", "read by token",
    }
)  # fmt: skip
"""Verbs that change who sees, and nothing of what there is to see: that is asked anew for every answer."""
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
        unseen: Ids of codes that the viewer does not see before giving his own: the dossier is without them.
    """

    person: Person
    now: datetime
    held: Held
    dossier: Dossier
    places: Mapping[Place, str] = field(repr=False)
    unseen: frozenset[str] = frozenset()

    def case(self, engagement: str) -> Case | None:
        """The file of an engagement; nothing when there is none that may be seen."""
        return self.dossier.case(engagement)

    def latest(self, record: str) -> Mapping[tuple[str, str], Row]:
        """Facet and label → the row of a record that counts, for whoever changes it."""
        rows = self.dossier.facets.get(record, {})
        return {(row.facet, row.label): row for row in rows.values()}

    def revisions(self, file: str, records: Collection[str]) -> list[Row]:
        """Every revision of what belongs to a file that could be known by the day, also of what was withdrawn.

        Args:
            file: Id of the file.
            records: Ids of records that belong to it and stand in another file or in none.
        """
        end = datetime.combine(self.dossier.day, time.max, UTC)
        rows = of_file(self.held, file, records)
        return [row for row in rows if row.known_at <= end and row.record not in self.unseen]

    def showing(self, records: Iterable[str]) -> None:
        """Log that the sealed facets of these records were shown: one row an answer."""
        looked(self.person.id, self._sealed(records), self.now)

    def facets(self, records: Iterable[str]) -> set[str]:
        """Ids of the facets above public of some records, as far as they are seen."""
        found = (row for record in set(records) for row in self.dossier.facets.get(record, {}).values())
        return {self.places[row.record, row.facet, row.label] for row in found if row.label != PUBLIC}

    def _sealed(self, records: Iterable[str]) -> Iterable[str]:
        asked = set(records)
        # What was withdrawn as a mistake stands in no dossier, and may be shown in a history all the same.
        gone = {one for one in asked if one not in self.dossier}
        for place, facet in self.places.items() if gone else ():
            if place[0] in gone and grade(place[2]) >= CONFIDENTIAL:
                yield facet
        for record in asked:
            for row in self.dossier.facets.get(record, {}).values():
                if grade(row.label) >= CONFIDENTIAL:
                    yield self.places[row.record, row.facet, row.label]


@dataclass
class _Kept:
    """The rows under some labels by their records, the ids of their facets, the codes, and who does not see which."""

    rows: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    places: dict[Place, str] = field(default_factory=dict)
    codes: dict[str, Given] = field(default_factory=dict)
    unseen: dict[str, frozenset[str]] = field(default_factory=dict)

    def hidden(self, person: str) -> frozenset[str]:
        """The codes that a person does not see yet."""
        if person not in self.unseen:
            self.unseen[person] = unseen(self.codes, person)
        return self.unseen[person]


class _Memory:
    """Rows by labels, and dossiers by labels, day and clock, as of one row of the log."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._at = ("", 0)
        self._rows: OrderedDict[Held, _Kept] = OrderedDict()
        self._dossiers: OrderedDict[tuple[Held, date, Clock], Dossier] = OrderedDict()
        self._blind: OrderedDict[tuple[Held, date, Clock, Held], tuple[Dossier, Dossier]] = OrderedDict()

    def get(self, held: Held, day: date, clock: Clock, person: str) -> tuple[Dossier, Mapping[Place, str], Held]:
        """The dossier of some labels on a day without the codes that a person does not see yet, and which these are."""
        with self._lock:
            self._catch_up()
            kept = self._rows.get(held)
            if kept is None:
                kept = self._rows[held] = _Kept()
                _add(kept, everything(held))
            made = self._dossiers.get((held, day, clock))
            if made is None:
                made = dossier((row for rows in kept.rows.values() for row in rows), day, clock)
                self._dossiers[held, day, clock] = made
            self._rows.move_to_end(held)
            self._dossiers.move_to_end((held, day, clock))
            while len(self._rows) > KEPT:
                self._rows.popitem(last=False)
            while len(self._dossiers) > KEPT:
                self._dossiers.popitem(last=False)
            hidden = kept.hidden(person)
            return self._without(made, (held, day, clock, hidden)), kept.places, hidden

    def _without(self, whole: Dossier, key: tuple[Held, date, Clock, Held]) -> Dossier:
        """A dossier without what is hidden, as it was made of the same dossier before."""
        if not key[-1]:
            return whole
        of, made = self._blind.get(key, (None, whole))
        if of is not whole:
            made = without(whole, key[-1])
            self._blind[key] = whole, made
        self._blind.move_to_end(key)
        while len(self._blind) > KEPT:
            self._blind.popitem(last=False)
        return made

    def _catch_up(self) -> None:
        """Take in what was recorded since; forget everything where more than that was done."""
        name, before = self._at
        where, now = str(connection.settings_dict["NAME"]), _newest()
        # The whole log is never read: what a new memory has not read, it has nothing of.
        verbs, facets = _since(before) if name == where and now > before else (frozenset(), frozenset())
        if name != where or now < before or not verbs <= RECORDED:
            self._rows.clear()
            self._dossiers.clear()
            self._blind.clear()
        elif facets:
            self._take_in(sorted(facets))
        # Last: where the database failed in between, it is asked again.
        self._at = where, now

    def _take_in(self, facets: Sequence[str]) -> None:
        """Read again the records that have one of these facets."""
        for held, kept in list(self._rows.items()):
            changed = _add(kept, everything(held, facets))
            for (labels_held, day, clock), made in list(self._dossiers.items()):
                if labels_held == held:
                    self._dossiers[held, day, clock] = renewed(made, changed, clock)


def _add(kept: _Kept, pairs: Iterable[tuple[str, Row]]) -> Mapping[str, Sequence[Row]]:
    """Put all rows of some records in the place of those that were kept; gives them by record."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for facet, row in pairs:
        rows[row.record].append(row)
        kept.places[row.record, row.facet, row.label] = facet
    changed = {record: tuple(ones) for record, ones in rows.items()}
    kept.rows.update(changed)
    _add_codes(kept, changed)
    return changed


def _add_codes(kept: _Kept, changed: Mapping[str, Sequence[Row]]) -> None:
    """Take in which of some records are codes."""
    for record, some in changed.items():
        code = given(some)
        if code != kept.codes.pop(record, None):
            kept.unseen.clear()
        if code is not None:
            kept.codes[record] = code


MEMORY = _Memory()


def view(person: Person, now: datetime, *, day: date, clock: Clock = "known", within: Held | None = None) -> Viewed:
    """What a person may see now, as known on a day.

    Args:
        person: Who asks, in this session.
        now: When: secrecy is judged now.
        day: The day as known on which it stands.
        clock: ``known`` or ``held``.
        within: The labels that can be seen at most by the way that is asked; all that are held, where none are named.
    """
    ready()
    held = labels(person, now) if within is None else labels(person, now) & within
    found, places, hidden = MEMORY.get(held, day, clock, person.id)
    return Viewed(person, now, held, found, places, hidden)


def _since(seq: int) -> tuple[frozenset[str], frozenset[str]]:
    """Of the rows of the log after one: the verbs that matter, and the facets they name."""
    marks = ", ".join(["%s"] * len(MOVES_NO_ROW))
    moved = f"SELECT verb, facets FROM access_log WHERE seq > %s AND verb NOT IN ({marks})"  # noqa: S608 - marks only
    with connection.cursor() as cursor:
        cursor.execute(moved, [seq, *MOVES_NO_ROW])
        rows = cursor.fetchall()
    return frozenset(verb for verb, _ in rows), frozenset(one for _, some in rows for one in some.split())


def _newest() -> int:
    """Number of the last row of the log."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(seq) FROM access_log")
        return int(cursor.fetchone()[0] or 0)
