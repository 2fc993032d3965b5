"""The cells of a measure as known on a day: computed, from the starter pack, and where silence means zero."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from forlik import places, starter
from forlik.core.measure import WORLD, Measure
from forlik.core.snapshot import Snapshot
from forlik.core.source import Coverage
from forlik.discover import source
from forlik.standing import Standing, recency
from forlik.store import results, shelf
from forlik.store.results import Cell, Period
from forlik.store.silence import Speech, months_of, speaks_for, spoken_months
from forlik.store.silent import silence

MONTHS = 12
ORIGINS, LAST_PLACES = "cells of measures by origin", "cells of the places asked for last"


@dataclass(frozen=True)
class Part:
    """A measure's cells from one origin: the computed result, or one layer of the starter pack."""

    cells: results.Cells
    speeches: tuple[Speech, ...]

    def filled(self, what: Measure, iso3: str) -> Mapping[Period, Cell]:
        """The cells of a place, silence counted where it means zero; not to be changed, for others have them too."""
        known = self.cells.get(iso3, {})
        return {**silence(self.speeches, what.grain).zeros(iso3), **known} if what.silence == "zero" else known


def computable(then: Standing, what: Measure) -> bool:
    """Whether what a measure needs stands."""
    needed = all(then.with_table(name, what.parts) for name in what.needs)
    used = not what.uses or bool(what.needs) or any(then.with_table(name, what.parts) for name in what.uses)
    return needed and used


def result_path(then: Standing, what: Measure) -> tuple[Path, bool]:
    """Where a measure's computed result is kept, computed first when it is not there yet.

    Returns:
        The file, and whether it had to be computed.
    """
    method = what.method_on(then.day)
    key = results.key_of(what, method, _inputs(then, what))
    if path := results.find(then.home, what.name, key):
        return path, False
    order = handed(then, what)
    computed = then.engine.run(method.compute(*(then.rows(name, order, what.parts) for name in what.tables)))
    shaped = results.shape(what, computed, [one.number for one in order])
    return results.save(then.home, what.name, key, shaped), True


def handed(then: Standing, what: Measure) -> tuple[Snapshot, ...]:
    """Every snapshot a measure's method is handed rows of, the latest known last."""
    return tuple(sorted({one for name in what.tables for one in then.with_table(name, what.parts)}, key=recency))


def _inputs(then: Standing, what: Measure) -> list[Any]:
    """What a result depends on, for its key: every snapshot of every table, and their order of recency."""
    inputs: list[Any] = [[one.number for one in handed(then, what)]]
    for name in what.tables:
        origin = source(name.partition("__")[0])
        reader = shelf.reader_digest(origin.name)
        snapshots = [[one.number, one.sha256] for one in then.with_table(name, what.parts)]
        inputs.append([name, reader, then.retired_before(origin), snapshots])
    return inputs


def origins(then: Standing, what: Measure) -> tuple[Part, ...]:
    """A measure's cells by origin: the computed result, and each starter layer that has it."""
    # Which method is in force hangs on the day; all else on what is known.
    kept: dict[tuple[str, int], tuple[Part, ...]] = then.shared.setdefault(ORIGINS, {})
    key = (what.name, what.method_on(then.day).number)
    if key not in kept:
        kept[key] = _origins(then, what)
    return kept[key]


def _origins(then: Standing, what: Measure) -> tuple[Part, ...]:
    parts = []
    if computable(then, what):
        path, _ = result_path(then, what)
        speeches = _speeches(then, what)
        found = results.load(path)
        if what.grain == "country-year" and what.silence == "zero" and speeches:
            found = _whole(found, speeches)
        if any(speech.coverage.local for speech in speeches):
            found = _worldly(found, speeches)
        parts.append(Part(found, speeches))
    for layer in then.layers:
        if what.name in layer.methods:
            speeches = tuple(Speech(layer.number, cover) for cover in layer.covers)
            parts.append(Part(_starter_cells(layer, what.name), speeches))
    return tuple(parts)


