"""Natural persons: nothing is told of them without a stated reason, all of it on request, none of it once erased."""

from datetime import date

import pytest
from cipher import everything
from house import DAY, NOW, change, revised

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.access.labels import labels
from forlik.desk.access.log import verify_log
from forlik.desk.access.models import PersonKey
from forlik.desk.records.personal import due_for_erasure, erase, export_person, hold, lift, tell_of
from forlik.desk.records.proof import verify_register
from forlik.desk.records.record import record
from forlik.desk.records.rows import history, rows

TODAY = NOW.date()
CANARY = "canary-41c0-a-telephone-number"
LONG = date(2035, 1, 1)


def told(house, subject="person-x", until=LONG):
    tell_of(subject, "to reach the party", "public interest", until, house.owner, NOW)


def contact(label="1", facet="staff", **others):
    return change("actor", label, facet, concept="actor", body={"name": "party", "contact": CANARY}, **others)


def test_a_personal_field_comes_back_to_who_may_see_it(house):
    told(house)
    record(contact(personal={"contact": "person-x"}), house.owner, NOW)
    [row] = rows({"1"}, known_at=TODAY)
    assert row.body == {"name": "party", "contact": CANARY}
    assert verify_register()[1] == []


def test_nothing_is_told_of_a_person_without_a_reason(house):
    before = verify_log()
    with pytest.raises(UsageError, match="why the register may tell"):
        record(contact(personal={"contact": "person-x"}), house.owner, NOW)
    assert verify_log() == before
    for purpose, law in ((" ", "law"), ("why", " ")):
        with pytest.raises(UsageError, match="purpose and legal basis"):
            tell_of("person-x", purpose, law, LONG, house.owner, NOW)
    told(house)
    with pytest.raises(UsageError, match="already stated"):
        told(house)


def test_erasing_makes_every_field_unreadable_in_every_revision_while_the_log_verifies(house):
    told(house)
    told(house, "person-y")
    for label, facet in (("1", "staff"), (f"3:{house.a}", "secret")):
        one = contact(label, facet, personal={"contact": "person-x"})
        record(one, house.owner, NOW)
        record(
            revised(
                one,
                {"name": "party", "contact": CANARY, "deputy": "y"},
                personal={"contact": "person-x", "deputy": "person-y"},
            ),
            house.owner,
            NOW,
        )
    number = verify_register()
    assert number[1] == []
    erase("person-x", house.officer, NOW)
    held = labels(house.owner, NOW)
    assert [row.body for row in history(held, "actor")] == [{"name": "party"}, {"name": "party", "deputy": "y"}] * 2
    assert verify_register() == (number[0] + 1, [])
    with pytest.raises(UsageError):
        record(contact(expected=2, personal={"contact": "person-x"}), house.owner, NOW)


def test_the_key_of_an_erased_person_is_wiped_from_the_file(encrypted_house, encrypted):
    told(encrypted_house)
    record(contact(personal={"contact": "person-x"}), encrypted_house.owner, NOW)
    wrapped = bytes(PersonKey.objects.get().wrapped_key)
    assert wrapped in everything(encrypted)
    assert CANARY.encode() not in everything(encrypted), "sealed under label 1 too"
    assert erase("person-x", encrypted_house.officer, NOW)
    assert wrapped not in everything(encrypted)


def test_a_lawful_hold_blocks_erasure_until_it_is_lifted(house):
    told(house)
    record(contact(personal={"contact": "person-x"}), house.owner, NOW)
    first, second = (hold("person-x", "case 7", house.officer, NOW) for _ in range(2))
    for one in (first, second):
        with pytest.raises(NotPermitted):
            erase("person-x", house.officer, NOW)
        lift(one, house.officer, NOW)
    erase("person-x", house.officer, NOW)
    assert rows({"1"}, known_at=TODAY)[0].body == {"name": "party"}
    with pytest.raises(NoData):
        hold("person-x", "too late", house.officer, NOW)
    with pytest.raises(NoData):
        lift(first, house.officer, NOW)


def test_only_data_protection_holds_erases_and_exports(house):
    told(house)
    for who in (house.owner, house.guardian, house.again(house.officer, "second factor")):
        for act in (lambda who: hold("person-x", "why", who, NOW), lambda who: erase("person-x", who, NOW)):
            with pytest.raises(NotPermitted):
                act(who)
    with pytest.raises(NotPermitted):
        export_person("person-x", house.owner, NOW)
    for act in (lambda: hold("nobody", "why", house.officer, NOW), lambda: erase("nobody", house.officer, NOW)):
        with pytest.raises(NoData, match="no such person"):
            act()


def test_an_export_tells_all_within_the_labels_of_whoever_exports(house):
    from forlik.desk.access.people import let_in

    told(house)
    one = contact(personal={"contact": "person-x"})
    record(one, house.owner, NOW)
    record(revised(one, {"name": "party", "contact": "new"}), house.owner, NOW)
    record(contact(f"2:{house.a}", "secret", personal={"contact": "person-x"}), house.owner, NOW)
    mine = export_person("person-x", house.officer, NOW)
    assert [(one.record, one.facet, one.n, one.field, one.value) for one in mine] == [
        ("actor", "staff", 1, "contact", CANARY),
        ("actor", "staff", 2, "contact", "new"),
    ]
    let_in(house.officer.id, house.a, 2, house.guardian, NOW)
    assert len(export_person("person-x", house.again(house.officer), NOW)) == 3
    assert verify_log()[1] == []


def test_whose_retention_is_over_is_due_unless_held(house):
    told(house, "old", TODAY)
    told(house, "held", TODAY)
    told(house, "new")
    hold("held", "case 7", house.officer, NOW)
    assert due_for_erasure(TODAY) == []
    assert due_for_erasure((NOW + DAY).date()) == ["old"]


def test_an_export_tells_each_field_once_and_none_of_an_erased_person(house):
    told(house)
    for facet in ("open", "staff"):
        body = {"contact": f"{facet} number"}
        record(
            change("actor", "1", facet, concept="actor", body=body, personal={"contact": "person-x"}), house.owner, NOW
        )
    mine = export_person("person-x", house.officer, NOW)
    assert [(one.facet, one.value) for one in mine] == [("open", "open number"), ("staff", "staff number")]
    erase("person-x", house.officer, NOW)
    assert export_person("person-x", house.officer, NOW) == []
