"""Dossier: the records that one viewer may see, as known on one day; a Case is its slice for one engagement."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from forlik.core.errors import BadInput
from forlik.register.concept import Concept
from forlik.register.concepts import (
    Act,
    Actor,
    Assessment,
    Commitment,
    Engagement,
    Plan,
    Process,
    Role,
    Text,
)
from forlik.register.day import last_day
from forlik.register.facets import Facet
from forlik.register.index import Index, index, reindexed
from forlik.register.placing import together
from forlik.register.rows import Clock, Row, as_known

Of = TypeVar("Of", bound=Concept)
Value = TypeVar("Value")
NAMED = {facet.word: facet for facet in Facet}
Key = tuple[Facet, str]
"""A facet under a label. The more secret of two versions of a field is the fuller one, and counts."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What was withdrawn as a mistake: it counts nowhere, and is told where something hung on it.

    Args:
        rows: Facet and label → the row that counts.
        by: The row that withdrew it: who, when and why.
    """

    rows: Mapping[Key, Row]
    by: Row


@dataclass(frozen=True)
class Dossier:
    """Records as one viewer sees them on one day. A record is made from its rows when it is asked for.

    Args:
        day: The day.
        facets: Id → facet and label → the row that counts. What was withdrawn as a mistake is not among them.
        recorded: Id → when it was first recorded, of the facets that are seen on any day.
        brought: Ids of what was not made here: of the facets that are seen, a file brought in the first.
        gone: Id → what was withdrawn as a mistake, of the facets that are seen.
    """

    day: date
    facets: Mapping[str, Mapping[Key, Row]]
    recorded: Mapping[str, datetime] = field(default_factory=dict)
    brought: frozenset[str] = frozenset()
    gone: Mapping[str, Gone] = field(default_factory=dict)
    _made: dict[str, Concept] = field(default_factory=dict, repr=False, compare=False)
    _kept: dict[str, "_Kept"] = field(default_factory=dict, repr=False, compare=False)
    _more: "tuple[Dossier, frozenset[str]] | None" = field(default=None, repr=False, compare=False)

    def __contains__(self, record: object) -> bool:
        return record in self.facets

    def __getitem__(self, record: str) -> Concept:
        """A record.

        Raises:
            KeyError: There is none that may be seen.
            BadInput: Its rows say what cannot be.
        """
        if record not in self._made:
            rows = self.facets[record]
            bodies = {key: row.body for key, row in rows.items()}
            self._made[record] = together(self.concept(record), record, bodies)
        return self._made[record]

    def concept(self, record: str) -> str:
        """The name of a record's concept."""
        return next(iter(self.facets[record].values())).concept

    def labels(self, record: str) -> frozenset[str]:
        """The labels of a record's facets that are seen: its marking is the greatest of them.

        Of what was withdrawn as a mistake, too: where it is told, it is no less secret than it was.
        """
        rows = self.gone[record].rows if record in self.gone else self.facets[record]
        return frozenset(row.label for row in rows.values())

    def get(self, kind: type[Of], record: str | None) -> Of | None:
        """A record of a kind, or nothing: for one that is not there and one that may not be seen alike."""
        if record is None or record not in self.facets or self.concept(record) != kind.__name__.lower():
            return None
        return self[record]  # type: ignore[return-value]

    def withdrawn(self, kind: type[Of]) -> tuple[Of, ...]:
        """The records of a kind that were withdrawn as a mistake, in the order of their ids; ``gone`` says by whom.

        What cannot be read of them is left out: it counts for nothing.
        """
        name, found = kind.__name__.lower(), []
        for record in sorted(self.gone):
            bodies = {key: row.body for key, row in self.gone[record].rows.items()}
            if self.gone[record].by.concept == name:
                try:
                    found.append(together(name, record, bodies))
                except BadInput:
                    continue
        return tuple(found)  # type: ignore[arg-type]

    def ids(self, kind: type[Concept]) -> Sequence[str]:
        """The ids of all records of a kind, in their order."""
        return self._index.concept(kind.__name__.lower())

    def every(self, kind: type[Of]) -> tuple[Of, ...]:
        """All records of a kind, in the order of their ids."""
        return tuple(self[record] for record in self.ids(kind))  # type: ignore[misc]

    def near(self, kind: type[Of], records: Iterable[str]) -> tuple[Of, ...]:
        """The records of a kind that name one of these as what they belong to, in the order of their ids."""
        name = kind.__name__.lower()
        found = {one for record in records for one in self._index.naming(record) if self.concept(one) == name}
        return tuple(self[record] for record in sorted(found))  # type: ignore[misc]

    def saying(self, kind: type[Of], *fields: str, engagement: str | None = None) -> tuple[Of, ...]:
        """The records of a kind that say one of some fields, in the order of their ids.

        Args:
            kind: The kind.
            fields: Fields that few records have, of ``LOOKED_FOR``.
            engagement: The engagement in whose file they stand; any when none is named.
        """
        found = {one for field in fields for one in self._index.saying(field, engagement)}
        return tuple(one for one in (self.get(kind, record) for record in sorted(found)) if one)

    def of_actor(self, kind: type[Of], actor: str) -> tuple[Of, ...]:
        """The records of a kind in which an actor has a part, in the order of their ids."""
        name = kind.__name__.lower()
        found = {one for one in self._index.of_actor(actor) if self.concept(one) == name}
        return tuple(self[record] for record in sorted(found))  # type: ignore[misc]

    def ordered(self, acts: Iterable[Act]) -> tuple[Act, ...]:
        """Acts in the order in which they happened, then were recorded."""
        return tuple(sorted(acts, key=self._when))

    def case(self, engagement: str) -> "Case | None":
        """The slice of one engagement; nothing when there is none that may be seen."""
        found = self.get(Engagement, engagement)
        return Case(self, found) if found else None

    @property
    def _index(self) -> Index:
        return self.carried(
            "index",
            lambda one: index(one.facets),
            lambda old, before, one, changed: reindexed(old, before.facets, one.facets, changed),
        )

    def carried(
        self,
        name: str,
        make: "Callable[[Dossier], Value]",
        renew: "Callable[[Value, Dossier, Dossier, frozenset[str]], Value]",
    ) -> Value:
        """What is reckoned from all records: made once, and after a change brought up to date from what it was.

        Args:
            name: What it is.
            make: Makes it of a dossier.
            renew: Makes it of what it was, the dossier it was made of, this dossier, and the records changed since.
        """
        kept = self._kept.get(name)
        if kept is None and self._more is not None:
            whole, gone = self._more
            value = renew(whole.carried(name, make, renew), whole, self, gone)
            kept = self._kept[name] = _Kept(value, self._alone(), frozenset())
        elif kept is None:
            kept = self._kept[name] = _Kept(make(self), self._alone(), frozenset())
        elif kept.since:
            value = renew(kept.value, kept.of, self, kept.since)
            kept = self._kept[name] = _Kept(value, self._alone(), frozenset())
        return kept.value  # type: ignore[no-any-return]

    def _alone(self) -> "Dossier":
        """The same, without what is carried, but its index: what was reckoned holds no older dossiers for ever."""
        alone = Dossier(self.day, self.facets, self.recorded, self.brought, self.gone, _made=self._made)
        found = self._kept.get("index")
        if found and not found.since:
            alone._kept["index"] = _Kept(found.value, alone, frozenset())
        return alone

    def _when(self, act: Act) -> tuple[date, str, str]:
        happened = last_day(act.happened) if act.happened else date.max
        at = self.recorded.get(act.id)
        return happened, at.isoformat() if at else "", act.id