def _speeches(then: Standing, what: Measure) -> tuple[Speech, ...]:
    names = what.silent_in or tuple(dict.fromkeys(name.partition("__")[0] for name in what.tables))
    spoken = [
        (not cover.provisional, recency(snapshot), Speech(snapshot.number, cover))
        for name in names
        for snapshot in then.snapshots.get(name, ())
        # A snapshot speaks for what it has a table of: one of disasters says nothing of conflicts.
        if what.silent_in or set(then.told(snapshot).tables) & set(what.tables)
        for cover in then.told(snapshot).covers
    ]
    # The last word counts: the latest known, and a final edition's before any candidate's.
    return tuple(speech for *_, speech in sorted(spoken, key=lambda one: one[:2]))


def cells(then: Standing, what: Measure, place: str | None) -> results.Cells:
    """Per place and period the latest known cell, silence counted where it means zero.

    Args:
        then: What stands.
        what: The measure.
        place: ISO3 code or ``WLD``; every place but the world when ``None``.
    """
    if place is None:
        return _cells(then, what, None)
    # A page asks of one place again and again; only the places asked for last are kept.
    by_measure: dict[tuple[str, int], results.Cells] = then.one_of_few(LAST_PLACES, place, dict)
    key = (what.name, what.method_on(then.day).number)
    if key not in by_measure:
        by_measure[key] = _cells(then, what, place)
    return by_measure[key]


def _cells(then: Standing, what: Measure, place: str | None) -> results.Cells:
    found = origins(then, what)
    wanted = [place] if place is not None else _named(found, what)
    return {iso3: _merge([part.filled(what, iso3) for part in found], then.known_at) for iso3 in wanted}


def _named(found: Sequence[Part], what: Measure) -> list[str]:
    named = {iso3 for part in found for iso3 in part.cells} - {WORLD}
    if what.silence == "zero":
        named |= _states()
    return sorted(named)


@cache
def _states() -> frozenset[str]:
    return frozenset(one.iso3 for one in places.all_places(kind="state"))


def _merge(origins: Sequence[Mapping[Period, Cell]], known_at: Mapping[int, datetime]) -> Mapping[Period, Cell]:
    """Per period the cell of the latest known origin; of equals the first (a computed one before the starter)."""
    if len(origins) == 1:
        return origins[0]
    merged: dict[Period, Cell] = {}
    for cells in origins:
        for period, cell in cells.items():
            held = merged.get(period)
            if held is None or known_at[cell.basis] > known_at[held.basis]:
                merged[period] = cell
    return merged


def _whole(cells: results.Cells, speeches: tuple[Speech, ...]) -> results.Cells:
    """Yearly figures without those of years known in part only, of this very place."""
    silent = silence(speeches, "country-year")

    def whole(iso3: str, periods: Mapping[Period, Cell]) -> Mapping[Period, Cell]:
        years = silent.known_years(iso3)
        return {period: cell for period, cell in periods.items() if period[0] in years}

    return results.Changed(cells, whole)


def _worldly(cells: results.Cells, speeches: tuple[Speech, ...]) -> results.Cells:
    """Figures of the world only where more than pieces of the dataset speak: a country's table has no world."""
    spans = [(int(one.coverage.first[:4]), int(one.coverage.last[:4])) for one in speeches if not one.coverage.local]

    def told(iso3: str, periods: Mapping[Period, Cell]) -> Mapping[Period, Cell]:
        if iso3 != WORLD:
            return periods
        return {
            period: cell for period, cell in periods.items() if any(first <= period[0] <= last for first, last in spans)
        }

    return results.Changed(cells, told)


@lru_cache(maxsize=256)
def _starter_cells(layer: starter.Layer, measure_name: str) -> results.Cells:
    return results.index(layer.rows(measure_name))


def behind(then: Standing, what: Measure, used: set[int], asked: set[tuple[str, int]]) -> set[int]:
    """Every basis behind some figures: those they name, and what the method took for the same figures beside them.

    Args:
        then: What stands.
        what: The measure.
        used: The bases that the figures name.
        asked: Place and year of each figure; what speaks for none of them has no part in them.
    """
    return _behind(then, what, handed(then, what), used, asked)


def behind_each(
    then: Standing, what: Measure, figures: Sequence[tuple[int | None, str, int]]
) -> Sequence[frozenset[int]]:
    """Every basis behind each of some figures; none behind what is unknown.

    It is as :func:`behind` has it, but that what does not say which places and years it speaks for has no part in a
    single figure: of all the files of a table nobody can tell which of them it is.

    Args:
        then: What stands.
        what: The measure.
        figures: Basis, place and year of each.
    """
    snapshots = [one for one in handed(then, what) if then.told(one).covers]
    return [
        frozenset(() if basis is None else _behind(then, what, snapshots, {basis}, {(place, year)}))
        for basis, place, year in figures
    ]


