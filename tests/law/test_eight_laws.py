"""The eight laws of knowing, as far as they concern outside data (6 to 8 for the register stand with the register)."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from forlik import starter
from forlik.build import build
from forlik.core.errors import NoData
from forlik.core.measure import Method
from forlik.core.source import Coverage
from forlik.discover import measure, measures, source
from forlik.store import catalogue as catalogues
from forlik.store.intake import take_in
from forlik.world import World, world

HEAD = (
    "conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,incompatibility,territory_name,year,"
    "intensity_level,cumulative_intensity,type_of_conflict,start_date,start_prec,start_date2,start_prec2,ep_end,"
    "ep_end_date,ep_end_prec,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,gwno_loc,region,version\n"
)


def edition(folder, version: str, conflicts: dict[int, int]):
    """A made-up edition: year → number of conflicts in Colombia."""
    rows = [
        f"{number},Colombia,Government of Colombia,1,,Group {number},{number},,2,,{year},1,0,3,"
        f"2001-01-01,1,2001-01-01,1,0,,,100,,,,100,5,{version}\n"
        for year, count in conflicts.items()
        for number in range(1, count + 1)
    ]
    path = folder / f"acd-{version}-{len(rows)}.csv"
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


def bring(home, path, published: str = "", at: datetime | None = None):
    taken, errors = take_in(home, source("ucdp_acd"), [path], published=published, at=at)
    assert not errors, errors
    return taken[0]


def value(home, day: str, year: int = 2020, **options):
    table = world(day, home=home, **options).measure("active_conflicts", "COL", start=year, end=year)
    return int(table.rows()[0]["value"])


def whole_world(home, day: str, **options) -> bytes:
    """Every byte a known world shows: all measures with their manifests, and the world's own."""
    then = world(day, home=home, **options)
    shown: list[object] = [repr(then.manifest())]
    for name in measures():
        try:
            shown.append(then.measure(name).export("json").decode())
        except NoData as nothing:
            shown.append(str(nothing))
    return json.dumps(shown).encode()


def test_law_1_a_poisoned_version_of_the_day_after_changes_no_byte(home, tmp_path):
    bring(home, edition(tmp_path, "1", {2020: 2}), "2021-06-01")
    before = whole_world(home, "2023-01-31")
    bring(home, edition(tmp_path, "2", {2019: 9, 2020: 7}), "2023-02-01")
    assert whole_world(home, "2023-01-31") == before
    assert value(home, "2023-02-01") == 7


def test_law_2_an_old_edition_imported_late_changes_neither_today_nor_a_past_held_world(home, tmp_path):
    bring(home, edition(tmp_path, "2", {2020: 5}), "2022-06-01", at=datetime(2023, 1, 1, tzinfo=UTC))
    today, held = whole_world(home, "2024-01-01"), whole_world(home, "2023-06-01", clock="held")
    bring(home, edition(tmp_path, "1", {2020: 3}), "2021-06-01", at=datetime(2024, 1, 1, tzinfo=UTC))
    assert whole_world(home, "2024-01-01") == today
    assert whole_world(home, "2023-06-01", clock="held") == held
    assert value(home, "2022-01-01") == 3, "but the past that the old edition tells of is now known"


def test_law_3_bytes_changed_in_place_let_the_old_stand_until_the_new_were_first_retrieved(home, tmp_path):
    bring(home, edition(tmp_path, "1", {2020: 2}), "2021-06-01", at=datetime(2021, 7, 1, tzinfo=UTC))
    bring(home, edition(tmp_path, "1", {2020: 4}), "2021-06-01", at=datetime(2022, 3, 5, 12, tzinfo=UTC))
    assert value(home, "2022-03-04") == 2
    assert value(home, "2022-03-05") == 4


