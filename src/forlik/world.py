"""World: what was known on a day."""

import importlib
import pkgutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, TypeVar

import pyarrow as pa

from forlik import measures as measure_package
from forlik import places, starter
from forlik import sources as source_package
from forlik.core.days import end_of, parse_day, today
from forlik.core.errors import NoData, UsageError
from forlik.core.figure import Basis
from forlik.core.measure import WORLD, Measure, Method
from forlik.core.schema import BASIS
from forlik.core.settings import home as default_home
from forlik.core.snapshot import Clock, Snapshot
from forlik.core.source import Source
from forlik.core.table import Manifest, Table
from forlik.places import Place
from forlik.store import catalogue as catalogues
from forlik.store import results, shelf
from forlik.store.known import standing
from forlik.store.results import Cell, Period
from forlik.store.silence import Speech, speaks_for, spoken_periods, whole_years

VERSION = "0.1.0"
Mode = Literal["known", "reconstructed"]
Kind = TypeVar("Kind", Source, Measure)
RECONSTRUCTED = "Reconstructed from a later release, cut to periods up to the day: not what was known then."


def _discover(package: Any, attribute: str) -> Iterator[Any]:
    for module in pkgutil.iter_modules(package.__path__):
        if not module.name.startswith("_"):
            yield getattr(importlib.import_module(f"{package.__name__}.{module.name}"), attribute)


@lru_cache
def sources() -> Mapping[str, Source]:
    """All sources by name."""
    return {source.name: source for source in _discover(source_package, "SOURCE")}


@lru_cache
def measures() -> Mapping[str, Measure]:
    """All measures by name."""
    return {measure.name: measure for measure in _discover(measure_package, "MEASURE")}


def source(name: str) -> Source:
    """One source.

    Raises:
        UsageError: No such source.
    """
    return _named(sources(), name, "source")


def measure(name: str) -> Measure:
    """One measure.

    Raises:
        UsageError: No such measure.
    """
    return _named(measures(), name, "measure")


def _named(kinds: Mapping[str, Kind], name: str, what: str) -> Kind:
    if name not in kinds:
        import difflib

        near = difflib.get_close_matches(name, kinds, n=3, cutoff=0.5)
        raise UsageError(f"there is no {what} “{name}”", remedy=", ".join(near or sorted(kinds)))
    return kinds[name]


@dataclass(frozen=True)
class _Part:
    """A measure's cells from one origin: the computed result, or one layer of the starter pack."""

    cells: results.Cells
    speeches: tuple[Speech, ...]


