"""OpenSanctions' simple tables, read from a made-up file in the layout of the publisher's open exporter."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources import opensanctions
from forlik.store import shelf

FIXTURE = Path(__file__).parent / "fixtures" / "opensanctions.csv"
SOURCE = opensanctions.SOURCE


def read(path):
    reading = SOURCE.read([RawFile(path.name, path)])
    shelf.check(SOURCE, reading, path.name)
    return reading


def test_a_target_keeps_what_tells_it_from_others_and_no_private_detail():
    rows = {one["target_id"]: one for one in read(FIXTURE).tables["opensanctions__targets"].to_pylist()}
    assert rows["Q-made-up-2"] == {
        "target_id": "Q-made-up-2", "kind": "Person", "name": "Aron Made-Up", "born": "1970;1971-02-03",
        "countries": "xx", "measures": "Arms embargo", "programmes": None,
        "lists": "Made-up List of Sanctions;Another Made-up List", "changed_on": "2024-05-05T00:00:00",
    }  # fmt: skip


def test_every_name_in_any_script_is_kept_as_written_and_by_its_words():
    rows = read(FIXTURE).tables["opensanctions__names"].to_pylist()
    names = {(one["target_id"], one["name"]): one["words"] for one in rows}
    assert names["Q-made-up-1", "The Northern Front"] == "front northern"
    assert names["Q-made-up-1", "Front; of the North"] == "front north", "a semicolon in quotes parts no names"
    assert names["Q-made-up-2", "Арон Выдуманный"] == " ".join(sorted(("арон", "выдуманныи")))
    assert ("Q-made-up-1", "الجبهة الشمالية") in names
    assert not [one for one in names if one[1] in ("", "...")], "punctuation is no name"


def test_the_edition_is_the_day_on_which_the_lists_were_last_seen():
    assert read(FIXTURE).edition == "2026-11-02"


def test_files_of_single_lists_are_parts_of_their_own_and_a_collection_is_one(tmp_path):
    assert SOURCE.part_of(RawFile(FIXTURE.name, FIXTURE)) == "made-up-list-sanctions"
    text = FIXTURE.read_text(encoding="utf-8")
    mixed = tmp_path / "targets.simple.csv"
    mixed.write_text(text.replace('"Made-up List of Sanctions","2023', '"A Third","2023', 1), encoding="utf-8")
    assert SOURCE.part_of(RawFile(mixed.name, mixed)) == "collection"
    other = tmp_path / "other.csv"
    other.write_text("id,name\n1,x\n", encoding="utf-8")
    assert SOURCE.part_of(RawFile(other.name, other)) is None


def test_the_older_layout_without_programmes_and_changes_is_read_too(tmp_path):
    import csv

    with FIXTURE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    older = tmp_path / "targets.simple.csv"
    with older.open("w", encoding="utf-8", newline="") as file:
        kept = [one for one in rows[0] if one not in ("program_ids", "last_change")]
        writer = csv.DictWriter(file, kept, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    assert read(older).rows == 3


def test_a_target_that_stands_twice_is_refused(tmp_path):
    lines = FIXTURE.read_text(encoding="utf-8").splitlines(keepends=True)
    twice = tmp_path / "targets.simple.csv"
    twice.write_text("".join([*lines, lines[-1]]), encoding="utf-8")
    with pytest.raises(BadInput, match="stands twice") as told:
        read(twice)
    assert told.value.line == 5


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ('"name","aliases"', '"naam","aliases"', "missing"),
        ('"Q-made-up-3"', '""', "must not be|empty|required|missing"),
    ],
)
def test_another_layout_is_refused_by_name(tmp_path, old, new, match):
    bad = tmp_path / "targets.simple.csv"
    bad.write_text(FIXTURE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(BadInput, match=match):
        read(bad)