def test_law_4_a_new_method_leaves_yesterday_byte_identical(home, tmp_path, monkeypatch):
    bring(home, edition(tmp_path, "1", {2020: 2}), "2021-06-01")
    before = whole_world(home, "2023-01-31")
    what = measure("active_conflicts")

    def method_2(conflict_years):
        counted = conflict_years.group_by(["country_iso3", "year"])
        return counted.aggregate(value=conflict_years.count() * 10, basis=conflict_years.basis.max())

    newer = type(what)(**{**what.__dict__, "methods": (*what.methods, Method(2, date(2023, 2, 1), method_2))})
    monkeypatch.setattr("forlik.discover.measures", lambda: {"active_conflicts": newer})
    assert value(home, "2023-02-01") == 20
    monkeypatch.undo()
    assert whole_world(home, "2023-01-31") == before
    monkeypatch.setattr("forlik.discover.measures", lambda: {"active_conflicts": newer})
    assert value(home, "2023-01-31") == 2, "the day before its adoption, the new method is not used"
    memory = {}
    for day, counted in (("2023-02-01", 20), ("2023-01-31", 2), ("2023-02-01", 20)):
        then = World(replace(world(day, home=home).then, sharing=lambda _known: memory))
        told = then.measure("active_conflicts", "COL", start=2020, end=2020).rows()
        assert [int(row["value"]) for row in told] == [counted], "though both days know the same, and share it"


def test_law_5_starter_figures_before_their_edition_are_unknown(home, tmp_path, monkeypatch):
    path = tmp_path / "made_up.csv"
    path.write_text("measure,country_iso3,year,month,value,low,high,status\nactive_conflicts,COL,2020,,3,,,reported\n")
    layer = starter.Layer(
        number=-1, file=str(path), source="ucdp_acd", part="all", edition="1", published="2021-06", evidence="made up",
        sha256="0" * 64, methods={"active_conflicts": 1}, covers=(Coverage("2020", "2020", "gw"),), remarks=(),
    )  # fmt: skip
    monkeypatch.setattr(starter, "layers", lambda: (layer,))
    build(home, starter=True)
    with pytest.raises(NoData):
        world("2021-06-29", home=home).measure("active_conflicts", "COL")
    assert value(home, "2021-06-30") == 3
    with pytest.raises(NoData):
        world("2021-06-30", home=home, clock="held").measure("active_conflicts", "COL")


def test_law_6_a_corrected_date_heals_every_known_day_and_no_earlier_held_day(home, tmp_path):
    path = edition(tmp_path, "1", {2020: 2})
    bring(home, path, "2023-06-01", at=datetime(2023, 7, 1, tzinfo=UTC))
    with pytest.raises(NoData):
        value(home, "2021-07-01")
    held = whole_world(home, "2023-12-31", clock="held")
    bring(home, path, "2021-06-01", at=datetime(2024, 1, 1, tzinfo=UTC))
    assert value(home, "2021-07-01") == 2
    assert whole_world(home, "2023-12-31", clock="held") == held


def test_two_vintages_give_not_known_then_the_first_then_the_second(home, tmp_path):
    bring(home, edition(tmp_path, "1", {2020: 2}), "2021-06-01")
    bring(home, edition(tmp_path, "2", {2020: 4}), "2022-06-01")
    with pytest.raises(NoData):
        value(home, "2021-05-31")
    assert [value(home, day) for day in ("2021-06-01", "2022-05-31", "2022-06-01")] == [2, 2, 4]


def test_reconstruction_is_watermarked_and_cut(home, tmp_path):
    bring(home, edition(tmp_path, "1", {2019: 1, 2020: 2, 2021: 3}), "2022-06-01")
    table = world("2020-12-31", home=home, mode="reconstructed").measure("active_conflicts", "COL")
    assert [row["year"] for row in table.rows()] == [2019, 2020]
    assert "not what was known" in table.manifest.remarks[0]


def test_records_are_only_ever_appended(home, tmp_path):
    bring(home, edition(tmp_path, "1", {2020: 2}), "2021-06-01")
    first = catalogues.load(home)
    bring(home, edition(tmp_path, "2", {2020: 4}), "2022-06-01")
    second = catalogues.load(home)
    assert second.snapshots[:1] == first.snapshots
    assert len(second.snapshots) == 2