@dataclass(frozen=True)
class World:
    """What was known on a day.

    Args:
        day: The day; its end in UTC is the cut.
        clock: ``known``: by publication. ``held``: by when this store held it.
        mode: ``known``, or ``reconstructed``: today's release cut to periods up to the day, watermarked.
        home: The store.
        catalogue: The store's catalogue as read once, so that one world never changes under its viewer.
    """

    day: date
    clock: Clock = "known"
    mode: Mode = "known"
    home: Path = field(default_factory=default_home)
    catalogue: catalogues.Catalogue = field(default_factory=catalogues.Catalogue, repr=False)

    @cached_property
    def _standing(self) -> Mapping[str, tuple[Snapshot, ...]]:
        day = today() if self.mode == "reconstructed" else self.day
        by_source: dict[str, list[Snapshot]] = {}
        for snapshot in standing(self.catalogue.snapshots, day, self.clock):
            by_source.setdefault(snapshot.source, []).append(snapshot)
        return {name: tuple(found) for name, found in by_source.items()}

    @cached_property
    def _layers(self) -> tuple[starter.Layer, ...]:
        if not self.catalogue.starter or self.clock == "held":
            return ()
        until = end_of(today() if self.mode == "reconstructed" else self.day)
        return tuple(layer for layer in starter.layers() if layer.known_at <= until)

    @cached_property
    def _bases(self) -> Mapping[int, Basis]:
        held = {
            snapshot.number: _basis_of_snapshot(snapshot, self._told(snapshot).edition)
            for found in self._standing.values()
            for snapshot in found
            if snapshot.source in sources()
        }
        return held | {layer.number: _basis_of_layer(layer) for layer in self._layers}

    @cached_property
    def _known_at(self) -> Mapping[int, datetime]:
        held = {snapshot.number: snapshot.known_at for found in self._standing.values() for snapshot in found}
        return held | {layer.number: layer.known_at for layer in self._layers}

    @cached_property
    def _parts(self) -> dict[str, tuple[_Part, ...]]:
        return {}

    def _told(self, snapshot: Snapshot) -> shelf.Told:
        return shelf.told(shelf.place_of(self.home, snapshot))

    def place(self, text: str) -> Place:
        """A place by any name or code; today's meaning, so that a past world can be asked in today's words.

        Raises:
            PlaceRefused: Ambiguous or unknown.
        """
        found, guessed = places.guess(text)
        if guessed:
            import warnings

            from forlik.core.warnings import PlaceGuessed

            warnings.warn(f"“{text}” was taken for {found.name()}", PlaceGuessed, stacklevel=2)
        return found

    def manifest(self) -> tuple[Basis, ...]:
        """Every snapshot and starter layer that this world stands on."""
        return tuple(self._bases[number] for number in sorted(self._bases))

    def table(self, name: str) -> Table:
        """One table of one source, rows of all its standing parts; lazy.

        Raises:
            UsageError: No such table.
            NoData: Nothing of it was known.
        """
        origin = source(name.partition("__")[0])
        if name not in origin.schemas:
            raise UsageError(f"{origin.name} has no table “{name}”", remedy=", ".join(origin.schemas))
        snapshots = self._with_table(name)
        if not snapshots:
            raise NoData(f"nothing of {name} was known on {self.day}", remedy=f"forlik import {origin.name} FILE")
        manifest = Manifest(
            what=name,
            as_of=self.day.isoformat(),
            clock=self.clock,
            method=0,
            adopted="",
            unit="",
            grain=origin.schemas[name].grain,
            sources=tuple(self._bases[snapshot.number] for snapshot in snapshots),
            code=VERSION,
            mode=self.mode,
        )
        return Table(manifest, lambda: self._engine.run(self._rows(name)), lambda: self._rows(name))

    def measure(
        self, name: str, place: str | None = None, *, start: str | int | None = None, end: str | int | None = None
    ) -> Table:
        """One measure: every country, or one place, or the World.

        Args:
            name: The measure.
            place: Any name or code of one place, or ``World``; all countries when not given.
            start: First year or month (``2020`` or ``2020-03``).
            end: Last year or month.

        Returns:
            Columns ``country``, ``country_iso3``, ``year``, ``month``, ``value``, ``low``, ``high``, ``unit``,
            ``status``, ``reason``, ``source``, ``basis``. With a place and a range, periods without a value are rows
            too, with their reason.

        Raises:
            NoData: Nothing was known on that day.
        """
        what = measure(name)
        wanted = None if place is None else self._code(place)
        first, last = _bound(start, 1), _bound(end, 12)
        cells = self._cells(what, wanted)
        if self.mode == "reconstructed":
            last = min(last or (self.day.year, self.day.month), (self.day.year, self.day.month))
        kept = {
            iso3: {period: cell for period, cell in periods.items() if _within(period, first, last)}
            for iso3, periods in cells.items()
        }
        if not any(cells.values()):
            raise NoData(self._why_nothing(what, wanted), remedy=self._remedy(what))
        rows = list(_rows(what, kept))
        if wanted is not None and first and last:
            rows = sorted(
                [*rows, *self._gaps(what, wanted, kept.get(wanted, {}), first, last)],
                key=lambda row: (row["year"], row["month"] or 0),
            )
        elif not rows:
            raise NoData(f"{what.title}: no figure in that range", remedy="widen --from and --to")
        used = {row["basis"] for row in rows if row["basis"] is not None}
        if not used:
            raise NoData(rows[0]["reason"], remedy=self._remedy(what))
        for row in rows:
            row["source"] = None if row["basis"] is None else self._bases[row["basis"]].source
        method = what.method_on(self.day)
        manifest = Manifest(
            what=name,
            as_of=self.day.isoformat(),
            clock=self.clock,
            method=method.number,
            adopted=method.adopted.isoformat(),
            unit=what.unit,
            grain=what.grain,
            sources=tuple(self._bases[number] for number in sorted(self._behind(what, used))),
            code=VERSION,
            mode=self.mode,
            remarks=(RECONSTRUCTED,) if self.mode == "reconstructed" else (),
        )
        return Table(manifest, lambda: pa.Table.from_pylist(rows, schema=_TIDY))

    def _code(self, place: str) -> str:
        return WORLD if place.casefold() in {"world", "wld"} else self.place(place).iso3

    @cached_property
    def _engine(self) -> Any:
        from forlik.store.engine import engine

        return engine(self.home)

    def _with_table(self, name: str) -> tuple[Snapshot, ...]:
        found = self._standing.get(name.partition("__")[0], ())
        return tuple(snapshot for snapshot in found if name in self._told(snapshot).tables)

    def _retired_before(self, origin: Source) -> int:
        """Last year that a final edition speaks for; its provisional rows are retired up to then."""
        finals = self._standing.get(origin.retired_by, ())
        return max((int(cover.last[:4]) for final in finals for cover in self._told(final).covers), default=0)

    def _rows(self, name: str) -> Any:
        """The table's Ibis expression: standing parts, one row a key (the latest known), retired years left out."""
        origin = source(name.partition("__")[0])
        schema = origin.schemas[name]
        snapshots = sorted(self._with_table(name), key=lambda one: (one.known_at, one.held_at, one.number))
        paths = [shelf.place_of(self.home, snapshot) / f"{name}.parquet" for snapshot in snapshots]
        rows = self._engine.read(paths, pa.schema([*schema.arrow(), BASIS]))
        if origin.retired_by and (year := self._retired_before(origin)):
            rows = rows.filter(rows.year > year)
        if len(snapshots) > 1 and schema.key:
            import ibis

            ranks = self._engine.memory(
                pa.table(
                    {
                        "basis": pa.array([one.number for one in snapshots], pa.int32()),
                        "recency": pa.array(range(len(snapshots)), pa.int32()),
                    }
                )
            )
            ranked = rows.join(ranks, "basis")
            window = ibis.window(group_by=[ranked[column] for column in schema.key], order_by=ibis.desc(ranked.recency))
            ranked = ranked.mutate(turn=ibis.row_number().over(window))
            rows = ranked.filter(ranked.turn == 0).drop("turn", "recency")
        return rows

    def _inputs(self, what: Measure) -> list[Any]:
        """What a result depends on, for its key: every snapshot of every table, in order of recency."""
        inputs: list[Any] = []
        for name in what.tables:
            snapshots = sorted(self._with_table(name), key=lambda one: (one.known_at, one.held_at, one.number))
            origin = source(name.partition("__")[0])
            reader = shelf.reader_digest(origin.name)
            inputs.append([name, reader, self._retired_before(origin), [[one.number, one.sha256] for one in snapshots]])
        return inputs

    def _computable(self, what: Measure) -> bool:
        needed = all(self._with_table(name) for name in what.needs)
        return needed and (not what.uses or bool(what.needs) or any(self._with_table(name) for name in what.uses))

    def result_path(self, what: Measure, method: Method) -> Path:
        """Where the computed result of a measure is kept; computed first when it is not there yet."""
        key = results.key_of(what, method, self._inputs(what))
        path = results.path_of(self.home, what.name, key)
        if not path.is_file():
            expression = method.compute(*(self._rows(name) for name in what.tables))
            results.save(self.home, what.name, key, results.shape(what, self._engine.run(expression)))
        return path

    def prepare(self, name: str) -> bool:
        """Compute a measure's result if it can be and is not kept yet; for the build."""
        what = measure(name)
        if not self._computable(what):
            return False
        method = what.method_on(self.day)
        known = results.path_of(self.home, what.name, results.key_of(what, method, self._inputs(what))).is_file()
        self.result_path(what, method)
        return not known

    def _speeches(self, what: Measure) -> tuple[Speech, ...]:
        names = what.silent_in or tuple(dict.fromkeys(name.partition("__")[0] for name in what.tables))
        return tuple(
            Speech(snapshot.number, cover)
            for name in names
            for snapshot in sorted(self._standing.get(name, ()), key=lambda one: (one.known_at, one.held_at))
            for cover in self._told(snapshot).covers
        )

    def _origins(self, what: Measure) -> tuple[_Part, ...]:
        """Computed cells and starter cells of a measure."""
        if what.name not in self._parts:
            parts = []
            if self._computable(what):
                path = self.result_path(what, what.method_on(self.day))
                speeches = self._speeches(what)
                cells = results.load(path)
                if what.grain == "country-year" and what.silence == "zero" and speeches:
                    cells = _only(cells, whole_years(speeches))
                parts.append(_Part(cells, speeches))
            for layer in self._layers:
                if what.name in layer.methods:
                    cells = _starter_cells(layer, what.name)
                    parts.append(_Part(cells, tuple(Speech(layer.number, cover) for cover in layer.covers)))
            self._parts[what.name] = tuple(parts)
        return self._parts[what.name]

    def _cells(self, what: Measure, place: str | None) -> dict[str, dict[Period, Cell]]:
        """Per place and period the latest known cell, silence counted where it means zero."""
        origins = self._origins(what)
        named = {iso3 for part in origins for iso3 in part.cells} - {WORLD}
        if place is None and what.silence == "zero":
            named |= {one.iso3 for one in places.all_places(kind="state")}
        wanted = sorted(named) if place is None else [place]
        return {iso3: _merge([self._filled(what, part, iso3) for part in origins], self._known_at) for iso3 in wanted}

    def _filled(self, what: Measure, part: _Part, iso3: str) -> dict[Period, Cell]:
        cells = dict(part.cells.get(iso3, {}))
        if what.silence == "zero":
            for period, basis in spoken_periods(part.speeches, what.grain, iso3):
                if period not in cells:
                    cells[period] = Cell(Decimal(0), None, None, "reported", basis)
        return cells

    def _gaps(
        self,
        what: Measure,
        iso3: str,
        cells: Mapping[Period, Cell],
        first: tuple[int, int],
        last: tuple[int, int],
    ) -> Iterator[dict[str, Any]]:
        for period in _periods(what, first, last):
            if period not in cells:
                yield _row(what, iso3, period, None, self._why_gap(what, iso3, period))

    def _why_gap(self, what: Measure, iso3: str, period: Period) -> str:
        year, month = period
        speeches = [speech for part in self._origins(what) for speech in part.speeches]
        if iso3 != WORLD:
            place = places.by_code("iso3", iso3)
            day = date(year, month or 12, 28)
            if not place.exists(day) and not place.exists(date(year, month or 1, 1)):
                return f"{place.name()} did not exist in {year}"
            if speeches and not any(speaks_for(speech.coverage, iso3, year, month) for speech in speeches):
                return f"the source does not speak for {place.name()} in {year}"
        newest = max((speech.coverage.last for speech in speeches), default="")
        if newest and (f"{year}-{month:02d}" if month else str(year)) > newest:
            return f"the newest version known on {self.day} speaks up to {newest}"
        return "no figure for this period in what was known"

    def _why_nothing(self, what: Measure, iso3: str | None) -> str:
        if self._origins(what) and iso3 is not None:
            name = "the World" if iso3 == WORLD else places.by_code("iso3", iso3).name()
            return f"{what.title}: the sources known on {self.day} have no figure for {name}"
        return f"{what.title}: not known on {self.day}"

    def _remedy(self, what: Measure) -> str:
        names = dict.fromkeys(name.partition("__")[0] for name in what.tables)
        return "`forlik import` or `forlik sync` one of: " + ", ".join(names)

    def _behind(self, what: Measure, used: set[int]) -> set[int]:
        """Every snapshot behind a result: those rows name, and the others the method was handed."""
        if not any(number > 0 for number in used):
            return used
        return used | {snapshot.number for name in what.tables for snapshot in self._with_table(name)}


