"""Before and after, where days are stated as precisely as they are known."""

from datetime import UTC, datetime

from good_case import DAY, act, ago, case_of, good

from forlik.register.concepts import Role
from forlik.register.machines.when import NOT_YET, after, by, current, recorded, there


def test_a_month_may_have_come_by_its_first_day():
    assert by("2026-06", DAY)
    assert not by("2026-06-02", DAY)
    assert not by(None, DAY)


def test_a_role_is_held_from_its_first_day_to_its_last():
    assert current(Role(id="r"), DAY)
    assert current(Role(id="r", since="2026", until="2026"), DAY)
    assert not current(Role(id="r", until="2026-05"), DAY)
    assert not current(Role(id="r", since="2026-06-02"), DAY)


def test_a_record_without_a_date_was_there_from_when_it_was_recorded():
    at = datetime(2026, 5, 31, 12, tzinfo=UTC)
    seen = case_of(good("explore"), recorded={"r1": at}).dossier
    assert there(seen, "r1", None, DAY)
    assert there(seen, "r1", None, ago(1))
    assert not there(seen, "r1", None, ago(2))
    assert there(seen, "proposed", None, ago(9))
    assert there(seen, "r1", "2026-05", ago(20))
    assert not there(seen, "r2", "2026-06-02", DAY)
    assert recorded(seen, "r1") == at
    assert recorded(seen, "proposed") == NOT_YET


def test_on_one_day_what_was_recorded_later_came_after():
    one, other = act("a", "note", "2026-05-05"), act("b", "note", "2026-05-05")
    early, late = datetime(2026, 5, 5, 9, tzinfo=UTC), datetime(2026, 5, 5, 10, tzinfo=UTC)
    seen = case_of({**good("explore"), "a": one, "b": other}, recorded={"a": early, "b": late}).dossier
    assert after(seen, other, one)
    assert not after(seen, one, other)
    assert not after(seen, one, one)


def test_what_may_have_come_before_did_not_come_after_beyond_doubt():
    seen = case_of(good("explore")).dossier
    month, day = act("a", "note", "2026-05"), act("b", "note", "2026-05-05")
    assert not after(seen, month, day)
    assert not after(seen, day, month)
    assert after(seen, act("c", "note", "2026-06"), month)
    undated = act("d", "note", None)
    assert not after(seen, undated, day)
    assert not after(seen, day, undated)
    assert not after(seen, undated, undated)
