"""Aid to a country as IATI files have it: who reports it, which activities it is, and which files it stands in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from forlik.core.errors import NoData
from forlik.core.figure import Basis, Figure, made_of
from forlik.discover import measure
from forlik.measures._iati import PAID, firsthand, levels
from forlik.places import Place
from forlik.world import World

ACTIVITIES, FLOWS, FILES, FINDINGS = "iati__activities", "iati__flows", "iati__files", "iati__findings"
WHOLE = Decimal(1)
LAST_PLACE = "aid of the place asked for last"
LEVELS, NAMES = "the level of each publisher that counts, of what it paid", "names of publishers"


@dataclass(frozen=True, slots=True)
class Reporter:
    """What one organisation reports of a country.

    Args:
        ref: Its reference; empty when it gives none.
        name: Its name, as its first activity has it.
        level: The level of its activities that is counted.
        paid: What it paid out, in all years known; its period is the last of them.
        years: First and last of them.
        activities: Activities that this is the sum of.
    """

    ref: str
    name: str
    level: int
    paid: Figure
    years: str
    activities: Figure


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity in a country.

    Args:
        about: Its row of ``iati__activities``.
        paid: What was paid out for the country in it, in all years known; unknown when nothing was.
        years: First and last of them.
        counted: Whether that is part of the country's total: not when its publisher is counted at another level.
        basis: The file that it stands in.
    """

    about: Mapping[str, Any]
    paid: Figure
    years: str
    counted: bool
    basis: Basis


def reporters(world: World, place: Place) -> tuple[Reporter, ...]:
    """Who reports that money was paid out for a country, the largest first.

    Raises:
        NoData: No IATI file was known on the day.
    """
    rows = _paid(world, place)
    names = _names(world)
    grouped: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["counted"]:
            grouped[row["ref"], row["hierarchy"]].append(row)
    found = [
        Reporter(
            ref,
            names.get(ref) or ref,
            level,
            _sum(world, place, mine, names.get(ref) or ref),
            _years(mine),
            _count(world, place, mine, names.get(ref) or ref),
        )
        for (ref, level), mine in grouped.items()
    ]
    return tuple(sorted(found, key=lambda one: (-(one.paid.value or 0), one.ref)))


def activities(world: World, place: Place, ref: str | None = None) -> tuple[Activity, ...]:
    """The activities that name a country or have money for it; those with most money first.

    Args:
        world: What was known.
        place: The country.
        ref: Reference of a reporting organisation; all when ``None``.

    Raises:
        NoData: No IATI file was known on the day.
    """
    paid: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in _paid(world, place):
        paid[row["activity_key"], row["dataset"]].append(row)
    found = []
    for about in _of(world, ACTIVITIES, lambda rows: rows.filter(_names_place(rows, place, ref))):
        mine = paid.get((about["activity_key"], about["dataset"]), [])
        counts = any(row["counted"] for row in mine)
        basis = world.then.bases[about["basis"]]
        label = " ".join((about["title"] or about["activity_key"]).split())
        found.append(Activity(about, _sum(world, place, mine, label), _years(mine), counts or not mine, basis))
    return tuple(sorted(found, key=_size, reverse=True))


def files(world: World) -> tuple[Mapping[str, Any], ...]:
    """The files that stand on the day, by reporting organisation and name.

    Raises:
        NoData: None was known.
    """
    rows = _of(world, FILES, lambda rows: rows)
    return tuple(
        sorted(rows, key=lambda row: ((row["reporting_org_name"] or row["dataset"]).casefold(), row["dataset"]))
    )


def findings(world: World, datasets: Iterable[str]) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """What is wrong with some files: dataset → its findings."""
    wanted = sorted(set(datasets))
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    try:
        for row in _of(world, FINDINGS, lambda rows: rows.filter(rows.dataset.isin(wanted or [""]))):
            found[row["dataset"]].append(row)
    except NoData:
        return {}
    return {name: sorted(rows, key=lambda row: row["finding_no"]) for name, rows in found.items()}


def _size(one: Activity) -> tuple[bool, Decimal, str]:
    value = one.paid.value
    return value is not None, value or Decimal(0), one.about["activity_key"]


def _names_place(rows: Any, place: Place, ref: str | None) -> Any:
    here = rows.countries_iso3.contains(place.iso3)
    return here if ref is None else here & (rows.reporting_org_ref.fill_null("") == ref)


