"""Questions answered from the real files: rights by two published scales, and own interest beside, never within."""

import csv
from collections import Counter

import pytest

from forlik import starter
from forlik.assess.interest import own_interest
from forlik.assess.screens.deciding import decide
from forlik.discover import source
from forlik.store.intake import take_in
from forlik.world import world

pytestmark = pytest.mark.real
FEW = {"draws": 2000, "seed": 7, "confidence": 0, "releases": 0}


@pytest.fixture(scope="module")
def then(shared, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    for name, file in (
        ("pts", "rights/PTS-2024.csv"),
        ("lied", "rights/lied.csv"),
        ("unhcr_population", "needs/unhcr/refugees_pkg_population.csv"),
    ):
        taken, errors = take_in(home, source(name), [shared / file], published="2026-07-01")
        assert (len(taken), errors) == (1, [])
    return world("2026-07-02", home=home)


def test_who_is_worse_by_both_scales_is_never_less_often_among_the_first(then):
    screen = decide(then, "rights-concern", **FEW)
    assert len(screen.rows) >= 180
    scores = {row.country_iso3: tuple(row.dimensions.values()) for row in screen.rows if not row.missing}
    shares = {row.country_iso3: row.share_top_k for row in screen.rows}
    pairs = 0
    for worse, theirs in scores.items():
        for better, others in scores.items():
            if all(one > other for one, other in zip(theirs, others, strict=True)):
                pairs += 1
                assert shares[worse] >= shares[better], (worse, better)
    assert pairs > 1000


def test_the_steps_are_those_that_the_publishers_print(then, shared):
    screen = decide(then, "rights-concern", **FEW)
    with (shared / "rights/lied.csv").open(encoding="utf-8-sig", newline="") as lines:
        last = max((row for row in csv.DictReader(lines) if row["countryn"] == "Norway"), key=lambda row: row["year"])
    [figure] = screen.opened("NOR")["elections"].figures
    assert figure.value == int(last["lexical_index"])
    assert screen.opened("NOR")["elections"].score == 10 - 10 * int(last["lexical_index"]) / 6


def test_own_interest_is_what_unhcrs_own_file_adds_up_to(then, shared):
    path = shared / "needs/unhcr/refugees_pkg_population.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["coa_iso"] == "NOR"]
    newest = max(int(row["year"]) for row in rows)
    seekers: Counter = Counter()
    for row in rows:
        if int(row["year"]) == newest and row["asylum_seekers"]:
            seekers[row["coo_iso"]] += int(row["asylum_seekers"])
    own = own_interest(then, ("SYR", "AFG", "UKR", "COL"))
    for iso3, found in own.by_place.items():
        if iso3 in seekers:
            assert int(found.figures["asylum_seekers"].value) == seekers[iso3]
            assert found.figures["asylum_seekers"].period == str(newest)
    assert sum(seekers.values()) > 0


@pytest.fixture(scope="module")
def the_full_file(shared, tmp_path_factory):
    """A store of UNHCR's whole file, known from the day of the edition that the starter was made from; no starter."""
    home = tmp_path_factory.mktemp("full")
    [layer] = [one for one in starter.layers() if one.pairs]
    path = shared / "needs/unhcr/refugees_pkg_population.csv"
    taken, errors = take_in(home, source("unhcr_population"), [path], published=layer.published)
    assert (len(taken), errors) == (1, [])
    return home


def told(home, day: str, codes: tuple[str, ...], homes: list[str]):
    """Home and place → score, why a tie is missing, and of each figure all but which of the two it stands on."""
    found, then = {}, world(day, home=home)
    for one in homes:
        for iso3, mine in own_interest(then, codes, one).by_place.items():
            figures = {
                name: (figure.value, figure.period, figure.status, figure.basis.sha256, figure.basis.known_at)
                for name, figure in mine.figures.items()
            }
            found[one, iso3] = (mine.score, dict(mine.missing), figures)
    return found


@pytest.mark.parametrize("day", ["2026-07-31", "2026-11-27"])
def test_own_interest_of_every_home_is_the_same_by_the_starter_and_by_unhcrs_whole_file(
    the_full_file, shared, tmp_path, day
):
    with (shared / "needs/unhcr/refugees_pkg_population.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["coa_iso"] != "UNK"]
    listed = sorted({row["coa_iso"] for row in rows})
    codes = tuple(sorted({row["coo_iso"] for row in rows} - {"UNK", "XXA", "TIB"}))
    assert len(listed) > 190
    # Every home on one day, some on the other: what differs between days is only what is too old.
    homes = listed if day == "2026-11-27" else ["NOR", "UGA", "DEU"]
    by_starter = told(tmp_path / "none", day, codes, homes)
    assert by_starter == told(the_full_file, day, codes, homes)
    assert sum(score is not None for score, _, _ in by_starter.values()) > (5000 if len(homes) > 3 else 200)


def test_own_interest_is_unknown_by_both_on_the_eve_of_the_edition(the_full_file, tmp_path):
    for home in (tmp_path / "none", the_full_file):
        mine = own_interest(world("2026-07-30", home=home), ("SYR",)).by_place["SYR"]
        assert (mine.score, mine.figures) == (None, {})
        assert set(mine.missing.values()) == {"not known on 2026-07-30"}
