"""The leading figures of a country: the newest of each with the one before it, and which are unknown."""

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forlik.briefs.document import Grid, Language, Line, Strong, line
from forlik.briefs.references import of_measure
from forlik.briefs.words import word
from forlik.charts.figure_rows import figure_rows
from forlik.core.errors import NoData
from forlik.core.figure import Figure
from forlik.core.measure import Measure
from forlik.core.warnings import StaleData
from forlik.discover import measures
from forlik.places import Place
from forlik.profile import LEADING, marks, newest
from forlik.world import World

PACKAGE = "forlik.briefs.country"
PILLARS = ("peace", "humanitarian", "development", "rights")


@dataclass(frozen=True, slots=True)
class Leading:
    """One leading figure.

    Args:
        what: Its measure.
        newest: The newest, or unknown with its reason.
        before: The known one before it; nothing where there is none.
    """

    what: Measure
    newest: Figure
    before: Figure | None


def leading(world: World, place: Place) -> tuple[Leading, ...]:
    """The leading figures of a country, in the order of the four pillars.

    Args:
        world: What was known.
        place: The country.
    """
    known = measures()
    chosen = [known[name] for name in LEADING if name in known]
    chosen.sort(key=lambda what: PILLARS.index(what.pillar))
    found = ((what, newest(world, place, what)) for what in chosen)
    return tuple(Leading(what, one, _before(world, place, what, one)) for what, one in found)


def table_of(world: World, figures: Sequence[Leading], language: Language) -> Grid:
    """One table, pillar by pillar; what is not known stands among the gaps.

    Args:
        world: What was known.
        figures: The leading figures.
        language: Language.
    """
    rows: list[tuple[Line, ...]] = []
    for pillar in PILLARS:
        mine = [one for one in figures if one.what.pillar == pillar and _known(one)]
        if mine:
            rows.append((line(Strong(word(pillar, language, PACKAGE))), *([()] * 4)))
            rows += [_row(world, one, language) for one in mine]
    heads = tuple(word(code, language, PACKAGE) for code in ("figure", "unit", "period", "value", "before"))
    return Grid("", heads, tuple(rows), frozenset({3, 4}))


def unknown(world: World, figures: Sequence[Leading], language: Language) -> Iterator[str]:
    """What of the leading figures is not known, and why.

    Args:
        world: What was known.
        figures: The leading figures.
        language: Language.
    """
    for one in figures:
        if not _known(one):
            yield word("gap", language, PACKAGE).format(label=one.what.title, reason=_why(world, one))


def old(world: World, figures: Sequence[Leading], language: Language) -> Iterator[str]:
    """What of the leading figures is older than its source should let it grow.

    Args:
        world: What was known.
        figures: The leading figures.
        language: Language.
    """
    for one in figures:
        if _known(one) and "stale" in marks(one.newest, world.day):
            yield word("gap.old", language, PACKAGE).format(label=one.what.title, period=one.newest.period)


def _why(world: World, one: Leading) -> str:
    """Why a figure is unknown, without what a desk would do about it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", StaleData)
            world.measure(one.what.name, one.newest.country_iso3)
    except NoData as nothing:
        return nothing.what
    return one.newest.reason


def _known(one: Leading) -> bool:
    return one.newest.value is not None


def _row(world: World, one: Leading, language: Language) -> tuple[Line, ...]:
    estimated = (f" {word('estimated', language, PACKAGE)}",) if one.newest.status == "estimated" else ()
    before = line(of_measure(world, one.before), f" ({one.before.period})") if one.before else line("–")
    return (
        line(one.what.title),
        line(one.what.unit),
        line(one.newest.period),
        line(of_measure(world, one.newest), *estimated),
        before,
    )


def _before(world: World, place: Place, what: Measure, one: Figure) -> Figure | None:
    if one.value is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", StaleData)
            rows = figure_rows(world.measure(what.name, place.iso3), what)
    except NoData:
        return None
    return next((row for row in reversed(rows) if row.period < one.period and row.value is not None), None)
