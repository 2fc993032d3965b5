"""Activities that stand in several snapshots: which version counts."""

from collections.abc import Mapping, Sequence
from typing import Any

from forlik.core.snapshot import Snapshot
from forlik.standing import Standing
from forlik.store import shelf

ACTIVITIES = "iati__activities"
Losers = Mapping[int, Sequence[tuple[str, bool]]]
"""Snapshot number → the activities in it that do not count, by key and whether another reports of it."""


def losers(then: Standing) -> Losers:
    """The activities for which a later known snapshot has another version.

    Args:
        then: What stands.
    """
    import pyarrow as pa

    from forlik.core.schema import BASIS
    from forlik.discover import source

    snapshots = then.with_table(ACTIVITIES)
    schema = pa.schema([*source("iati").schemas[ACTIVITIES].arrow(), BASIS])
    rows = then.engine.read(paths(then, snapshots, ACTIVITIES), schema)
    rows = rows.select("activity_key", "secondary_reporter", "basis")
    several = rows.group_by("activity_key", "secondary_reporter").aggregate(held=rows.count())
    several = several.filter(several.held > 1)
    # Snapshots come with the latest known last.
    place = {one.number: at for at, one in enumerate(snapshots)}
    held: dict[tuple[str, bool], list[int]] = {}
    shared = rows.semi_join(several, ["activity_key", "secondary_reporter"])
    for row in then.engine.run(shared).to_pylist():
        held.setdefault((row["activity_key"], row["secondary_reporter"]), []).append(row["basis"])
    found: dict[int, list[tuple[str, bool]]] = {}
    for key, numbers in held.items():
        for number in sorted(numbers, key=place.__getitem__)[:-1]:
            found.setdefault(number, []).append(key)
    return {number: tuple(sorted(keys)) for number, keys in found.items()}


def paths(then: Standing, snapshots: Sequence[Snapshot], table: str) -> list[Any]:
    """The files of one table of some snapshots, each held against the digest it was written with."""
    return [shelf.sound(shelf.place_of(then.home, one), table) for one in snapshots]


def standing_activities(then: Standing, snapshots: Sequence[Snapshot], lost: Losers) -> Any:
    """The activities of some snapshots that count, as an Ibis table with the columns of ``iati__activities``.

    Args:
        then: What stands.
        snapshots: The snapshots.
        lost: What :func:`losers` gave.
    """
    import pyarrow as pa

    from forlik.core.schema import BASIS
    from forlik.discover import source

    schema = pa.schema([*source("iati").schemas[ACTIVITIES].arrow(), BASIS])
    rows = then.engine.read(paths(then, snapshots, ACTIVITIES), schema)
    numbers = {one.number for one in snapshots}
    gone = [
        {"lost_key": key, "lost_secondary": secondary, "lost_basis": number}
        for number, keys in lost.items()
        if number in numbers
        for key, secondary in keys
    ]
    if not gone:
        return rows
    columns = pa.schema([("lost_key", pa.string()), ("lost_secondary", pa.bool_()), ("lost_basis", pa.int32())])
    others = then.engine.memory(pa.Table.from_pylist(gone, schema=columns))
    same = (
        (rows.activity_key == others.lost_key)
        & (rows.secondary_reporter == others.lost_secondary)
        & (rows.basis == others.lost_basis)
    )
    return rows.anti_join(others, same)