@dataclass(frozen=True, slots=True)
class _Kept:
    """Something reckoned from all records: what it is, the dossier it was made of, and the records changed since."""

    value: Any
    of: Dossier
    since: frozenset[str]


@dataclass(frozen=True)
class Case:
    """Everything in the file of one engagement.

    Args:
        dossier: All that the viewer sees.
        engagement: The engagement.
    """

    dossier: Dossier
    engagement: Engagement

    @property
    def day(self) -> date:
        """The day as known on which everything stands."""
        return self.dossier.day

    @cached_property
    def process(self) -> Process | None:
        """The process that it serves."""
        return self.dossier.get(Process, self.engagement.process)

    @cached_property
    def plan(self) -> Plan | None:
        """The plan that it belongs to."""
        return self.dossier.get(Plan, self.engagement.plan)

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The engagement's id, and those of its process and all of its tracks."""
        ids = [self.engagement.id]
        tracks: tuple[Process, ...] = (self.process,) if self.process else ()
        while tracks := tuple(one for one in tracks if one.id not in ids):
            ids += [one.id for one in tracks]
            tracks = self.dossier.near(Process, [one.id for one in tracks])
        return tuple(ids)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """Acts of the file and of its process, in the order in which they happened."""
        return self.dossier.ordered(self.dossier.near(Act, self.files))

    @cached_property
    def own_acts(self) -> tuple[Act, ...]:
        """Acts of the file itself."""
        return tuple(one for one in self.acts if one.engagement == self.engagement.id)

    @cached_property
    def deciding(self) -> tuple[Act, ...]:
        """Of the acts of the file itself, those that decide a step or may stand provisionally, in the order of ids."""
        return self.dossier.saying(Act, "transition", "provisional_until", engagement=self.engagement.id)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Texts of the file and of its process."""
        return self.dossier.near(Text, self.files)

    @cached_property
    def commitments(self) -> tuple[Commitment, ...]:
        """Promises of the file, of its process, and of their texts."""
        return self.dossier.near(Commitment, [*self.files, *(one.id for one in self.texts)])

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """Roles in the engagement, its process, and their texts and acts."""
        of = [*self.files, *(one.id for one in self.texts), *(one.id for one in self.acts)]
        return self.dossier.near(Role, of)

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Actors with a role in it, and those of its acts and promises."""
        ids = {one.actor for one in self.roles}
        ids |= {actor for act in self.acts for actor in (*act.by, *act.to)}
        ids |= {actor for one in self.commitments for actor in (*one.obligors, *one.beneficiaries)}
        found = (self.dossier.get(Actor, one) for one in sorted(one for one in ids if one))
        return tuple(one for one in found if one)

    @cached_property
    def assessments(self) -> tuple[Assessment, ...]:
        """Judgements in the file, or on anything in it that stand in no file."""
        inside = (self.texts, self.commitments, self.actors, self.roles)
        about = [*self.files, *(one.id for ones in inside for one in ones)]
        own = self.engagement.id
        return tuple(one for one in self.dossier.near(Assessment, about) if one.engagement in (own, None))