def world(
    as_of: str | date | None = None, *, clock: Clock = "known", mode: Mode = "known", home: Path | str | None = None
) -> World:
    """What was known on a day; today when no day is given.

    Without a store, the starter pack answers.

    Args:
        as_of: ``YYYY-MM-DD`` or a date.
        clock: ``known`` or ``held``.
        mode: ``known`` or ``reconstructed``.
        home: Folder of the store; the setting ``home`` when not given.

    Raises:
        UsageError: The day cannot be read, or lies in the future.
    """
    day = parse_day(as_of) if isinstance(as_of, str) else as_of or today()
    if day > today():
        raise UsageError(f"{day} lies in the future", remedy="ask for today or earlier")
    if clock not in ("known", "held"):
        raise UsageError(f"there is no clock “{clock}”", remedy="known or held")
    folder = Path(home) if home is not None else default_home()
    held = catalogues.load(folder) or catalogues.Catalogue(starter=True)
    return World(day=day, clock=clock, mode=mode, home=folder, catalogue=held)


_TIDY = pa.schema(
    [
        ("country", pa.string()),
        ("country_iso3", pa.string()),
        ("year", pa.int32()),
        ("month", pa.int32()),
        ("value", pa.decimal128(28, 6)),
        ("low", pa.decimal128(28, 6)),
        ("high", pa.decimal128(28, 6)),
        ("unit", pa.string()),
        ("status", pa.string()),
        ("reason", pa.string()),
        ("source", pa.string()),
        ("basis", pa.int32()),
    ]
)


