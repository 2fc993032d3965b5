"""Taking in, building, verifying: what is said, and that nothing is lost."""

import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from forlik import starter
from forlik.store import catalogue as catalogues
from forlik.store import results, shelf


def test_sources_tell_what_was_read_and_what_was_refused(forlik, acd, tmp_path):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2), (2020, 2, "200", 1)), "--published", "2021-06")
    bad = tmp_path / "cut.csv"
    bad.write_text(Path(acd((2020, 1, "100", 1), version="2")).read_text()[:-20])
    refused = forlik("import", "ucdp_acd", bad)
    assert refused.exit == 1
    assert "cut.csv, line 2" in refused.err
    [row] = [row for row in forlik("sources", "--json").json if row["name"] == "ucdp_acd"]
    wanted = {"name", "title", "licence", "redistributable", "verified", "snapshots", "newest_known_at", "rows",
              "refused", "stale", "ignored"}  # fmt: skip
    assert wanted <= set(row)
    assert (row["rows"], row["snapshots"], row["refused"]) == (2, 1, 0)
    assert row["newest_known_at"].startswith("2021-06-30")
    assert [file["file"] for file in row["refused_files"]] == ["cut.csv"]
    assert row["stale"] is True, "an edition of 2021 is not current"


def test_all_sources_are_listed_on_an_empty_store_too(forlik):
    from forlik.discover import sources

    assert {row["name"] for row in forlik("sources", "--json").json} == set(sources())
    assert "ucdp_acd" in forlik("sources").out
    assert "Uppsala" in forlik("sources", "ucdp_acd").out


def test_a_build_without_change_does_nothing(forlik, acd):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2)))
    assert forlik("build", "--json").json["unchanged"] is False
    assert forlik("build", "--json").json == {"read": 0, "computed": 0, "unchanged": True}


def test_the_same_file_twice_is_said_and_not_recorded(forlik, acd):
    path = acd((2020, 1, "100", 2))
    assert forlik("import", "ucdp_acd", path, "--json").json["taken"][0]["new"] is True
    assert forlik("import", "ucdp_acd", path, "--json").json["taken"][0]["new"] is False
    assert forlik("sources", "ucdp_acd", "--json").json["snapshots"] == 1


def test_a_file_of_another_source_is_named(forlik, shared):
    answer = forlik("import", "ucdp_candidate", shared / "ucdp" / "ucdp_prio_acd_v25_1.repaired.csv")
    assert answer.exit == 1
    assert "forlik import ucdp_acd" in answer.err


def test_a_zip_gives_its_files_and_a_wicked_one_is_refused(forlik, acd, tmp_path):
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    with zipfile.ZipFile(good, "w") as archive:
        archive.write(acd((2020, 1, "100", 2)), "inside/acd.csv")
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("../../escaped.csv", "x")
    assert forlik("import", "ucdp_acd", good).exit == 0
    answer = forlik("import", "ucdp_acd", bad)
    assert (answer.exit, "leaves the folder" in answer.err) == (1, True)
    assert not (tmp_path.parent / "escaped.csv").exists()


def turn(path):
    """Change one bit of a file."""
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def kept(home, folder):
    return sorted(path for path in (home / folder).rglob("*") if path.is_file())


def test_verify_finds_a_changed_byte_and_importing_again_mends_it(forlik, acd, home):
    path = acd((2020, 1, "100", 2))
    forlik("import", "ucdp_acd", path)
    forlik("build")
    results = len(kept(home, "results"))
    assert results > 1
    assert forlik("verify", "--json").json == {"hashed": 2 + results, "damage": []}, "the bytes, their table, results"
    [blob] = kept(home, "blobs")
    turn(blob)
    answer = forlik("verify", "--mend", "--json")
    assert answer.exit == 1, "bytes cannot be made anew"
    assert "have changed" in answer.json["damage"][0]["what"]
    assert "import the same file again" in answer.json["damage"][0]["remedy"]
    assert "damaged copy is mended" in forlik("import", "ucdp_acd", path).out
    assert forlik("verify").exit == 0
    blob.unlink()
    assert "are gone" in forlik("verify").out


@pytest.mark.parametrize("folder", ["tables", "results"])
def test_every_changed_table_what_it_said_and_every_result_is_found_and_made_anew(forlik, acd, home, folder):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2)))
    forlik("build")
    told = forlik("measure", "active_conflicts", "--country", "COL", "--json").json
    for path in kept(home, folder):
        turn(path)
        found = forlik("verify", "--json")
        assert (found.exit, len(found.json["damage"])) == (1, 1), path
        assert found.json["damage"][0]["remedy"] == "`forlik verify --mend`"
        assert forlik("verify", "--mend").exit == 0
        assert forlik("verify").exit == 0
        assert forlik("measure", "active_conflicts", "--country", "COL", "--json").json == told


