"""Looking at one partner: those around it, where and when, and the files in which that stands."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from forlik.portfolio.cube import codes_of
from forlik.portfolio.cube.marking import COUNTRY
from forlik.portfolio.partners.adding import PartnerSum, ended, rows_of
from forlik.portfolio.partners.ends import GIVEN, ONLY, SIDES, Reporter, direction_of, ends_of, is_own, stands_at
from forlik.portfolio.partners.gathering import ACTIVITIES, WHO, Organisation
from forlik.portfolio.partners.partner import Around, AtEnds, File, Partner, Partners, Side
from forlik.world import World

FLOWS = "iati__flows"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of organisations before any is looked at.

    Args:
        about: The organisation, as files write it.
        reporters: Reference of a reporting organisation → who that is.
        same: Key → the key that it is counted under.
    """

    about: Organisation
    reporters: Mapping[str, Reporter]
    same: Mapping[str, str]


def around(world: World, found: Partners, one: Partner, known: Known) -> Around:
    """One partner with all that is told on its page.

    Args:
        world: What was known.
        found: The partners.
        one: The one.
        known: What is known of organisations.
    """
    rows = rows_of(world, found.flow, found.place or None, found.years, ("place_kind", "place_code", "year"))
    rows = rows.filter(may_name(rows, known.about))
    gives, gets = defaultdict[str, PartnerSum](PartnerSum), defaultdict[str, PartnerSum](PartnerSum)
    places, years = defaultdict[str, _Sums](_sums), defaultdict[int | None, _Sums](_sums)
    for giver, getter, row in ended(world, rows, found.flow, known.reporters, known.same):
        which = _which(one.ref, giver, getter)
        if which is None:
            continue
        if not is_own(giver, getter):
            outwards = which == SIDES.index(GIVEN)
            (gives if outwards else gets)[getter if outwards else giver].add(row)
        years[row["year"]][which].add(row)
        if row["place_kind"] == COUNTRY:
            places[row["place_code"]][which].add(row)
    return Around(
        partner=one,
        gives_to=_sides(found, gives),
        gets_from=_sides(found, gets),
        countries={code: _told(some) for code, some in sorted(places.items(), key=_size)},
        years={year: _told(years[year]) for year in sorted(years, key=lambda year: (year is None, year or 0))},
        files=_files(world, found, one, known),
    )


_Sums = list[PartnerSum]
"""What is given, what is received, and own spending."""


def _sums() -> _Sums:
    return [PartnerSum(), PartnerSum(), PartnerSum()]


def _which(ref: str, giver: str, getter: str) -> int | None:
    """In which of the three sums a flow is; nothing where somebody stands at neither end."""
    if stands_at(ref, GIVEN, giver, getter, ONLY):
        return len(SIDES)
    return next((turn for turn, side in enumerate(SIDES) if stands_at(ref, side, giver, getter)), None)


def _told(some: _Sums) -> AtEnds:
    return AtEnds(*(one.money() for one in some))


def _size(item: tuple[str, _Sums]) -> tuple[Decimal, str]:
    return -max((one.usd for one in item[1] if one.usd is not None), default=Decimal(0)), item[0]


def _sides(found: Partners, sums: Mapping[str, PartnerSum]) -> tuple[Side, ...]:
    sides = []
    for ref, one in sums.items():
        there = found.get(ref) if ref else None
        sides.append(Side(ref, there.name if there else ref, one.money()))
    return tuple(
        sorted(sides, key=lambda side: (side.money.usd is None, -(side.money.usd or Decimal(0)), side.name, side.ref))
    )


def may_name(rows: Any, about: Organisation) -> Any:
    """Which rows write a name or a reference of an organisation at all; which of them mean it is told one by one.

    Args:
        rows: Ibis table with the columns of ``WHO``.
        about: What files say of it.

    Returns:
        Ibis column of answers.
    """
    refs, names = sorted(about.refs), sorted(about.written)
    by_ref = rows.provider_org_ref.isin(refs) | rows.receiver_org_ref.isin(refs) | rows.reporting_org_ref.isin(refs)
    named = by_ref | rows.provider_org_name.isin(names) | rows.receiver_org_name.isin(names)
    return named.fill_null(False)


def _files(world: World, found: Partners, one: Partner, known: Known) -> tuple[File, ...]:
    """The files that name it in a flow of this kind, or that it reports itself."""
    rows = world.table(FLOWS).to_ibis()
    rows = rows.filter(rows.transaction_type_code.isin(codes_of(found.flow)))
    if found.place:
        rows = rows.filter(rows.country_iso3 == found.place)
    rows = rows.filter(may_name(rows, known.about))
    sums = rows.group_by("dataset", "basis", "country_iso3", *WHO).aggregate(flows=rows.count())
    direction = direction_of(found.flow)
    counts: dict[tuple[str, str, str, int], int] = defaultdict(int)
    for row in world.then.engine.run(sums).to_pylist():
        ends = {known.same.get(end, end) for end in ends_of(row, direction, known.reporters)}
        if one.ref in ends:
            where = (row["dataset"], row["reporting_org_ref"] or "", row["country_iso3"] or "", row["basis"])
            counts[where] += row["flows"]
    called = _reporters(world)
    return tuple(
        File(dataset, ref, called.get(ref, ref), country, basis, flows)
        for (dataset, ref, country, basis), flows in sorted(counts.items())
    )


def _reporters(world: World) -> Mapping[str, Any]:
    rows = world.table(ACTIVITIES).to_ibis()
    sums = rows.group_by(ref=rows.reporting_org_ref.fill_null("")).aggregate(name=rows.reporting_org_name.min())
    return {row["ref"]: row["name"] or row["ref"] for row in world.then.engine.run(sums).to_pylist()}