def _of(world: World, name: str, chosen: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = world.then.engine.run(chosen(world.table(name).to_ibis())).to_pylist()
    return rows


def _paid(world: World, place: Place) -> list[dict[str, Any]]:
    """What was paid out for a country, by activity and file; of each whether it is part of the total."""
    # A page asks of one country several times; only the last one asked for is kept.
    kept = world.then.shared.get(LAST_PLACE)
    if kept is None or kept[0] != place.iso3:
        kept = world.then.shared[LAST_PLACE] = (place.iso3, _read_paid(world, place))
    rows: list[dict[str, Any]] = kept[1]
    return rows


def _read_paid(world: World, place: Place) -> list[dict[str, Any]]:
    every = firsthand(world.table(ACTIVITIES).to_ibis(), world.table(FLOWS).to_ibis(), PAID)
    rows = every.filter((every.country_iso3 == place.iso3) & every.year.notnull())
    if world.then.mode == "reconstructed":
        rows = rows.filter(rows.year <= world.day.year)
    sums = rows.group_by("reporting_org_ref", "hierarchy", "activity_key", "dataset", "basis").aggregate(
        usd=rows.amount_usd.sum(),
        left_out=rows.amount_usd.isnull().any(),
        first=rows.year.min(),
        last=rows.year.max(),
    )
    level_of = _levels(world, every)
    return [
        {**row, "ref": row["reporting_org_ref"], "counted": level_of.get(row["reporting_org_ref"]) == row["hierarchy"]}
        for row in world.then.engine.run(sums).to_pylist()
    ]


def _levels(world: World, every: Any) -> Mapping[str, int]:
    """Publisher → its level that counts, which is the same wherever it pays; asked once of a world."""
    if LEVELS not in world.then.shared:
        rows = world.then.engine.run(levels(every)).to_pylist()
        world.then.shared[LEVELS] = {row["reporting_org_ref"]: row["hierarchy"] for row in rows}
    found: Mapping[str, int] = world.then.shared[LEVELS]
    return found


def _names(world: World) -> Mapping[str, str | None]:
    """Publisher → its name, of several the first in the alphabet; asked once of a world."""

    def named(rows: Any) -> Any:
        return rows.group_by(ref=rows.reporting_org_ref.fill_null("")).aggregate(name=rows.reporting_org_name.min())

    if NAMES not in world.then.shared:
        world.then.shared[NAMES] = {row["ref"]: row["name"] for row in _of(world, ACTIVITIES, named)}
    found: Mapping[str, str | None] = world.then.shared[NAMES]
    return found


def _sum(world: World, place: Place, rows: Sequence[Mapping[str, Any]], label: str) -> Figure:
    """Dollars of some rows as one figure; unknown when there are none, or none with a rate."""
    known = [row["usd"] for row in rows if row["usd"] is not None]
    value = sum(known, Decimal(0)).quantize(WHOLE) if known else None
    reason = "" if known else "no rate is known" if rows else "nothing is published as paid out"
    return _figure(world, place, rows, "iati_paid", label, value, reason)


def _years(rows: Sequence[Mapping[str, Any]]) -> str:
    first, last = (end(row[name] for row in rows) if rows else "" for end, name in ((min, "first"), (max, "last")))
    return f"{first}" if first == last else f"{first}–{last}"


def _count(world: World, place: Place, rows: Sequence[Mapping[str, Any]], label: str) -> Figure:
    value = Decimal(len({row["activity_key"] for row in rows}))
    return _figure(world, place, rows, "iati_activities", label, value, "")


def _figure(
    world: World,
    place: Place,
    rows: Sequence[Mapping[str, Any]],
    name: str,
    label: str,
    value: Decimal | None,
    reason: str,
) -> Figure:
    what = measure(name)
    bases = [world.then.bases[number] for number in {row["basis"] for row in rows}]
    incomplete = name == "iati_paid" and any(row["left_out"] for row in rows)
    figure = Figure(
        measure=name,
        label=label,
        country=place.name(),
        country_iso3=place.iso3,
        period=str(max((row["last"] for row in rows), default="")),
        value=value,
        unit=what.unit,
        status="unknown" if value is None else "estimated" if incomplete else "reported",
        reason=reason,
    )
    return made_of(figure, bases)