def _row(what: Measure, iso3: str, period: Period, cell: Cell | None, reason: str = "") -> dict[str, Any]:
    place = "World" if iso3 == WORLD else places.by_code("iso3", iso3).name()
    value, low, high, status, basis = cell or (None, None, None, "unknown", None)
    return {
        "country": place,
        "country_iso3": iso3,
        "year": period[0],
        "month": period[1],
        "value": value,
        "low": low,
        "high": high,
        "unit": what.unit,
        "status": status,
        "reason": reason,
        "basis": basis,
    }


def _rows(what: Measure, cells: Mapping[str, Mapping[Period, Cell]]) -> Iterator[dict[str, Any]]:
    for iso3, periods in cells.items():
        for period in sorted(periods, key=lambda one: (one[0], one[1] or 0)):
            yield _row(what, iso3, period, periods[period])


def _merge(origins: Sequence[Mapping[Period, Cell]], known_at: Mapping[int, datetime]) -> dict[Period, Cell]:
    """Per period the cell of the latest known origin; of equals the first (a computed one before the starter)."""
    merged: dict[Period, Cell] = {}
    for cells in origins:
        for period, cell in cells.items():
            held = merged.get(period)
            if held is None or known_at[cell.basis] > known_at[held.basis]:
                merged[period] = cell
    return merged


