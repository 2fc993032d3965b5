"""A question answered on the offline figures: ranks, gaps, what it stands on, and the same bytes again."""

import csv
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

import forlik
from forlik import shapes, starter
from forlik.assess.acceptability.hysteresis import Hysteresis, listed
from forlik.assess.interest import ITSELF, UNLISTED, own_interest
from forlik.assess.screens.asking import ask
from forlik.assess.screens.comparing import changes
from forlik.assess.screens.deciding import again, decide
from forlik.core.errors import NoData, UsageError
from forlik.core.measure import Method
from forlik.discover import measure, measures, source
from forlik.store.intake import take_in
from forlik.world import world

DAY = "2026-11-27"
FEW = {"draws": 300, "seed": 7}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """A folder without a store: the starter pack answers."""
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture(scope="module")
def need(elsewhere):
    return decide(world(DAY, home=elsewhere), "need-top-20", draws=2000, seed=7)


def test_offline_the_question_of_need_ranks_more_than_sixty_places_and_says_what_is_missing(need):
    assert len(need.rows) >= 60
    assert len(need.rows) + len(need.withheld) == len(need.asked)
    assert {row.country_iso3 for row in need.rows}.isdisjoint(row.country_iso3 for row in need.withheld)
    assert all("of the weight is observed, 67% is needed; missing: " in row.reason for row in need.withheld)
    assert {"people_in_need", "food_crisis", "displaced_by_conflict", "poverty"} == {
        one.indicator for one in need.missing
    }
    assert all(one.why for one in need.missing)
    assert sum(row.share_top_k for row in need.rows) == pytest.approx(20), "twenty places are among the first twenty"


def test_offline_no_quiet_place_is_said_to_worsen_by_the_deaths_of_others(elsewhere):
    found = decide(world(DAY, home=elsewhere), "worsening", draws=50, seed=7)
    assert not [gap for gap in found.analysis.gaps if gap.criterion == "deaths_change"]
    reasons = {row.country: row.reason for row in found.withheld}
    for quiet in ("Chile", "Maldives", "Uruguay"):
        assert reasons[quiet] == (
            "not ranked where this is not known: deaths_change "
            f"(the sources known on {DAY} do not list {quiet} as a place of its own)"
        )
    # The sums that were reckoned with, and not the last month of each.
    told = found.explain("Venezuela")
    assert "173 deaths, 2025-06/2026-05 (" in told
    assert "5 deaths, 2024-06/2025-05 (" in told


def test_deaths_older_than_two_years_are_taken_as_less_exact_and_the_notes_say_which_deaths(need):
    [one] = [row for row in need.rows if row.country == "Sudan"]
    assert {"deaths", "death_rate"} <= set(one.stale)
    assert "killed by gangs" in need.question.notes.en
    assert "drept av gjenger" in need.question.notes.nb


def test_every_row_has_its_interval_gaps_and_age(need):
    for row in need.rows:
        assert 1 <= row.rank_low <= row.rank_high <= len(need.rows)
        assert row.observed >= 0.66
        assert set(row.dimensions) == {"violence", "displacement", "vulnerability"}
        assert all(score is None or 0 <= score <= 10 for score in row.dimensions.values())
        assert set(row.spread) == {"data", "weights", "choices"}
        assert row.oldest
    words = [row.word for row in need.rows]
    assert words == sorted(words, key=["supported", "depends", "not_supported"].index), "the greatest share first"


def test_a_dimension_of_which_too_little_is_observed_has_no_score(need):
    [palestine] = [row for row in need.rows if row.country_iso3 == "PSE"]
    assert palestine.dimensions["violence"] is None
    assert {"deaths", "death_rate"} <= set(palestine.missing)
    assert need.opened("PSE")["deaths"].reason == "its sources count Palestine under Israel"
    [israel] = [row for row in need.rows if row.country_iso3 == "ISR"]
    assert any("count Palestine here" in remark for remark in israel.remarks)
    assert any("count Palestine under Israel" in remark for remark in palestine.remarks)


def test_every_cell_opens_down_to_the_bytes_it_stands_on(need):
    for iso3 in ("COL", "SDN", "NOR"):
        for one in need.opened(iso3).values():
            assert one.reason or one.figures
            assert all(len(figure.basis.sha256) == 64 for figure in one.figures)
    known = {basis.sha256 for basis in need.stands_on.sources}
    assert {figure.basis.sha256 for one in need.opened("COL").values() for figure in one.figures} <= known


