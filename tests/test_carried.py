"""A list that comes with the package can be asked for offline: from the day it was compiled, until something newer."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from forlik import starter
from forlik.core.errors import NoData
from forlik.discover import source
from forlik.pack import pack
from forlik.standing import Standing
from forlik.store import catalogue as catalogues
from forlik.store.disk import sha256_of
from forlik.store.intake import take_in
from forlik.world import World

TABLES = {
    "norway_engagements__engagements": "engagements.csv",
    "norway_engagements__facts": "engagement_facts.csv",
    "norway_engagements__citations": "engagement_citations.csv",
}
COMPILED = date(2026, 11, 23)
"""The day that every row of the list of sources states."""


def at(day, home=None, held=None, clock="known"):
    return World(Standing(day=day, clock=clock, home=home, catalogue=held or catalogues.Catalogue(starter=True)))


def lines(name):
    with (starter.FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("name", TABLES)
def test_a_carried_table_has_the_rows_of_its_file_with_the_files_own_digest(name):
    table = at(COMPILED).table(name)
    said = lines(TABLES[name])
    wanted = sum(len(row["places"].split()) for row in said) if "places" in said[0] else len(said)
    assert len(table.rows()) == wanted
    [basis] = table.manifest.sources
    assert basis.sha256 == sha256_of(starter.FOLDER / TABLES[name])
    rows = table.rows()
    assert {row.get("basis_1", row["basis"]) for row in rows} == {basis.number}
    if name.endswith("facts"):
        assert {row["basis"] for row in rows} == {row["basis"] for row in said}, "the list's own column is kept"
    assert basis.known_at[:10] == max(row["compiled"] for row in lines("engagement_citations.csv"))


def test_it_is_unknown_on_the_day_before_it_was_compiled_and_was_never_held():
    with pytest.raises(NoData, match="were held on 2026-11-22"):
        at(date(2026, 11, 22)).table("norway_engagements__facts")
    with pytest.raises(NoData):
        at(COMPILED, clock="held").table("norway_engagements__facts")
    with pytest.raises(NoData):
        at(COMPILED, held=catalogues.Catalogue(starter=False)).table("norway_engagements__facts")


def test_every_country_of_the_list_has_its_engagements_with_their_facts():
    rows = at(COMPILED).table("norway_engagements__engagements").rows()
    facts = {row["engagement_id"] for row in at(COMPILED).table("norway_engagements__facts").rows()}
    named = {place for row in lines("engagements.csv") for place in row["places"].split()}
    assert {row["country_iso3"] for row in rows} == named
    assert {row["engagement_id"] for row in rows} == facts


def test_what_is_as_new_and_held_stands_instead_and_what_is_older_does_not(home, tmp_path):
    older = tmp_path / "engagements.csv"
    text = (starter.FOLDER / "engagements.csv").read_text("utf-8").splitlines()
    older.write_text("\n".join(text[:2]) + "\n", encoding="utf-8")
    for published, wanted in (("2026-10-01", 39), ("2026-11-24", 2)):
        taken, errors = take_in(home, source("norway_engagements"), [older], published=published, fewer=True)
        assert (len(taken), errors) == (1, [])
        held = catalogues.load(home)
        both = catalogues.Catalogue(snapshots=held.snapshots, starter=True)
        later = at(date(2026, 11, 28), home, both)
        assert len(later.table("norway_engagements__engagements").rows()) == wanted


def test_only_files_of_the_package_itself_are_carried_and_the_pack_names_all_of_them():
    entries = json.loads((starter.FOLDER / "pack.json").read_text("utf-8"))
    carried = {table: file for one in entries for table, file in one.get("carries", {}).items()}
    assert carried == TABLES
    for one in entries:
        addresses = {address.url for address in source(one["source"]).addresses}
        for file in one.get("carries", {}).values():
            assert f"package:forlik.starter/{file}" in addresses
            assert one["sha256"] == sha256_of(Path(starter.FOLDER / file))


def test_packing_carries_a_file_that_stands_in_the_pack_as_it_is_held_and_no_other(home, tmp_path):
    folder = tmp_path / "starter"
    folder.mkdir()
    (folder / "editions.json").write_text("{}")
    for file in TABLES.values():
        (folder / file).write_bytes((starter.FOLDER / file).read_bytes())
        assert take_in(home, source("norway_engagements"), [folder / file])[1] == []
    # One file is no longer what was held.
    (folder / "engagement_facts.csv").write_text("changed")
    pack(home, folder)
    entries = json.loads((folder / "pack.json").read_text("utf-8"))
    carried = {table: file for one in entries for table, file in one.get("carries", {}).items()}
    assert carried == {name: file for name, file in TABLES.items() if not name.endswith("facts")}
