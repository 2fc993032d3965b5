"""The list of what is public, read from the public copy of the made-up register."""

import csv
import io
import json
import shutil

import pytest


def test_an_engagement_stands_with_its_place_pillar_and_since_when_it_is_public(viewer):
    text = viewer.get("/public").content.decode()
    assert '<a href="/public/no-talks">Talks in the north</a>' in text
    assert "Peace and reconciliation" in text
    assert 'datetime="2024-06-30"' in text
    assert "Ministry Ñandú" in text
    assert "CC-BY-4.0" in text


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "json"])
def test_it_can_be_taken_away_in_every_form(viewer, ending):
    answer = viewer.get(f"/public.{ending}")
    assert answer.status_code == 200
    assert answer.content


def test_the_table_says_what_the_page_says(viewer):
    [row] = csv.DictReader(io.StringIO(viewer.get("/public.csv").content.decode()))
    assert (row["id"], row["title"], row["places"], row["public_since"]) == (
        "no-talks",
        "Talks in the north",
        "COL",
        "2024-06-30",
    )


@pytest.mark.parametrize("ending", ["txt", "bib", "ris", "json"])
def test_the_copy_is_cited_with_its_day_publisher_terms_and_digest(viewer, ending):
    text = viewer.get(f"/public/cite.{ending}").content.decode()
    assert "Ministry Ñandú" in text
    assert "2024" in text
    assert "urn:sha256:" in text


def test_nothing_is_shown_before_the_day_since_which_it_is_public(viewer):
    text = viewer.get("/public", {"as_of": "2024-06-29"}).content.decode()
    assert "Talks in the north" not in text
    assert "Of this day the copy holds no engagement." in text
    assert "Talks in the north" in viewer.get("/public", {"as_of": "2024-06-30"}).content.decode()


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Another folder of the public copy, with nothing in it."""
    monkeypatch.setenv("FORLIK_PUBLIC_FOLDER", str(tmp_path / "copy"))
    return tmp_path / "copy"


def test_where_nothing_was_published_the_page_says_what_to_do(viewer, elsewhere):
    text = viewer.get("/public").content.decode()
    assert "Nothing was published yet." in text
    assert "forlik publish" in text
    assert not elsewhere.exists(), "asking makes nothing"


def test_a_new_edition_is_seen_at_once_and_a_kept_page_is_not_shown_again(viewer, desk_home, elsewhere):
    assert "Nothing was published yet." in viewer.get("/public").content.decode()
    shutil.copytree(desk_home / "public", elsewhere)
    assert "Talks in the north" in viewer.get("/public").content.decode()
    shutil.rmtree(elsewhere)
    assert "Talks in the north" not in viewer.get("/public").content.decode()


@pytest.mark.parametrize("spoil", ["bodies", "descriptor", "elsewhere"])
def test_a_damaged_copy_is_told_and_nothing_of_it_is_shown(viewer, desk_home, elsewhere, spoil):
    shutil.copytree(desk_home / "public", elsewhere)
    about = json.loads((elsewhere / "datapackage.json").read_text("utf-8"))
    [bodies] = [one for one in about["resources"] if one["name"] == "records"]
    path = elsewhere / bodies["path"]
    if spoil == "bodies":
        path.write_bytes(path.read_bytes().replace(b"north", b"south"))
    elif spoil == "descriptor":
        (elsewhere / "datapackage.json").write_text("{", encoding="utf-8")
    else:
        # A descriptor must not lead to another file of this machine.
        outside = elsewhere.parent / "records.jsonl"
        outside.write_bytes(path.read_bytes())
        bodies["path"] = "../records.jsonl"
        (elsewhere / "datapackage.json").write_text(json.dumps(about), encoding="utf-8")
    answer = viewer.get("/public")
    assert answer.status_code == 500
    assert "forlik publish" in answer.content.decode()
    assert "Talks in the" not in answer.content.decode()


def test_the_page_asks_no_register(viewer, desk_home, monkeypatch):
    from forlik.desk.access import opening

    def never(*_, **__):
        raise AssertionError("the register was opened")

    monkeypatch.setattr(opening, "ready", never)
    assert not list(desk_home.glob("register*"))
    assert viewer.get("/public").status_code == 200
    assert viewer.get("/public/no-talks").status_code == 200
    assert not list(desk_home.glob("register*")), "asking makes none"
