"""The portfolio is the same on DuckDB and on a Spark Connect cluster: cubes, matrix, drill-down, levels, partners."""

import random
import shutil
import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "portfolio"))
sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from _portfolio import write_store
from made_up import activity, bring, transaction

from forlik.discover import source
from forlik.portfolio.coordination.amounts import amounts_of
from forlik.portfolio.coordination.concentration import donor_concentration
from forlik.portfolio.coordination.evenness import evenness
from forlik.portfolio.coordination.shares import pillar_shares
from forlik.portfolio.country import country_figures
from forlik.portfolio.cube import FLOWS, compute, cube, partner_cube, pillar_cube
from forlik.portfolio.cube.marking import (
    COUNTED,
    COUNTRY,
    OTHER_LEVEL,
    OTHER_TYPE,
    OTHER_VERSION,
    REPLACED,
    SECONDARY,
)
from forlik.portfolio.definitions import PILLARS, Definition, definition
from forlik.portfolio.matrix import drill_down, levels_of, matrices, matrix
from forlik.portfolio.network.connected import components
from forlik.portfolio.network.leaving import if_each_leaves
from forlik.portfolio.network.partners import partners
from forlik.portfolio.results import covered, how_many, todo
from forlik.store.intake import take_in
from forlik.world import World, world

pytestmark = pytest.mark.engine

CUBES = (cube, partner_cube, pillar_cube)
LISTED = definition("purpose")
MOVED = Definition(**LISTED.model_dump() | {"name": "moved", "moved": {"72010": "peace"}})
SAID = (LISTED, definition("humanitarian_flag"), MOVED)
REAL = ("unhcr/UNHCR-Activities-2023.xml", "who/who-arg.xml", "adb/iati-activities-am-armenia.xml")
STORES = ("rough", "shaped", pytest.param("real", marks=pytest.mark.real))


@dataclass(frozen=True)
class Both:
    """One store twice: asked through DuckDB, and through the cluster."""

    here: World
    there: World

    def same(self, asked):
        """What both answer, which must not differ."""
        here, there = asked(self.here), asked(self.there)
        assert there == here
        # Equal decimals may still be written with other digits.
        assert repr(there) == repr(here)
        return here


@pytest.fixture(scope="module")
def both(request, cluster, tmp_path_factory):
    room = tmp_path_factory.mktemp(request.param)
    filled = room / "duckdb"
    FILL[request.param](filled, room, request)
    shutil.copytree(filled, room / "sail")
    with pytest.MonkeyPatch.context() as patch:
        asked = []
        for address, folder in (("duckdb", "duckdb"), (cluster, "sail")):
            patch.setenv("FORLIK_ENGINE", address)
            one = world(date(2026, 6, 1), home=room / folder)
            # The engine is chosen at the first question.
            assert one.then.engine.address == address
            compute(one.then)
            asked.append(one)
    return Both(*asked)


def rough(home, room, _request):
    """Files with all that makes figures differ: versions, levels, others' reports, no rate, no place, no year."""
    for number in range(3):
        dice = random.Random(number)  # noqa: S311 - made-up rows, not secrets
        bring(home, room, f"rough-{number}", f"2023-0{number + 1}-10", *(_activity(dice) for _ in range(60)))


def _activity(dice):
    sectors = "".join(
        f'<sector vocabulary="{dice.choice("1112")}" code="{code}" percentage="{dice.randint(0, 100)}"/>'
        for code in dice.sample(["72010", "15220", "15162", "11220", "93010", "99999", "151", ""], dice.randint(0, 3))
    )
    places = "".join(
        f'<recipient-country code="{code}" percentage="{dice.randint(0, 100)}"/>'
        for code in dice.sample(["CO", "NA", "QQ", "SS", "ML"], dice.randint(0, 2))
    )
    return activity(
        f"A-{dice.randint(1, 40)}",
        *(_planned(dice) for _ in range(dice.randint(0, 3))),
        *(_transaction(dice) for _ in range(dice.randint(0, 8))),
        *_results(random.Random(dice.getstate()[1][-1])),  # noqa: S311 - made-up rows, not secrets
        who=dice.choice(["XM-A", "XM-B", ""]),
        level=dice.randint(1, 3),
        secondary=dice.random() < 0.2,
        humanitarian=dice.choice([True, False, None]),
        sectors=sectors,
        places=dice.choice([places, '<recipient-region code="289"/>']),
    )


