"""The matrix and the cubes: every total is what a plain count of the flows gives, and the sum of its drill-down."""

import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from made_up import FILES, activity, bring, cells_of, counted_rows, in_one_shape, planned, transaction

from forlik.build import build
from forlik.core.errors import NoData, UsageError
from forlik.measures._iati import PAID, by_country
from forlik.portfolio.cube import FLOWS, codes_of, compute, cube, partner_cube
from forlik.portfolio.definitions import BESIDE, PILLARS, Definition, definition
from forlik.portfolio.matrix import drill_down, drill_down_all, kept_matrices, levels_of, matrices, matrix
from forlik.store import results
from forlik.world import world

BOTH = ("purpose", "humanitarian_flag")
DAYS = ("2022-01-10", "2022-02-10", "2022-03-10")


@pytest.fixture
def taken(home, tmp_path):
    return lambda name, day, *inside: bring(home, tmp_path, name, day, *inside)


def rows_of(now, table):
    try:
        return now.table(table).to_arrow().to_pylist()
    except NoData:
        return []


def figures(made):
    return {
        (one.place_kind, one.place_code, one.year, one.pillar): (one.usd, one.flows, one.without_rate)
        for one in (*made.cells, *made.unallocated, *made.totals)
    }


def checked(now):
    activities = rows_of(now, "iati__activities")
    flows = in_one_shape(rows_of(now, "iati__flows"), rows_of(now, "iati__planned"))
    for flow in ("paid", "committed", "received", "promised", "budgeted", "planned"):
        rows = counted_rows(activities, flows, flow)
        # Definitions are the same code for every kind of flow: two kinds, of two tables, go through all of them.
        for said in (*map(definition, BOTH), MOVED) if flow in {"paid", "budgeted"} else [definition(BOTH[0])]:
            made = matrix(now, definition=said, flow=flow)
            assert figures(made) == cells_of(rows, said), (flow, said.name)
            together(made)
            every = (*made.cells, *made.unallocated, *made.totals)
            behind = drill_down_all(now, every)
            for cell, flows_of_it in zip(every, behind, strict=True):
                summed(cell, flows_of_it)
            if every:
                assert drill_down(now, every[0]) == behind[0], "one alone is the same as among all"
        mine = {
            (one["dataset"], one["activity_no"], one["transaction_no"], one["sector_no"], one["place_no"])
            for one in rows
        }
        left = [one for one in flows if one["transaction_type_code"] in codes_of(flow)]
        undated = [one for one in rows if one["year"] is None]
        assert sum(one.flows for one in made.left_out) == len(left) - len(mine) + len(undated)


def kept(now):
    """A country's kept matrices are those that are asked of the cubes at once, one asked for after the other."""
    for said in (definition(BOTH[1]), MOVED):
        for place in ("COL", "NAM", "NOR", "COL"):
            found = kept_matrices(now, ("budgeted", "paid"), definition=said, place=place)
            asked = matrices(now, ("budgeted", "paid"), definition=said, place=place)
            assert found == asked
            assert all(found[flow]._found == asked[flow]._found for flow in asked)


def together(made):
    """Four pillars and what is beside them are all; all places together are all."""
    by_year = {}
    for one in (*made.cells, *made.unallocated):
        if one.pillar == "all":
            parts = [
                made.cell(one.place_code, name, one.year, place_kind=one.place_kind) for name in (*PILLARS, *BESIDE)
            ]
            assert added(parts) == (one.usd, one.flows)
            by_year.setdefault(one.year, []).append(one)
    for year, cells in by_year.items():
        total = made.cell("", "all", year, place_kind="all")
        assert added(cells) == (total.usd, total.flows)


def added(cells):
    cells = [one for one in cells if one is not None]
    known = [one.usd for one in cells if one.usd is not None]
    return sum(known, Decimal(0)) if known else None, sum(one.flows for one in cells)


def drilled(now, cell):
    behind = drill_down(now, cell)
    summed(cell, behind)
    return behind


def summed(cell, behind):
    known = [one.amount_usd for one in behind if one.amount_usd is not None]
    assert (sum(known, Decimal(0)) if known else None) == cell.usd
    assert (len(behind), len(behind) - len(known)) == (cell.flows, cell.without_rate)


