"""How far knowledge reaches: the newest period of a source, and in how many places a measure is known for each."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress

from forlik.cells import cells, counted_under
from forlik.core.days import period_of
from forlik.core.errors import BadInput, BrokenStore
from forlik.core.measure import WORLD, Measure
from forlik.discover import measure
from forlik.world import World


def parts_of_others(names: Iterable[str]) -> dict[str, str]:
    """Place → the place that the sources of some measures count it under."""
    under: dict[str, str] = {}
    for name in names:
        under |= counted_under(measure(name))
    return under


def newest_periods(world: World) -> dict[str, str]:
    """Source → the newest period it speaks of, as known on the day."""
    then = world.then
    said: list[tuple[str, str]] = []
    for one in (one for found in then.snapshots.values() for one in found):
        with suppress(BadInput, BrokenStore):  # whoever asks for its rows is told
            said.append((one.source, then.told(one).newest))
    newest: dict[str, str] = {}
    for name, period in (*said, *((layer.source, layer.newest) for layer in then.layers)):
        newest[name] = max(period, newest.get(name, ""))
    return newest


def periods(world: World, what: Measure) -> dict[str, int]:
    """Period → number of places with a figure, newest period first; empty when nothing is known."""
    last = (world.day.year, world.day.month) if world.then.mode == "reconstructed" else (9999, 12)
    counted = Counter(
        period
        for iso3, known in cells(world.then, what, None).items()
        if iso3 != WORLD
        for period in known
        if (period[0], period[1] or 12) <= last
    )
    newest_first = sorted(counted, key=lambda period: (period[0], period[1] or 0), reverse=True)
    return {period_of(year, month): counted[year, month] for year, month in newest_first}
