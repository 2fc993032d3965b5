"""Real files: a thousand random cells recomputed from the XML's bytes through the reference reader."""

import re
import sys
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from made_up import cells_of

from forlik.discover import source
from forlik.iati.flows.reference import flow_rows
from forlik.iati.read import read
from forlik.places import resolve_column
from forlik.portfolio.cube import FLOWS, codes_of, cube
from forlik.portfolio.definitions import definition, pillar_of_one
from forlik.portfolio.matrix import drill_down, levels_of, matrix
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


class Recomputed:
    """Flows of single activities, from their bytes alone, through the reference reader and the reference flows."""

    def __init__(self, folder, room, published):
        self.folder, self.room, self.published = folder, room, published
        self.rows = cache(self._rows)

    def _rows(self, dataset, start, end):
        content = (self.folder / FILES[dataset]).read_bytes()
        head = re.search(rb"<iati-activities[^>]*>", content).group()
        path = self.room / "one.xml"
        path.write_bytes(head + content[start:end] + b"</iati-activities>")
        tables = read(path, reader="reference").tables
        rates = rates_until(self.published[dataset])
        return [told(one) for one in flow_rows(tables, currency="USD", rates=rates, how="publisher")]


@cache
def country(code, year):
    found, _ = resolve_column("iati", pa.array([code]), pa.array([year]) if year else None)
    return found.to_pylist()[0]


def told(one):
    """A row of the reference with the names that a store's rows have."""
    day = one["transaction_date"] or one["rate_date"]
    iso3 = None
    if one["place_kind"] == "country":
        iso3 = country(one["place_code"], day.year if day else None)
    return {
        **one,
        "year": day.year if day else None,
        "country_iso3": iso3,
        "amount_usd": one["converted_amount"],
    }


def test_a_thousand_random_cells_are_what_the_bytes_say(now, folder, tmp_path):
    published = {one.part: now.then.told(one).published for one in now.then.with_table("iati__flows")}
    recomputed = Recomputed(folder, tmp_path, published)
    every = [
        cell
        for flow in FLOWS
        for name in BOTH
        for made in [matrix(now, definition=name, flow=flow)]
        for cell in (*made.cells, *made.unallocated)
    ]
    drawn = Counter(np.random.default_rng(6).integers(0, len(every), RANDOM_CELLS).tolist())
    differences = []
    for number in drawn:
        cell = every[number]
        behind = drill_down(now, cell)
        activities = {(one.dataset, *one.bytes) for one in behind}
        amounts = [
            row["amount_usd"]
            for activity in activities
            for row in recomputed.rows(*activity)
            if row["kind"] == "transaction" and inside(row, cell)
        ]
        known = [one for one in amounts if one is not None]
        if (sum(known, Decimal(0)) if known else None, len(amounts)) != (cell.usd, cell.flows):
            differences.append(cell)
    print(f"{sum(drawn.values())} random cells, {len(drawn)} of {len(every)} apart, {len(differences)} differences")  # noqa: T201 - what was counted is printed
    assert len(drawn) > 400
    assert differences == []


def inside(row, cell):
    purpose = row["sector_code"] if row["sector_vocabulary"] == "1" else None
    where = (
        ("country", row["country_iso3"])
        if row["country_iso3"]
        else (row["place_kind"] or "none", row["place_code"] or "")
    )
    return (
        row["transaction_type_code"] in codes_of(cell.flow)
        and row["year"] == cell.year
        and where == cell.where
        and cell.pillar in ("all", pillar_of_one(cell.definition, purpose, row["humanitarian"]))
    )


@pytest.mark.parametrize("dataset", FILES)
def test_nothing_of_a_file_is_missing(dataset, now, folder):
    """Every cell of a file, counted from all of it through the reference; so that no activity is left out unseen."""
    tables = read(folder / FILES[dataset], reader="reference").tables
    published = next(now.then.told(one).published for one in now.then.with_table("iati__flows") if one.part == dataset)
    rows = [told(one) for one in flow_rows(tables, currency="USD", rates=rates_until(published), how="publisher")]
    rows = [one for one in rows if one["kind"] == "transaction"]
    ref = dataset.partition("/")[0]
    for flow in FLOWS:
        level = next((one.level for one in levels_of(now, flow=flow) if one.reporting_org_ref == ref), None)
        mine = [one for one in rows if one["transaction_type_code"] in codes_of(flow) and one["hierarchy"] == level]
        cells = cells_of(mine, definition("purpose"))
        stored = cube(now.then)
        stored = stored.filter(
            (stored.flow == flow) & (stored.reporting_org_ref == ref) & (stored.standing == "counted")
        )
        sums = stored.group_by("year").aggregate(usd=stored.usd.sum(), flows=stored.flows.sum())
        theirs = {row["year"]: (row["usd"], row["flows"]) for row in now.then.engine.run(sums).to_pylist()}
        ours = {key[2]: value[:2] for key, value in cells.items() if key[0] == "all" and key[3] == "all"}
        assert theirs == ours, flow


def test_unhcr_is_counted_on_its_deepest_level_and_the_others_are_told(now):
    made = matrix(now, flow="promised", years=2023)
    [unhcr] = [one for one in levels_of(now, flow="promised") if one.reporting_org_ref == "XM-DAC-41121"]
    assert (unhcr.level, unhcr.others) == (3, (1, 2))
    other = next(one for one in made.left_out if one.why == "other_level")
    assert other.usd > 700_000_000
    assert {one.levels for one in made.totals if one.pillar == "humanitarian"} <= {(3,), (1, 3)}


def test_armenia_is_what_the_measure_says(now):
    assert matrix(now, place="Armenia").cell("ARM", "all", 2013).usd.quantize(Decimal(1)) == 338_196_644
