"""The agreements of a world: PA-X's and UCDP's, joined by the numbers that PA-X gives, and UCDP's years of fighting."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from forlik.comparables.after import Fighting
from forlik.comparables.described import Agreement, Described
from forlik.comparables.weighing import words
from forlik.core.errors import NoData
from forlik.core.figure import Basis
from forlik.sources._bodies import named_in
from forlik.world import World

PAX, UCDP = "pax__agreements", "ucdp_peace_agreements__agreements"
CONFLICTS, DYADS = "ucdp_acd__conflict_years", "ucdp_terminations__dyad_years"
TABLES = (PAX, "pax__agreement_places", UCDP, CONFLICTS, DYADS)
STAGES = {
    "Pre": "prenegotiation", "Cea": "ceasefire", "SubPar": "framework_partial", "SubComp": "framework_comprehensive",
    "Imp": "implementation", "Ren": "renewal", "Oth": "other",
    "process": "prenegotiation", "partial": "framework_partial", "full": "framework_comprehensive",
}  # fmt: skip
"""PA-X's and UCDP's stages in the register's words."""
CLASSES = {"Ceas": "ceasefire", "Rel": "related", "CeaMix": "mixed"}
TYPES = {
    "Government": ("government",),
    "Territory": ("territory",),
    "Government/territory": ("government", "territory"),
}
INCOMPATIBLE = {1: ("territory",), 2: ("government",), 3: ("government", "territory")}
PARTIES = {"Inter": "between_states", "InterIntra": "states_and_others"}
BETWEEN_STATES = 2


@dataclass(frozen=True)
class Table:
    """What is known of agreements on a day.

    Args:
        agreements: The agreements, in the order of their ids.
        fighting: The years of fighting.
        regions: Country → region, as the agreements have it.
        conflicts: UCDP's number of a conflict → what is said of it, as far as agreements are described by it.
        bases: What the table stands on.
    """

    agreements: tuple[Agreement, ...]
    fighting: Fighting
    regions: Mapping[str, str]
    conflicts: Mapping[int, Described]
    bases: tuple[Basis, ...]


def table(world: World) -> Table:
    """The table of a world; made once.

    Raises:
        NoData: No agreements were known on the day.
    """
    if "comparables" not in world.then.memory:
        world.then.memory["comparables"] = _table(world)
    found: Table = world.then.memory["comparables"]
    return found


def _table(world: World) -> Table:
    pax, places, ucdp, conflicts, dyads = (_rows(world, name) for name in TABLES)
    if not pax and not ucdp:
        raise NoData(
            "no table of peace agreements was known",
            where=str(world.day),
            remedy="forlik import pax FILE, or forlik import ucdp_peace_agreements FILE",
        )
    # The years of whole conflicts; only where there are none those of pairs, which can each stay under the threshold.
    series = _series(conflicts or dyads)
    fighting = Fighting(series, _until(world, CONFLICTS if conflicts else DYADS))
    described = _conflicts(conflicts)
    coded = _coded(ucdp)
    countries: dict[int, set[str]] = defaultdict(set)
    for row in places:
        countries[row["agreement_pax_id"]].add(row["country_iso3"])
    found = [_pax(row, countries[row["agreement_pax_id"]], coded) for row in pax]
    taken = {row["agreement_ucdp_id"] for row in pax}
    found += [one for number, one in coded.items() if number not in taken]
    sides = _sides(dyads)
    whole = (_completed(one, series, described, sides) for one in found)
    return Table(
        tuple(sorted(whole, key=lambda one: one.id)),
        fighting,
        {place: one.about.region for one in found if one.about.region for place in one.about.country or ()},
        described,
        tuple(one for one in world.manifest() if one.source in {name.partition("__")[0] for name in TABLES}),
    )


def _rows(world: World, name: str) -> Sequence[Mapping[str, Any]]:
    """All rows of a table; none where nothing of it was known."""
    try:
        return list(world.table(name).rows())
    except NoData:
        return ()


def _until(world: World, name: str) -> int | None:
    """The last year that the series of fighting speaks for in whole."""
    lasts = [
        int(cover.last[:4])
        for snapshot in world.then.with_table(name)
        for cover in world.then.told(snapshot).covers
        if not cover.provisional and not cover.local
    ]
    return max(lasts, default=None)


def _series(rows: Iterable[Mapping[str, Any]]) -> dict[int, frozenset[int]]:
    years: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        years[row["conflict_ucdp_id"]].add(row["year"])
    return {number: frozenset(some) for number, some in years.items()}