def test_it_explains_itself_in_words_and_cites_its_sources(need):
    said = need.explain("South Sudan")
    assert "Rank " in said
    assert "If only the data were uncertain: " in said
    assert "If only the weights were uncertain: " in said
    assert "drawn each time from the " in said, "its income is stale"
    assert "asylum, for targeting, or for sanctions" in said
    assert "UNHCR" in need.cite()
    with pytest.raises(NoData, match="does not ask about Greenland"):
        need.explain("Greenland")


def test_it_goes_where_tables_go(need, tmp_path):
    frame = need.to_pandas()
    assert list(frame.columns)[:5] == ["country", "country_iso3", "share_top_k", "rank_low", "rank_high"]
    assert need.to_arrow().num_rows == len(need) == len(frame)
    saved = json.loads(need.save(tmp_path / "need.json").read_text(encoding="utf-8"))
    assert "asylum" in saved["manifest"]["remarks"][0], "each export carries what it must not be used for"


def test_a_file_of_one_weighting_cannot_be_taken_for_the_answer(need, elsewhere, tmp_path):
    weights = {"violence": 8.0, "displacement": 0.0, "vulnerability": 2.0}
    one = again(ask(world(DAY, home=elsewhere), "need-top-20"), weights=weights, **FEW)
    told = {row.word for row in one.rows}
    assert told <= {"nearly_always", "sometimes", "rarely"}
    assert {row["word"] for row in shapes.decide(one)["rows"]} == told
    first = one.rows[0].country
    assert "of the draws with these weights." in one.explain(first)
    assert "supported" not in one.explain(first)
    assert {row.on_list for row in one.rows} == {None}
    for screen, said in ((need, ""), (one, "displacement=0 violence=8 vulnerability=2")):
        with screen.save(tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [row["country_iso3"] for row in rows] == [row.country_iso3 for row in screen.rows]
        fixed = {(row["question"], row["as_of"], row["manifest"], row["weights"]) for row in rows}
        assert fixed == {("need-top-20", DAY, screen.stands_on.sha256, said)}
        for row, known in zip(rows, screen.rows, strict=True):
            for case in ("data", "weights"):
                assert (int(row[f"{case}_low"]), int(row[f"{case}_high"])) == known.spread[case]
            assert row["stale"].split() == list(known.stale)
            assert row["remarks"] == "; ".join(known.remarks)
    assert any(said in remark for remark in one.table.manifest.remarks)


def test_the_notebooks_door_is_the_same(elsewhere):
    assert forlik.decide is decide
    assert forlik.changes is changes
    assert len(forlik.decide(world(DAY, home=elsewhere), "risk-top-20", draws=50, releases=0, confidence=0)) >= 60


# --- the same again


def test_the_same_manifest_gives_the_same_bytes_in_two_fresh_processes(elsewhere):
    words = ("decide", "--question", "need-top-20", "--as-of", DAY, "--draws", "500", "--seed", "7", "--json")
    said = [
        subprocess.run(
            [sys.executable, "-m", "forlik.cli", *words],
            capture_output=True,
            check=True,
            env={"FORLIK_HOME": str(elsewhere), "PATH": "", "PYTHONHASHSEED": number},
        ).stdout
        for number in ("1", "2")
    ]
    assert said[0] == said[1]
    assert len(json.loads(said[0])["rows"]) >= 60


def test_the_manifest_names_all_that_could_change_an_answer(need, elsewhere):
    stands = need.stands_on.plain()
    assert stands["files"].keys() == {
        "need-top-20.1.yaml", "words.toml", "wall.toml", "regions.csv", "methods.lock", "iati", "places", "sources",
        "starter",
    }  # fmt: skip
    deaths = stands["measures"]["deaths_state_based"]
    assert (deaths["method"], deaths["adopted"]) == (1, "2026-11-23")
    assert (stands["seed"], stands["draws"], stands["as_of"], stands["clock"]) == (7, 2000, DAY, "known")
    other = replace(need.stands_on, seed=8)
    assert other.sha256 != need.stands_on.sha256
    again = decide(world(DAY, home=elsewhere), "need-top-20", draws=2000, seed=7)
    assert again.stands_on.sha256 == need.stands_on.sha256
    assert shapes.decide(again) == shapes.decide(need)


# --- as known on a day


def test_what_came_later_changes_no_byte_of_an_earlier_day(elsewhere, monkeypatch):
    day = "2025-06-30"
    with_all = shapes.decide(decide(world(day, home=elsewhere), "risk-top-20", **FEW))
    early = tuple(layer for layer in starter.layers() if layer.known_at.date() <= date(2025, 6, 30))
    assert 0 < len(early) < len(starter.layers())
    monkeypatch.setattr(starter, "layers", lambda: early)
    assert shapes.decide(decide(world(day, home=elsewhere), "risk-top-20", **FEW)) == with_all
    assert with_all["missing"][0] == "deaths", "deaths were known only later"


def test_before_anything_was_known_there_is_nothing_to_rank(elsewhere):
    with pytest.raises(NoData, match="of 196 places 0 can be ranked") as refused:
        decide(world("2021-01-01", home=elsewhere), "need-top-20", **FEW)
    assert "forlik import" in str(refused.value)
    with pytest.raises(UsageError, match="future"):
        world("2999-01-01", home=elsewhere)


def test_a_method_counts_from_the_day_it_was_adopted(elsewhere, monkeypatch):
    what = measure("inform_hazard")
    newer = replace(what, methods=(*what.methods, Method(2, date(2026, 11, 25), what.methods[0].compute)))
    monkeypatch.setattr("forlik.discover.measures", lambda: {**measures.__wrapped__(), "inform_hazard": newer})
    methods = [
        decide(world(day, home=elsewhere), "risk-top-20", releases=0, **FEW).stands_on.measures["inform_hazard"]
        for day in ("2026-11-24", "2026-11-25")
    ]
    assert [one["method"] for one in methods] == [1, 2]


def test_a_reconstructed_world_answers_no_question(elsewhere):
    with pytest.raises(UsageError, match="reconstructed"):
        decide(world("2025-06-30", mode="reconstructed", home=elsewhere), "risk-top-20")


# --- what lasts


def test_a_place_is_on_the_list_by_what_lasted_over_two_releases(elsewhere):
    now = decide(world(DAY, home=elsewhere), "risk-top-20", **FEW)
    eve = now.stands_on.releases[-1]
    assert eve == "2026-11-22", "the day before deaths became known"
    before = decide(world(eve, home=elsewhere), "risk-top-20", releases=0, **FEW)
    shares = {row.country_iso3: row.share_top_k for row in before.rows}
    rule = Hysteresis(0.9, 0.5, 2)
    for row in now.rows:
        both = [shares[row.country_iso3], row.share_top_k] if row.country_iso3 in shares else None
        assert row.on_list is (None if both is None else listed(both, rule)[-1])
    assert {True, False} <= {row.on_list for row in now.rows}


def test_of_a_single_release_it_cannot_be_said_who_is_on_the_list(need):
    assert need.stands_on.releases
    assert {row.on_list for row in need.rows} == {None}


def test_drawn_again_without_reading_anew_it_says_the_same_but_for_what_lasts(elsewhere):
    then = world(DAY, home=elsewhere)
    asked = ask(then, "risk-top-20")
    whole, quick = decide(then, "risk-top-20", releases=0, confidence=0, **FEW), again(asked, **FEW)
    assert shapes.decide(quick) == shapes.decide(whole)
    one = again(asked, weights={"violence": 1}, **FEW)
    assert one.stands_on.weights == {"violence": 1}
    ukraine = {row.country_iso3: row.share_top_k for row in one.rows}["UKR"]
    assert ukraine == 1, "by violence alone the deadliest war is among the first twenty"


# --- what is asked wrongly


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"draws": 0}, "0 draws cannot be made"),
        ({"draws": 10**9}, "1000000000 draws cannot be made → give 1 to 1000000"),
        ({"draws": True}, "draws cannot be made"),
        ({"seed": -1, "draws": 10}, "“seed” is -1"),
        ({"releases": -1}, "releases"),
        ({"draws": 10, "weights": {"violence": -1, "displacement": 2}}, "-1"),
        ({"draws": 10, "weights": {"hunger": 1}}, "no dimension “hunger”"),
    ],
)
def test_what_cannot_be_drawn_is_refused(elsewhere, options, told):
    with pytest.raises(UsageError, match=told):
        decide(world(DAY, home=elsewhere), "need-top-20", **options)