def _transaction(dice):
    return transaction(
        dice.choice([str(dice.randint(-9_999, 9_999)), "0.01", "", "1,5", "12345678901.25"]),
        kind=dice.choice(["1", "2", "3", "4", "11", "99", ""]),
        day=dice.choice(["2019-03-01", "2020-06-30", "2021-12-31", ""]),
        currency=dice.choice(["USD", "USD", "EUR", "NOK", "AFN"]),
        more=_ends(dice) + dice.choice(["", '<sector vocabulary="1" code="15220"/>', '<recipient-country code="NA"/>']),
    )


def _ends(dice):
    ends = [end for end in ("provider-org", "receiver-org") if dice.random() < 0.7]
    refs, names = ["", "XM-A", "XM-C", "NO-BRC-1", "ML-1"], ["Ø’s", "B", "Giver XM-A"]
    return "".join(
        f'<{end} ref="{dice.choice(refs)}"><narrative>{dice.choice(names)}</narrative></{end}>' for end in ends
    )


def _results(dice):
    """When it began, and its results: by dice of their own, so that the money stays what it was."""
    yield f'<activity-date type="2" iso-date="{dice.choice(["2018-01-01", "2021-06-01", "2026-05-01"])}"/>'
    yield from (_result(dice) for _ in range(dice.randint(0, 2)))


def _result(dice):
    period = "".join(
        f"<{end} iso-date='{day}'/>" for end, day in (("period-start", "2020-01-01"), ("period-end", "2020-12-31"))
    )
    values = dice.choice(['<target value="5"/>', '<target value="5"/><actual value="4"/>', '<actual value="x"/>', ""])
    indicator = dice.choice(["", f'<indicator measure="1"><title/><period>{period}{values}</period></indicator>'])
    return f'<result type="1"><title/>{indicator}</result>'


def _planned(dice):
    kind, more = dice.choice([("budget", f' type="{dice.choice("12")}"'), ("planned-disbursement", "")])
    year = dice.choice([2019, 2020, 2021])
    period = f'<period-start iso-date="{year}-01-01"/><period-end iso-date="{year + dice.randint(0, 1)}-12-31"/>'
    currency, money = dice.choice(["USD", "NOK", "AFN"]), dice.randint(1, 9_999)
    value = f'<value currency="{currency}" value-date="{year}-01-01">{money}</value>'
    return f"<{kind}{more}>{period}{value}{'' if kind == 'budget' else _ends(dice)}</{kind}>"


def shaped(home, room, _request):
    """The bench's generator at a small size: thousands of flows of several publishers."""
    path = room / "shapes.xml"
    dice = random.Random(6)  # noqa: S311 - made-up rows, not secrets
    path.write_text(f'<iati-activities version="2.03">{"".join(_activity(dice) for _ in range(200))}</iati-activities>')
    write_store(home, 800, 5, [path], size=200)


def real(home, _room, request):
    """Files of three publishers, as published."""
    folder = request.getfixturevalue("shared") / "iati" / "activities"
    _, errors = take_in(home, source("iati"), [folder / name for name in REAL])
    assert errors == []


FILL = {"rough": rough, "shaped": shaped, "real": real}


def in_order(table: pa.Table) -> pa.Table:
    return table.sort_by([(name, "ascending") for name in table.column_names])


@pytest.mark.parametrize("both", STORES, indirect=True)
@pytest.mark.parametrize("which", CUBES, ids=lambda one: one.__name__)
def test_a_cube_has_the_same_rows(which, both):
    here, there = (one.then.engine.run(which(one.then)) for one in (both.here, both.there))
    assert here.num_rows > 100
    assert there.schema == here.schema
    assert in_order(there).equals(in_order(here))
    # Places come one after the other in the file, which is why one country's are read fast.
    for rows in (here, there):
        places = list(zip(rows["place_kind"].to_pylist(), rows["place_code"].to_pylist(), strict=True))
        assert places == sorted(places)


@pytest.mark.parametrize("both", STORES, indirect=True)
def test_nothing_that_makes_cubes_differ_is_missing_from_the_files(both):
    rows = both.here.then.engine.run(cube(both.here.then)).to_pylist()
    assert {COUNTED, OTHER_LEVEL} <= {row["standing"] for row in rows}
    assert len({row["reporting_org_ref"] for row in rows}) > 1
    assert any(row["usd"] is not None and row["usd"] < 0 for row in rows)


@pytest.mark.parametrize("both", ["rough"], indirect=True)
def test_rough_files_have_every_standing_and_every_gap(both):
    rows = both.here.then.engine.run(cube(both.here.then)).to_pylist()
    standings = {COUNTED, OTHER_LEVEL, OTHER_VERSION, OTHER_TYPE, REPLACED, SECONDARY}
    assert {row["standing"] for row in rows} == standings
    assert {"paid", "committed", "planned", "budgeted"} <= {row["flow"] for row in rows}
    assert {row["place_kind"] for row in rows} == {COUNTRY, "region", "unknown_country", "none"}
    for name in ("year", "transaction_type_code", "purpose", "humanitarian", "usd", "flow"):
        assert {row[name] is None for row in rows} == {True, False}, name


