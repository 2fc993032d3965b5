"""The one door: what it writes, what it refuses, and that two who write at once both keep their words."""

from datetime import timedelta

import pytest
from house import DAY, NOW, change, grounds, revised

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.access import people
from forlik.desk.access.labels import labels
from forlik.desk.access.log import verify_log
from forlik.desk.records.change import Change, EditConflict
from forlik.desk.records.proof import verify_register
from forlik.desk.records.record import record
from forlik.desk.records.rows import history, rows, seen

TODAY = NOW.date()


def test_what_is_recorded_can_be_read_by_those_who_hold_its_label(house):
    secret = change("e1", f"3:{house.a}", "secret", body={"red_lines": "none", "n": 3, "list": [1, "ø"]})
    written = record(secret, house.owner, NOW)
    assert written.n == 1
    [row] = rows(labels(house.owner, NOW), known_at=TODAY)
    assert (row.record, row.concept, row.facet, row.label, row.n) == ("e1", "engagement", "secret", secret.label, 1)
    assert row.body == {"red_lines": "none", "n": 3, "list": [1, "ø"]}
    assert row.recorded_at == row.known_at == NOW
    assert row.who == house.owner.id
    for other in (house.clerk, house.stranger, house.colleague):
        assert rows(labels(other, NOW), known_at=TODAY) == []
    assert verify_register() == (verify_log()[0], [])


def test_a_change_is_one_revision_and_one_line_of_the_log(house):
    before = verify_log()[0]
    one = change("e1")
    record(one, house.owner, NOW)
    assert verify_log()[0] == before + 2, "the first one also says which label the facet has"
    record(revised(one, {"title": "u"}), house.owner, NOW + DAY)
    assert verify_log()[0] == before + 3
    assert [row.body["title"] for row in history({"1"}, "e1")] == ["t", "u"]


def test_a_stale_form_is_a_conflict_that_carries_both_versions(house):
    one = change("e1", f"2:{house.a}", "secret")
    record(one, house.owner, NOW)
    record(revised(one, {"title": "theirs"}), house.clerk, NOW)
    with pytest.raises(EditConflict) as caught:
        record(revised(one, {"title": "mine"}), house.owner, NOW)
    assert caught.value.mine.body == {"title": "mine"}
    assert caught.value.theirs.body == {"title": "theirs"}
    assert caught.value.theirs.who == house.clerk.id
    assert [row.n for row in history({one.label}, "e1")] == [1, 2]
    with pytest.raises(EditConflict):
        record(one, house.owner, NOW)


def test_what_is_absent_and_what_is_hidden_get_the_same_answer(house):
    record(change("hidden", f"3:{house.b}", "secret"), house.stranger, NOW)
    said = set()
    for other in ("hidden", "absent"):
        for label in (f"3:{house.b}", "1"):
            with pytest.raises(NoData) as caught:
                record(change(other, label, "secret" if label != "1" else "staff", expected=1), house.owner, NOW)
            said.add(str(caught.value))
    assert len(said) == 1
    with pytest.raises(NoData):
        record(change("hidden", "1"), house.owner, NOW)
    assert rows(labels(house.owner, NOW), known_at=TODAY) == []


def test_a_second_secret_facet_tells_nobody_of_the_first(house):
    record(change("p", "1"), house.owner, NOW)
    record(change("p", f"3:{house.a}", "secret", body={"x": "one"}), house.owner, NOW)
    people.let_in(house.owner.id, house.b, 3, house.guardian_now(), NOW)
    record(change("p", f"3:{house.b}", "secret", body={"x": "two"}), house.stranger, NOW)
    record(change("p", f"2:{house.a}", "secret", body={"x": "three"}), house.clerk, NOW)
    mine = rows(labels(house.clerk, NOW), known_at=TODAY, record="p")
    assert [(row.facet, row.body) for row in mine] == [("secret", {"x": "three"}), ("staff", {"title": "t"})]


