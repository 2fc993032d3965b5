"""Money of chosen activities: what the files of aid say of those that an engagement names as its own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from forlik.core.errors import NoData
from forlik.core.figure import Basis, Status
from forlik.measures._iati import PAID, firsthand
from forlik.portfolio.cube.years import up_to_the_day
from forlik.portfolio.matrix import levels_of
from forlik.world import World

ACTIVITIES, FLOWS = "iati__activities", "iati__flows"
Standing = Literal["counted", "other_level", "not_published"]


@dataclass(frozen=True, slots=True)
class Linked:
    """One activity that is named.

    Args:
        activity_id: As it is named.
        standing: ``counted``; ``other_level``: its publisher is counted on another level, so that its money stands in
            other activities too; ``not_published``: no file that was known on the day has it.
        title: Its title.
        reporting_org_name: Who reports it.
        dataset: The dataset that it stands in.
        line: The line at which it begins there.
        countries_iso3: The countries that it names.
        by_year: Year → US dollars paid out; a year in which nothing is published is not there.
        without_rate: Parts of its transactions that have no amount in US dollars.
        undated: Parts that are of no year.
        basis: The file.
    """

    activity_id: str
    standing: Standing
    title: str = ""
    reporting_org_name: str = ""
    dataset: str = ""
    line: int = 0
    countries_iso3: tuple[str, ...] = ()
    by_year: Mapping[int, Decimal] = field(default_factory=dict)
    without_rate: int = 0
    undated: int = 0
    basis: Basis | None = None

    @property
    def paid(self) -> Decimal | None:
        """US dollars paid out in all years known; nothing where none is published or no rate is known."""
        return sum(self.by_year.values(), Decimal(0)) if self.by_year else None

    @property
    def status(self) -> Status:
        """``unknown``, ``estimated`` where something is left out, else ``reported``."""
        if self.paid is None:
            return "unknown"
        return "estimated" if self.without_rate or self.undated else "reported"

    @property
    def reason(self) -> str:
        """Why it is unknown; empty when it is known."""
        if self.standing == "not_published":
            return "no file that was known on the day has it"
        if self.paid is None:
            return "no rate is known" if self.without_rate else "nothing is published as paid out"
        return ""


@dataclass(frozen=True, slots=True)
class Together:
    """What some activities sum to.

    Args:
        paid: US dollars, of those that are counted; nothing where none of them is known.
        counted: How many are in it.
        unknown: Activities that are named and of which no amount is known.
        other_level: Activities whose money stands in others too, and is left out.
        status: As of a figure.
    """

    paid: Decimal | None
    counted: int
    unknown: tuple[str, ...]
    other_level: tuple[str, ...]
    status: Status


def linked(world: World, activity_ids: Iterable[str], place: str | None = None) -> tuple[Linked, ...]:
    """What is published of some activities, in the order in which they are named; each once.

    Only a publisher's own report counts, of several versions the newest. Identifiers are compared as they stand: the
    standard has them exact.

    Args:
        world: What was known.
        activity_ids: Identifiers as published.
        place: ISO3 of a country, or code of a region: only what was paid out for it. An activity in several countries
            is no one country's as a whole.
    """
    named = tuple(dict.fromkeys(activity_ids))
    if not named:
        return ()
    try:
        about = _about(world, named)
    except NoData:
        return tuple(Linked(one, "not_published") for one in named)
    sums = _sums(world, tuple(about), place)
    counts = {one.reporting_org_ref: one.level for one in levels_of(world)}
    return tuple(_linked(world, one, about.get(one), sums.get(one, ()), counts) for one in named)


def together(some: Sequence[Linked]) -> Together:
    """The sum of those that are counted; the others are named, never added."""
    counted = [one for one in some if one.standing == "counted"]
    known = [one.paid for one in counted if one.paid is not None]
    paid = sum(known, Decimal(0)) if known else None
    unknown = tuple(one.activity_id for one in some if one.standing != "other_level" and one.paid is None)
    lacking = bool(unknown) or any(one.status == "estimated" for one in counted)
    return Together(
        paid,
        len(known),
        unknown,
        tuple(one.activity_id for one in some if one.standing == "other_level"),
        "unknown" if paid is None else "estimated" if lacking else "reported",
    )


def _about(world: World, named: Sequence[str]) -> dict[str, dict[str, Any]]:
    rows = world.table(ACTIVITIES).to_ibis()
    found = world.then.engine.run(rows.filter(~rows.secondary_reporter & rows.activity_key.isin(named)))
    return {row["activity_key"]: row for row in found.to_pylist()}


def _sums(world: World, keys: Sequence[str], place: str | None) -> dict[str, list[dict[str, Any]]]:
    """Activity → its sums by year, of one place or of all."""
    if not keys:
        return {}
    import ibis

    flows = world.table(FLOWS).to_ibis()
    rows = firsthand(world.table(ACTIVITIES).to_ibis(), flows.filter(flows.activity_key.isin(keys)), PAID)
    rows = up_to_the_day(world.then, rows)
    if place is not None:
        rows = rows.filter(ibis.coalesce(rows.country_iso3, rows.place_code) == place)
    sums = rows.group_by("activity_key", "year").aggregate(
        usd=rows.amount_usd.sum(), parts=rows.count(), without_rate=rows.amount_usd.isnull().cast("int64").sum()
    )
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in world.then.engine.run(sums).to_pylist():
        found[row["activity_key"]].append(row)
    return found


def _linked(
    world: World,
    named: str,
    about: Mapping[str, Any] | None,
    sums: Sequence[Mapping[str, Any]],
    counts: Mapping[str, int | None],
) -> Linked:
    if about is None:
        return Linked(named, "not_published")
    level = counts.get(about["reporting_org_ref"] or "")
    return Linked(
        activity_id=named,
        standing="counted" if level in (None, about["hierarchy"]) else "other_level",
        title=" ".join((about["title"] or "").split()),
        reporting_org_name=about["reporting_org_name"] or about["reporting_org_ref"] or "",
        dataset=about["dataset"],
        line=about["line"],
        countries_iso3=tuple((about["countries_iso3"] or "").split("; ")) if about["countries_iso3"] else (),
        by_year={
            row["year"]: row["usd"]
            for row in sorted(sums, key=lambda row: row["year"] or 0)
            if row["year"] is not None and row["usd"] is not None
        },
        without_rate=sum(row["without_rate"] for row in sums if row["year"] is not None),
        undated=sum(row["parts"] for row in sums if row["year"] is None),
        basis=world.then.bases[about["basis"]],
    )
