"""The leading figures of a country: the newest of each with the one before it, and which are unknown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forlik.briefs.document import Grid, Language, Line, line
from forlik.briefs.references import of_measure
from forlik.briefs.words import word
from forlik.charts.figure_rows import figure_rows
from forlik.core.errors import NoData
from forlik.core.figure import Figure
from forlik.core.measure import Measure
from forlik.discover import measures
from forlik.places import Place
from forlik.profile import LEADING, newest
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


def table_of(world: World, figures: Sequence[Leading], language: Language) -> tuple[Grid, ...]:
    """One table a pillar; a pillar of which nothing is known has none, and its figures stand among the gaps."""
    heads = tuple(word(code, language, PACKAGE) for code in ("figure", "unit", "period", "value", "before"))
    return tuple(
        Grid(word(pillar, language, PACKAGE), heads, rows, frozenset({3, 4}))
        for pillar in PILLARS
        if (rows := tuple(_row(world, one) for one in figures if one.what.pillar == pillar and _known(one)))
    )


def unknown(figures: Sequence[Leading], language: Language) -> Iterator[str]:
    """What of the leading figures is not known, and why."""
    for one in figures:
        if not _known(one):
            yield word("gap", language, PACKAGE).format(label=one.what.title, reason=one.newest.reason)


def _known(one: Leading) -> bool:
    return one.newest.value is not None


def _row(world: World, one: Leading) -> tuple[Line, ...]:
    before = line(of_measure(world, one.before), f" ({one.before.period})") if one.before else line("–")
    return (
        line(one.what.title),
        line(one.what.unit),
        line(one.newest.period),
        line(of_measure(world, one.newest)),
        before,
    )


def _before(world: World, place: Place, what: Measure, one: Figure) -> Figure | None:
    if one.value is None:
        return None
    try:
        rows = figure_rows(world.measure(what.name, place.iso3), what)
    except NoData:
        return None
    return next((row for row in reversed(rows) if row.period < one.period and row.value is not None), None)
