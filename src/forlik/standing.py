"""What stands on a day: of every source the snapshots, of the pack the layers, and the tables they give."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import pyarrow as pa

from forlik import starter
from forlik.core.days import end_of, today
from forlik.core.errors import BadInput, BrokenStore
from forlik.core.figure import Basis
from forlik.core.schema import BASIS
from forlik.core.settings import home as default_home
from forlik.core.snapshot import Clock, Snapshot
from forlik.core.source import RawFile, Source
from forlik.discover import source, sources
from forlik.store import catalogue as catalogues
from forlik.store import shelf
from forlik.store.disk import clear_errors, only_writer
from forlik.store.known import standing
from forlik.store.reread import ensure

if TYPE_CHECKING:
    from forlik.store.engine import Engine

MANY = 2
FEW = 6
"""Answers kept of a question that costs much: several readers ask of several places at once."""
PATIENCE = 10.0
"""Seconds that a reader waits for another process that writes just now."""

WITH_TABLE, BASES = "snapshots that have a table", "where rows come from"

Mode = Literal["known", "reconstructed"]
Of = TypeVar("Of")


@dataclass(frozen=True)
class Standing:
    """What stands on a day.

    Args:
        day: The day; its end in UTC is the cut.
        clock: ``known``: by publication. ``held``: by when this store held it.
        mode: ``known``, or ``reconstructed``: what stands today, to be cut to periods up to the day.
        home: The store.
        catalogue: The store's catalogue as read once, so that nothing changes under its viewer.
        sharing: Gives one memory to all who know the same of this catalogue; nobody shares when not given.
    """

    day: date
    clock: Clock = "known"
    mode: Mode = "known"
    home: Path = field(default_factory=default_home)
    catalogue: catalogues.Catalogue = field(default_factory=catalogues.Catalogue, repr=False)
    sharing: Callable[[Hashable], dict[str, Any]] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def memory(self) -> dict[str, Any]:
        """What was already worked out; nothing here changes, so it need not be worked out twice."""
        return {}

    @cached_property
    def shared(self) -> dict[str, Any]:
        """What was worked out of what is known and of nothing else: other days on which the same is known have it too.

        What hangs on the day itself (its year, its methods, how old something is on it) belongs in ``memory``.
        """
        # An expression is good on the engine that it was made on alone, and a process of many stores may open one anew.
        return self.sharing((self.engine, self.known)) if self.sharing else {}

    def one_of_few(self, name: str, asked: Hashable, make: Callable[[], Of]) -> Of:
        """One of the last few answers to a question, shared; that which was not asked for longest is forgotten first.

        Args:
            name: Which question it is.
            asked: What is asked.
            make: Makes the answer, of what is known and of nothing else.
        """
        kept: dict[Hashable, Of] = self.shared.setdefault(name, {})
        found = kept[asked] = kept.pop(asked) if asked in kept else make()
        if len(kept) > FEW:
            del kept[next(iter(kept))]
        return found

    @property
    def known(self) -> Hashable:
        """What is known, as far as this catalogue can tell it apart: which snapshots and layers stand, and how.

        A reconstructed past is cut at its day, so that it is like that of no other day.
        """
        every = (one for found in self.snapshots.values() for one in found)
        snapshots = tuple((one.number, one.published, one.known_at) for one in every)
        layers = tuple(layer.number for layer in self.layers)
        return self.clock, self.mode, self.mode == "reconstructed" and self.day, snapshots, layers

    @cached_property
    def snapshots(self) -> Mapping[str, tuple[Snapshot, ...]]:
        """Source → its standing snapshots, one a part."""
        day = today() if self.mode == "reconstructed" else self.day
        by_source: dict[str, list[Snapshot]] = {}
        for snapshot in standing(self.catalogue.snapshots, day, self.clock):
            by_source.setdefault(snapshot.source, []).append(snapshot)
        return {name: tuple(found) for name, found in by_source.items()}

    @cached_property
    def layers(self) -> tuple[starter.Layer, ...]:
        """The starter layers known on the day; nothing of the pack was ever held."""
        if not self.catalogue.starter or self.clock == "held":
            return ()
        until = end_of(today() if self.mode == "reconstructed" else self.day)
        return tuple(layer for layer in starter.layers() if layer.known_at <= until)

    @cached_property
    def bases(self) -> Mapping[int, Basis]:
        """Basis number → where its rows come from; each looked up when it is asked for."""
        return _Bases(self, self.shared.setdefault(BASES, {}))

    @cached_property
    def known_at(self) -> Mapping[int, datetime]:
        """Basis number → when the world could know it."""
        held = {snapshot.number: snapshot.known_at for found in self.snapshots.values() for snapshot in found}
        return held | {layer.number: layer.known_at for layer in self.layers}

    def told(self, snapshot: Snapshot) -> shelf.Told:
        """What a snapshot's reading said; tables that a newer reader has not made yet are made now.

        Raises:
            BadInput: Today's reader refuses the kept file.
            BrokenStore: Another process writes just now, or the store cannot be written.
        """
        place = shelf.place_of(self.home, snapshot)
        if not place.is_dir():
            with only_writer(self.home, patience=PATIENCE), clear_errors(self.home):
                ensure(self.home, source(snapshot.source), snapshot)
        return shelf.told(place)

    @cached_property
    def engine(self) -> "Engine":
        """The engine that runs this store's tables."""
        from forlik.store.engine import engine

        return engine(self.home)

    def with_table(self, name: str, parts: Sequence[str] = ()) -> tuple[Snapshot, ...]:
        """The standing snapshots that have a table (of some parts), the latest known last."""
        kept: dict[tuple[str, tuple[str, ...]], tuple[Snapshot, ...]] = self.shared.setdefault(WITH_TABLE, {})
        asked = (name, tuple(parts))
        if asked not in kept:
            found = self.snapshots.get(name.partition("__")[0], ())
            having = (one for one in found if name in self.told(one).tables and (not parts or one.part in parts))
            kept[asked] = tuple(sorted(having, key=recency))
        return kept[asked]

    def carried(self, name: str) -> tuple[int, pa.Table] | None:
        """A table that the starter pack carries whole, with the number of its basis.

        Args:
            name: The table.

        Returns:
            Nothing when no such table was known, or when a snapshot of it is as new: the latest known stands, as it
            does of figures.
        """
        layer = max((one for one in self.layers if name in one.carries), key=lambda one: one.known_at, default=None)
        if layer is None or any(one.known_at >= layer.known_at for one in self.with_table(name)):
            return None
        rows = _read(layer.source, layer.carries[name], name)
        numbers = pa.repeat(pa.scalar(layer.number, BASIS.type), rows.num_rows)
        # A table whose own column is called so has the number beside it, as the engine names it.
        column = BASIS.with_name(f"{BASIS.name}_1") if BASIS.name in rows.column_names else BASIS
        return layer.number, rows.append_column(column, numbers)

    def retired_before(self, origin: Source) -> int:
        """Last year that a final edition speaks for; its provisional rows are retired up to then."""
        finals = self.snapshots.get(origin.retired_by, ())
        return max((int(cover.last[:4]) for final in finals for cover in self.told(final).covers), default=0)

    def rows(self, name: str, order: Sequence[Snapshot] | None = None, parts: Sequence[str] = ()) -> Any:
        """The table's Ibis expression: standing parts, one row a key (the latest known), retired years left out.

        Args:
            name: The table.
            order: Snapshots in order of recency: ``basis`` is then the place in it, else the snapshot's number.
            parts: Parts of the source; all when empty.
        """
        origin = source(name.partition("__")[0])
        schema = origin.schemas[name]
        snapshots = self.with_table(name, parts)
        paths = [shelf.sound(shelf.place_of(self.home, snapshot), name) for snapshot in snapshots]
        rows = self.engine.read(paths, pa.schema([*schema.arrow(), BASIS]))
        if origin.retired_by and (year := self.retired_before(origin)):
            rows = rows.filter(rows.year > year)
        return self._ranked(rows, snapshots, snapshots if order is None else order, schema.key, named=order is None)

    def _ranked(
        self, rows: Any, snapshots: Sequence[Snapshot], order: Sequence[Snapshot], key: Sequence[str], *, named: bool
    ) -> Any:
        import ibis

        numbers = [one.number for one in order]
        if len(snapshots) < MANY:
            place = numbers.index(snapshots[0].number) if snapshots else 0
            return rows if named else rows.mutate(basis=ibis.literal(place, "int32"))
        ranks = self.engine.memory(
            pa.table({"basis": pa.array(numbers, pa.int32()), "recency": pa.array(range(len(order)), pa.int32())})
        )
        ranked = rows.join(ranks, "basis")
        if key:
            window = ibis.window(group_by=[ranked[column] for column in key], order_by=ibis.desc(ranked.recency))
            ranked = ranked.mutate(turn=ibis.row_number().over(window))
            ranked = ranked.filter(ranked.turn == 0).drop("turn")
        return ranked.drop("recency") if named else ranked.mutate(basis=ranked.recency).drop("recency")


