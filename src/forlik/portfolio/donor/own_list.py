"""What a ministry's own grant list adds to a donor's picture: sums by kind of recipient, and what is kept unnamed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from forlik.core.figure import Basis
from forlik.world import World

TABLE = "grants__lines"
AID = "ODA"
SUMMED = ("disbursed_nok", "disbursed_usd", "committed_nok", "committed_usd")
"""Amounts of a year that may be added over rows; an agreement's whole amount stands again in each of its years."""
ANONYMISED = "anonymised"
KINDS = ("country", "region", "global", "multilateral", "donor_side", "unspecified", "unknown")


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one kind of recipient, or the anonymised ones among all.

    Args:
        kind: ``country``, ``region``, ``global``, ``multilateral``, ``donor_side``, ``unspecified``, ``unknown``; or
            ``anonymised`` or ``all``.
        rows: How many rows.
        sums: Amount → its sum in kroner or dollars; ``None`` where no row states it.
        partly: Amounts that some rows state and others do not.
    """

    kind: str
    rows: int
    sums: Mapping[str, Decimal | None]
    partly: frozenset[str]


@dataclass(frozen=True, slots=True)
class OwnList:
    """An own grant list in one year.

    Args:
        year: The year.
        years: Every year in it.
        parts: By kind of recipient, those there are, in the order in which kinds are told.
        all: All that is counted.
        anonymised: The anonymised rows: part of ``parts`` and ``all``, told apart because nobody may be named.
        frames: Rows of framework agreements, whose money stands again in the agreements under them: not counted.
        other_flows: Rows of flows that are no official development assistance: not counted.
        bases: The list.
    """

    year: int
    years: tuple[int, ...]
    parts: tuple[Part, ...]
    all: Part
    anonymised: Part
    frames: int
    other_flows: int
    bases: tuple[Basis, ...]


def own_list(world: World, year: int | None = None) -> OwnList | None:
    """The own grant list in a year.

    Whoever asks must be allowed to see it: it is for own use only, and a page asks the setting ``show_grants`` first.

    Args:
        world: What was known.
        year: The year; the newest in the list when not given.

    Returns:
        Sums over all rows that are counted; nothing where no list is held or it has no such year.

    Raises:
        NoData: No list was known on the day.
    """
    table = world.table(TABLE).to_ibis()
    wanted = ["year", "counted", ANONYMISED, "recipient_kind", "type_of_flow", "basis", *SUMMED]
    rows = world.then.engine.run(table.select(*wanted)).to_pylist()
    if world.then.mode == "reconstructed":
        rows = [row for row in rows if row["year"] <= world.day.year]
    years = tuple(sorted({row["year"] for row in rows}))
    asked = year if year is not None else years[-1] if years else None
    if asked is None or asked not in years:
        return None
    mine = [row for row in rows if row["year"] == asked]
    aid = [row for row in mine if row["type_of_flow"] in (None, AID)]
    counted = [row for row in aid if row["counted"]]
    return OwnList(
        year=asked,
        years=years,
        parts=tuple(
            _part(kind, there) for kind in KINDS if (there := [row for row in counted if row["recipient_kind"] == kind])
        ),
        all=_part("all", counted),
        anonymised=_part(ANONYMISED, [row for row in counted if row[ANONYMISED]]),
        frames=len(aid) - len(counted),
        other_flows=len(mine) - len(aid),
        bases=tuple(world.then.bases[number] for number in sorted({row["basis"] for row in mine})),
    )


def _part(kind: str, rows: Sequence[Mapping[str, Any]]) -> Part:
    stated = {name: [row[name] for row in rows if row[name] is not None] for name in SUMMED}
    return Part(
        kind=kind,
        rows=len(rows),
        sums={name: sum(amounts, Decimal(0)) if amounts else None for name, amounts in stated.items()},
        partly=frozenset(name for name, amounts in stated.items() if 0 < len(amounts) < len(rows)),
    )