def _only(cells: results.Cells, years: frozenset[int]) -> results.Cells:
    return {
        iso3: {period: cell for period, cell in periods.items() if period[0] in years}
        for iso3, periods in cells.items()
    }


@lru_cache(maxsize=256)
def _starter_cells(layer: starter.Layer, measure_name: str) -> results.Cells:
    return results.index(layer.rows(measure_name))


def _bound(stated: str | int | None, default_month: int) -> tuple[int, int] | None:
    if stated is None:
        return None
    year, _, month = str(stated).partition("-")
    try:
        found = (int(year), int(month) if month else default_month)
    except ValueError:
        found = (0, 0)
    if not (1000 <= found[0] <= 9999 and 1 <= found[1] <= 12):  # noqa: PLR2004 - years and months
        raise UsageError(f"“{stated}” is neither a year nor a month", remedy="write 2020 or 2020-03")
    return found


def _within(period: Period, first: tuple[int, int] | None, last: tuple[int, int] | None) -> bool:
    year, month = period
    begins, ends = (year, month or 1), (year, month or 12)
    return (first is None or begins >= first) and (last is None or ends <= last)


def _periods(what: Measure, first: tuple[int, int], last: tuple[int, int]) -> Iterator[Period]:
    for year in range(first[0], last[0] + 1):
        if what.grain == "country-year":
            yield year, None
        else:
            yield from ((year, month) for month in range(1, 13) if first <= (year, month) <= last)


def _basis_of_snapshot(snapshot: Snapshot, edition: str) -> Basis:
    return _basis(
        snapshot.number, snapshot.source, snapshot.part, edition, snapshot.known_at, snapshot.held_at, snapshot.sha256
    )


def _basis_of_layer(layer: starter.Layer) -> Basis:
    return _basis(
        layer.number, layer.source, layer.part, layer.edition, layer.known_at, layer.known_at, layer.sha256, pack=True
    )


def _basis(
    number: int,
    name: str,
    part: str,
    edition: str,
    known: datetime,
    held: datetime,
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
        held_at=held.isoformat(),
        sha256=sha256,
        licence=origin.licence.name,
        citation=origin.citation.format(edition=edition or part),
        url=origin.home,
        starter=pack,
    )


class _Callable(ModuleType):
    """Importing this module puts it under the name of its main function; calling it must then do the same."""

    def __call__(self, *arguments: Any, **options: Any) -> World:
        return world(*arguments, **options)


sys.modules[__name__].__class__ = _Callable