def test_a_damaged_result_is_not_served_but_computed_again(forlik, acd, home):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2)))
    forlik("build")
    told = forlik("measure", "active_conflicts", "--json").json
    for path in kept(home, "results"):
        path.write_bytes(path.read_bytes()[:100])
    results.sound.cache_clear()
    answer = forlik("measure", "active_conflicts", "--json")
    assert (answer.exit, answer.json) == (0, told)


def test_a_damaged_table_is_a_clear_error_and_hides_no_other_source(forlik, acd, home):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2)))
    table = shelf.file_of(next((home / "tables/ucdp_acd").iterdir()), "ucdp_acd__conflict_years")
    table.write_bytes(b"PAR1 nothing")
    answer = forlik("measure", "active_conflicts")
    assert (answer.exit, "`forlik verify --mend`" in answer.err, "Traceback" in answer.err) == (1, True, False)
    (table.parent / shelf.READING).unlink()
    shelf.told.cache_clear()
    rows = {row["name"]: row for row in forlik("sources", "--json").json}
    assert "tables of 1 parts to be read anew: forlik build" in rows["ucdp_acd"]["marks"]
    assert len(rows) > 30


def test_verify_finds_a_record_whose_days_do_not_follow(forlik, acd, home):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2)), "--published", "2021")
    held = catalogues.load(home)
    [record] = held.snapshots
    for change in ({"known_at": record.known_at - timedelta(days=400)}, {"number": 2}, {"sha256": "0" * 64}):
        catalogues.save(home, replace(held, snapshots=(replace(record, **change),)))
        answer = forlik("verify", "--json")
        assert answer.exit == 1, change
        assert "restore the catalogue" in [one["remedy"] for one in answer.json["damage"]]


def test_a_file_cut_at_a_lines_end_is_refused_and_fewer_takes_it(forlik, acd, tmp_path):
    whole = Path(acd((2020, 1, "100", 2), (2021, 1, "100", 2), (2022, 1, "100", 2)))
    cut = tmp_path / "cut.csv"
    cut.write_text("".join(whole.read_text().splitlines(keepends=True)[:-1]))
    forlik("import", "ucdp_acd", whole)
    refused = forlik("import", "ucdp_acd", cut)
    assert refused.exit == 1
    assert "2 rows were read; the version before of the same edition 1 holds 3" in refused.err
    assert forlik("measure", "active_conflicts", "--country", "COL", "--from", "2022", "--to", "2022").exit == 0
    assert forlik("import", "ucdp_acd", cut, "--fewer").exit == 0
    assert "stands with 2 rows; another version of that edition has 3" in forlik("doctor").out


def test_a_cut_copy_of_the_edition_behind_the_starter_figures_is_refused(forlik, acd):
    [layer] = [one for one in starter.layers() if one.source == "ucdp_acd"]
    assert layer.read > 2700, "UCDP/PRIO 25.1 has 2,752 conflict-years"
    forlik("build", "--starter")
    answer = forlik("import", "ucdp_acd", acd((2020, 1, "100", 2), version=layer.edition))
    assert answer.exit == 1
    assert f"holds {layer.read}" in answer.err


def test_doctor_looks_at_the_store(forlik, acd):
    assert "no store" in forlik("doctor").out
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2)))
    unbuilt = forlik("doctor")
    assert (unbuilt.exit, "forlik build" in unbuilt.out) == (1, True)
    forlik("build")
    assert forlik("doctor", "--json").exit == 0


def test_completion_is_offered_for_three_shells(forlik):
    for shell in ("bash", "zsh", "fish"):
        assert "_FORLIK_COMPLETE" in forlik("completion", shell).out


def test_help_names_every_verb(forlik):
    from forlik.cli import VERBS

    text = forlik("--help").out
    assert all(verb in text for verb in VERBS)
    assert "3 no data" in text


def test_a_folder_of_everything_is_refused_before_it_is_gone_through(forlik, tmp_path, monkeypatch):
    monkeypatch.setattr("forlik.cli.data.MOST_FILES", 3)
    folder = tmp_path / "much"
    folder.mkdir()
    for number in range(4):
        (folder / str(number)).touch()
    answer = forlik("import", "ucdp_acd", folder)
    assert (answer.exit, "holds more than 3 files → name the folder" in answer.err) == (1, True)


def test_offline_is_said_once_a_source(forlik):
    answer = forlik("sync", "world_bank", "vdem", "--offline")
    assert answer.exit == 6
    assert [line.split(":")[1].strip() for line in answer.err.splitlines() if "switched off" in line] == [
        "world_bank", "vdem",
    ]  # fmt: skip


