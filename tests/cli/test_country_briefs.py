"""Many country briefs at once: the same files as one by one, and a fault in one loses none of the others."""

from datetime import date

import pytest

from forlik import places
from forlik.briefs import several
from forlik.core.errors import BrokenStore

DAY = "2026-06-30"


def named(folder):
    return sorted(one.name for one in folder.iterdir())


def test_each_file_is_the_one_that_is_written_alone(forlik, tmp_path):
    told = forlik(
        "brief", "countries", "COL", "Sudan", "-o", tmp_path / "all", "--form", "md", "--as-of", DAY, "--json"
    )
    assert (told.exit, told.json["failed"]) == (0, [])
    names = [f"forlik-brief-country-{iso3}-{DAY}-en.md" for iso3 in ("COL", "SDN")]
    assert named(tmp_path / "all") == names
    assert told.json["files"] == [str(tmp_path / "all" / name) for name in names]
    for place, name in zip(("COL", "SDN"), names, strict=True):
        assert forlik("brief", "country", place, "-o", tmp_path / "alone.md", "--as-of", DAY).exit == 0
        assert (tmp_path / "alone.md").read_bytes() == (tmp_path / "all" / name).read_bytes()


def test_without_names_it_is_every_state_of_the_day(forlik, tmp_path, monkeypatch):
    asked = []

    def noted(_world, places, *_more, **_others):
        asked.extend(places)
        return iter(())

    monkeypatch.setattr(several, "country_briefs", noted)
    assert forlik("brief", "countries", "-o", tmp_path, "--as-of", "2010-06-30", "--quiet").exit == 0
    assert {"NOR", "COL", "SDN"} <= {*asked}
    assert "SSD" not in asked, "South Sudan began in 2011"
    assert len(asked) == len(places.all_places("state", on=date(2010, 6, 30)))


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (BrokenStore("a table is damaged", remedy="forlik verify"), "a table is damaged"),
        (ZeroDivisionError("made up"), "a fault of ours: ZeroDivisionError"),
    ],
)
def test_a_fault_in_one_names_it_and_loses_none_of_the_others(forlik, tmp_path, monkeypatch, fault, said):
    whole = several.saved

    def broken(document, target):
        if "SDN" in target.name:
            raise fault
        return whole(document, target)

    monkeypatch.setattr(several, "saved", broken)
    told = forlik("brief", "countries", "COL", "SDN", "nowhereland", "NOR", "-o", tmp_path, "--form", "md", "--json")
    assert told.exit == 1
    assert [one["place"] for one in told.json["failed"]] == ["SDN", "nowhereland"]
    assert said in told.json["failed"][0]["why"]
    assert "2 of 4 briefs were not written: SDN, nowhereland" in told.err
    assert [name[:24] for name in named(tmp_path)] == ["forlik-brief-country-COL", "forlik-brief-country-NOR"]
    assert "Traceback" not in told.err


def test_a_place_named_twice_is_one_file_and_what_is_there_is_replaced(forlik, tmp_path):
    old = tmp_path / f"forlik-brief-country-SSD-{DAY}-nb.html"
    old.write_text("old")
    words = ("South Sudan", "SSD", "SSD", "-o", tmp_path, "--form", "html", "--language", "nb", "--as-of", DAY)
    told = forlik("brief", "countries", *words, "--json")
    assert (told.exit, told.json["files"]) == (0, [str(old)])
    assert "Sør-Sudan" in old.read_text()
    assert named(tmp_path) == [old.name], "no neighbour is left behind"


def test_what_is_no_folder_is_refused_before_anything_is_made(forlik, tmp_path):
    (tmp_path / "file").write_text("mine")
    for out in (tmp_path / "file", tmp_path / "no" / "such" / "folder"):
        told = forlik("brief", "countries", "COL", "-o", out)
        assert (told.exit, told.out) == (2, "")
        assert "folder" in told.err
    assert (tmp_path / "file").read_text() == "mine"
    assert forlik("brief", "countries", "COL", "-o", tmp_path, "--links", "desk").exit == 2
    assert named(tmp_path) == ["file"]