@lru_cache
def _read(name: str, file: str, table: str) -> pa.Table:
    """A table of a file that comes with the package, as its source reads it."""
    origin = source(name)
    return origin.read([RawFile(file, starter.FOLDER / file)]).tables[table]


class _Bases(Mapping[int, Basis]):
    """The bases of a standing; one snapshot whose tables cannot be made hides none but itself."""

    def __init__(self, then: Standing, made: dict[int, Basis]) -> None:
        every = (one for found in then.snapshots.values() for one in found if one.source in sources())
        self._snapshots = {one.number: one for one in every}
        self._layers = {layer.number: layer for layer in then.layers}
        self._then = then
        self._made = made

    def __getitem__(self, number: int) -> Basis:
        if number not in self._made:
            self._made[number] = self._basis(number)
        return self._made[number]

    def __iter__(self) -> Iterator[int]:
        return iter((*self._snapshots, *self._layers))

    def __len__(self) -> int:
        return len(self._snapshots) + len(self._layers)

    def _basis(self, number: int) -> Basis:
        if number in self._layers:
            return _basis_of_layer(self._layers[number])
        snapshot = self._snapshots[number]
        try:
            edition = self._then.told(snapshot).edition
        except (BadInput, BrokenStore):
            edition = ""  # whoever asks for its rows is told
        return _basis_of_snapshot(snapshot, edition)


def recency(snapshot: Snapshot) -> tuple[datetime, datetime, int]:
    """What is later known is greater; of equals what was held later."""
    return snapshot.known_at, snapshot.held_at, snapshot.number


def _basis_of_snapshot(snapshot: Snapshot, edition: str) -> Basis:
    return _basis(
        snapshot.number, snapshot.source, snapshot.part, edition, snapshot.known_at, snapshot.held_at, snapshot.sha256
    )


def _basis_of_layer(layer: starter.Layer) -> Basis:
    return _basis(layer.number, layer.source, layer.part, layer.edition, layer.known_at, None, layer.sha256, pack=True)


def _basis(
    number: int,
    name: str,
    part: str,
    edition: str,
    known: datetime,
    held: datetime | None,
    sha256: str,
    *,
    pack: bool = False,
) -> Basis:
    origin = source(name)
    return Basis(
        number=number,
        source=name,
        title=origin.title,
        publisher=origin.publisher,
        part=part,
        edition=edition,
        known_at=known.isoformat(),
        held_at=held.isoformat() if held else "",
        sha256=sha256,
        licence=origin.licence.name,
        citation=origin.citation.format(edition=edition or f"known {known:%Y-%m-%d}"),
        url=origin.home,
        starter=pack,
    )