MOVED = Definition.model_validate_json(
    """{"name": "moved", "version": 1, "title": {"en": "Moved", "nb": "Flyttet"}, "humanitarian_mark": true,
    "moved": {"72010": "peace", "15160": "humanitarian"}, "statement": "Made up."}"""
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FILES, st.booleans())
def test_every_total_is_what_a_plain_count_gives_and_the_sum_of_its_drill_down(files, rename):
    with tempfile.TemporaryDirectory() as room:
        home = Path(room) / "home"
        for number, inside in enumerate(files):
            # One dataset in several versions, or several datasets that share activities.
            bring(home, Path(room), f"d{number if rename else 0}", DAYS[number], *inside)
        for day in ("2022-01-31", "2026-01-31"):
            now = world(day, home=home)
            if rows_of(now, "iati__activities"):
                checked(now)
                kept(now)
                measured(now)


def measured(now):
    """What is counted as paid is, place by place and year by year, what the measure counts."""
    tables = (now.table(name).to_ibis() for name in ("iati__activities", "iati__flows"))
    rows = now.then.engine.run(by_country(*tables, PAID)).to_pylist()
    made = matrix(now)
    theirs = {(row["country_iso3"], row["year"]): (row["value"], row["estimated"]) for row in rows}
    ours = {(one.place_code, one.year): (one.usd, one.without_rate > 0) for one in made.cells if one.pillar == "all"}
    assert ours == theirs


def test_what_is_not_counted_is_told_beside_and_the_numbers_are_known_by_hand(home, taken):
    taken("old", "2023-06-01", activity("A-1", transaction(9_000)))
    taken(
        "new",
        "2024-06-01",
        activity("A-1", transaction(100), transaction(-30)),
        activity("A-2", transaction(8_000), level=2),
        activity("A-3", transaction(50, currency="AFN"), sectors=""),
        activity("A-4", transaction(20, day="")),
    )
    taken("list", "2024-06-01", activity("A-1", transaction(7_000), who="XM-C", secondary=True))
    now = world("2026-01-31", home=home)
    made = matrix(now, place="Colombia", years=(2022, 2023))
    cell = made.cell("COL", "humanitarian", 2023)
    assert (cell.usd, cell.status, cell.flows, cell.levels) == (Decimal(70), "reported", 2, (1,))
    assert [one.amount_usd for one in drilled(now, cell)] == [100, -30]
    none = made.cell("COL", "no_pillar", 2023)
    assert (none.usd, none.status, none.reason) == (None, "unknown", "no rate is known")
    every = made.cell("COL", "all", 2023)
    assert (every.usd, every.status) == (Decimal(70), "estimated")
    assert every.reason == "1 of 3 parts of transactions have no rate"
    assert every.coverage.rate.value == Decimal(2) / 3
    silent = made.cell("COL", "all", 2022)
    assert (silent.usd, silent.status, silent.reason) == (None, "unknown", "nothing is published")
    assert silent.coverage.rate.value is None
    assert silent.coverage.rate.reason == "there are no parts of transactions"
    assert {(one.why, one.year, one.usd, one.flows) for one in made.left_out} == {
        ("other_version", 2023, Decimal(9_000), 1),
        ("other_level", 2023, Decimal(8_000), 1),
        ("secondary", 2023, Decimal(7_000), 1),
        ("undated", None, Decimal(20), 1),
    }
    assert [(one.reporting_org_ref, one.level, one.others) for one in levels_of(now, place="CO")] == [("XM-A", 1, (2,))]
    assert now.then.bases[every.basis].part == "XM-A/new"


def test_a_negative_total_stays_negative_and_money_without_a_country_stands_beside(home, taken):
    region = '<recipient-region code="289"/>'
    taken(
        "a",
        "2024-06-01",
        activity("A-1", transaction(-500), transaction(100)),
        activity("A-2", transaction(300), places=region),
        activity("A-3", transaction(100), places="", sectors='<sector vocabulary="1" code="93010"/>'),
    )
    made = matrix(world("2026-01-31", home=home), place="CO")
    assert made.cell("COL", "humanitarian", 2023).usd == -400
    assert {(one.place_kind, one.place_code, one.pillar): one.usd for one in made.unallocated} == {
        ("region", "289", "humanitarian"): 300,
        ("region", "289", "all"): 300,
        ("none", "", "excluded_donor_side"): 100,
        ("none", "", "all"): 100,
    }
    total = made.cell("", "all", 2023, place_kind="all")
    assert total.usd == 0
    # 600 of 1,000 dollars that were moved are a country's; the net total would be no denominator.
    assert total.coverage.country.value == Decimal("0.6")
    assert total.coverage.pillar.value == 1


def test_a_place_has_the_same_cells_alone_as_among_all(home, taken):
    both = '<recipient-country code="CO" percentage="40"/><recipient-country code="NA" percentage="60"/>'
    taken("a", "2024-06-01", activity("A-1", transaction(10), transaction(7, kind="2"), places=both))
    now = world("2026-01-31", home=home)
    every, alone = matrix(now), matrix(now, place="Namibia")
    assert [one for one in every.cells if one.place_code == "NAM"] == list(alone.cells)
    assert every.totals == alone.totals
    assert len(every.cells) == 4