@pytest.mark.parametrize("both", STORES, indirect=True)
@pytest.mark.parametrize("said", SAID, ids=lambda one: one.name)
def test_the_matrix_is_the_same(said, both):
    def parts(now):
        # Said one by one, for a matrix does not show them.
        made = matrices(now, FLOWS, definition=said).values()
        return [(*one.cells, *one.unallocated, *one.totals, *one.left_out) for one in made]

    made = both.same(parts)
    assert sum(map(len, made)) > 50
    paid = both.same(lambda now: matrix(now, definition=said).cells)
    assert paid == made[0][: len(paid)]


@pytest.mark.parametrize("both", STORES, indirect=True)
def test_one_countrys_matrix_is_the_same(both):
    made = matrix(both.here)
    for iso3 in sorted({one.place_code for one in made.cells})[:5]:
        asked = both.same(lambda now, iso3=iso3: matrix(now, place=iso3, years=(2005, 2025)).cells)
        assert {one.place_code for one in asked} == {iso3}


@pytest.mark.parametrize("both", STORES, indirect=True)
def test_a_cell_comes_down_to_the_same_flows(both):
    made = matrices(both.here, FLOWS).values()
    every = [cell for one in made for cell in (*one.cells, *one.unallocated, *one.totals)]
    for cell in random.Random(6).sample(every, 6):  # noqa: S311 - which are looked at, no secret
        flows = both.same(lambda now, cell=cell: drill_down(now, cell))
        known = [one.amount_usd for one in flows if one.amount_usd is not None]
        assert (sum(known, Decimal(0)) if known else None, len(flows)) == (cell.usd, cell.flows)


@pytest.mark.parametrize("both", STORES, indirect=True)
def test_publishers_are_counted_on_the_same_levels(both):
    for flow in ("paid", "committed"):
        both.same(lambda now, flow=flow: levels_of(now, flow=flow, place="South Sudan"))
    shown = ("paid", "committed", "promised", "planned", "budgeted")
    levels = [both.same(lambda now, flow=flow: levels_of(now, flow=flow)) for flow in shown]
    assert any(one.others for found in levels for one in found)


def sums(now, rows, *by):
    """Counted and paid money of the partner cube, by some of its columns."""
    rows = rows.filter((rows.standing == COUNTED) & (rows.flow == "paid"))
    found = now.then.engine.run(rows.group_by(list(by)).aggregate(money=rows.usd.sum(), transactions=rows.flows.sum()))
    return in_order(found)


@pytest.mark.parametrize("both", STORES, indirect=True)
def test_measures_of_coordination_come_out_the_same(both):
    def measured(now):
        by_pillar = sums(now, pillar_cube(now.then), "pillar").to_pylist()
        given = {row["pillar"] if row["pillar"] in PILLARS else None: row["money"] for row in by_pillar}
        donors = sums(now, partner_cube(now.then), "provider_org_ref")
        of_donors = amounts_of(donors["provider_org_ref"], donors["money"])
        return pillar_shares(given), evenness(given, among=4), donor_concentration(of_donors)

    shares, *_ = both.same(measured)
    assert shares.total


@pytest.mark.parametrize("both", STORES, indirect=True)
def test_all_figures_of_a_countrys_page_are_the_same(both):
    made = matrix(both.here)
    for iso3 in sorted({one.place_code for one in made.cells})[:3]:
        found = both.same(lambda now, iso3=iso3: country_figures(now, iso3))
        assert found.year
        assert found.mixes
        assert found.givers
        assert found.receivers


@pytest.mark.parametrize("both", STORES, indirect=True)
def test_the_network_of_partners_is_the_same(both):
    def network(now):
        edges = sums(now, partner_cube(now.then), "provider_org_ref", "receiver_org_ref")
        made = partners(edges.rename_columns(["funder", "implementer", "money", "transactions"]))
        return made.ids, tuple(made.ties), made.left_out, tuple(components(made)), tuple(if_each_leaves(made))

    both.same(network)


@pytest.mark.parametrize("both", ["rough", pytest.param("real", marks=pytest.mark.real)], indirect=True)
def test_coverage_of_results_and_what_is_to_be_done_are_the_same(both):
    expected, having = both.same(how_many)
    assert expected > having > 0
    whole = both.same(covered).whole
    assert (whole.activities, whole.having["result"]) == (expected, having)
    assert both.same(todo).total > 0
    some = both.same(lambda now: covered(now, place="Mali").whole.activities)
    assert some <= expected
