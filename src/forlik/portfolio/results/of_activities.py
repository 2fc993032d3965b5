"""Results of chosen activities: what is published of those that an engagement names as its own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from forlik.core.errors import NoData
from forlik.core.figure import Basis
from forlik.portfolio.results.comparing import compare
from forlik.portfolio.results.coverage import activities_of, results_of
from forlik.portfolio.results.expecting import HELD
from forlik.portfolio.results.periods import ORDER, Period
from forlik.world import World

NOT_PUBLISHED = "not_published"


@dataclass(frozen=True, slots=True)
class Published:
    """What is published of one activity that is named.

    Args:
        activity_id: As it is named.
        standing: ``counted``; ``other_level``: its publisher is counted on another level; ``not_published``: no file
            that was known on the day has it, so that its results are unknown, which is not that there are none.
        owes: ``expected``, ``not_yet``, ``never`` or ``unknown``: whether results are expected of it.
        having: What it has: ``result``, ``indicator``, ``target``, ``actual``.
        title: Its title.
        reporting_org_name: Who reports it.
        periods: Its periods, each target against its actual.
        basis: The file; ``None`` where there is none.
    """

    activity_id: str
    standing: str
    owes: str = "unknown"
    having: frozenset[str] = frozenset()
    title: str = ""
    reporting_org_name: str = ""
    periods: tuple[Period, ...] = field(default=(), repr=False)
    basis: Basis | None = None


def published(world: World, activity_ids: Iterable[str]) -> tuple[Published, ...]:
    """What is published of some activities, in the order in which they are named; each once.

    Only a publisher's own report counts. Identifiers are compared as they stand.

    Args:
        world: What was known.
        activity_ids: Identifiers as published.
    """
    named = tuple(dict.fromkeys(activity_ids))
    if not named:
        return ()
    try:
        rows = world.then.engine.memory(activities_of(world))
        found = world.then.engine.run(rows.filter(rows.activity_key.isin(named) & (rows.standing != "secondary")))
        reached = _periods(world, named)
    except NoData:
        return tuple(Published(one, NOT_PUBLISHED) for one in named)
    about = {row["activity_key"]: row for row in found.to_pylist()}
    return tuple(_published(world, one, about.get(one), reached.get(one, ())) for one in named)


def _periods(world: World, named: tuple[str, ...]) -> Mapping[str, list[Period]]:
    rows = results_of(world)
    mine = rows.filter(~rows.secondary_reporter & rows.activity_key.isin(named))
    every = world.then.engine.run(mine.order_by(list(ORDER))).to_pylist()
    found: dict[str, list[Period]] = defaultdict(list)
    for row in every:
        found[row["activity_key"]].append(Period(row, compare(row, world.day)))
    return found


def _published(world: World, named: str, about: Mapping[str, Any] | None, periods: Iterable[Period]) -> Published:
    if about is None:
        return Published(named, NOT_PUBLISHED)
    return Published(
        named,
        about["standing"],
        about["owes"],
        frozenset(name for name in HELD if about[name]),
        " ".join((about["title"] or "").split()),
        about["reporting_org_name"] or about["reporting_org_ref"] or "",
        tuple(periods),
        world.then.bases[about["basis"]],
    )
