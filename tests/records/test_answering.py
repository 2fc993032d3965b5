"""Who answers for a file: its record and the duties say the same, by whichever door one of them changes."""

import pytest
from house import DAY, NOW, change, grounds

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.records import duties, files
from forlik.desk.records.change import Change
from forlik.desk.records.record import record
from forlik.desk.records.rows import history

LATER = NOW + DAY


@pytest.fixture
def begun(house):
    record(change("e1", body={"title": "t", "owner": house.owner.id}), house.owner, NOW - DAY)
    record(change("e1", f"3:{house.a}", "secret", body={"red_lines": "r"}), house.owner, NOW - DAY)
    return house


def said(house, name):
    """What the file's record says, as its members see it."""
    rows = history({"0", "1", f"2:{house.a}", f"3:{house.a}"}, "e1")
    newest = {(row.facet, row.label): row.body for row in rows}
    return [body[name] for body in newest.values() if name in body]


def agree(house, owner, deputy):
    assert duties.owners(["e1"], LATER) == [owner.id]
    assert said(house, "owner") == [owner.id]
    assert duties.holders("e1", "deputy", LATER) == [one.id for one in [deputy] if one]
    assert said(house, "deputy") == [one.id for one in [deputy] if one]


def written(house, who, body, at=NOW):
    n = max((row.n for row in history({"1"}, "e1")), default=0)
    return record(change("e1", expected=n, body=body), who, at)


def test_a_deputy_named_in_the_record_is_one(begun):
    owner = {"title": "t", "owner": begun.owner.id}
    written(begun, begun.owner, {**owner, "deputy": begun.deputy.id})
    agree(begun, begun.owner, begun.deputy)
    assert files.may_run(begun.deputy, "e1", NOW)
    written(begun, begun.owner, {**owner, "deputy": begun.clerk.id}, LATER)
    agree(begun, begun.owner, begun.clerk)
    assert not files.may_run(begun.deputy, "e1", LATER), "the one before is it no more"
    written(begun, begun.owner, owner, LATER)
    agree(begun, begun.owner, None)


def test_a_deputy_who_is_appointed_stands_in_the_record(begun):
    files.appoint("e1", begun.deputy.id, "deputy", begun.owner, NOW)
    agree(begun, begun.owner, begun.deputy)
    files.appoint("e1", begun.clerk.id, "deputy", begun.owner, NOW)
    agree(begun, begun.owner, begun.clerk)
    files.dismiss("e1", begun.clerk.id, "deputy", begun.owner, LATER)
    agree(begun, begun.owner, None)


def test_who_takes_over_stands_in_the_record(begun):
    files.appoint("e1", begun.deputy.id, "deputy", begun.owner, NOW)
    files.take_over(files.hand_over("e1", begun.deputy.id, begun.owner, NOW), begun.deputy, LATER)
    agree(begun, begun.deputy, None)
    assert said(begun, "red_lines") == ["r"]


def test_where_the_record_said_nothing_it_does_after_a_take_over(house):
    record(change("e1", "0", "open", body={"title": "t"}), house.owner, NOW - DAY)
    files.take_over(files.hand_over("e1", house.deputy.id, house.owner, NOW), house.deputy, LATER)
    agree(house, house.deputy, None)
    assert [row.label for row in history({"0", "1"}, "e1") if "owner" in row.body] == ["1"], "never for the public"


def test_of_a_file_whose_existence_is_sealed_it_is_said_under_the_same_seal(house):
    record(change("e1", f"3:{house.a}", "secret", body={"title": "t"}), house.owner, NOW - DAY)
    files.take_over(files.hand_over("e1", house.deputy.id, house.owner, NOW), house.deputy, LATER)
    agree(house, house.deputy, None)
    assert history({"0", "1"}, "e1") == []