def test_the_second_view_finds_relief_by_its_mark(home, taken):
    education = '<sector vocabulary="1" code="11220"/>'
    taken("a", "2024-06-01", activity("A-1", transaction(10), humanitarian=True, sectors=education))
    now = world("2026-01-31", home=home)
    assert matrix(now).cell("COL", "humanitarian", 2023) is None
    assert matrix(now).cell("COL", "development", 2023).usd == 10
    [cell] = [one for one in matrix(now, definition="humanitarian_flag").cells if one.pillar != "all"]
    assert (cell.pillar, cell.usd, cell.definition.name) == ("humanitarian", 10, "humanitarian_flag")
    assert [one.about["pillar"] for one in drill_down(now, cell)] == ["humanitarian"]


def test_a_drilled_flow_can_be_reckoned_again_and_points_to_its_bytes(home, taken, tmp_path):
    taken("a", "2024-06-01", activity("A-1", transaction(1000, currency="NOK"), transaction(5)))
    now = world("2026-01-31", home=home)
    mine, dollars = drill_down(now, matrix(now).cell("COL", "humanitarian", 2023))
    assert (mine.amount, mine.currency, dollars.rate) == (1000, "NOK", 1)
    assert abs(mine.amount * mine.rate - mine.amount_usd) <= Decimal("0.000001")
    assert "European Central Bank" in mine.why
    start, end = mine.bytes
    stretch = (tmp_path / "a.xml").read_bytes()[start:end]
    assert stretch.startswith(b"<iati-activity ")
    assert b"A-1" in stretch
    assert mine.dataset == "XM-A/a"


def test_a_past_day_and_a_reconstructed_one(home, taken):
    taken("a", "2022-06-01", activity("A-1", transaction(10, day="2021-01-01")))
    later = (transaction(12, day="2021-01-01"), transaction(99, day="2023-05-01"))
    taken("a", "2024-06-01", activity("A-1", *later))
    then = matrix(world("2023-01-31", home=home))
    assert {(one.year, one.usd) for one in then.totals} == {(2021, 10)}
    cut = matrix(world("2022-12-31", mode="reconstructed", home=home))
    assert {(one.year, one.usd) for one in cut.totals} == {(2021, 12)}
    assert {(one.year, one.usd) for one in matrix(world("2026-01-31", home=home)).totals} == {(2021, 12), (2023, 99)}


def test_who_pays_and_who_receives_are_told_as_the_transaction_states_them(home, taken):
    ends = (
        '<provider-org ref="XM-P"><narrative>Payer</narrative></provider-org>'
        "<receiver-org><narrative>Taker</narrative></receiver-org>"
    )
    taken(
        "a",
        "2024-06-01",
        activity("A-1", transaction(10, more=ends), transaction(4)),
        activity("A-2", transaction(9), level=2),
    )
    now = world("2026-01-31", home=home)
    keys = ("standing", "provider_org_ref", "provider_org_name", "receiver_org_ref", "receiver_org_name", "usd")
    rows = now.then.engine.run(partner_cube(now.then)).to_pylist()
    assert {tuple(row[key] for key in keys) for row in rows} == {
        ("counted", "XM-P", "Payer", None, "Taker", Decimal(10)),
        ("counted", None, None, None, None, Decimal(4)),
        ("other_level", None, None, None, None, Decimal(9)),
    }
    assert now.then.engine.run(cube(now.then).usd.sum()).as_py() == sum(row["usd"] for row in rows)


def test_a_cube_is_computed_by_a_build_once_and_again_only_for_what_is_new(home, taken):
    taken("a", "2024-06-01", activity("A-1", transaction(10)))
    taken("b", "2024-06-01", activity("B-1", transaction(20), who="XM-B"))
    first = build(home, starter=False, further=(compute,))
    kept = set((home / results.FOLDER).glob("portfolio*/*.parquet"))
    assert len(kept) == 2 + 2 + 4, "a piece of each file for each grain, and four cubes"
    assert build(home, further=(compute,)).unchanged
    assert compute(world(home=home).then) == 0
    assert {path for path in kept if path.is_file()} == kept, "what a build made is not swept"
    taken("b", "2024-07-01", activity("B-1", transaction(25), who="XM-B"))
    again = build(home, further=(compute,))
    new = set((home / results.FOLDER).glob("portfolio*/*.parquet")) - kept
    assert len(new) == 1 + 1 + 4, "pieces of the new file alone, and the cubes"
    assert first.computed == again.computed
    assert {(one.year, one.usd) for one in matrix(world(home=home)).totals} == {(2023, 35)}


