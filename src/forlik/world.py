"""World: what was known on a day."""

import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa

from forlik import places
from forlik.caveats import caveats, side_by_side
from forlik.cells import behind, behind_each, cells, remedy, why_gap, why_nothing
from forlik.core.days import parse_day, today
from forlik.core.errors import NoData, UsageError
from forlik.core.figure import Basis, Figure, made_of
from forlik.core.measure import WORLD, Measure, Method
from forlik.core.settings import home as default_home
from forlik.core.snapshot import Clock
from forlik.core.table import Manifest, Table
from forlik.core.warnings import NotComparable, PastName, PlaceGuessed
from forlik.discover import measure, measures, source
from forlik.every_place import every_place, row, turn, within
from forlik.places import Place
from forlik.standing import Mode, Standing
from forlik.store import catalogue as catalogues
from forlik.store.results import Cell, Period

VERSION = version("forlik")
RECONSTRUCTED = "Reconstructed from a later release, cut to periods up to the day: not what was known then."


@dataclass(frozen=True)
class World:
    """What was known on a day: its tables, measures, places, and what it stands on.

    Args:
        then: The snapshots and starter layers that stand on that day.
    """

    then: Standing

    @property
    def day(self) -> date:
        """The day whose knowledge this is."""
        return self.then.day

    def place(self, text: str) -> Place:
        """A place by any name or code; today's meaning, so that a past world can be asked in today's words.

        Raises:
            PlaceRefused: Ambiguous or unknown.
        """
        found, guessed = places.guess(text)
        if guessed:
            warnings.warn(f"“{text}” was taken for {found.name()}", PlaceGuessed, stacklevel=2)
        elif until := _past_name_until(found, text):
            warnings.warn(f"“{text}” was the name of {found.name()} until {until}", PastName, stacklevel=2)
        return found

    def manifest(self) -> tuple[Basis, ...]:
        """Every snapshot and starter layer that this world stands on."""
        return tuple(self.then.bases[number] for number in sorted(self.then.bases))

    def table(self, name: str) -> Table:
        """One table of one source, rows of all its standing parts; lazy.

        A table that comes with Forlik is told from the package where the store has the starter and nothing as new.

        Raises:
            UsageError: No such table.
            NoData: Nothing of it was known.
        """
        origin = source(name.partition("__")[0])
        if name not in origin.schemas:
            raise UsageError(f"{origin.name} has no table “{name}”", remedy=", ".join(origin.schemas))
        if carried := self.then.carried(name):
            number, rows = carried
            manifest = self._manifest(name, {number}, origin.schemas[name].grain)
            return Table(manifest, lambda: rows, lambda: self.then.engine.memory(rows))
        numbers = {snapshot.number for snapshot in self.then.with_table(name)}
        if not numbers:
            made = [what.name for what in measures().values() if name in what.tables]
            packed = any(layer.source == origin.name for layer in self.then.layers)
            instead = f', or the starter figures made from it: world.measure("{made[0]}")' if packed and made else ""
            raise NoData(
                f"no rows of {origin.title} were held on {self.day}",
                where=name,
                remedy=f"forlik import {origin.name} FILE{instead}",
            )
        manifest = self._manifest(name, numbers, origin.schemas[name].grain)
        return Table(manifest, lambda: self.then.engine.run(self.then.rows(name)), lambda: self.then.rows(name))

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

        Warns:
            StaleData: No end is asked for, and the newest figure is older than its source's cadence allows.
            NotComparable: Figures of several editions of one dataset stand side by side.
        """
        what = measure(name)
        wanted = None if place is None else self._code(place)
        first, last = _bound(start, 1), _bound(end, 12)
        if self.then.mode == "reconstructed":
            last = min(last or self._month, self._month)
        if wanted is None:
            every = every_place(self.then, what)
            if not every.periods:
                raise self._nothing(what, wanted)
            rows, newest, asked = every.rows(first, last), [*every.newest(first, last)], every.asked(first, last)
        else:
            rows = newest = self._of_place(what, wanted, first, last)
            asked = {(row["country_iso3"], row["year"]) for row in rows if row["basis"] is not None}
        used = {row["basis"] for row in newest if row["basis"] is not None}
        if not used and rows:
            reason, helps = why_gap(self.then, what, rows[0]["country_iso3"], (rows[0]["year"], rows[0]["month"]))
            raise NoData(reason, where=what.title, remedy=remedy(what) if helps else "")
        if not used:
            raise NoData("no figure in that range", where=what.title, remedy="widen --from and --to")
        numbers = behind(self.then, what, used, asked)
        for category, said in caveats(self.then, newest, open_ended=last is None or last >= self._month):
            warnings.warn(said, category, stacklevel=2)
        manifest = self._manifest(name, numbers, what.grain, what.method_on(self.day), what.unit)
        return Table(manifest, lambda: pa.Table.from_pylist(rows, schema=_TIDY), listed=rows)

    def behind_rows(self, name: str, rows: Sequence[Mapping[str, Any]]) -> tuple[Basis, ...]:
        """What some rows of a measure stand on, as the manifest of a table has it: all that its method took for them.

        Args:
            name: The measure.
            rows: Rows of it.
        """
        used = {row["basis"] for row in rows if row["basis"] is not None}
        asked = {(row["country_iso3"], row["year"]) for row in rows if row["basis"] is not None}
        return tuple(self.then.bases[number] for number in sorted(behind(self.then, measure(name), used, asked)))

    def behind(self, figures: Sequence[Figure]) -> tuple[Figure, ...]:
        """Figures of one measure with all that its method took for each of them, and not the newest file alone.

        Args:
            figures: Figures of one measure, each of a place and a year or month.
        """
        if not figures:
            return ()
        asked = [(one.basis.number if one.basis else None, one.country_iso3, int(one.period[:4])) for one in figures]
        found = behind_each(self.then, measure(figures[0].measure), asked)
        each = ((self.then.bases[number] for number in numbers) for numbers in found)
        return tuple(made_of(one, bases) for one, bases in zip(figures, each, strict=True))

    def _of_place(
        self, what: Measure, iso3: str, first: tuple[int, int] | None, last: tuple[int, int] | None
    ) -> list[dict[str, Any]]:
        """The rows of one place, with both ends those of periods without a figure too."""
        known = cells(self.then, what, iso3)[iso3]
        if not known:
            raise self._nothing(what, iso3)
        kept = {period: cell for period, cell in known.items() if within(period, first, last)}
        rows = [row(what, iso3, period, cell) for period, cell in kept.items()]
        rows += self._gaps(what, iso3, kept, first, last) if first and last else []
        bases = self.then.bases
        named = [one | {"source": None if one["basis"] is None else bases[one["basis"]].source} for one in rows]
        return sorted(named, key=lambda one: (one["year"], one["month"] or 0))

    def newest(self, name: str, iso3: str) -> dict[str, Any]:
        """The newest figure of one measure of one place: the last row that :meth:`measure` gives, without the others.

        Args:
            name: The measure.
            iso3: Code of the place.

        Returns:
            The row; how old it is, is for whoever shows it to say.

        Raises:
            NoData: Nothing was known on that day.

        Warns:
            NotComparable: Figures of several editions of one dataset stand side by side.
        """
        what = measure(name)
        known = cells(self.then, what, iso3)[iso3]
        if not known:
            raise self._nothing(what, iso3)
        if self.then.mode == "reconstructed":
            known = {period: cell for period, cell in known.items() if within(period, None, self._month)}
        if not known:
            raise NoData("no figure in that range", where=what.title, remedy="widen --from and --to")
        for said in side_by_side(self.then.bases[number] for number in {cell.basis for cell in known.values()}):
            warnings.warn(said, NotComparable, stacklevel=2)
        period = max(known, key=turn)
        return row(what, iso3, period, known[period])

    @property
    def _month(self) -> tuple[int, int]:
        return self.day.year, self.day.month

    def _nothing(self, what: Measure, iso3: str | None) -> NoData:
        reason, helps = why_nothing(self.then, what, iso3)
        return NoData(reason, where=what.title, remedy=remedy(what) if helps else "")

    def _code(self, place: str) -> str:
        return WORLD if place.casefold() in {"world", "wld"} else self.place(place).iso3

    def _gaps(
        self,
        what: Measure,
        iso3: str,
        known: Mapping[Period, Cell],
        first: tuple[int, int],
        last: tuple[int, int],
    ) -> Iterator[dict[str, Any]]:
        for period in _periods(what, first, last):
            if period not in known:
                yield row(what, iso3, period, None, why_gap(self.then, what, iso3, period)[0])

    def _manifest(
        self, what: str, numbers: set[int], grain: str, method: Method | None = None, unit: str = ""
    ) -> Manifest:
        sources = tuple(self.then.bases[number] for number in sorted(numbers))
        found = manifest_of(self, what, grain=grain, sources=sources, unit=unit)
        return replace(found, method=method.number, adopted=method.adopted.isoformat()) if method else found


def manifest_of(
    known: World, what: str, *, grain: str, sources: tuple[Basis, ...], unit: str = "", remarks: Sequence[str] = ()
) -> Manifest:
    """What a table of a world was made from; that a world was reconstructed is said in every table of it.

    Args:
        known: The world.
        what: Name of the table.
        grain: What one row is.
        sources: The snapshots behind it.
        unit: What is counted; empty where columns differ.
        remarks: What else a reader must mind.
    """
    reconstructed = (RECONSTRUCTED,) if known.then.mode == "reconstructed" else ()
    return Manifest(
        what=what,
        as_of=known.day.isoformat(),
        clock=known.then.clock,
        method=0,
        adopted="",
        unit=unit,
        grain=grain,
        sources=sources,
        code=VERSION,
        mode=known.then.mode,
        remarks=(*reconstructed, *remarks),
    )


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
    day = not_ahead(parse_day(as_of) if isinstance(as_of, str) else as_of or today())
    if clock not in ("known", "held"):
        raise UsageError(f"there is no clock “{clock}”", remedy="known or held")
    folder = Path(home) if home is not None else default_home()
    return World(Standing(day=day, clock=clock, mode=mode, home=folder, catalogue=catalogue_of(folder)))


def not_ahead(day: date) -> date:
    """A day whose knowledge there can be.

    Raises:
        UsageError: It lies in the future.
    """
    if day > today():
        raise UsageError(f"{day} lies in the future", remedy="ask for today or earlier")
    return day


def catalogue_of(folder: Path) -> catalogues.Catalogue:
    """What a store holds; the starter pack where there is no store.

    Args:
        folder: Folder of the store.
    """
    return catalogues.load(folder) or catalogues.Catalogue(starter=True)


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


@lru_cache(maxsize=1024)
def _past_name_until(found: Place, text: str) -> date | None:
    return found.past_name_until(text)


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


def _periods(what: Measure, first: tuple[int, int], last: tuple[int, int]) -> Iterator[Period]:
    for year in range(first[0], last[0] + 1):
        if what.grain == "country-year":
            yield year, None
        else:
            yield from ((year, month) for month in range(1, 13) if first <= (year, month) <= last)


class _Callable(ModuleType):
    """Importing this module puts it under the name of its main function; calling it must then do the same."""

    def __call__(self, *arguments: Any, **options: Any) -> World:
        return world(*arguments, **options)


sys.modules[__name__].__class__ = _Callable
