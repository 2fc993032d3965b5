"""Real files: a thousand random cells recomputed from the XML's bytes through the reference reader."""

import sys
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))
from made_up import cells_of

from forlik.discover import source
from forlik.iati.flows.reference import flow_rows
from forlik.iati.read import read
from forlik.places import resolve_column
from forlik.portfolio.cube import FLOWS, codes_of, cube
from forlik.portfolio.definitions import definition
from forlik.portfolio.matrix import drill_down_all, levels_of, matrix
from forlik.sources._iati_rates import rates_until
from forlik.store.intake import take_in
from forlik.world import world

pytestmark = pytest.mark.real
FILES = {
    "XM-DAC-41121/UNHCR-Activities-2023": "unhcr/UNHCR-Activities-2023.xml",
    "XM-DAC-928/who-arg": "who/who-arg.xml",
    "44000/worldbank-sv": "worldbank/worldbank-sv.xml",
    "XM-DAC-46004/iati-activities-am-armenia": "adb/iati-activities-am-armenia.xml",
}
BOTH = ("purpose", "humanitarian_flag")
RANDOM_CELLS = 1000


@pytest.fixture(scope="module")
def folder(shared):
    return shared / "iati" / "activities"


@pytest.fixture(scope="module")
def now(folder, tmp_path_factory):
    home = tmp_path_factory.mktemp("portfolio") / "home"
    _, errors = take_in(home, source("iati"), [folder / name for name in FILES.values()])
    assert errors == []
    return world(home=home)


@pytest.fixture(scope="module")
def recomputed(now, folder):
    """Dataset → every row of its file, from its bytes alone, through the reference reader and the reference flows."""
    published = {one.part: now.then.told(one).published for one in now.then.with_table("iati__activities")}
    found = {}
    for dataset, name in FILES.items():
        tables = read(folder / name, reader="reference").tables
        rates = rates_until(published[dataset])
        rows = flow_rows(tables, currency="USD", rates=rates, how="publisher")
        found[dataset] = that_stand([told(one) for one in rows])
    return found


def that_stand(rows):
    """The rows that may be added up, with the type by which they are told apart."""
    revised = {period(one) for one in rows if one["kind"] != "transaction" and one["budget_type_code"] == "2"}
    return [
        {**one, "transaction_type_code": one["transaction_type_code"] if one["kind"] == "transaction" else one["kind"]}
        for one in rows
        if one["kind"] == "transaction" or one["budget_type_code"] == "2" or period(one) not in revised
    ]


def period(one):
    """None of these files has planned disbursements, which would be told apart by their ends too."""
    assert one["kind"] != "planned_disbursement"
    return (one["activity_no"], one["transaction_date"], one["period_end"])


@cache
def country(code, year):
    found, _ = resolve_column("iati", pa.array([code]), pa.array([year]) if year else None)
    return found.to_pylist()[0]


def told(one):
    """A row of the reference with the names that a store's rows have."""
    day = one["transaction_date"] or (one["rate_date"] if one["kind"] == "transaction" else None)
    year = day.year if day else None
    iso3 = country(one["place_code"], year) if one["place_kind"] == "country" else None
    return {**one, "year": year, "country_iso3": iso3, "amount_usd": one["converted_amount"]}


def counted(rows, flow):
    """The rows of one kind of flow on the level of each publisher that has most such amounts, of equals the deeper."""
    mine = [one for one in rows if one["transaction_type_code"] in codes_of(flow)]
    amounts = {(one["reporting_org_ref"], one["hierarchy"], *number(one)[:3]) for one in mine}
    best = {}
    for (ref, level), many in Counter(key[:2] for key in amounts).items():
        best[ref] = max(best.get(ref, (0, 0)), (many, level))
    return [one for one in mine if best[one["reporting_org_ref"]][1] == one["hierarchy"]]


def number(one):
    return (one["file"], one["byte_start"], one["transaction_ordinal"], one["sector_ordinal"], one["place_ordinal"])