def test_rights_and_neglect_say_what_to_bring_when_nothing_is_held(elsewhere):
    with pytest.raises(NoData, match=r"Political terror \(not known on .*one of: pts"):
        decide(world(DAY, home=elsewhere), "rights-concern")
    with pytest.raises(NoData, match="stale: the newest figure is of 2020"):
        decide(world(DAY, home=elsewhere), "neglected-10")


# --- what changed


def test_changes_tell_which_datum_came_and_what_it_did(elsewhere):
    told = changes("risk-top-20", "2026-11-22", DAY, **FEW, home=elsewhere).rows()
    assert {(row["indicator"], row["cause"]) for row in told} == {("deaths", "now known")}
    before, after = (
        {row.country_iso3: row for row in decide(world(day, home=elsewhere), "risk-top-20", releases=0, **FEW).rows}
        for day in ("2026-11-22", DAY)
    )
    for row in told:
        iso3 = row["country_iso3"]
        assert row["share_before"] == (before[iso3].share_top_k if iso3 in before else None)
        assert row["share_after"] == (after[iso3].share_top_k if iso3 in after else None)
        assert row["known_after"] == "2026-11-23"
        assert row["known_before"] is None
    moved = [abs((row["share_after"] or 0) - (row["share_before"] or 0)) for row in told]
    assert moved == sorted(moved, reverse=True)
    assert max(moved) > 0.3
    for row in told:
        if row["share_before"] is not None and row["share_after"] is not None:
            assert row["share_alone"] == pytest.approx(row["share_after"], abs=0.05), "nothing but deaths changed"


