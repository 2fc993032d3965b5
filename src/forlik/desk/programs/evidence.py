"""Answers on places, measures, countries and sources."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from forlik import inventory as held
from forlik import places as known
from forlik import profile, shapes
from forlik.charts.figure_table import bases_of
from forlik.core.errors import NoData, UsageError
from forlik.core.figure import Basis
from forlik.core.measure import WORLD, Measure
from forlik.core.settings import home
from forlik.core.table import Table
from forlik.desk import worlds
from forlik.desk.programs.asking import KEPT, Cut, place_of
from forlik.desk.programs.stated import answer, newest
from forlik.desk.question import Question
from forlik.discover import measure as named
from forlik.discover import measures as every
from forlik.places import LANGUAGES, Place
from forlik.places.edition import edition
from forlik.standing import Mode


def places(asked: Question, cut: Cut, q: str = "", kind: str = "") -> dict[str, Any]:
    """Countries and territories in the order of their names.

    Args:
        asked: The question.
        cut: Gives the rows of one answer.
        q: Part of a name in any language; all of them when not given.
        kind: One kind alone, such as ``state``.
    """
    found = known.search(q, limit=len(_every())) if q.strip() else _every()
    some, said = cut([one for one in found if not kind or one.kind == kind])
    return _of_ours(asked, rows=[_place(one) for one in some], **said)


def place(asked: Question, name: str) -> dict[str, Any]:
    """One country or territory by any of its names or codes.

    Raises:
        PlaceRefused: It means none, or several.
    """
    return _of_ours(asked, place=_place(place_of(name)))


def _of_ours(asked: Question, **body: Any) -> dict[str, Any]:
    """An answer that stands on the table of places, which comes with the program: it is of one day, whoever asks."""
    return answer(asked, (_table(),), **body)


@cache
def _table() -> Basis:
    title, of = "Countries and territories through time", edition()
    at = datetime.combine(of.day, time.min, UTC).isoformat()
    return Basis(
        number=0,
        source="forlik",
        title=title,
        publisher="Forlik",
        part="places",
        edition=of.day.isoformat(),
        known_at=at,
        held_at=at,
        sha256=of.sha256,
        licence="Apache-2.0",
        citation=f"Forlik, {title}, {of.day}: a dated table, each row with its evidence.",
        url=f"urn:sha256:{of.sha256}",
    )


@cache
def _every() -> Sequence[Place]:
    return known.all_places()


@lru_cache(maxsize=512)
def _place(one: Place) -> Mapping[str, Any]:
    codes = {system: one.code(system) for system in known.systems()}
    return {
        "iso3": one.iso3,
        "name": one.name(),
        "names": {language: one.name(language) for language in LANGUAGES},
        "kind": one.kind,
        "valid_from": one.valid_from.isoformat() if one.valid_from else None,
        "valid_to": one.valid_to.isoformat() if one.valid_to else None,
        "groups": sorted(one.groups()),
        "codes": {system: code for system, code in codes.items() if code},
        "note": one.note,
    }


def measures(asked: Question, cut: Cut) -> dict[str, Any]:
    """The measures: what each says and does not say, with the method in force on the day."""
    some, said = cut(list(every().values()))
    bases = newest(asked, (name for one in some for name in _sources(one)))
    return answer(asked, bases, rows=[_measure(asked, one) for one in some], **said)


def _sources(what: Measure) -> list[str]:
    return sorted({table.partition("__")[0] for table in what.tables})


def _measure(asked: Question, what: Measure) -> dict[str, Any]:
    method = what.method_on(asked.day)
    said = ("title", "unit", "grain", "direction", "silence", "pillar", "digits", "notes", "misuse")
    return {name: getattr(what, name) for name in said} | {
        "measure": what.name,
        "method": method.number,
        "adopted": method.adopted.isoformat(),
        "sources": _sources(what),
    }


def measure(
    asked: Question, cut: Cut, name: str, country: str = "", start: str | None = None, end: str | None = None
) -> dict[str, Any]:
    """The figures of one measure.

    Args:
        asked: The question.
        cut: Gives the rows of one answer.
        name: Name of the measure.
        country: A place, or ``World``; every country when not given.
        start: First year or month.
        end: Last year or month.

    Raises:
        NoData: There is no such measure, or nothing of it was known.
        UsageError: No such period.
    """
    what, code = _named(name), _code(country)
    table = _figures(worlds.stamp(), home(), asked.day, asked.clock, asked.mode, what.name, code, start, end)
    some, said = cut(table.listed or table.rows())
    shape = shapes.measure(asked.world, what, None)
    body = {name: shape[name] for name in ("measure", "unit", "grain", "method")}
    body |= {"remarks": list(table.manifest.remarks), "rows": [shapes.measure_row(row) for row in some]}
    return answer(asked, asked.world.behind_rows(what.name, some), **body, **said)


@lru_cache(maxsize=KEPT)
def _figures(
    _now: worlds.Stamp,
    _folder: Path,
    day: date,
    clock: str,
    mode: Mode,
    name: str,
    code: str | None,
    start: str | None,
    end: str | None,
) -> Table:
    """All the figures: whoever goes through a list asks for its rows many times."""
    return worlds.kept(day, clock, mode).measure(name, code, start=start, end=end)


def _named(name: str) -> Measure:
    try:
        return named(name)
    except UsageError as error:
        raise NoData(error.what, remedy=error.remedy) from error


def _code(text: str) -> str | None:
    if not text.strip():
        return None
    return WORLD if text.strip().casefold() in {"world", WORLD.casefold()} else place_of(text).iso3


def country(asked: Question, name: str) -> dict[str, Any]:
    """A country's profile: the newest figure of every measure known on the day, or why there is none.

    Raises:
        PlaceRefused: The name means no place, or several.
    """
    found = place_of(name)
    figures = profile.profile(asked.world, found)
    shape = shapes.country(asked.world, found, figures)
    return answer(asked, bases_of(figures), **{key: value for key, value in shape.items() if key != "as_of"})


def sources(asked: Question, cut: Cut) -> dict[str, Any]:
    """The sources: what is held today of each, how old it is, and under which terms."""
    some, said = cut(held.inventory(home()))
    return answer(asked, newest(asked, (row["name"] for row in some)), rows=[_told(row) for row in some], **said)


def source(asked: Question, name: str) -> dict[str, Any]:
    """One source: its terms, its tables, its age and what to mind.

    Raises:
        NoData: There is no such source.
    """
    try:
        about = held.describe(home(), name)
    except UsageError as error:
        raise NoData(error.what, remedy=error.remedy) from error
    return answer(asked, newest(asked, [name]), **_told(about))


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """What is told of a source: not the names of files that were refused, which are somebody's own."""
    return {name: said for name, said in row.items() if name != "refused_files"}
