"""Laws 6 to 8 of the design, at the level of rows: knowledge is judged then, secrecy is judged today."""

import shutil
from datetime import UTC, datetime, timedelta

from house import DAY, NOW, change, grounds, let_go, point_at, revised
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forlik.desk.access import people as doors
from forlik.desk.access.labels import labels
from forlik.desk.access.models import Person
from forlik.desk.records.change import Which
from forlik.desk.records.grades import raise_label
from forlik.desk.records.record import record
from forlik.desk.records.rows import history, rows
from forlik.register.rows import as_known

TODAY = NOW.date()
DAYS = [TODAY + timedelta(days=shift) for shift in range(-40, 41, 4)]


def worlds(held):
    return [rows(held, known_at=day, clock=clock) for day in DAYS for clock in ("known", "held")]


def title(day, clock="known", held=("1",)):
    found = rows(held, known_at=day, clock=clock)
    return found[0].body["title"] if found else None


def test_law_6_a_corrected_typing_error_heals_every_known_day_and_no_earlier_held_one(house):
    one = change("e1", body={"title": "Forliks"}, known_at=NOW - 10 * DAY)
    record(one, house.owner, NOW - 10 * DAY)
    record(revised(one, {"title": "Forlik"}), house.owner, NOW)
    assert [title(TODAY + shift * DAY) for shift in (-11, -10, -1, 0)] == [None, "Forlik", "Forlik", "Forlik"]
    held = [title(TODAY + shift * DAY, "held") for shift in (-11, -10, -1, 0)]
    assert held == [None, "Forliks", "Forliks", "Forlik"]


def test_law_6_new_evidence_acts_from_its_own_day(house):
    one = change("e1", body={"title": "old"})
    record(one, house.owner, NOW - 10 * DAY)
    record(revised(one, {"title": "new"}), house.owner, NOW)
    for clock in ("known", "held"):
        assert [title(TODAY + shift * DAY, clock) for shift in (-11, -10, -1, 0)] == [None, "old", "old", "new"]


def test_an_older_knowledge_recorded_late_does_not_displace_a_newer(house):
    one = change("e1", body={"title": "spring"}, known_at=NOW - 5 * DAY)
    record(one, house.owner, NOW - 5 * DAY)
    record(revised(one, {"title": "winter"}, known_at=NOW - 20 * DAY), house.owner, NOW)
    assert [title(TODAY + shift * DAY) for shift in (-21, -20, -6, -5, 0)] == [
        None,
        "winter",
        "winter",
        "spring",
        "spring",
    ]
    assert title(TODAY, "held") == "spring"


def test_what_was_recorded_in_the_last_second_of_a_day_is_of_that_day(house):
    last = datetime(2025, 1, 15, 23, 59, 59, 999_999, tzinfo=UTC)
    record(change("e1"), house.owner, last)
    assert title(TODAY) == title(TODAY, "held") == "t"
    assert title(TODAY - DAY) is None


def test_law_7_raising_a_grade_removes_a_facet_from_every_past(house):
    record(change("e1"), house.owner, NOW - 30 * DAY)
    record(change("e2"), house.owner, NOW - 30 * DAY)
    before = worlds({"0", "1"})
    raise_label(Which("e1", "staff", "1"), f"3:{house.a}", grounds(), house.owner, NOW)
    assert worlds({"0", "1"}) == [[row for row in found if row.record != "e1"] for found in before]


def test_law_8_a_revoked_member_loses_the_past_too(house):
    record(change("e1", f"2:{house.a}", "secret"), house.owner, NOW - 30 * DAY)
    assert any(worlds(labels(house.again(house.clerk), NOW)))
    doors.let_out(house.clerk.id, house.a, house.guardian, NOW)
    assert not any(worlds(labels(house.again(house.clerk), NOW)))


def test_law_8_two_worlds_with_and_without_a_secret_are_identical(encrypted_house, encrypted, tmp_path, monkeypatch):
    house = encrypted_house
    for name in ("e1", "e2"):
        record(change(name, "0", "open"), house.owner, NOW - 30 * DAY)
        record(change(name, f"2:{house.a}", "secret"), house.owner, NOW - 20 * DAY)
    let_go()
    shutil.copytree(encrypted, tmp_path / "with")
    point_at(tmp_path / "with", "", monkeypatch)
    for name, label, who in (("s", f"3:{house.b}", house.stranger), ("e1", f"3:{house.a}", house.owner)):
        record(change(name, label, "secret", body={"x": "secret"}), who, NOW - 25 * DAY)
    for who in (house.clerk, house.colleague, house.officer, house.guardian):
        held = labels(who, NOW)
        with_it = worlds(held)
        point_at(tmp_path / "with", "", monkeypatch)
        assert with_it == worlds(held)
        point_at(encrypted, "", monkeypatch)
        assert worlds(held) == with_it
        point_at(tmp_path / "with", "", monkeypatch)
    assert any(worlds(labels(house.stranger, NOW)))
    assert "secret" in str(worlds(labels(house.owner, NOW)))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    steps=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=6),
    clock=st.sampled_from(["known", "held"]),
)
def test_the_database_and_the_pure_fold_agree(encrypted_house, steps, clock):
    """Recorded in any order of known days, the rows of a day are those that the pure rule picks."""
    name = f"e{Person.objects.count()}-{abs(hash(tuple(steps)))}-{clock}"
    at = NOW + DAY * 30
    if history({"1"}, name):
        return
    for n, (known, later) in enumerate(steps):
        at += DAY * later
        record(change(name, expected=n, body={"n": n}, known_at=NOW + DAY * known), encrypted_house.owner, at)
    everything = history({"1"}, name)
    for day in range(-1, 80, 3):
        on = TODAY + timedelta(days=day)
        assert rows({"1"}, known_at=on, clock=clock, record=name) == list(as_known(everything, on, clock))


def test_a_page_asks_for_one_file_or_one_record(house):
    record(change("e1"), house.owner, NOW)
    record(change("a1", concept="act", file="e1"), house.colleague, NOW)
    record(change("e2"), house.owner, NOW)
    assert [row.record for row in rows({"1"}, known_at=TODAY, file="e1")] == ["a1", "e1"]
    assert [row.record for row in rows({"1"}, known_at=TODAY, record="a1")] == ["a1"]
    assert rows(frozenset(), known_at=TODAY) == []
    assert rows({"0"}, known_at=TODAY) == []
