"""Figures of areas: where two pillars meet, and whether any partner works in both."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from forlik.portfolio.definitions import PILLARS
from forlik.portfolio.flags.evidence import Evidence
from forlik.portfolio.flags.named import NamedFigure, known, unknown
from forlik.portfolio.flags.reasons import because

LOCATIONS, PARTICIPANTS = "iati__locations", "iati__participants"
NAMES = ("areas_two_pillars", "areas_unshared")
FIRST_LEVEL, IMPLEMENTING = 1, "4"
Partners = frozenset[str]
Area = tuple[str, str]
"""Vocabulary and code of an area."""


def of_places(found: Evidence) -> Iterator[NamedFigure]:
    """The figures of areas.

    Args:
        found: What is known.
    """
    if not found.rows:
        for name in NAMES:
            yield unknown(name, found.period, because("nothing_paid", found.year))
        return
    locations, participants = found.beside(LOCATIONS), found.beside(PARTICIPANTS)
    if locations is None or participants is None:
        for name in NAMES:
            yield unknown(name, found.period, because("table_not_read", LOCATIONS), found.behind)
        return
    where, called = areas_of(locations)
    pillars = pillars_of(found.rows)
    placeless = len([key for key in pillars if key not in where])
    met = areas_met(where, pillars)
    if not where:
        for name in NAMES:
            yield unknown(name, found.period, because("nothing_placed"), found.behind)
        return
    if len({pillar for key, mine in pillars.items() if key in where for pillar in mine}) < 2:  # noqa: PLR2004 - two meet
        # Where another pillar works nobody can tell: that none is met is not known.
        for name in NAMES:
            yield unknown(name, found.period, because("one_pillar_placed"), found.behind)
        return
    reason = because("placeless", placeless) if placeless else None
    shown = [called[area] for area in sorted(met)]
    yield known(
        "areas_two_pillars",
        len(met),
        found.period,
        estimated=bool(placeless),
        reason=reason,
        names=shown,
        sources=found.behind,
    )
    working = partners_of(found.rows, participants)
    unshared = [area for area in sorted(met) if shared(met[area], working) is False]
    if any(shared(met[area], working) is None for area in met):
        yield unknown("areas_unshared", found.period, because("no_partners_named"), found.behind)
        return
    yield known(
        "areas_unshared",
        len(unshared),
        found.period,
        estimated=bool(placeless),
        reason=reason,
        names=[called[area] for area in unshared],
        sources=found.behind,
    )


def areas_of(locations: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, frozenset[Area]], Mapping[Area, str]]:
    """Activity → the areas of the first level that it states; and what each area is called.

    Args:
        locations: Rows of ``iati__locations``.
    """
    where: dict[str, set[Area]] = defaultdict(set)
    called: dict[Area, str] = {}
    for row in locations:
        if row["admin_level"] == FIRST_LEVEL and row["admin_code"]:
            area = (row["admin_vocabulary"] or "", row["admin_code"])
            where[row["activity_key"]].add(area)
            called[area] = " ".join(filter(None, area))
    return {key: frozenset(areas) for key, areas in where.items()}, called


def pillars_of(rows: Sequence[Mapping[str, Any]]) -> Mapping[str, frozenset[str]]:
    """Activity → the pillars that it has money above 0 in."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["pillar"] in PILLARS and row["usd"] and row["usd"] > 0:
            found[row["activity_key"]].add(row["pillar"])
    return {key: frozenset(pillars) for key, pillars in found.items()}


Met = Mapping[str, frozenset[str]]
"""Pillar → the activities of it in one area."""


def areas_met(where: Mapping[str, frozenset[Area]], pillars: Mapping[str, frozenset[str]]) -> Mapping[Area, Met]:
    """The areas where at least two pillars are known to be, with the activities of each pillar there.

    Args:
        where: Activity → its areas.
        pillars: Activity → its pillars.
    """
    there: dict[Area, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for key, mine in pillars.items():
        for area in where.get(key, ()):
            for pillar in mine:
                there[area][pillar].add(key)
    return {
        area: {pillar: frozenset(keys) for pillar, keys in found.items()}
        for area, found in there.items()
        if len(found) > 1
    }


def partners_of(rows: Sequence[Mapping[str, Any]], participants: Sequence[Mapping[str, Any]]) -> Mapping[str, Partners]:
    """Activity → those who carry it out or are paid in it, by identifier, or by name where they have none.

    Args:
        rows: Rows of what was paid.
        participants: Rows of ``iati__participants``.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for row in participants:
        if row["role_code"] == IMPLEMENTING and (who := row["org_ref"] or row["org_name"]):
            found[row["activity_key"]].add(who)
    for row in rows:
        if who := row["receiver_org_ref"] or row["receiver_org_name"]:
            found[row["activity_key"]].add(who)
    return {key: frozenset(those) for key, those in found.items()}


def shared(met: Met, working: Mapping[str, Partners]) -> bool | None:
    """Whether two of the pillars of an area share a partner there, or an activity; nothing when nobody is named.

    Args:
        met: The pillars of the area.
        working: Activity → its partners.
    """
    if any(one & other for one, other in combinations(met.values(), 2)):
        return True
    partners = {pillar: frozenset(who for key in keys for who in working.get(key, ())) for pillar, keys in met.items()}
    if any(one & other for one, other in combinations(partners.values(), 2)):
        return True
    # A pillar of which no partner is named may well share one.
    return None if any(not working.get(key) for keys in met.values() for key in keys) else False
