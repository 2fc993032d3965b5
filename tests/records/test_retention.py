"""The retention clock: what is kept of a person goes on its day and not a day before, and never while a hold lies."""

from datetime import date, datetime, time, timedelta

import pytest
from house import DAY, NOW, change
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forlik.core.errors import NotPermitted
from forlik.desk.access.labels import labels
from forlik.desk.access.models import PersonKey
from forlik.desk.records.personal import due_for_erasure, erase, erase_due, export_person, hold, lift
from forlik.desk.records.proof import verify_register
from forlik.desk.records.record import record
from forlik.desk.records.retention import holds, keeps, purposes
from forlik.desk.records.rows import history
from forlik.desk.records.telling import years_after
from forlik.register.concepts import Actor
from forlik.register.facets import personal

CANARY = "canary-18-a-private-number"


def actor(house, who="somebody", label="1", facet="staff", **body):
    return change(who, label, facet, concept="actor", body={"kind": "person", **body}, file=who)


def noon(day):
    return datetime.combine(day, time(12), NOW.tzinfo)


def said(house, who="somebody"):
    return [row.body for row in history(labels(house.owner, NOW), who)]


@pytest.mark.parametrize("field", sorted(personal(Actor)))
def test_whoever_records_it_a_field_about_a_person_is_sealed_with_the_persons_key(house, field):
    value = {"names": {"fr": "x"}, "links": [], "not_same": [], "evidence": []}.get(field, CANARY)
    record(actor(house, **{field: value}), house.owner, NOW)
    [key] = PersonKey.objects.all()
    why = personal(Actor)[field]
    assert (key.purpose, key.legal_basis) == (why.purpose, why.legal_basis)
    assert key.retain_until == years_after(NOW.date(), why.retention)
    from forlik.desk.records.models import Revision

    assert CANARY not in Revision.objects.get().text
    assert said(house) == [{"kind": "person", field: value}]


def test_what_is_said_of_an_organisation_is_about_no_person(house):
    record(
        change("front", concept="actor", body={"kind": "armed_group", "name": "x", "positions": "y"}), house.owner, NOW
    )
    assert PersonKey.objects.count() == 0


def test_each_purpose_goes_in_its_own_time(house):
    record(actor(house, name="x", office="minister", contact=CANARY), house.owner, NOW)
    last = years_after(NOW.date(), 2)
    assert erase_due(house.officer, noon(last)) == []
    assert said(house) == [{"kind": "person", "name": "x", "office": "minister", "contact": CANARY}]
    assert erase_due(house.officer, noon(last + DAY)) == ["somebody~contact"]
    assert said(house) == [{"kind": "person", "name": "x", "office": "minister"}]
    assert erase_due(house.officer, noon(years_after(NOW.date(), 30) + DAY)) == ["somebody~identity", "somebody~office"]
    assert said(house) == [{"kind": "person"}]
    assert verify_register()[1] == []


@given(
    kept=st.lists(st.integers(-500, 500), min_size=1, max_size=4),
    laid=st.sets(st.integers(0, 3)),
    lifted=st.sets(st.integers(0, 3)),
    turn=st.integers(-2, 2),
    which=st.integers(0, 3),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_on_its_day_and_not_a_day_before_and_never_while_a_hold_lies(encrypted_house, kept, laid, lifted, turn, which):
    """The day is one near a last day of keeping; what shall be gone is reckoned here by hand."""
    from forlik.desk.records.personal import tell_of

    house, round_ = encrypted_house, PersonKey.objects.count()
    until = {f"p{round_}-{number}": NOW.date() + timedelta(days=days) for number, days in enumerate(kept)}
    names = list(until)
    for name, day in until.items():
        tell_of(name, "why", "law", day, house.owner, NOW)
    held = {}
    for number in laid & set(range(len(names))):
        held[number] = hold(names[number], "case", house.officer, NOW)
    for number in lifted & set(held):
        lift(held.pop(number), house.officer, NOW)
    day = list(until.values())[which % len(names)] + timedelta(days=turn)
    free = {name for number, name in enumerate(names) if number not in held}
    expected = {name for name in free if day > until[name]}
    assert {one for one in due_for_erasure(day) if one in until} == expected
    gone = set(erase_due(house.officer, noon(day)))
    assert gone & set(until) == expected
    left = PersonKey.objects.filter(pk__in=names, erased_at=None).values_list("pk", flat=True)
    assert set(left) == set(names) - expected


def test_a_hold_on_a_person_holds_every_purpose(house):
    record(actor(house, name="x", contact=CANARY), house.owner, NOW)
    id_ = hold("somebody", "case 7", house.officer, NOW)
    for what in ("somebody", "somebody~contact", "somebody~identity"):
        with pytest.raises(NotPermitted):
            erase(what, house.officer, NOW)
    assert erase_due(house.officer, noon(date(2100, 1, 1))) == []
    [laid] = holds(house.officer, NOW)
    assert (laid.id, laid.person, laid.reason, laid.by) == (id_, "somebody", "case 7", house.officer.id)
    lift(id_, house.officer, NOW)
    assert len(erase_due(house.officer, noon(date(2100, 1, 1)))) == 2


def test_an_export_tells_all_of_one_person_and_nothing_of_another(house):
    record(actor(house, "a", name="Fictional A", contact="one"), house.owner, NOW)
    record(actor(house, "ab", name="Fictional B", contact=CANARY), house.owner, NOW)
    record(actor(house, "a_", name="Fictional C", contact=CANARY), house.owner, NOW)
    assert [(one.record, one.field, one.value) for one in export_person("a", house.officer, NOW)] == [
        ("a", "contact", "one"),
        ("a", "name", "Fictional A"),
    ]


def test_erasing_one_leaves_another_whose_id_begins_alike(house):
    for who in ("a", "ab", "a_", "a-b"):
        record(actor(house, who, name="Fictional"), house.owner, NOW)
    erase("a", house.officer, NOW)
    assert said(house, "a") == [{"kind": "person"}]
    assert all(said(house, who) == [{"kind": "person", "name": "Fictional"}] for who in ("ab", "a_", "a-b"))


def test_a_text_that_waits_for_a_release_goes_with_the_person(house):
    from forlik.desk.records.change import Which
    from forlik.desk.records.models import Proposal
    from forlik.desk.records.proposals import release

    record(actor(house, name=CANARY), house.owner, NOW)
    release(Which("somebody", "staff", "1"), {"kind": "person", "name": CANARY}, house.owner, NOW)
    erase("somebody", house.officer, NOW)
    [row] = Proposal.objects.all()
    assert (row.text, row.sealed, row.outcome) == (None, None, "withdrawn")


def test_only_data_protection_sees_the_register_of_persons(house):
    record(actor(house, name="x"), house.owner, NOW)
    assert [one.person for one in purposes(house.officer, NOW)] == ["somebody"]
    for who in (house.owner, house.guardian, house.colleague):
        assert not keeps(who, NOW)
        for look in (purposes, holds):
            with pytest.raises(NotPermitted):
                look(who, NOW)
        with pytest.raises(NotPermitted):
            erase_due(who, NOW)
    with pytest.raises(NotPermitted):
        erase_due(house.again(house.officer, "second factor"), NOW)


def test_a_day_of_a_leap_year_comes_back_on_the_last_of_february():
    assert years_after(date(2024, 2, 29), 2) == date(2026, 2, 28)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)