def test_a_thousand_random_cells_are_what_the_bytes_say(now, recomputed):
    rows = [row for of_file in recomputed.values() for row in of_file]
    matrices = [matrix(now, definition=name, flow=flow) for flow in FLOWS for name in BOTH]
    every = [(made, cell) for made in matrices for cell in (*made.cells, *made.unallocated)]
    drawn = set(np.random.default_rng(6).choice(len(every), RANDOM_CELLS, replace=False).tolist())
    differences = []
    for made in matrices:
        cells = [cell for at, (mine, cell) in enumerate(every) if mine is made and at in drawn]
        reference = counted(rows, made.flow)
        sums = cells_of(reference, made.definition)
        behind = bytes_of(reference)
        for cell, flows in zip(cells, drill_down_all(now, cells), strict=True):
            key = (*cell.where, cell.year, cell.pillar)
            known = [one.amount_usd for one in flows if one.amount_usd is not None]
            same = (
                sums[key] == (cell.usd, cell.flows, cell.without_rate)
                and (sum(known, Decimal(0)) if known else None) == cell.usd
                and len(flows) == cell.flows
                and all(behind[one.dataset, *told_number(one)] == (one.amount, one.amount_usd) for one in flows)
            )
            if not same:
                differences.append(cell)
    print(f"{len(drawn)} random cells of {len(every)}, {len(differences)} differences")  # noqa: T201 - what was counted is printed
    assert len(drawn) == RANDOM_CELLS
    assert differences == []


def bytes_of(rows):
    """Dataset, first byte of the activity, and numbers of amount, sector and place → the amounts that stand there."""
    names = {name.rpartition("/")[2]: dataset for dataset, name in FILES.items()}
    return {
        (names[Path(one["file"]).name], *(part or 0 for part in number(one)[1:])): (
            one["amount"],
            one["amount_usd"],
        )
        for one in rows
    }


def told_number(one):
    return (one.bytes[0], *(one.about[name] for name in ("transaction_no", "sector_no", "place_no")))


@pytest.mark.parametrize("dataset", FILES)
def test_nothing_of_a_file_is_missing(dataset, now, recomputed):
    """Every cell of a file, counted from all of it through the reference; so that no activity is left out unseen."""
    ref = dataset.partition("/")[0]
    for flow in FLOWS:
        cells = cells_of(counted(recomputed[dataset], flow), definition("purpose"))
        stored = cube(now.then)
        stored = stored.filter(
            (stored.flow == flow) & (stored.reporting_org_ref == ref) & (stored.standing == "counted")
        )
        sums = stored.group_by("year").aggregate(usd=stored.usd.sum(), flows=stored.flows.sum())
        theirs = {row["year"]: (row["usd"], row["flows"]) for row in now.then.engine.run(sums).to_pylist()}
        ours = {key[2]: value[:2] for key, value in cells.items() if key[0] == "all" and key[3] == "all"}
        assert theirs == ours, flow


def test_unhcr_is_counted_on_its_deepest_level_and_the_others_are_told_level_by_level(now, recomputed):
    made = matrix(now, flow="promised", years=2023)
    [unhcr] = [one for one in levels_of(now, flow="promised") if one.reporting_org_ref == "XM-DAC-41121"]
    assert (unhcr.level, unhcr.others) == (3, (1, 2))
    by_level = Counter()
    for one in recomputed["XM-DAC-41121/UNHCR-Activities-2023"]:
        if one["transaction_type_code"] in codes_of("promised") and one["year"] == 2023:
            by_level[one["hierarchy"]] += one["amount_usd"] or 0
    others = {one.level: one.usd for one in made.left_out if one.why == "other_level"}
    assert others == {level: usd for level, usd in by_level.items() if level != 3}
    # The dollars of that year's transactions of type 11 in the file, before anything else is converted and added.
    assert others[1] > Decimal("358560919.25")
    assert others[2] > 80_589_271
    assert {one.levels for one in made.totals if one.pillar == "humanitarian"} <= {(3,), (1, 3)}


def test_armenia_is_what_the_measure_says(now):
    assert matrix(now, place="Armenia").cell("ARM", "all", 2013).usd.quantize(Decimal(1)) == 338_196_644


def test_the_world_banks_budgets_are_its_revised_ones_as_the_xml_has_them(now, folder):
    """Each original of it has a revised one of the same period beside it: added together they would count twice."""
    sums, originals = Counter(), Counter()
    for one in etree.parse(str(folder / FILES["44000/worldbank-sv"])).iter("budget"):
        value, year = one.find("value"), int(one.find("period-start").get("iso-date")[:4])
        assert value.get("currency") == "USD"
        (sums if one.get("type") == "2" else originals)[year] += Decimal(value.text)
    stored = cube(now.then)
    rows = stored.filter((stored.flow == "budgeted") & (stored.reporting_org_ref == "44000"))
    found = rows.group_by("standing", "year").aggregate(usd=rows.usd.sum())
    told = {(row["standing"], row["year"]): row["usd"] for row in now.then.engine.run(found).to_pylist()}
    expected = {("counted", year): usd for year, usd in sums.items()}
    assert told == expected | {("replaced", year): usd for year, usd in originals.items()}