def _behind(
    then: Standing, what: Measure, snapshots: Sequence[Snapshot], used: set[int], asked: set[tuple[str, int]]
) -> set[int]:
    origins = {one.source for one in snapshots if one.number in used}
    beside = {
        one.number
        for one in snapshots
        # Of tables that stand in for one another only those of a source that is named have a part in the figures.
        if origins and (what.needs or one.source in origins) and _speaks_of(then.told(one).covers, asked)
    }
    layers = {(layer.source, layer.part): layer for layer in then.layers}
    packed = {
        layers[other].number
        for layer in then.layers
        if layer.number in used
        for other in layer.beside.get(what.name, ())
        if other in layers and _speaks_of(layers[other].covers, asked)
    }
    return used | beside | packed


def _speaks_of(covers: Sequence[Coverage], asked: set[tuple[str, int]]) -> bool:
    def says(cover: Coverage, place: str, year: int) -> bool:
        within = int(cover.first[:4]) <= year <= int(cover.last[:4])
        return within and (place == WORLD or speaks_for(cover, place, year, None))

    return not covers or any(says(cover, place, year) for place, year in asked for cover in covers)


def why_gap(then: Standing, what: Measure, iso3: str, period: Period) -> tuple[str, bool]:
    """Why a place has no figure in a period; never a word about anything later than the day.

    Returns:
        The reason, and whether another edition could help.
    """
    year, month = period
    speeches = [speech for part in origins(then, what) for speech in part.speeches]
    if iso3 != WORLD:
        place = places.by_code("iso3", iso3)
        day = date(year, month or MONTHS, 28)
        if not place.exists(day) and not place.exists(date(year, month or 1, 1)):
            return f"{place.name()} did not exist in {year}", False
        if speeches and not any(speaks_for(speech.coverage, iso3, year, month) for speech in speeches):
            return f"the source does not speak for {place.name()} in {year}", True
    newest = max((speech.coverage.last for speech in speeches), default="")
    if newest and (f"{year}-{month:02d}" if month else str(year)) > newest:
        return f"the newest version known on {then.day} speaks up to {newest}", True
    begun = any(spoken == year for speech in speeches for spoken, _ in months_of(speech.coverage))
    if month is None and begun and year not in silence(tuple(speeches), what.grain).known_years(iso3):
        return f"known for some months of {year} only", True
    return "no figure for this period in what was known", True


def why_nothing(then: Standing, what: Measure, iso3: str | None) -> tuple[str, bool]:
    """Why there is no figure at all.

    Returns:
        The reason, and whether another file could help.
    """
    found = origins(then, what)
    if not found or iso3 is None:
        return f"not known on {then.day}", True
    if iso3 == WORLD:
        speeches = [speech for part in found for speech in part.speeches]
        if speeches and all(speech.coverage.local for speech in speeches):
            return "only pieces of the dataset are held: there is no figure for the World", True
        apart = any(part.cells.keys() - {WORLD} for part in found)
        return ("it is not added up over countries: there is no figure for the World", False) if apart else (
            f"the sources known on {then.day} have no figure for the World", True
        )  # fmt: skip
    name = places.by_code("iso3", iso3).name()
    if whole := counted_under(what).get(iso3):
        return f"the sources count {name} under {places.by_code('iso3', whole).name()}", False
    speeches = [speech for part in found for speech in part.speeches]
    if speeches and not any(spoken_months(one.coverage, iso3) for one in speeches):
        return f"the sources known on {then.day} do not list {name} as a place of its own", False
    return f"the sources known on {then.day} have no figure for {name}", True


def counted_under(what: Measure) -> dict[str, str]:
    """Place → the place that a measure's sources count it under."""
    under: dict[str, str] = {}
    for name in what.tables:
        under |= source(name.partition("__")[0]).counts_under
    return under


def remedy(what: Measure) -> str:
    """What would make a measure known."""
    origins = [source(name) for name in dict.fromkeys(name.partition("__")[0] for name in what.tables)]
    verb = "`forlik import` or `forlik sync`" if all(origin.addresses for origin in origins) else "`forlik import`"
    return f"{verb} one of: " + ", ".join(origin.name for origin in origins)