def test_nothing_changes_between_two_days_on_which_the_same_was_known(elsewhere):
    assert len(changes("risk-top-20", "2026-11-24", "2026-11-25", **FEW, home=elsewhere)) == 0
    with pytest.raises(UsageError, match="is not before"):
        changes("risk-top-20", DAY, "2026-11-24", home=elsewhere)


# --- own interest


PEOPLE = (
    "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,refugees,asylum_seekers,returned_refugees,idps,returned_idps,"
    "stateless,ooc,oip,hst\n"
)


def test_own_interest_stands_apart_and_changes_nothing_of_need(need, elsewhere):
    own = own_interest(world(DAY, home=elsewhere), need.asked)
    assert own.home == "NOR"
    with_own, without = shapes.decide(need, "", own), shapes.decide(need)
    assert all("own_interest" not in row for row in (*without["rows"], *without["withheld"]))
    beside = {
        row["country_iso3"]: row.pop("own_interest")["score"] for row in (*with_own["rows"], *with_own["withheld"])
    }
    assert beside["SYR"] > beside["SDN"] > 0, "by the starter figures, with no file of one's own"
    assert {name: value for name, value in with_own.items() if name != "own_interest"} == without


def test_own_interest_counts_those_who_came_from_a_place_to_home_and_names_its_source(home, tmp_path):
    rows = (
        "2023,Sudan,SUD,SDN,Norway,NOR,NOR,5,7,0,0,0,0,0,0,0\n"
        "2024,Sudan,SUD,SDN,Norway,NOR,NOR,99999,999,0,0,0,0,0,0,0\n"
        "2024,Sudan,SUD,SDN,Chad,CHD,TCD,700000,0,0,0,0,0,0,0,0\n"
        "2019,Mali,MLI,MLI,Norway,NOR,NOR,9,9,0,0,0,0,0,0,0\n"
    )
    path = tmp_path / "unhcr_population.csv"
    path.write_text(PEOPLE + rows, encoding="utf-8")
    taken, errors = take_in(home, source("unhcr_population"), [path], published="2025-06-15")
    assert (len(taken), errors) == (1, [])
    own = own_interest(world("2025-07-01", home=home), ("SDN", "MLI", "NOR", "TCD"))
    sudan = own.by_place["SDN"]
    # log10(1 + 999) = 3, of 1 to 4: 6.67; log10(1 + 99 999) = 5, of 1 to 5: 10.
    assert sudan.score == pytest.approx((20 / 3 + 10) / 2, abs=0.01)
    assert {name: int(figure.value) for name, figure in sudan.figures.items()} == {
        "asylum_seekers": 999, "refugees": 99999,
    }  # fmt: skip
    assert sudan.figures["refugees"].basis.source == "unhcr_population"
    assert own.by_place["MLI"].missing["refugees"] == "stale: the newest figure is of 2019"
    assert (own.by_place["NOR"].score, own.by_place["NOR"].missing["refugees"]) == (None, ITSELF)
    assert (own.by_place["TCD"].score, own.by_place["TCD"].missing["refugees"]) == (None, UNLISTED)
    assert own.reach["refugees"].years == ("2024",)
    assert [(one.known, one.estimated) for one in own.reach.values()] == [(1, 1), (1, 1)]


def test_own_interest_of_another_home(elsewhere, monkeypatch):
    monkeypatch.setenv("FORLIK_HOME_ACTOR", "Sweden")
    assert own_interest(world(DAY, home=elsewhere), ("SDN",)).home == "SWE"
    monkeypatch.setenv("FORLIK_HOME_ACTOR", "Atlantis")
    with pytest.raises(UsageError, match="Atlantis"):
        own_interest(world(DAY, home=elsewhere), ("SDN",))
