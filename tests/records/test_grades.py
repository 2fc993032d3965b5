"""Raising, lowering, releasing: for all of the history, by one or by two people, and with nothing left behind."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from cipher import everything
from house import DAY, NOW, change, grounds, revised

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.access import purging
from forlik.desk.access.labels import labels
from forlik.desk.records.change import EditConflict, Which
from forlik.desk.records.grades import raise_label
from forlik.desk.records.proof import verify_register
from forlik.desk.records.proposals import approve, lower_label, proposals, refuse, release
from forlik.desk.records.record import record
from forlik.desk.records.rows import history, rows

TODAY = NOW.date()
CANARY = "canary-7f3a-singing-loudly-in-the-mine"


def shown(person, when=NOW, day=TODAY, **others):
    return [(row.facet, row.label, row.n, row.body) for row in rows(labels(person, when), known_at=day, **others)]


def test_raising_hides_all_of_the_history_from_those_without_the_label(house):
    one = change("e1", body={"x": "first"})
    record(one, house.owner, NOW - 9 * DAY)
    record(revised(one, {"x": "second"}), house.owner, NOW - 8 * DAY)
    assert len(shown(house.colleague)) == 1
    assert raise_label(Which("e1", "staff", "1"), f"2:{house.a}", grounds(), house.owner, NOW)
    for day in (TODAY - 9 * DAY, TODAY - 8 * DAY, TODAY):
        assert shown(house.colleague, day=day) == []
        assert shown(house.colleague, day=day, clock="held") == []
    assert history(labels(house.colleague, NOW), "e1") == []
    assert [row.body["x"] for row in history(labels(house.clerk, NOW), "e1")] == ["first", "second"]
    assert verify_register()[1] == []


def test_a_raised_facet_goes_on_being_written_and_raised(house):
    one = change("e1", body={"x": 1})
    record(one, house.owner, NOW)
    raise_label(Which("e1", "staff", "1"), f"2:{house.a}", grounds(), house.owner, NOW)
    record(revised(one, {"x": 2}, label=f"2:{house.a}"), house.clerk, NOW)
    raise_label(Which("e1", "staff", f"2:{house.a}"), f"3:{house.a}", grounds(), house.owner, NOW)
    assert shown(house.clerk) == []
    record(revised(one, {"x": 3}, label=f"3:{house.a}", expected=2), house.deputy, NOW)
    assert [row.body for row in history({f"3:{house.a}"}, "e1")] == [{"x": 1}, {"x": 2}, {"x": 3}]
    assert verify_register()[1] == []


def test_who_may_not_raise_is_told_so_and_who_may_not_see_is_told_nothing(house):
    record(change("e1", f"2:{house.a}", "secret"), house.owner, NOW)
    which = Which("e1", "secret", f"2:{house.a}")
    with pytest.raises(NoData):
        raise_label(which, f"3:{house.b}", grounds(), house.stranger, NOW)
    with pytest.raises(NotPermitted):
        raise_label(which, f"3:{house.a}", grounds(), house.clerk, NOW)
    with pytest.raises(NotPermitted):
        raise_label(which, "1", grounds(), house.owner, NOW)
    record(change("e1", f"3:{house.a}", "secret"), house.owner, NOW)
    with pytest.raises(UsageError, match="such a facet under that label"):
        raise_label(which, f"3:{house.a}", grounds(), house.owner, NOW)


def test_old_plain_text_is_gone_from_the_file_once_the_grade_is_raised(encrypted_house, encrypted):
    house = encrypted_house
    one = change("e1", body={"x": CANARY}, grounds=replace(grounds(), reason=CANARY))
    record(one, house.owner, NOW)
    record(revised(one, {"x": CANARY * 300}), house.owner, NOW)
    proposal = release(Which("e1", "staff", "1"), {"x": CANARY}, house.owner, NOW)
    assert CANARY.encode() in everything(encrypted), "the test can see what it looks for"
    assert raise_label(Which("e1", "staff", "1"), f"2:{house.a}", grounds(), house.owner, NOW)
    assert CANARY.encode() not in everything(encrypted)
    assert [row.body["x"] for row in history({f"2:{house.a}"}, "e1")] == [CANARY, CANARY * 300]
    with pytest.raises(NoData):
        approve(proposal, house.deputy, NOW)


def test_a_reader_in_the_way_only_delays_the_wiping(encrypted_house, encrypted):
    from django.db import connection
    from sqlcipher3 import dbapi2

    from forlik.desk.access import keyfile

    house = encrypted_house
    record(change("e1", body={"x": CANARY}), house.owner, NOW)
    reader = dbapi2.connect(str(encrypted / "register.db"))
    reader.execute(f"PRAGMA key = \"x'{keyfile.keys().database.hex()}'\"")
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM records_revision").fetchone() == (1,)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")
    assert not raise_label(Which("e1", "staff", "1"), f"2:{house.a}", grounds(), house.owner, NOW)
    assert purging.due()
    reader.close()
    assert purging.purge()
    assert not purging.due()
    assert CANARY.encode() not in everything(encrypted)


def test_on_the_server_the_tables_hold_no_old_plain_text_either(house, register, request):
    from django.db import connection

    if connection.vendor != "postgresql":
        pytest.skip("the file is looked through in a test of its own")
    server = request.getfixturevalue("server")

    def hits():
        server.sql("CHECKPOINT")
        return sum(
            CANARY.encode() in one.read_bytes() for one in (server.folder / "data" / "base").rglob("*") if one.is_file()
        )

    record(change("e1", body={"x": CANARY}), house.owner, NOW)
    assert hits() > 0
    assert raise_label(Which("e1", "staff", "1"), f"2:{house.a}", grounds(), house.owner, NOW)
    assert hits() == 0


def test_lowering_takes_two_different_people(house):
    which = Which("e1", "secret", f"3:{house.a}")
    record(change("e1", which.label, "secret", body={"x": 1}), house.owner, NOW)
    proposal = lower_label(which, f"2:{house.a}", grounds(), house.owner, NOW)
    assert shown(house.clerk) == []
    with pytest.raises(NotPermitted):
        approve(proposal, house.owner, NOW)
    with pytest.raises(NoData):
        approve(proposal, house.stranger, NOW)
    with pytest.raises(NotPermitted):
        approve(proposal, house.deputy, NOW)
    assert proposals(house.stranger, NOW) == []
    [waiting] = proposals(house.deputy, NOW)
    assert (waiting.id, waiting.kind, waiting.which, waiting.by) == (proposal, "lower", which, house.owner.id)
    name_deputy(house)
    assert approve(proposal, house.deputy, NOW) is None
    assert shown(house.clerk) == [("secret", f"2:{house.a}", 1, {"x": 1})]
    with pytest.raises(NoData):
        approve(proposal, house.deputy, NOW)
    assert verify_register()[1] == []


def name_deputy(house, file="e1"):
    from forlik.desk.access.log import writing
    from forlik.desk.records import duties

    with writing():
        duties.begin(file, house.deputy.id, "deputy", NOW - DAY)


def test_what_was_sealed_once_never_stands_open_again(encrypted_house, encrypted):
    house = encrypted_house
    record(change("e1", body={"x": "t"}), house.owner, NOW)
    raise_label(Which("e1", "staff", "1"), f"2:{house.a}", grounds(), house.owner, NOW)
    record(change("e1", f"2:{house.a}", "staff", expected=1, body={"x": CANARY}), house.owner, NOW)
    name_deputy(house)
    approve(lower_label(Which("e1", "staff", f"2:{house.a}"), "1", grounds(), house.owner, NOW), house.deputy, NOW)
    assert shown(house.colleague) == [("staff", "1", 2, {"x": CANARY})]
    assert CANARY.encode() not in everything(encrypted)


def test_a_lowering_never_leads_to_the_public(house):
    record(change("e1"), house.owner, NOW)
    with pytest.raises(NotPermitted):
        lower_label(Which("e1", "staff", "1"), "0", grounds(), house.owner, NOW)


def test_what_changed_since_it_was_proposed_is_not_done(house):
    name_deputy(house)
    one = change("e1", f"3:{house.a}", "secret", body={"x": 1})
    record(one, house.owner, NOW)
    which = Which("e1", "secret", f"3:{house.a}")
    proposal = lower_label(which, f"2:{house.a}", grounds(), house.owner, NOW)
    record(revised(one, {"x": "much worse"}), house.deputy, NOW)
    with pytest.raises(EditConflict) as caught:
        approve(proposal, house.deputy, NOW)
    assert caught.value.theirs.body == {"x": "much worse"}
    assert shown(house.clerk) == []
    refuse(proposal, house.deputy, NOW)
    assert proposals(house.owner, NOW) == []


def test_a_proposer_who_was_let_out_since_lowers_nothing(house):
    from forlik.desk.access.people import let_out

    record(change("e1", f"3:{house.a}", "secret"), house.owner, NOW)
    name_deputy(house)
    proposal = lower_label(Which("e1", "secret", f"3:{house.a}"), f"2:{house.a}", grounds(), house.owner, NOW)
    let_out(house.owner.id, house.a, house.guardian, NOW)
    with pytest.raises(NotPermitted, match="may no longer propose"):
        approve(proposal, house.deputy, NOW)


def test_a_release_shows_the_public_its_own_text_from_its_own_day(house):
    name_deputy(house)
    record(change("e1", f"3:{house.a}", "secret", body={"x": CANARY}), house.owner, NOW - 30 * DAY)
    proposal = release(Which("e1", "secret", f"3:{house.a}"), {"title": "talks were held"}, house.owner, NOW)
    assert shown_to_all(TODAY) == []
    with pytest.raises(NotPermitted):
        approve(proposal, house.owner, NOW)
    written = approve(proposal, house.deputy, NOW + DAY)
    assert written.n == 1
    for clock in ("known", "held"):
        assert shown_to_all(TODAY, clock=clock) == [], "nothing before its day"
        assert shown_to_all(TODAY + DAY, clock=clock) == [("open", "0", 1, {"title": "talks were held"})]
    assert shown(house.owner)[-1][3] == {"x": CANARY}, "what it was taken from stays as it was"
    assert verify_register()[1] == []


def shown_to_all(day, **others):
    return [(row.facet, row.label, row.n, row.body) for row in rows({"0"}, known_at=day, **others)]


def test_a_second_release_is_a_revision_of_the_first(house):
    name_deputy(house)
    record(change("e1", f"2:{house.a}", "secret"), house.owner, NOW)
    for turn in (1, 2):
        proposal = release(Which("e1", "secret", f"2:{house.a}"), {"title": turn}, house.owner, NOW)
        assert approve(proposal, house.deputy, NOW + turn * DAY).n == turn
    assert shown_to_all(TODAY + DAY) == [("open", "0", 1, {"title": 1})]
    assert shown_to_all(TODAY + 2 * DAY) == [("open", "0", 2, {"title": 2})]


def test_a_proposal_is_kept_as_secret_as_what_it_is_taken_from(encrypted_house, encrypted):
    house = encrypted_house
    record(change("e1", f"2:{house.a}", "secret"), house.owner, NOW)
    release(Which("e1", "secret", f"2:{house.a}"), {"title": CANARY}, house.owner, NOW)
    assert CANARY.encode() not in everything(encrypted)
    [waiting] = proposals(house.clerk, NOW)
    assert waiting.body == {"title": CANARY}


def test_raising_takes_the_whole_history_along(encrypted_house):
    house = encrypted_house
    one = change("e1", body={"x": "a" * 1000})
    record(one, house.owner, NOW)
    for turn in range(2, 6):
        record(replace(one, expected=turn - 1), house.owner, NOW)
    raise_label(Which("e1", "staff", "1"), f"2:{house.a}", grounds(), house.owner, NOW)
    assert len(history({f"2:{house.a}"}, "e1")) == 5
    assert history({"1"}, "e1") == []


def test_grounds_come_back(house):
    from forlik.desk.records.grounds import grounds_of
    from forlik.desk.records.record import named
    from forlik.desk.records.rows import facet_key

    for label, facet in (("1", "staff"), (f"2:{house.a}", "secret")):
        record(change("e1", label, facet), house.owner, NOW)
        found = named(Which("e1", facet, label))
        assert grounds_of(found, facet_key(found.id, found.label, found.wrapped_key)) == grounds()
    record(change("e2", "0", "open"), house.owner, NOW)
    assert grounds_of(named(Which("e2", "open", "0")), None) is None
    assert date(2026, 1, 15) == grounds().review_on
    assert datetime(2025, 1, 15, 12, tzinfo=UTC) == NOW