def test_nobody_is_made_owner_by_being_written_down(begun):
    for body in ({"title": "t", "owner": begun.deputy.id}, {"title": "t"}):
        for who in (begun.owner, begun.deputy, begun.colleague):
            with pytest.raises(NotPermitted):
                written(begun, who, body)
    agree(begun, begun.owner, None)


def test_only_the_owner_with_every_label_names_a_deputy(begun):
    body = {"title": "t", "owner": begun.owner.id, "deputy": begun.colleague.id}
    for who in (begun.deputy, begun.colleague, begun.again(begun.owner, "second factor")):
        with pytest.raises(NotPermitted):
            written(begun, who, body)
    agree(begun, begun.owner, None)


def test_whoever_changes_something_else_needs_not_be_the_owner(begun):
    body = {"title": "t", "owner": begun.owner.id, "deputy": begun.deputy.id}
    written(begun, begun.owner, body)
    written(begun, begun.colleague, {**body, "title": "another"})
    agree(begun, begun.owner, begun.deputy)


def test_a_deputy_is_somebody_else_and_of_the_house(begun):
    with pytest.raises(UsageError, match="two are needed"):
        written(begun, begun.owner, {"title": "t", "owner": begun.owner.id, "deputy": begun.owner.id})
    with pytest.raises(UsageError, match="two are needed"):
        files.appoint("e1", begun.owner.id, "deputy", begun.owner, NOW)
    from forlik.desk.access import people

    people.leave(begun.clerk.id, NOW, begun.guardian.id)
    with pytest.raises(UsageError, match="no such member of staff"):
        written(begun, begun.owner, {"title": "t", "owner": begun.owner.id, "deputy": begun.clerk.id})
    agree(begun, begun.owner, None)


def test_a_name_of_another_house_gives_nobody_a_duty(house):
    record(change("e1", body={"title": "t", "owner": "from-elsewhere", "deputy": "also-elsewhere"}), house.owner, NOW)
    assert duties.owners(["e1"], LATER) == [house.owner.id]
    assert duties.holders("e1", "deputy", LATER) == []


def test_what_an_act_says_of_owners_makes_none(begun):
    record(change("a1", concept="act", file="e1", body={"owner": "x", "deputy": begun.clerk.id}), begun.owner, NOW)
    assert duties.holders("e1", "deputy", LATER) == []


def test_a_conflict_changes_no_duty(begun):
    from forlik.desk.records.change import EditConflict

    one = change("e1", expected=0, body={"title": "t", "owner": begun.owner.id, "deputy": begun.deputy.id})
    with pytest.raises(EditConflict):
        record(one, begun.owner, NOW)
    agree(begun, begun.owner, None)
    with pytest.raises(NoData):
        record(Change("none", "engagement", "staff", "1", {}, expected=3, grounds=grounds()), begun.owner, NOW)


def test_what_else_was_offered_lapses_with_the_owner_who_offered_it(begun):
    files.appoint("e1", begun.deputy.id, "deputy", begun.owner, NOW)
    first = files.hand_over("e1", begun.deputy.id, begun.owner, NOW)
    files.hand_over("e1", begun.clerk.id, begun.owner, NOW)
    assert len(files.offered("e1", begun.owner, NOW)) == 2
    files.take_over(first, begun.deputy, LATER)
    assert files.offers(begun.clerk) == []
    assert files.offered("e1", begun.deputy, LATER) == []


def test_nothing_is_offered_to_oneself_or_to_nobody(begun):
    for other in (begun.owner.id, "nobody"):
        with pytest.raises(UsageError):
            files.hand_over("e1", other, begun.owner, NOW)


def test_who_might_take_over_is_told_with_whether_he_holds_every_label(begun):
    able = {one.id: one.able for one in files.takers("e1", begun.owner, NOW)}
    assert able.pop(begun.deputy.id)
    assert begun.owner.id not in able
    assert set(able.values()) == {False}, "a clearance of 2 does not open what lies at 3"
    for who in (begun.deputy, begun.colleague):
        with pytest.raises(NotPermitted):
            files.takers("e1", who, NOW)
