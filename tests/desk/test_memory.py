"""Pages kept in memory: never one that is out of date, of another language, or of another question."""

import shutil
from datetime import date

from forlik.desk.memory import MOST, ROOM, Pages
from forlik.desk.worlds import Stamp

NOW = Stamp(1, 1, 1, date(2026, 1, 1))
LATER = Stamp(2, 1, 1, date(2026, 1, 1))


def test_a_second_asking_is_answered_alike_and_unchanged_is_said_in_a_word(viewer):
    first, second = viewer.get("/country/COL"), viewer.get("/country/COL")
    assert first.content == second.content
    assert first["ETag"] == second["ETag"]
    again = viewer.get("/country/COL", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_each_language_and_each_question_has_a_page_of_its_own(viewer):
    english = viewer.get("/country/COL")
    norwegian = viewer.get("/country/COL", headers={"accept-language": "nb"})
    past = viewer.get("/country/COL", {"as_of": "2023-01-01"})
    assert len({answer.content for answer in (english, norwegian, past)}) == 3
    assert viewer.get("/country/COL").content == english.content
    assert "Accept-Language" in english["Vary"]


def test_an_import_is_seen_at_the_next_request(viewer, desk_home, tmp_path, monkeypatch):
    from forlik.build import build
    from forlik.desk.pages.conftest import _conflicts
    from forlik.discover import source
    from forlik.store.intake import take_in

    home = tmp_path / "copy"
    shutil.copytree(desk_home, home)
    monkeypatch.setenv("FORLIK_HOME", str(home))
    assert '<data class="value" value="3">' in viewer.get("/country/COL").content.decode()
    path = tmp_path / "acd.csv"
    path.write_text(_conflicts("11.1", {2023: 3, 2024: 7}), encoding="utf-8")
    _taken, errors = take_in(home, source("ucdp_acd"), [path], published="2025-06")
    assert not errors
    build(home)
    assert '<data class="value" value="7">' in viewer.get("/country/COL").content.decode()


def test_errors_and_searches_that_lead_away_are_not_kept(viewer):
    assert "ETag" not in viewer.get("/country/xyzzyx")
    assert viewer.get("/country/xyzzyx")["Cache-Control"] == "no-store"


def test_a_new_stamp_forgets_everything_and_a_page_made_before_it_is_not_kept():
    pages = Pages()
    assert pages.get(NOW, ("a",)) is None
    pages.put(NOW, ("a",), 200, b"old", {})
    assert pages.get(NOW, ("a",)) == (200, b"old", {})
    assert pages.get(LATER, ("a",)) is None
    pages.put(NOW, ("a",), 200, b"made while the store changed", {})
    assert pages.get(LATER, ("a",)) is None


def test_memory_has_an_end_and_the_one_unused_for_longest_goes_first():
    pages = Pages()
    pages.get(NOW, ("a",))
    body = b"x" * (1 << 20)
    pages.put(NOW, ("first",), 200, body, {})
    pages.put(NOW, ("second",), 200, body, {})
    for turn in range(ROOM // len(body)):
        assert pages.get(NOW, ("first",)) is not None
        pages.put(NOW, (turn,), 200, body, {})
    assert pages.get(NOW, ("second",)) is None
    assert pages.get(NOW, ("first",)) is not None


def test_keys_and_headers_count_and_so_does_the_number_of_pages():
    pages = Pages()
    pages.get(NOW, ("a",))
    for turn in range(MOST + 10):
        pages.put(NOW, (turn,), 200, b"", {})
    assert len(pages._kept) == MOST
    for turn in range(100):
        pages.put(NOW, (str(turn).zfill(1 << 19),), 200, b"", {"X": "y" * (1 << 19)})
    assert len(pages._kept) == ROOM // (1 << 20) - 1