def _conflicts(rows: Iterable[Mapping[str, Any]]) -> dict[int, Described]:
    """What the newest row of each conflict says of it."""
    newest: dict[int, Mapping[str, Any]] = {}
    for row in rows:
        number = row["conflict_ucdp_id"]
        if number not in newest or row["year"] > newest[number]["year"]:
            newest[number] = row
    return {
        number: Described(
            conflict_type=frozenset(INCOMPATIBLE[row["incompatibility"]]),
            parties="between_states" if row["type_of_conflict"] == BETWEEN_STATES else "within_a_state",
        )
        for number, row in newest.items()
    }


def _sides(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[int, int], int]:
    """Conflict and year → how many armed parties fought: the pairs of UCDP, and the one side that they share."""
    pairs: dict[tuple[int, int], set[int]] = defaultdict(set)
    for row in rows:
        pairs[row["conflict_ucdp_id"], row["year"]].add(row["dyad_ucdp_id"])
    return {key: len(some) + 1 for key, some in pairs.items()}


def _coded(rows: Iterable[Mapping[str, Any]]) -> dict[int, Agreement]:
    """UCDP's agreements by their numbers; the table has a row for each of their countries."""
    grouped: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row["agreement_ucdp_id"]].append(row)
    return {number: _ucdp(some) for number, some in grouped.items()}


def _ucdp(rows: Sequence[Mapping[str, Any]]) -> Agreement:
    row = rows[0]
    issues = frozenset(name for name in words()["issues"] if row[name])
    named = " ; ".join(row[name] or "" for name in ("third_parties", "third_party_notes", "actor_names"))
    return Agreement(
        id=f"ucdp {row['agreement_ucdp_id']}",
        title=row["agreement"],
        signed_on=row["signed_on"],
        about=Described(
            stage=STAGES[row["stage"]],
            country=frozenset(one["country_iso3"] for one in rows),
            level="national",
            sides=_signed(row["actor_names"]),
            third=frozenset(named_in(_without_parties(named))) or None,
            issues=issues,
        ),
        conflicts=frozenset(int(one) for one in row["conflict_ucdp_ids"].replace(",", " ").split() if one.isdigit()),
        conflict=row["conflict_name"],
        address=row["text_url"] or "",
        source="ucdp_peace_agreements",
    )


def _without_parties(named: str) -> str:
    """The words without the governments that signed as parties."""
    parts = (part for one in named.split(";") for part in one.split(","))
    return " ; ".join(one for one in parts if not one.strip().startswith("Government of"))


def _signed(names: str | None) -> int | None:
    """How many armed parties signed, where UCDP names them."""
    found = [one.strip() for one in (names or "").split(",") if one.strip()]
    parties = [one for one in found if one.startswith("Government of") or not named_in(one)]
    return len(parties) or None


def _pax(row: Mapping[str, Any], countries: set[str], coded: Mapping[int, Agreement]) -> Agreement:
    own = Described(
        stage=STAGES[row["stage"]],
        ceasefire=CLASSES.get(row["stage_detail"]) if row["stage"] == "Cea" else None,
        country=frozenset(countries) or None,
        region=row["region"],
        conflict_type=_type(row["conflict_type"]),
        parties=PARTIES.get(row["type"], "within_a_state"),
        level="local" if row["type"] == "IntraLocal" else "national",
        third=frozenset((row["third_parties"] or "").split()) or None,
    )
    other = coded.get(row["agreement_ucdp_id"])
    if other:
        both = (own.third or frozenset()) | (other.about.third or frozenset())
        own = replace(own, third=both or None).over(other.about)
    number = row["conflict_ucdp_id"]
    return Agreement(
        id=f"pax {row['agreement_pax_id']}",
        title=row["title"],
        signed_on=row["signed_on"],
        about=own,
        conflicts=frozenset({number} if number else ()),
        conflict=row["conflict_name"],
        process=row["process_name"],
        address=row["address"],
        source="pax",
    )


def _type(said: str) -> frozenset[str]:
    other = "groups" if said == "Inter-group" else "other"
    return frozenset(TYPES.get(said, (other,)))


def _completed(
    one: Agreement,
    series: Mapping[int, frozenset[int]],
    described: Mapping[int, Described],
    sides: Mapping[tuple[int, int], int],
) -> Agreement:
    """An agreement with what its conflict says of it: only of the years up to its own."""
    year, about = one.signed_on.year, one.about
    for number in sorted(one.conflicts & described.keys()):
        about = about.over(described[number])
    before = [first for number in one.conflicts if (first := min(series.get(number, ()), default=year + 1)) <= year]
    fought = [sides[number, year] for number in sorted(one.conflicts) if (number, year) in sides]
    counted = Described(years=year - min(before) if before else None, sides=max(fought, default=None))
    return replace(one, about=about.over(counted))


def without(agreements: Iterable[Agreement], ids: frozenset[str]) -> Iterator[Agreement]:
    """The agreements but for some: a case's own text is no comparison to itself."""
    return (one for one in agreements if one.id not in ids)
