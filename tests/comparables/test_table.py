"""The table of a world: PA-X's and UCDP's agreements joined, each described by what was known up to its own year."""

from datetime import date
from types import SimpleNamespace

import pytest

from forlik.comparables.table import CONFLICTS, DYADS, PAX, UCDP, table
from forlik.core.errors import NoData
from forlik.core.source import Coverage

PAX_ROW = {
    "agreement_pax_id": 1, "title": "Ceasefire of the two banks", "signed_on": date(2010, 6, 1), "year": 2010,
    "stage": "Cea", "stage_detail": "Ceas", "type": "Intra", "conflict_name": "Made up", "conflict_type": "Government",
    "conflict_ucdp_id": 7, "agreement_ucdp_id": None, "region": "Americas", "third_parties": "UN NOR",
    "process_name": "Made-up process", "address": "https://example.org/1",
}  # fmt: skip
PROVISIONS = (
    "ceasefire disarmament elections power_sharing autonomy amnesty prisoners reconciliation refugees_return "
    "peacekeepers gender implementation_commission"
)
UCDP_ROW = dict.fromkeys(PROVISIONS.split(), False) | {
    "agreement_ucdp_id": 500, "country_iso3": "COL", "signed_on": date(2012, 1, 1), "agreement": "Accord",
    "stage": "full", "conflict_ucdp_ids": "7, 8", "conflict_name": "Made up",
    "actor_names": "Government of A, Front, UN", "third_parties": "African Union",
    "third_party_notes": "", "text_url": None, "ceasefire": True, "amnesty": True,
}  # fmt: skip
YEAR = {"conflict_ucdp_id": 7, "incompatibility": 2, "type_of_conflict": 3}


def world(until="2020", **tables):
    """A world with nothing but these rows."""
    named = {PAX: "pax", "pax__agreement_places": "places", UCDP: "ucdp", CONFLICTS: "conflicts", DYADS: "dyads"}

    def given(name):
        rows = tables.get(named[name])
        if rows is None:
            raise NoData("nothing of it", where=name)
        return SimpleNamespace(rows=lambda: rows)

    then = SimpleNamespace(
        memory={},
        with_table=lambda name: ["one"] if tables.get(named[name]) else [],
        told=lambda _one: SimpleNamespace(covers=(Coverage("1990", until, "gw"),)),
    )
    return SimpleNamespace(table=given, then=then, day=date(2026, 1, 1), manifest=lambda: ())


def found(**tables):
    return {one.id: one for one in table(world(**tables)).agreements}


def test_nothing_is_there_without_a_table_of_agreements():
    with pytest.raises(NoData, match="no table of peace agreements"):
        table(world(conflicts=[YEAR | {"year": 2010}]))


def test_an_agreement_of_pa_x_is_described_in_the_registers_words():
    places = [{"agreement_pax_id": 1, "country_iso3": "COL", "year": 2010}]
    one = found(pax=[PAX_ROW], places=places)["pax 1"]
    assert one.about.stage == "ceasefire"
    assert one.about.ceasefire == "ceasefire"
    assert one.about.country == {"COL"}
    assert one.about.third == {"UN", "NOR"}
    assert one.about.conflict_type == {"government"}
    assert (one.about.parties, one.about.level, one.about.region) == ("within_a_state", "national", "Americas")
    assert (one.about.issues, one.about.years, one.about.sides) == (None, None, None), "nobody says"
    local = found(pax=[PAX_ROW | {"type": "IntraLocal", "third_parties": None, "conflict_type": "Inter-group"}])[
        "pax 1"
    ]
    assert (local.about.level, local.about.third, local.about.conflict_type) == ("local", None, {"groups"})


def test_an_agreement_of_both_stands_once_with_what_either_knows():
    both = found(pax=[PAX_ROW | {"agreement_ucdp_id": 500}], ucdp=[UCDP_ROW, UCDP_ROW | {"country_iso3": "VEN"}])
    assert list(both) == ["pax 1"]
    assert both["pax 1"].about.issues == {"ceasefire", "amnesty"}
    assert both["pax 1"].about.third == {"UN", "NOR", "AU"}
    assert both["pax 1"].about.sides == 2, "the organisation that signed is no party"
    alone = found(pax=[PAX_ROW], ucdp=[UCDP_ROW, UCDP_ROW | {"country_iso3": "VEN"}])
    assert set(alone) == {"pax 1", "ucdp 500"}
    assert alone["ucdp 500"].about.country == {"COL", "VEN"}
    assert alone["ucdp 500"].about.stage == "framework_comprehensive"
    assert alone["ucdp 500"].conflicts == {7, 8}


def test_the_conflict_says_how_long_it_was_fought_before_and_never_what_came_after():
    years = [YEAR | {"year": year} for year in (2004, 2005, 2011, 2015)]
    dyads = [
        {"conflict_ucdp_id": 7, "dyad_ucdp_id": dyad, "year": year, "incompatibility": 2}
        for dyad, year in ((1, 2010), (2, 2010), (3, 2012))
    ]
    one = found(pax=[PAX_ROW], conflicts=years, dyads=dyads)["pax 1"]
    assert one.about.years == 6
    assert one.about.sides == 3, "two pairs share a side"
    later = found(pax=[PAX_ROW], conflicts=[YEAR | {"year": 2011}])["pax 1"]
    assert later.about.years is None


def test_years_of_pairs_stand_in_only_where_there_are_none_of_conflicts():
    dyads = [{"conflict_ucdp_id": 7, "dyad_ucdp_id": 1, "year": 2012, "incompatibility": 2}]
    assert table(world(pax=[PAX_ROW], dyads=dyads)).fighting.years == {7: {2012}}
    both = table(world(pax=[PAX_ROW], dyads=dyads, conflicts=[YEAR | {"year": 2004}]))
    assert both.fighting.years == {7: {2004}}
    assert both.fighting.until == 2020
    assert table(world(pax=[PAX_ROW])).fighting.until is None