def test_a_damaged_cube_is_not_used(home, taken):
    taken("a", "2024-06-01", activity("A-1", transaction(10)))
    assert compute(world(home=home).then) == 4
    [path] = (home / results.FOLDER / "portfolio_cube").glob("*.parquet")
    path.write_bytes(path.read_bytes()[:-20])
    results.sound.cache_clear()
    assert matrix(world(home=home)).totals[0].usd == 10
    assert compute(world(home=home).then) == 0


def test_a_damaged_piece_is_made_anew(home, taken):
    taken("a", "2024-06-01", activity("A-1", transaction(10)))
    compute(world(home=home).then)
    for path in (home / results.FOLDER).glob("portfolio_*/*.parquet"):
        path.write_bytes(path.read_bytes()[:-20])
    results.sound.cache_clear()
    assert compute(world(home=home).then) == 4
    assert matrix(world(home=home)).totals[0].usd == 10


def test_a_piece_that_was_kept_is_not_used_once_a_newer_file_has_its_activity(home, taken):
    taken("old", "2024-06-01", activity("A-1", transaction(10)), activity("A-2", transaction(1)))
    assert matrix(world(home=home)).totals[0].usd == 11
    taken("new", "2024-07-01", activity("A-1", transaction(25)))
    now = world(home=home)
    total = matrix(now).totals[-1]
    assert (total.pillar, total.usd) == ("all", 26)
    assert now.then.bases[total.basis].part == "XM-A/new", "the latest known behind it"
    assert [one.amount_usd for one in drilled(now, total)] == [25, 1]


def test_transactions_are_counted_once_each_over_all_places_and_purposes(home, taken):
    sectors = (
        '<sector vocabulary="1" code="72010" percentage="50"/><sector vocabulary="1" code="15220" percentage="50"/>'
    )
    places = '<recipient-country code="CO" percentage="50"/><recipient-country code="NA" percentage="50"/>'
    taken("a", "2024-06-01", activity("A-1", transaction(10), transaction(4), sectors=sectors, places=places))
    now = world("2026-01-31", home=home)
    rows = now.then.engine.run(cube(now.then)).to_pylist()
    assert (sum(row["transactions"] for row in rows), sum(row["flows"] for row in rows)) == (2, 8)


def test_a_type_that_is_not_on_the_list_is_kept_and_never_counted(home, taken):
    taken("a", "2024-06-01", activity("A-1", transaction(10, kind="99"), transaction(5)))
    now = world("2026-01-31", home=home)
    rows = now.then.engine.run(cube(now.then)).to_pylist()
    assert {(row["standing"], row["flow"], row["usd"]) for row in rows} == {
        ("other_type", None, Decimal(10)),
        ("counted", "paid", Decimal(5)),
    }


def test_wrong_questions_are_refused(home, taken):
    with pytest.raises(NoData, match="no rows of aid data"):
        matrix(world(home=home))
    taken("a", "2024-06-01", activity("A-1", transaction(10)))
    now = world("2026-01-31", home=home)
    with pytest.raises(UsageError, match="no kind of flow “spent”"):
        matrix(now, flow="spent")
    with pytest.raises(UsageError, match="2024 is after 2020"):
        matrix(now, years=(2024, 2020))
    with pytest.raises(UsageError, match="no definition"):
        matrix(now, definition="none")
    assert set(FLOWS) >= {"paid", "committed", "received", "promised"}


def test_a_kind_without_any_money_is_empty_and_not_nothing(home, taken):
    taken("a", "2024-06-01", activity("A-1", transaction(10)))
    made = matrix(world("2026-01-31", home=home), flow="committed")
    assert (made.cells, made.totals, made.years) == ((), (), None)


def test_what_is_planned_without_anything_paid_has_its_cells_and_its_drill_down(home, taken, tmp_path):
    taken(
        "a",
        "2024-06-01",
        activity("A-1", planned(100), planned(7, what="planned-disbursement", first="2024-01-01", last="2026-12-31")),
    )
    now = world("2026-01-31", home=home)
    assert matrix(now).cells == ()
    budget = matrix(now, flow="budgeted").cell("COL", "humanitarian", 2023)
    assert (budget.usd, budget.status, budget.flows) == (100, "reported", 1)
    [one] = drilled(now, budget)
    start, end = one.bytes
    assert b"<iati-identifier>A-1<" in (tmp_path / "a.xml").read_bytes()[start:end]
    assert one.about["transaction_type_code"] == "budget"
    assert "Taken as original as no type is stated." in one.why
    [of_years] = [one for one in matrix(now, flow="planned").cells if one.pillar == "all"]
    assert (of_years.year, of_years.usd) == (2024, 7), "a period of several years counts in the year it begins"
    assert "goes on beyond it" in drilled(now, of_years)[0].why


