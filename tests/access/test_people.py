"""Persons and compartments: guardians let others in, never themselves; what is revoked is gone at the next request."""

from datetime import timedelta

import pytest
from house import DAY, NOW

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.access import people
from forlik.desk.access.keys import new_id
from forlik.desk.access.labels import labels
from forlik.desk.access.log import verify_log
from forlik.desk.access.person import NOBODY

TICK = timedelta(microseconds=1)


def test_a_person_is_read_anew_and_as_the_session_is_signed_in(house):
    assert labels(house.owner, NOW) == {"0", "1", f"2:{house.a}", f"3:{house.a}"}
    assert labels(house.again(house.owner, "second factor"), NOW) == {"0", "1"}
    assert labels(house.again(house.owner, "none"), NOW) == {"0"}
    assert people.person("nobody", "passkey") == NOBODY


def test_what_is_revoked_is_gone_at_that_instant(house):
    people.let_out(house.owner.id, house.a, house.guardian, NOW)
    again = house.again(house.owner)
    assert f"3:{house.a}" in labels(again, NOW - TICK)
    assert labels(again, NOW) == {"0", "1"}
    people.leave(house.owner.id, NOW, house.guardian.id)
    assert labels(house.again(house.owner), NOW) == {"0"}


def test_a_new_clearance_takes_the_place_of_the_old(house):
    people.let_in(house.owner.id, house.a, 2, house.guardian, NOW)
    assert labels(house.again(house.owner), NOW) == {"0", "1", f"2:{house.a}"}
    people.let_in(house.clerk.id, house.a, 3, house.guardian, NOW, until=NOW + DAY)
    assert f"3:{house.a}" in labels(house.again(house.clerk), NOW)
    assert labels(house.again(house.clerk), NOW + DAY) == {"0", "1"}


def test_a_guardian_lets_in_others_only_and_only_into_his_own(house):
    for who, member, compartment in (
        (house.guardian, house.guardian.id, house.a),
        (house.owner, house.clerk.id, house.a),
        (house.again(house.guardian, "second factor"), house.clerk.id, house.a),
    ):
        with pytest.raises(NotPermitted):
            people.let_in(member, compartment, 3, who, NOW)
        with pytest.raises(NotPermitted):
            people.let_out(member, compartment, who, NOW)
        with pytest.raises(NotPermitted):
            people.make_guardian(member, compartment, who, NOW)
    with pytest.raises(UsageError):
        people.let_in(house.clerk.id, house.a, 4, house.guardian, NOW)
    other = people.found_compartment("third", house.owner, NOW)
    with pytest.raises(NotPermitted):
        people.let_in(house.clerk.id, other, 3, house.guardian, NOW)
    people.make_guardian(house.guardian.id, other, house.again(house.owner), NOW)
    people.let_in(house.owner.id, other, 3, house.again(house.guardian), NOW)
    assert f"3:{other}" in labels(house.again(house.owner), NOW)
    assert verify_log()[1] == []


def test_the_name_of_a_compartment_is_sealed(house):
    from forlik.desk.access.models import Compartment

    assert people.compartment_name(house.a) == "talks a"
    assert all(b"talks" not in bytes(one.sealed_name) for one in Compartment.objects.all())
    with pytest.raises(NoData):
        people.compartment_name("none")
    with pytest.raises(NotPermitted):
        people.found_compartment("x", house.again(house.owner, "second factor"), NOW)


def test_the_log_says_who_entered_a_person(house):
    from forlik.desk.access.models import Log

    alone = people.enrol("person A", NOW)
    other = people.enrol("person B", NOW, by=house.officer.id)
    found = {one.facets: one.who for one in Log.objects.filter(verb="enrol")}
    assert (found[alone], found[other]) == (alone, house.officer.id)


def test_no_id_reads_as_an_option_of_the_command_line():
    """One in 64 random texts of this kind begins with a hyphen."""
    assert not any(new_id().startswith("-") for _ in range(2000))


def test_two_compartments_do_not_bear_one_name(house):
    with pytest.raises(UsageError, match="one name"):
        people.found_compartment(" Talks  A", house.owner, NOW)
    assert people.found_compartment("talks c", house.owner, NOW)
    with pytest.raises(UsageError, match="no name"):
        people.found_compartment(" ", house.owner, NOW)


def test_a_guardian_is_replaced_at_that_instant_and_only_by_one_who_works_here(house):
    guest = people.enrol("guest", NOW, staff=False)
    for other, instead in ((guest, ""), (guest, house.guardian.id), (house.clerk.id, house.colleague.id), ("none", "")):
        with pytest.raises(UsageError):
            people.make_guardian(other, house.a, house.guardian, NOW, instead_of=instead)
    assert house.a in house.again(house.guardian).guards
    people.make_guardian(house.clerk.id, house.a, house.guardian, NOW, instead_of=house.guardian.id)
    assert house.a not in house.again(house.guardian).guards
    with pytest.raises(NotPermitted):
        people.let_in(house.owner.id, house.a, 2, house.again(house.guardian), NOW)
    people.let_in(house.owner.id, house.a, 2, house.again(house.clerk), NOW)
    assert verify_log()[1] == []


def test_only_a_guardian_with_a_passkey_is_shown_members_and_members_are_shown_their_own(house):
    from forlik.desk.access.rooms import rooms

    [guarded] = (one for one in rooms(house.guardian, NOW) if one.id == house.a)
    assert house.owner.id in {one.person for one in guarded.members}
    assert (house.guardian.id in {id_ for id_, _ in guarded.guardians}) is True
    [own] = rooms(house.owner, NOW)
    assert (own.id, own.clearance, own.members, own.guardians) == (house.a, 3, (), ())
    assert rooms(house.again(house.colleague), NOW) == []
    for weak in (house.again(house.guardian, "second factor"), house.again(house.owner, "second factor"), NOBODY):
        with pytest.raises(NotPermitted):
            rooms(weak, NOW)
    people.let_out(house.owner.id, house.a, house.guardian, NOW)
    assert rooms(house.again(house.owner), NOW) == []
