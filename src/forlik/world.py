"""World: what was known on a day."""

import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from itertools import chain
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
from forlik.places import Place
from forlik.standing import Mode, Standing
from forlik.store import catalogue as catalogues
from forlik.store.results import Cell, Cells, Period

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
        found = cells(self.then, what, wanted)
        if self.then.mode == "reconstructed":
            last = min(last or self._month, self._month)
        if not any(found.values()):
            raise self._nothing(what, wanted)
        kept = found if first is None and last is None else _cut(found, first, last)
        rows = list(_rows(what, kept))
        if wanted is not None and first and last:
            rows = sorted(
                [*rows, *self._gaps(what, wanted, kept.get(wanted, {}), first, last)],
                key=lambda row: (row["year"], row["month"] or 0),
            )
        used = {row["basis"] for row in rows if row["basis"] is not None}
        if not used and rows:
            reason, helps = why_gap(self.then, what, rows[0]["country_iso3"], (rows[0]["year"], rows[0]["month"]))
            raise NoData(reason, where=what.title, remedy=remedy(what) if helps else "")
        if not used:
            raise NoData("no figure in that range", where=what.title, remedy="widen --from and --to")
        named = {None: None, **{number: self.then.bases[number].source for number in used}}
        for row in rows:
            row["source"] = named[row["basis"]]
        asked = {(row["country_iso3"], row["year"]) for row in rows if row["basis"] is not None}
        numbers = behind(self.then, what, used, asked)
        for category, said in caveats(self.then, rows, open_ended=last is None or last >= self._month):
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
            known = {period: cell for period, cell in known.items() if _within(period, None, self._month)}
        if not known:
            raise NoData("no figure in that range", where=what.title, remedy="widen --from and --to")
        for said in side_by_side(self.then.bases[number] for number in {cell.basis for cell in known.values()}):
            warnings.warn(said, NotComparable, stacklevel=2)
        period = max(known, key=_turn)
        return _row(what, iso3, period, known[period])

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
                yield _row(what, iso3, period, None, why_gap(self.then, what, iso3, period)[0])

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
    day = parse_day(as_of) if isinstance(as_of, str) else as_of or today()
    if day > today():
        raise UsageError(f"{day} lies in the future", remedy="ask for today or earlier")
    if clock not in ("known", "held"):
        raise UsageError(f"there is no clock “{clock}”", remedy="known or held")
    folder = Path(home) if home is not None else default_home()
    held = catalogues.load(folder) or catalogues.Catalogue(starter=True)
    return World(Standing(day=day, clock=clock, mode=mode, home=folder, catalogue=held))


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
    value, low, high, status, basis = cell or (None, None, None, "unknown", None)
    return {
        "country": _name(iso3),
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


@lru_cache(maxsize=1024)
def _past_name_until(found: Place, text: str) -> date | None:
    return found.past_name_until(text)


@lru_cache(maxsize=1024)
def _name(iso3: str) -> str:
    return "World" if iso3 == WORLD else places.by_code("iso3", iso3).name()


def _rows(what: Measure, cells: Mapping[str, Mapping[Period, Cell]]) -> Iterator[dict[str, Any]]:
    for iso3, periods in cells.items():
        for period in sorted(periods, key=_turn):
            yield _row(what, iso3, period, periods[period])


def _turn(period: Period) -> tuple[int, int]:
    return period[0], period[1] or 0


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


def _cut(found: Cells, first: tuple[int, int] | None, last: tuple[int, int] | None) -> Cells:
    # Whether a period is within is asked once, and not of every place.
    within = {period for period in {*chain.from_iterable(found.values())} if _within(period, first, last)}
    return {
        iso3: {period: cell for period, cell in periods.items() if period in within} for iso3, periods in found.items()
    }


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


class _Callable(ModuleType):
    """Importing this module puts it under the name of its main function; calling it must then do the same."""

    def __call__(self, *arguments: Any, **options: Any) -> World:
        return world(*arguments, **options)


sys.modules[__name__].__class__ = _Callable
