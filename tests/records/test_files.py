"""Whole files: only who answers for one and holds every label of it moves it, hands it over, or sees who looked."""

import pytest
from house import DAY, NOW, change

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.access import people
from forlik.desk.access.models import Log
from forlik.desk.records import duties, files, lookers
from forlik.desk.records.change import Which
from forlik.desk.records.record import record
from forlik.desk.records.rows import seen

TODAY = NOW.date()


@pytest.fixture
def begun(house):
    record(change("e1"), house.owner, NOW - DAY)
    record(change("a1", f"3:{house.a}", "secret", concept="act", file="e1"), house.owner, NOW - DAY)
    return house


def test_whoever_begins_a_file_owns_it(begun):
    assert duties.relation(begun.owner.id, "e1", NOW) == "owner"
    assert duties.relation(begun.deputy.id, "e1", NOW) == "none"
    assert duties.file_labels("e1") == {"1", f"3:{begun.a}"}


def test_a_transition_takes_every_label_of_the_file(begun):
    assert files.may_run(begun.owner, "e1", NOW)
    assert not files.may_run(begun.clerk, "e1", NOW)
    assert not files.may_run(begun.deputy, "e1", NOW)
    files.appoint("e1", begun.clerk.id, "deputy", begun.owner, NOW)
    assert not files.may_run(begun.clerk, "e1", NOW), "lacks one label, and is not told which"
    files.appoint("e1", begun.deputy.id, "deputy", begun.owner, NOW)
    assert files.may_run(begun.deputy, "e1", NOW)
    people.let_out(begun.owner.id, begun.a, begun.guardian_now(), NOW)
    assert not files.may_run(begun.again(begun.owner), "e1", NOW)
    assert not files.may_run(begun.owner, "none", NOW)


@pytest.mark.parametrize("known", [False, True])
def test_nobody_takes_a_file_from_its_owner_by_a_label_that_the_owner_lacks(begun, known):
    files.appoint("e1", begun.stranger.id, "deputy", begun.owner, NOW)
    act = change("a2", f"3:{begun.b}", "secret", concept="act", file="e1")
    if known:
        record(change("a2", "1", "staff", concept="act", file="e1"), begun.owner, NOW)
    with pytest.raises(NotPermitted, match="in this file"):
        record(act, begun.stranger, NOW)
    assert files.may_run(begun.owner, "e1", NOW)
    record(change("own", f"3:{begun.b}", "secret"), begun.stranger, NOW)
    record(change("a3", f"2:{begun.a}", "secret", concept="act", file="e1"), begun.clerk, NOW)


def test_where_the_owner_has_left_the_deputy_s_labels_count(begun):
    files.appoint("e1", begun.stranger.id, "deputy", begun.owner, NOW)
    people.leave(begun.owner.id, NOW, begun.officer.id)
    record(change("a2", f"3:{begun.b}", "secret", concept="act", file="e1"), begun.stranger, NOW)
    with pytest.raises(NotPermitted, match="in this file"):
        record(change("a3", f"2:{begun.a}", "secret", concept="act", file="e1"), begun.clerk, NOW)


def test_duties_begin_and_end(begun):
    files.appoint("e1", begun.clerk.id, "approver", begun.owner, NOW)
    assert duties.relation(begun.clerk.id, "e1", NOW) == "approver"
    with pytest.raises(NotPermitted):
        files.appoint("e1", begun.clerk.id, "deputy", begun.clerk, NOW)
    with pytest.raises(UsageError):
        files.appoint("e1", begun.clerk.id, "owner", begun.owner, NOW)
    with pytest.raises(UsageError):
        files.appoint("e1", "nobody", "deputy", begun.owner, NOW)
    with pytest.raises(NoData):
        files.appoint("none", begun.clerk.id, "deputy", begun.owner, NOW)
    for who, role, error in ((begun.clerk, "approver", NotPermitted), (begun.owner, "owner", NoData)):
        with pytest.raises(error):
            files.dismiss("e1", (begun.owner if role == "owner" else begun.clerk).id, role, who, NOW)
    assert duties.relation(begun.owner.id, "e1", NOW) == "owner"
    files.dismiss("e1", begun.clerk.id, "approver", begun.owner, NOW + DAY)
    assert duties.relation(begun.clerk.id, "e1", NOW + DAY) == "none"
    with pytest.raises(NoData):
        files.dismiss("e1", begun.clerk.id, "approver", begun.owner, NOW + DAY)


def test_a_file_is_handed_over_by_two_and_the_old_owner_is_one_no_more(begun):
    with pytest.raises(NotPermitted):
        files.hand_over("e1", begun.deputy.id, begun.colleague, NOW)
    offer = files.hand_over("e1", begun.deputy.id, begun.owner, NOW)
    assert duties.owners(["e1"], NOW) == [begun.owner.id]
    assert [one.id for one in files.offers(begun.deputy)] == [offer]
    with pytest.raises(NoData):
        files.take_over(offer, begun.clerk, NOW)
    files.take_over(offer, begun.deputy, NOW + DAY)
    assert duties.owners(["e1"], NOW + DAY) == [begun.deputy.id]
    assert not files.may_run(begun.owner, "e1", NOW + DAY)
    assert files.offers(begun.deputy) == []


def test_nobody_takes_over_what_he_does_not_see_in_full(begun):
    offer = files.hand_over("e1", begun.clerk.id, begun.owner, NOW)
    with pytest.raises(NotPermitted):
        files.take_over(offer, begun.clerk, NOW)
    people.let_in(begun.clerk.id, begun.a, 3, begun.guardian, NOW)
    people.let_out(begun.owner.id, begun.a, begun.guardian, NOW)
    with pytest.raises(NotPermitted, match="may no longer offer"):
        files.take_over(offer, begun.again(begun.clerk), NOW)


def test_the_owner_sees_counts_and_names_are_for_cause(begun):
    for _ in range(3):
        seen(begun.deputy, NOW, known_at=TODAY)
    secret = Which("a1", "secret", f"3:{begun.a}")
    assert lookers.who_looked("e1", begun.owner, NOW) == {secret: 3, Which("e1", "staff", "1"): 0}
    for who in (begun.deputy, begun.officer):
        with pytest.raises(NotPermitted):
            lookers.who_looked("e1", who, NOW)
    with pytest.raises(NotPermitted):
        lookers.who_looked_by_name(secret, " ", begun.officer, NOW)
    with pytest.raises(NotPermitted):
        lookers.who_looked_by_name(secret, "a leak", begun.owner, NOW)
    assert lookers.who_looked_by_name(secret, "a leak", begun.officer, NOW) == {begun.deputy.id: 3}
    last = Log.objects.order_by("-seq").first()
    assert (last.verb, last.who) == ("who looked", begun.officer.id)