def renewed(old: Dossier, changed: Mapping[str, Sequence[Row]], clock: Clock = "known") -> Dossier:
    """The same dossier after some records changed: as ``dossier`` of all rows, without going through them.

    Args:
        old: The dossier before.
        changed: Id → all rows of the record that the viewer may see today; none where nothing is seen any more.
        clock: As for ``dossier``.
    """
    facets, recorded, brought = dict(old.facets), dict(old.recorded), set(old.brought - changed.keys())
    made = {record: one for record, one in old._made.items() if record not in changed}  # noqa: SLF001 - its own kind
    kept = {name: _Kept(one.value, one.of, one.since | changed.keys()) for name, one in old._kept.items()}  # noqa: SLF001 - its own kind
    gone = {record: one for record, one in old.gone.items() if record not in changed}
    for record, rows in changed.items():
        part = dossier(rows, old.day, clock)
        gone.update(part.gone)
        facets.pop(record, None)
        recorded.pop(record, None)
        facets.update(part.facets)
        recorded.update(part.recorded)
        brought |= part.brought
    return Dossier(
        old.day, MappingProxyType(facets), MappingProxyType(recorded), frozenset(brought), MappingProxyType(gone),
        made, kept,
    )  # fmt: skip


def without(whole: Dossier, records: frozenset[str]) -> Dossier:
    """The same dossier as if some records had never been recorded.

    Args:
        whole: The dossier, from which what is reckoned of all records is brought up to date, and not reckoned anew.
        records: Ids of the records.
    """
    facets = {record: rows for record, rows in whole.facets.items() if record not in records}
    recorded = {record: at for record, at in whole.recorded.items() if record not in records}
    made = {record: one for record, one in whole._made.items() if record not in records}  # noqa: SLF001 - its own kind
    gone = {record: one for record, one in whole.gone.items() if record not in records}
    return Dossier(
        whole.day, MappingProxyType(facets), MappingProxyType(recorded), whole.brought - records,
        MappingProxyType(gone),
        _made=made, _more=(whole, records),
    )  # fmt: skip


def dossier(rows: Iterable[Row], day: date, clock: Clock = "known") -> Dossier:
    """The records that follow from rows.

    Args:
        rows: The rows that the viewer may see today, in any order.
        day: The day as known on which the records shall stand.
        clock: ``known`` or ``held``.
    """
    seen = tuple(rows)
    facets: dict[str, dict[Key, Row]] = {}
    withdrawn: set[str] = set()
    for row in as_known(seen, day, clock):
        facets.setdefault(row.record, {})[NAMED[row.facet], row.label] = row
        if row.body.get("withdrawn"):
            withdrawn.add(row.record)
    away = {record: facets.pop(record) for record in withdrawn}
    recorded: dict[str, datetime] = {}
    brought: dict[str, bool] = {}
    for row in seen:
        at = recorded.get(row.record)
        if at is None or row.recorded_at < at:
            recorded[row.record], brought[row.record] = row.recorded_at, row.carried
        elif row.recorded_at == at:
            brought[row.record] |= row.carried
    came = frozenset(record for record, by_file in brought.items() if by_file)
    gone = {record: Gone(rows, _withdrew(seen, rows)) for record, rows in away.items()}
    return Dossier(day, MappingProxyType(facets), MappingProxyType(recorded), came, MappingProxyType(gone))


def _withdrew(every: Iterable[Row], now: Mapping[Key, Row]) -> Row:
    """The row that withdrew a record: the first since it last counted, of all facets that say so."""
    found = []
    for last in (row for row in now.values() if row.body.get("withdrawn")):
        mine = [row for row in every if (row.record, row.facet, row.label) == (last.record, last.facet, last.label)]
        first = last
        for row in sorted((row for row in mine if row.n <= last.n), key=lambda row: -row.n):
            if not row.body.get("withdrawn"):
                break
            first = row
        found.append(first)
    return min(found, key=lambda row: (row.recorded_at, row.facet, row.label))