def test_only_who_answers_for_a_file_writes_what_is_public_at_once(house):
    one = change("e1", "0", "open")
    record(one, house.owner, NOW)
    with pytest.raises(NotPermitted):
        record(revised(one, {"title": "u"}), house.colleague, NOW)
    record(change("act", "1", "staff", concept="act", file="e1"), house.colleague, NOW)
    with pytest.raises(NotPermitted):
        record(change("act", "0", "open", concept="act"), house.colleague, NOW)
    record(change("act", "0", "open", concept="act"), house.owner, NOW)


def test_nobody_who_has_not_signed_in_or_was_let_out_records(house):
    one = change("e1", f"2:{house.a}", "secret")
    record(one, house.owner, NOW)
    from forlik.desk.access.people import leave, let_out
    from forlik.desk.access.person import NOBODY

    let_out(house.clerk.id, house.a, house.guardian_now(), NOW)
    for who in (NOBODY, house.again(house.clerk), house.again(house.owner, "second factor")):
        with pytest.raises(NoData):
            record(revised(one, {"title": "u"}), who, NOW)
    leave(house.owner.id, NOW, house.guardian.id)
    with pytest.raises(NoData):
        record(revised(one, {"title": "u"}), house.again(house.owner), NOW)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"grounds": None}, "reason, a legal basis"),
        ({"known_at": NOW + timedelta(seconds=1)}, "before it is so"),
        ({"body": {"x": float("nan")}}, "cannot be recorded"),
        ({"body": {"x": object()}}, "cannot be recorded"),
        ({"body": {"x": "\ud800"}}, "cannot be recorded"),
        ({"body": {"x": "a" * 1_100_000}}, "too much"),
        ({"facet": "secret"}, "cannot be under"),
        ({"facet": "other"}, "no facet"),
    ],
)
def test_what_cannot_be_recorded_is_refused_and_leaves_nothing(house, changed, says):
    before = verify_log()
    from dataclasses import replace

    with pytest.raises(UsageError, match=says):
        record(replace(change("e1"), **changed), house.owner, NOW)
    assert rows({"0", "1"}, known_at=TODAY) == []
    assert verify_log() == before


def test_a_revision_may_be_as_large_as_is_said_and_no_larger(house):
    from forlik.desk.records.bodies import LARGEST, written

    frame = len(written({"x": ""}, {}))
    for n, size in enumerate((LARGEST - 1, LARGEST)):
        record(change("e1", expected=n, body={"x": "a" * (size - frame)}), house.owner, NOW)
    with pytest.raises(UsageError, match="too much"):
        record(change("e1", expected=2, body={"x": "a" * (LARGEST + 1 - frame)}), house.owner, NOW)


@pytest.mark.parametrize("text", ["=1+1", "<script>alert(1)</script>", "a\0b", "\u202eright", "日本語", "😀", ""])
def test_text_of_every_kind_comes_back_as_it_was(house, text):
    record(change("e1", f"2:{house.a}", "secret", body={"x": text}), house.owner, NOW)
    record(change("e1", body={"x": text}), house.owner, NOW)
    assert [row.body["x"] for row in rows(labels(house.owner, NOW), known_at=TODAY)] == [text, text]


def test_a_read_of_what_is_sealed_is_one_line_of_the_log(house):
    for name in ("e1", "e2"):
        record(change(name, f"2:{house.a}", "secret"), house.owner, NOW)
        record(change(name, "1"), house.owner, NOW)
    before = verify_log()[0]
    assert len(seen(house.clerk, NOW, known_at=TODAY)) == 4
    assert verify_log() == (before + 1, [])
    assert len(seen(house.colleague, NOW, known_at=TODAY)) == 2
    assert verify_log()[0] == before + 1, "nothing sealed was shown"
    from forlik.desk.access.models import Log

    last = Log.objects.order_by("-seq").first()
    assert (last.verb, last.who, len(last.facets.split(" "))) == ("read", house.clerk.id, 2)


def test_grounds_are_needed_in_words(house):
    from dataclasses import replace

    with pytest.raises(UsageError, match="reason and a legal basis"):
        record(replace(change("e1"), grounds=replace(grounds(), reason=" ")), house.owner, NOW)


def test_a_change_is_a_plain_frozen_value():
    one = Change("r", "act", "open", "0", {})
    with pytest.raises(AttributeError):
        one.expected = 2
