"""What is carried of the standard: byte for byte as published, and quick to load."""

import hashlib
import subprocess
import sys
import zipfile
from datetime import date

import pytest

from forlik.iati.standard import FOLDER, KINDS, XML_LANG, codelists, kind_of, mapping, ruleset, schema


def sums(name: str) -> dict[str, str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return {path: digest for digest, path in (line.split("  ") for line in lines)}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_every_carried_file_has_its_checksum_and_no_other_is_there():
    there = {
        str(path.relative_to(FOLDER)): digest(path.read_bytes())
        for path in FOLDER.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"} and path.name != "SHA256SUMS"
    }
    assert there == sums("SHA256SUMS")


def test_every_list_in_the_zip_is_the_published_one():
    with zipfile.ZipFile(FOLDER / "codelists" / "codelists.zip") as archive:
        inside = {name: digest(archive.read(name)) for name in archive.namelist()}
    assert inside == sums("codelists/MEMBERS.sha256")
    assert len(inside) == 70


@pytest.mark.real
def test_what_is_carried_is_what_was_collected(shared):
    published = (shared / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    theirs = {line.split()[0] for line in published if line.strip()}
    plain = {name: one for name, one in sums("SHA256SUMS").items() if name.endswith((".xsd", "mapping.xml", ".json"))}
    assert set(plain.values()) <= theirs
    assert set(sums("codelists/MEMBERS.sha256").values()) <= theirs


def test_the_zip_holds_sorted_lists_of_one_date_so_that_the_same_lists_give_the_same_bytes():
    with zipfile.ZipFile(FOLDER / "codelists" / "codelists.zip") as archive:
        infos = archive.infolist()
    assert [one.filename for one in infos] == sorted(one.filename for one in infos)
    assert {one.date_time for one in infos} == {(1980, 1, 1, 0, 0, 0)}


def test_sources_names_origin_commit_and_licence_of_every_file():
    text = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    for commit in ("4c9ba1e8", "75e827ba", "7aeece77", "a88f835b"):
        assert commit in text
    assert "CC BY 4.0" in text
    assert "IATI Standard" in text
    assert "MIT" in (FOLDER / "ruleset" / "LICENCE").read_text(encoding="utf-8")


def test_a_code_says_what_it_means_and_whether_it_is_withdrawn():
    lists = codelists()
    assert lists["Sector"]["15220"].name.startswith("Civilian peace-building")
    assert lists["Sector"]["15220"].category in lists[lists["Sector"].category_codelist]
    ruble = lists["Currency"]["BYR"]
    assert (ruble.withdrawn, ruble.withdrawal, ruble.replacement) == (True, date(2018, 8, 8), "BYN")
    assert not lists["Currency"]["NOK"].withdrawn
    assert lists["ActivityStatus"]["2"].name == "Implementation"
    assert lists["ActivityStatus"].embedded
    assert not lists["Country"].complete
    assert lists["Sector"].complete


def test_every_mapped_list_is_there_and_every_condition_understood():
    for use in mapping():
        assert use.codelist in codelists()
        assert not use.condition or use.vocabulary
    by_path = {(use.path, use.vocabulary): use for use in mapping()}
    sector = by_path["//iati-activity/sector/@code", "1"]
    assert (sector.codelist, sector.elements, sector.attribute) == ("Sector", ("iati-activity", "sector"), "code")
    assert sector.holds(None)
    assert sector.holds("1")
    assert not sector.holds("2")
    category = by_path["//iati-activity/sector/@code", "2"]
    assert not category.holds(None)
    assert {use.attribute for use in mapping() if not use.elements} == {XML_LANG}


def test_schemas_are_compiled_once_and_chosen_by_root():
    for kind, (root, one, _) in KINDS.items():
        assert schema(kind) is schema(kind)
        assert kind_of(root) == kind_of(one) == kind
    assert kind_of("html") is None


def test_the_ruleset_is_the_standard_one():
    assert "/iati-activities/iati-activity" in ruleset()
    assert len(ruleset()) == 25


def test_the_lists_a_check_needs_are_loaded_in_a_moment():
    code = (
        "import time; from forlik.iati.standard import codelists, mapping; names = {u.codelist for u in mapping()};"
        "t = time.process_time(); [codelists()[n] for n in names]; print(time.process_time() - t)"
    )
    took = min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    )
    assert took < 0.05


def test_what_has_a_day_of_withdrawal_is_withdrawn():
    dated = [code for listed in codelists().values() for code in listed.values() if code.withdrawal]
    assert len(dated) > 80
    assert all(code.withdrawn for code in dated)