def test_a_token_of_the_engine_is_not_printed(forlik, monkeypatch):
    monkeypatch.setenv("FORLIK_ENGINE", "sc://127.0.0.1:1/;token=hushhush")
    for words in (["doctor"], ["measure", "active_conflicts"], ["build"]):
        answer = forlik(*words)
        assert "hushhush" not in answer.out + answer.err


def test_a_table_that_was_altered_gives_no_figure_and_mending_gives_the_right_one(forlik, acd, home):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2), (2021, 1, "100", 1)))
    table = shelf.file_of(next((home / "tables/ucdp_acd").iterdir()), "ucdp_acd__conflict_years")
    rows = pq.read_table(table)
    pq.write_table(rows.slice(0, 1), table)
    answer = forlik("measure", "active_conflicts", "--country", "COL")
    assert (answer.exit, "a snapshot's table has changed" in answer.err) == (1, True)
    assert forlik("verify", "--mend").exit == 0
    found = forlik("measure", "active_conflicts", "--country", "COL", "--json").json["rows"]
    assert [row["value"] for row in found] == [1, 1]


def test_a_full_disk_is_told_without_a_trace(tmp_path):
    asked = [sys.executable, "-m", "forlik.cli", "sources"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            asked, stdout=full, stderr=subprocess.PIPE, env={**os.environ, "FORLIK_HOME": str(tmp_path)}, check=False
        )
    assert (done.returncode, b"Traceback" in done.stderr, b"No space left" in done.stderr) == (1, False, True)


def test_tables_of_an_older_reader_are_made_anew_when_they_are_asked_for(forlik, acd, home):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2)))
    forlik("build")
    told = forlik("measure", "active_conflicts", "--json").json
    [tables] = (home / "tables/ucdp_acd").iterdir()
    tables.rename(tables.with_name("000001-of-an-older-reader"))
    shelf.told.cache_clear()
    answer = forlik("measure", "active_conflicts", "--json")
    assert (answer.exit, answer.json) == (0, told)
    assert tables.is_dir()


def test_of_a_folder_what_is_known_and_bad_is_refused_aloud_and_what_is_foreign_is_named(forlik, tmp_path):
    folder = tmp_path / "aid"
    folder.mkdir()
    (folder / "good.xml").write_text(
        '<iati-activities><iati-activity><iati-identifier>A</iati-identifier><reporting-org ref="XM-A"/>'
        "</iati-activity></iati-activities>"
    )
    (folder / "feed.xml").write_text("<rss/>")
    (folder / "readme.txt").write_text("hello")
    answer = forlik("import", "iati", folder, "--json")
    assert (answer.exit, [one["part"] for one in answer.json["taken"]]) == (1, ["XM-A/good"])
    assert answer.json["passed_over"] == ["readme.txt"]
    assert "feed.xml, line 1: its root element is “rss”" in answer.err


def test_a_part_of_a_source_can_be_synced_alone(forlik):
    answer = forlik("sync", "ecb_rates", "--offline", "--part", "nothing-like-it")
    assert "nothing was downloaded" in answer.out
    assert "6" not in answer.out
    answer = forlik("sync", "ecb_rates", "--offline", "--part", "history")
    assert "ecb_rates history" in answer.out


def test_an_index_is_downloaded_only_when_it_is_named(forlik):
    assert "iati" not in forlik("sync", "--offline").err
    assert "iati: downloads are switched off here" in forlik("sync", "iati", "--offline").err


def test_two_aid_files_of_one_name_and_publisher_are_told_apart_or_refused(forlik, tmp_path):
    def put(folder: str, number: int, name: str = "activities.xml") -> Path:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        path = tmp_path / folder / name
        path.write_text(
            f"<iati-activities><iati-activity><iati-identifier>A-{number}</iati-identifier>"
            '<reporting-org ref="XM-1" type="10"/></iati-activity></iati-activities>'
        )
        return path

    first, later = put("in/KE", 1), put("in/UG", 2)
    put("in/ZM", 1)
    put("in/UG", 3, "activities-2025-01-01.xml")
    answer = forlik("import", "iati", tmp_path / "in", "--json")
    assert answer.exit == 1
    [error] = answer.json["errors"]
    assert str(first) in error["error"]
    assert str(later) in error["error"]
    assert "rename one of them" in error["error"]
    assert [one["part"] for one in answer.json["taken"] if one["new"]] == ["XM-1/activities"] * 2
    assert forlik("import", "iati", later).exit == 0, "one by one they are versions"
