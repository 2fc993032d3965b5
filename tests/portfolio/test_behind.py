"""Every file behind a total: those in which its flows stand, whatever the place, the kind of flow or the definition."""

import sys
import tempfile
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings

sys.path.insert(0, str(Path(__file__).parent))
from made_up import FILES, activity, bring, transaction

from forlik.core.errors import NoData
from forlik.portfolio.definitions import definition
from forlik.portfolio.matrix import behind, behind_all, drill_down_all, matrix
from forlik.portfolio.overview import opened, overview
from forlik.portfolio.overview.exported import shape
from forlik.portfolio.overview.opened import opened_shape
from forlik.world import world

SCHOOLS, PEACE = (f'<sector vocabulary="1" code="{code}"/>' for code in ("11220", "15220"))
MOVED = definition("purpose").model_copy(update={"name": "own", "moved": {"15220": "development"}})


@given(FILES)
@settings(max_examples=12, deadline=None)
def test_a_total_is_the_sum_of_what_stands_in_its_files_and_each_of_them_has_a_part_in_it(files):
    with tempfile.TemporaryDirectory() as room:
        home = Path(room) / "home"
        for number, inside in enumerate(files):
            bring(home, Path(room), f"d{number}", f"2022-0{number + 1}-10", *inside)
        for said in ("purpose", "humanitarian_flag", MOVED):
            for flow in ("paid", "committed", "budgeted"):
                held_against_its_flows(home, said, flow)


def held_against_its_flows(home, said, flow):
    now = world("2026-01-31", home=home)
    try:
        made = matrix(now, definition=said, flow=flow)
    except NoData:
        return
    cells = (*made.cells, *made.unallocated, *made.totals)
    found = behind_all(now, cells)
    for cell, flows in zip(cells, drill_down_all(now, cells), strict=True):
        parts = defaultdict(list)
        for one in flows:
            parts[one.about["basis"]].append(one.amount_usd)
        assert found[cell.where, cell.year, cell.pillar] == tuple(sorted(parts))
        known = [usd for some in parts.values() for usd in some if usd is not None]
        assert cell.usd == (sum(known, Decimal(0)) if known else None)
        assert [one.number for one in behind(now, cell)][:1] == ([] if cell.basis is None else [cell.basis])


def test_the_country_that_is_asked_for_next_has_its_own_files_and_not_those_of_the_last(home, tmp_path):
    bring(home, tmp_path, "one", "2024-01-10", activity("A-1", transaction(5)))
    mali = '<recipient-country code="ML"/>'
    bring(home, tmp_path, "two", "2024-01-11", activity("B-1", transaction(7), who="XM-B", places=mali))
    now = world("2024-02-01", home=home)
    cells = {one.place_code: one for one in matrix(now).cells if one.pillar == "all"}
    parts = {code: [one.part for one in behind(now, cells[code])] for code in ("COL", "MLI", "COL")}
    assert parts == {"COL": ["XM-A/one"], "MLI": ["XM-B/two"]}


def test_a_file_of_which_nothing_is_counted_is_behind_no_total(home, tmp_path):
    bring(home, tmp_path, "own", "2024-01-10", activity("A-1", transaction(5), transaction(6), level=2))
    bring(home, tmp_path, "others", "2024-01-11", activity("A-1", transaction(5), who="XM-B", secondary=True))
    bring(home, tmp_path, "upper", "2024-01-12", activity("A-0", transaction(11), level=1))
    now = world("2024-02-01", home=home)
    [cell] = [one for one in matrix(now).cells if one.pillar == "all"]
    assert (cell.usd, [one.part for one in behind(now, cell)]) == (11, ["XM-A/own"])


def test_an_answer_names_the_files_of_each_total_and_of_no_other_country(home, tmp_path):
    bring(home, tmp_path, "one", "2024-01-10", activity("A-1", transaction(5), sectors=PEACE))
    bring(home, tmp_path, "two", "2024-01-11", activity("B-1", transaction(7), who="XM-B", sectors=PEACE))
    bring(home, tmp_path, "three", "2024-01-12", activity("C-1", transaction(9), who="XM-C", sectors=SCHOOLS))
    mali = '<recipient-country code="ML"/>'
    bring(home, tmp_path, "four", "2024-01-13", activity("D-1", transaction(1), who="XM-D", places=mali))
    now = world("2024-02-01", home=home)
    alone, every = overview(now, place="Colombia"), overview(now)
    named = {one.number: one.part.partition("/")[2] for one in every.bases}
    [row] = shape(alone)["countries"]
    assert {name: [named[one] for one in cell["bases"]] for name, cell in row["pillars"].items()} == {
        "peace": ["one", "two"],
        "development": ["three"],
        "all": ["one", "two", "three"],
    }
    assert [one.part.partition("/")[2] for one in alone.bases] == ["one", "two", "three"]
    assert [named[one] for one in shape(every)["totals"][0]["pillars"]["all"]["bases"]] == [*named.values()]
    cell = opened_shape(opened(now, ("country", "COL"), "peace", 2023))
    assert ([named[one] for one in cell["bases"]], named[cell["basis"]]) == (["one", "two"], "two")
