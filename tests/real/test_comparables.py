"""Comparables on PA-X's and UCDP's own files: a ceasefire of South Sudan finds its like, and what followed is true."""

import csv
from datetime import date

import pytest

from forlik.comparables.after import HORIZONS, followed, share
from forlik.comparables.likeness import nearest
from forlik.comparables.table import table
from forlik.discover import source
from forlik.sources._bodies import BODIES
from forlik.store.intake import take_in
from forlik.world import world

pytestmark = pytest.mark.real

FILES = {
    "pax": "pax/pax_v10.csv",
    "ucdp_peace_agreements": "ucdp/ucdp-peace-agreements-221.csv",
    "ucdp_acd": "ucdp/ucdp_prio_acd_v25_1.repaired.csv",
    "ucdp_terminations": "ucdp/ucdp-term-dyad-3-2021.csv",
}
CESSATION = "pax 1966"
"""Cessation of Hostilities, Addis Ababa, 21 December 2017."""


@pytest.fixture(scope="module")
def known(shared, tmp_path_factory):
    home = tmp_path_factory.mktemp("comparables") / "home"
    for name, path in FILES.items():
        take_in(home, source(name), [shared / path], published="2026-01-01")
    return table(world(home=home))


def test_both_tables_are_in_it_and_what_is_in_both_stands_once(known, shared):
    with (shared / FILES["pax"]).open(encoding="utf-8-sig", newline="") as stream:
        pax = list(csv.DictReader(stream))
    with (shared / FILES["ucdp_peace_agreements"]).open(encoding="utf-8-sig", newline="") as stream:
        ucdp = {row["paid"] for row in csv.DictReader(stream)}
    joined = {str(int(float(row["UcdpAgr"]))) for row in pax if row["UcdpAgr"]}
    assert len(known.agreements) == len(pax) + len(ucdp - joined)
    assert known.fighting.until == 2024


def test_a_ceasefire_in_south_sudan_finds_those_before_and_after_it_and_others_that_igad_stood_behind(known):
    one = next(one for one in known.agreements if one.id == CESSATION)
    assert one.signed_on == date(2017, 12, 21)
    others = [other for other in known.agreements if other.id != CESSATION]
    found = nearest(one.about, others, 10, near=one.signed_on)
    print(*(f"{float(like.earned):.1f} of {like.points} {like.agreement.title[:70]}" for like in found), sep="\n")  # noqa: T201
    ceasefires = [like for like in found if like.agreement.about.stage == "ceasefire"]
    assert len([like for like in ceasefires if like.agreement.about.country == {"SSD"}]) >= 7
    assert sum("IGAD" in (like.agreement.about.third or ()) for like in found) >= 4
    near = {like.agreement.id for like in found}
    # The cessation of hostilities of January 2014, its re-dedication of November 2014, and the security arrangements.
    assert {"pax 884", "pax 2125", "pax 2110"} <= near
    assert nearest(one.about, known.agreements, 1, near=one.signed_on)[0].agreement.id == CESSATION


def test_what_followed_is_what_the_files_say(known, shared):
    with (shared / FILES["ucdp_acd"]).open(encoding="utf-8-sig", newline="") as stream:
        fought = {(int(row["conflict_id"]), int(row["year"])) for row in csv.DictReader(stream)}
    counted = dict.fromkeys(HORIZONS, 0)
    for one in known.agreements:
        for years in HORIZONS:
            said = followed(one, known.fighting, years)
            span = range(one.signed_on.year + 1, one.signed_on.year + years + 1)
            active = [any((number, year) in fought for number in one.conflicts) for year in span]
            if said != "unknown":
                counted[years] += 1
                assert span[-1] <= 2024
                assert (said == "quiet") == (not any(active))
                assert (said == "went_on") == all(active)
                assert (said in ("quiet", "ended")) == (not active[-1] and active == sorted(active, reverse=True))
    for years in HORIZONS:
        told = share(known.agreements, known.fighting, years)
        print(f"{years} years: {told.over} of {told.known}, {told.unknown} not known")  # noqa: T201 - what was counted is printed
        assert told.known == counted[years]
        assert told.known + told.unknown == len(known.agreements)


def test_of_the_third_parties_nothing_but_the_bodies_of_the_list_is_in_it(known):
    named = {code for one in known.agreements for code in one.about.third or ()}
    assert named <= set(BODIES)
    assert len(named) > 40