def test_a_revised_budget_takes_the_place_of_the_original_of_its_period_and_that_is_told(home, taken):
    taken(
        "a",
        "2024-06-01",
        activity(
            "A-1",
            planned(100, kind="1"),
            planned(80, kind="2"),
            planned(40, kind="1", first="2024-01-01", last="2024-12-31"),
            planned(30, kind="2", first="2024-01-01", last="2024-06-30"),
        ),
        activity("A-2", planned(1, kind="1")),
        activity("A-3", planned(9_000), level=2),
    )
    now = world("2026-01-31", home=home)
    made = matrix(now, flow="budgeted")
    sums = {one.year: one.usd for one in made.cells if one.pillar == "all"}
    assert sums == {2023: 81, 2024: 70}, "another period is another budget"
    assert {(one.why, one.year, one.usd) for one in made.left_out} == {
        ("replaced", 2023, Decimal(100)),
        ("other_level", 2023, Decimal(9_000)),
    }
    assert [(one.level, one.others) for one in levels_of(now, flow="budgeted")] == [(1, (2,))]
    for cell in made.cells:
        drilled(now, cell)


def test_planned_disbursements_replace_each_other_only_between_the_same_ends(home, taken):
    def to(ref):
        return f'<receiver-org ref="{ref}"><narrative>{ref}</narrative></receiver-org>'

    way = {"what": "planned-disbursement"}
    plans = (planned(10, kind="1", more=to("X"), **way), planned(7, kind="2", more=to("Y"), **way))
    taken("a", "2024-06-01", activity("A-1", *plans, planned(5, kind="2", more=to("X"), **way)))
    now = world("2026-01-31", home=home)
    assert matrix(now, flow="planned").totals[-1].usd == 12
    rows = now.then.engine.run(partner_cube(now.then)).to_pylist()
    assert {(row["receiver_org_ref"], row["standing"], row["usd"]) for row in rows} == {
        ("X", "replaced", Decimal(10)),
        ("Y", "counted", Decimal(7)),
        ("X", "counted", Decimal(5)),
    }


def test_planned_money_in_a_currency_without_a_rate_is_unknown_and_a_negative_one_takes_away(home, taken):
    taken(
        "a",
        "2024-06-01",
        activity("A-1", planned(100, currency="AFN"), sectors=""),
        activity("A-2", planned(50), planned(-80)),
        activity("A-3", planned(5, first="")),
        activity("A-4", planned(3), places="", sectors='<sector vocabulary="1" code="15220" percentage="70"/>'),
    )
    now = world("2026-01-31", home=home)
    made = matrix(now, flow="budgeted")
    none = made.cell("COL", "no_pillar", 2023)
    assert (none.usd, none.status, none.reason) == (None, "unknown", "no rate is known")
    assert made.cell("COL", "humanitarian", 2023).usd == -30
    every = made.cell("COL", "all", 2023)
    assert (every.usd, every.reason) == (-30, "1 of 3 parts of budgets have no rate")
    assert made.cell("", "peace", 2023, place_kind="none").usd == 3, "70 % are scaled to the whole"
    assert [(one.why, one.year, one.usd) for one in made.left_out] == [("undated", None, 5)]


def test_a_budget_and_a_transaction_of_one_number_are_two_amounts(home, taken):
    taken("a", "2024-06-01", activity("A-1", transaction(10), planned(20), planned(3, what="planned-disbursement")))
    now = world("2026-01-31", home=home)
    rows = now.then.engine.run(cube(now.then)).to_pylist()
    assert {(row["flow"], row["usd"], row["transactions"]) for row in rows} == {
        ("paid", Decimal(10), 1),
        ("budgeted", Decimal(20), 1),
        ("planned", Decimal(3), 1),
    }


def test_money_on_other_levels_is_told_level_by_level_and_never_added(home, taken):
    deep = [activity(f"A-{n}", transaction(500), level=3) for n in (1, 2)]
    taken("a", "2024-01-10", activity("A", transaction(1000)), activity("B", transaction(1000), level=2), *deep)
    made = matrix(world(home=home))
    assert {(one.why, one.level, one.usd) for one in made.left_out} == {
        ("other_level", 1, Decimal(1000)),
        ("other_level", 2, Decimal(1000)),
    }
    assert made.cell("COL", "all", 2023).usd == 1000
