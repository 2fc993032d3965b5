"""Where activities are: the locations that they state, read as administrative areas of one list and one level."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from forlik.core.schema import BASIS
from forlik.discover import source
from forlik.iati.flows.millionths import millionths
from forlik.portfolio.cube.tables import snapshots
from forlik.portfolio.cube.versions import paths
from forlik.world import World

LOCATIONS = "iati__locations"
NO_AREA = "no_area"
"""In place of an area: none is named."""
NAMES = 3
Where = tuple[str, int | None, str]
"""Vocabulary, level and code of an area."""


def named_locations(world: World, rows: Sequence[Mapping[str, Any]]) -> dict[tuple[int, int], list[dict[str, Any]]]:
    """Snapshot and number of an activity → its locations, with and without an area."""
    then = world.then
    found: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    wanted = pa.table(
        {
            "basis": pa.array([row["basis"] for row in rows], pa.int32()),
            "activity_no": pa.array([row["activity_no"] for row in rows], pa.int64()),
        }
    )
    bases = set(wanted["basis"].to_pylist())
    held = [one for one in snapshots(then) if one.number in bases and LOCATIONS in then.told(one).tables]
    if not held:
        return found
    schema = pa.schema([*source("iati").schemas[LOCATIONS].arrow(), BASIS])
    every = then.engine.read(paths(then, held, LOCATIONS), schema)
    mine = every.semi_join(then.engine.memory(wanted), ["basis", "activity_no"])
    columns = ("basis", "activity_no", "ordinal", "name", "admin_vocabulary", "admin_level", "admin_code", "percentage")
    read = then.engine.run(mine.select(*columns))
    for row in read.sort_by([(key, "ascending") for key in ("basis", "activity_no", "ordinal")]).to_pylist():
        found[row["basis"], row["activity_no"]].append(row)
    return found


def weights(locations: Sequence[Mapping[str, Any]]) -> dict[Where | str, int]:
    """Area, or why there is none → its weight; areas in the order of their codes, so that the same gives the same."""
    areas = [_area(one) for one in locations]
    chosen = _of_one_list([one for one in areas if one])
    if not chosen:
        return {NO_AREA: 1}
    percentages = [one["percentage"] for one in locations]
    if all(one is not None and one >= 0 for one in percentages) and sum(percentages) > 0:
        found: dict[Where | str, int] = defaultdict(int)
        for area, percentage in zip(areas, percentages, strict=True):
            found[area if area in chosen else NO_AREA] += millionths(percentage)
        keys: list[Where | str] = [*_in_order(chosen), NO_AREA]
        return {key: found[key] for key in keys if found.get(key)}
    return dict.fromkeys(_in_order(chosen), 1)


def _area(location: Mapping[str, Any]) -> Where | None:
    """The area that a location names; level 0 is the country itself, and no area."""
    if not location["admin_code"] or location["admin_level"] == 0:
        return None
    return location["admin_vocabulary"] or "", location["admin_level"], location["admin_code"]


def _of_one_list(areas: Sequence[Where]) -> set[Where]:
    """The areas of one level and one vocabulary: no money goes both to an area and to a part of it."""
    if not areas:
        return set()
    best = min(_depth(one) for one in areas)
    level = [one for one in areas if _depth(one) == best]
    many = Counter(vocabulary for vocabulary, _, _ in level)
    first = min(many, key=lambda name: (-many[name], name))
    return {one for one in level if one[0] == first}


def _in_order(areas: Iterable[Where]) -> list[Where]:
    return sorted(areas, key=lambda area: area[2])


def _depth(area: Where) -> tuple[bool, int]:
    return area[1] is None, area[1] or 0


def called(found: Iterable[Sequence[Mapping[str, Any]]]) -> dict[Where, tuple[str, ...]]:
    """Area → names of the places in it."""
    names: dict[Where, Counter[str]] = defaultdict(Counter)
    for locations in found:
        for one in locations:
            if (where := _area(one)) and one["name"]:
                names[where][" ".join(one["name"].split())] += 1
    return {
        where: tuple(sorted(counted, key=lambda name: (-counted[name], name))[:NAMES])
        for where, counted in names.items()
    }
