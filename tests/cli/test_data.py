"""Taking in, building, verifying: what is said, and that nothing is lost."""

import zipfile
from pathlib import Path


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


def test_verify_finds_a_changed_byte(forlik, acd, home):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2)))
    assert forlik("verify", "--json").json == {"hashed": 1, "damage": []}
    [blob] = [path for path in (home / "blobs").rglob("*") if path.is_file()]
    blob.chmod(0o644)
    content = bytearray(blob.read_bytes())
    content[200] ^= 1
    blob.write_bytes(content)
    answer = forlik("verify", "--json")
    assert answer.exit == 1
    assert "have changed" in answer.json["damage"][0]["what"]


def test_verify_finds_a_damaged_table_and_build_mends_it(forlik, acd, home):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2)))
    forlik("build")
    [table] = (home / "tables").rglob("*.parquet")
    table.write_bytes(b"PAR1 nothing")
    assert forlik("verify").exit == 1
    import shutil

    shutil.rmtree(table.parent)
    assert forlik("build", "--json").json["read"] == 1
    assert forlik("verify").exit == 0


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
