"""Figures of results, counted as the page on results counts them: what is expected by the day, and what is missing."""

from collections.abc import Iterator

from forlik.core.errors import NoData
from forlik.portfolio.coordination.measured import coverage
from forlik.portfolio.flags.evidence import Evidence
from forlik.portfolio.flags.named import NamedFigure, known, unknown
from forlik.portfolio.flags.reasons import because
from forlik.portfolio.results.coverage import activities_of, of
from forlik.portfolio.results.expecting import COUNTED, EXPECTED
from forlik.world import World

RESULTS = "iati__results"
NAMES = ("results_expected", "results_missing", "results_missing_percent")
REACHED = "actual"
"""What an activity has that tells what was reached."""


def of_results(found: Evidence) -> Iterator[NamedFigure]:
    """The figures of results; they are of the day and of no year, for results fall due whenever money was paid.

    Args:
        found: What is known.

    Raises:
        NoData: No IATI file was known on the day.
    """
    found.cell()  # says so where no file is held: that is another reason than files without results
    day = str(found.world.day)
    try:
        counted = _counted(found.world, found.iso3)
    except NoData:
        for name in NAMES:
            yield unknown(name, day, because("table_not_read", RESULTS))
        return
    expected, reached = (sum(one[place] for one in counted.values()) for place in (0, 1))
    sources = found.bases(counted)
    yield known(NAMES[0], expected, day, sources=sources)
    yield known(NAMES[1], expected - reached, day, sources=sources)
    told = coverage((expected - reached, expected))
    if told is None:
        yield unknown(NAMES[2], day, because("none_expected"), sources)
    else:
        yield known(NAMES[2], told, day, sources=sources)


def _counted(world: World, iso3: str) -> dict[int, tuple[int, int]]:
    """Snapshot → how many of its activities here are to have results, and how many tell what was reached.

    Raises:
        NoData: No results of any file were known on the day.
    """
    engine = world.then.engine
    rows = of(engine.memory(activities_of(world)), iso3)
    due = rows.filter((rows.standing == COUNTED) & (rows.owes == EXPECTED))
    told = due.group_by("basis").aggregate(many=due.count(), reached=due[REACHED].cast("int64").sum())
    return {row["basis"]: (row["many"], row["reached"]) for row in engine.run(told).to_pylist()}
