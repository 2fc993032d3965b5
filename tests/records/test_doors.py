"""What holds for every door of the register: it opens it, leaves its line in the log, and logs what it shows."""

import contextlib
from datetime import timedelta

import pytest
from house import DAY, NOW, change, grounds, revised

from forlik.core.errors import ForlikError, NoData, NotPermitted, UsageError
from forlik.desk.access import opening, people
from forlik.desk.access.models import Log
from forlik.desk.access.person import NOBODY
from forlik.desk.records import files, glass, grades, lookers, personal, proof, proposals, rows
from forlik.desk.records import record as door
from forlik.desk.records.change import EditConflict, Which
from forlik.desk.records.record import record

TODAY = NOW.date()
WHICH = Which("e1", "staff", "1")
DOORS = {
    "record": lambda: record(change("e1"), NOBODY, NOW),
    "rows": lambda: rows.rows({"0"}, known_at=TODAY),
    "seen": lambda: rows.seen(NOBODY, NOW, known_at=TODAY),
    "history": lambda: rows.history({"0"}, "e1"),
    "raise": lambda: grades.raise_label(WHICH, "2:x", grounds(), NOBODY, NOW),
    "lower": lambda: proposals.lower_label(WHICH, "1", grounds(), NOBODY, NOW),
    "release": lambda: proposals.release(WHICH, {}, NOBODY, NOW),
    "proposals": lambda: proposals.proposals(NOBODY, NOW),
    "approve": lambda: proposals.approve("x", NOBODY, NOW),
    "refuse": lambda: proposals.refuse("x", NOBODY, NOW),
    "break the glass": lambda: glass.break_glass(NOBODY, "2:x", "why", NOW),
    "tell of": lambda: personal.tell_of("x", "why", "law", TODAY, NOBODY, NOW),
    "export person": lambda: personal.export_person("x", NOBODY, NOW),
    "hold": lambda: personal.hold("x", "why", NOBODY, NOW),
    "lift": lambda: personal.lift("x", NOBODY, NOW),
    "erase": lambda: personal.erase("x", NOBODY, NOW),
    "due for erasure": lambda: personal.due_for_erasure(TODAY),
    "may run": lambda: files.may_run(NOBODY, "e1", NOW),
    "appoint": lambda: files.appoint("e1", "x", "deputy", NOBODY, NOW),
    "dismiss": lambda: files.dismiss("e1", "x", "deputy", NOBODY, NOW),
    "hand over": lambda: files.hand_over("e1", "x", NOBODY, NOW),
    "offers": lambda: files.offers(NOBODY),
    "takers": lambda: files.takers("e1", NOBODY, NOW),
    "offered": lambda: files.offered("e1", NOBODY, NOW),
    "decline": lambda: files.decline("x", NOBODY, NOW),
    "take over": lambda: files.take_over("x", NOBODY, NOW),
    "who looked": lambda: lookers.who_looked("e1", NOBODY, NOW),
    "who looked by name": lambda: lookers.who_looked_by_name(WHICH, "why", NOBODY, NOW),
    "verify": proof.verify_register,
    "person": lambda: people.person("x", "passkey"),
    "enrol": lambda: people.enrol("person A", NOW),
    "leave": lambda: people.leave("x", NOW, "y"),
    "found": lambda: people.found_compartment("a", NOBODY, NOW),
    "let in": lambda: people.let_in("x", "a", 2, NOBODY, NOW),
    "let out": lambda: people.let_out("x", "a", NOBODY, NOW),
    "guardian": lambda: people.make_guardian("x", "a", NOBODY, NOW),
}


@pytest.mark.parametrize("name", DOORS)
def test_every_door_opens_the_register_first(encrypted, name):
    opening.forget()
    with contextlib.suppress(ForlikError):
        DOORS[name]()
    assert opening._ready.cache_info().currsize == 1


def said(act):
    """The verbs, and how many facets or other ids each names, that an act adds to the log."""
    before = Log.objects.count()
    act()
    return [(one.verb, len(one.facets.split())) for one in Log.objects.order_by("seq")[before:]]


def test_every_act_leaves_its_line_in_the_log(house):
    a2, a3 = f"2:{house.a}", f"3:{house.a}"
    one, secret = change("e1"), change("e1", a3, "secret")
    found = {}
    assert said(lambda: record(one, house.owner, NOW)) == [("grade", 1), ("record", 1)]
    assert said(lambda: record(revised(one, {}), house.owner, NOW)) == [("record", 1)]
    record(secret, house.owner, NOW)
    assert said(lambda: files.appoint("e1", house.deputy.id, "deputy", house.owner, NOW)) == [
        ("appoint", 2),
        ("record", 1),
    ]

    def keep(name, act):
        found[name] = act()

    low = Which("e1", "secret", a3)
    lower = lambda: keep("lower", lambda: proposals.lower_label(low, a2, grounds(), house.owner, NOW))  # noqa: E731
    assert said(lower) == [("propose lower", 2)]
    assert said(lambda: proposals.refuse(found["lower"], house.deputy, NOW)) == [("refuse", 2)]
    lower()
    assert said(lambda: proposals.approve(found["lower"], house.deputy, NOW)) == [("lower", 2)]
    free = Which("e1", "secret", a2)
    keep("release", lambda: proposals.release(free, {"title": "t"}, house.owner, NOW))
    released = said(lambda: proposals.approve(found["release"], house.deputy, NOW))
    assert released == [("grade", 1), ("release", 2), ("record", 1)]
    assert said(lambda: grades.raise_label(free, a3, grounds(), house.owner, NOW)) == [("raise", 1)]
    assert said(lambda: glass.break_glass(house.colleague, a3, "why", NOW)) == [("break the glass", 1)]
    assert said(lambda: personal.tell_of("x", "why", "law", TODAY, house.owner, NOW)) == [("tell of", 1)]
    assert said(lambda: keep("hold", lambda: personal.hold("x", "why", house.officer, NOW))) == [("hold", 2)]
    assert said(lambda: personal.lift(found["hold"], house.officer, NOW)) == [("lift", 1)]
    assert said(lambda: personal.export_person("x", house.officer, NOW)) == [("export person", 1)]
    assert said(lambda: personal.erase("x", house.officer, NOW)) == [("erase", 1)]
    offered = said(lambda: keep("offer", lambda: files.hand_over("e1", house.deputy.id, house.owner, NOW)))
    assert offered == [("offer", 3)]
    declined = files.hand_over("e1", house.clerk.id, house.owner, NOW)
    assert said(lambda: files.decline(declined, house.clerk, NOW)) == [("decline offer", 3)]
    assert said(lambda: files.take_over(found["offer"], house.deputy, NOW)) == [("record", 1), ("take over", 3)]
    named = said(lambda: files.appoint("e1", house.clerk.id, "approver", house.deputy, NOW))
    assert named + said(lambda: files.dismiss("e1", house.clerk.id, "approver", house.deputy, NOW)) == [
        ("appoint", 2),
        ("dismiss", 2),
    ]
    assert said(lambda: people.let_in(house.colleague.id, house.a, 2, house.guardian, NOW)) == [("let in", 2)]
    assert said(lambda: people.let_out(house.colleague.id, house.a, house.guardian, NOW)) == [("let out", 2)]
    assert said(lambda: people.make_guardian(house.owner.id, house.a, house.guardian, NOW)) == [("guard", 2)]
    assert said(lambda: people.leave(house.colleague.id, NOW, house.guardian.id)) == [("leave", 1)]
    assert proof.verify_register()[1] == []


def test_whatever_shows_something_sealed_logs_just_that(house):
    for name, grade in (("e1", 2), ("e2", 3)):
        record(change(name, f"{grade}:{house.a}", "secret"), house.owner, NOW)
        record(change(name), house.owner, NOW)
    assert said(lambda: rows.seen(house.owner, NOW, known_at=TODAY)) == [("read", 2)]
    assert said(lambda: rows.seen(house.clerk, NOW, known_at=TODAY)) == [("read", 1)]
    proposals.release(Which("e1", "staff", "1"), {}, house.owner, NOW)
    assert said(lambda: proposals.proposals(house.owner, NOW)) == []
    proposals.release(Which("e1", "secret", f"2:{house.a}"), {}, house.owner, NOW)
    assert said(lambda: proposals.proposals(house.owner, NOW)) == [("read", 1)]
    proposals.release(Which("e2", "secret", f"3:{house.a}"), {}, house.owner, NOW)
    assert said(lambda: proposals.proposals(house.owner, NOW)) == [("read", 2)]
    personal.tell_of("x", "why", "law", TODAY, house.owner, NOW)
    one = change("e3", f"2:{house.a}", "secret", body={"f": 1}, personal={"f": "x"})
    record(one, house.owner, NOW)
    people.let_in(house.officer.id, house.a, 2, house.guardian, NOW)
    exported = said(lambda: personal.export_person("x", house.again(house.officer), NOW))
    assert exported == [("export person", 1), ("read", 1)]
    with pytest.raises(NoData):
        personal.export_person("nobody", house.officer, NOW)


def test_a_conflict_shows_the_facet_that_it_is_about(house):
    """Two facets of one record may lie under one label."""
    staff, secret = (change("e1", f"2:{house.a}", facet, body={"x": facet}) for facet in ("staff", "secret"))
    for one in (secret, staff):
        record(one, house.owner, NOW)
    for one in (secret, staff):
        with pytest.raises(EditConflict) as caught:
            record(one, house.owner, NOW)
        assert caught.value.theirs.body == one.body
    files.appoint("e1", house.deputy.id, "approver", house.owner, NOW)
    for one in (staff, secret):
        proposal = proposals.lower_label(Which("e1", one.facet, one.label), f"3:{house.b}", grounds(), *_both(house))
        record(revised(one, {"x": "new " + one.facet}), house.owner, NOW)
        with pytest.raises(EditConflict) as caught:
            proposals.approve(proposal, _member_of_both(house, house.deputy), NOW)
        assert caught.value.theirs.body == {"x": "new " + one.facet}


def _both(house):
    return _member_of_both(house, house.owner), NOW


def _member_of_both(house, person):
    people.let_in(person.id, house.b, 3, house.guardian, NOW)
    return house.again(person)


def test_the_database_s_own_refusal_of_a_second_number_is_a_conflict_too(house, monkeypatch):
    from django.db import IntegrityError

    insert = door.insert_revision
    one = change("e1")
    record(one, house.owner, NOW)
    monkeypatch.setattr(door, "insert_revision", lambda facet, n, *rest: insert(facet, n - 1, *rest))
    with pytest.raises(EditConflict) as caught:
        record(revised(one, {}), house.owner, NOW)
    assert caught.value.theirs.n == 1
    monkeypatch.setattr(door, "insert_revision", lambda facet, n, *rest: insert(facet, n - 9, *rest))
    with pytest.raises(IntegrityError):
        record(revised(one, {}), house.owner, NOW)


def test_nothing_is_put_into_a_file_that_is_not_seen(house):
    record(change("e1", f"3:{house.a}", "secret"), house.owner, NOW)
    said_of = set()
    for name in ("e1", "absent"):
        with pytest.raises(NoData) as caught:
            record(change("new", concept="act", file=name), house.colleague, NOW)
        said_of.add(str(caught.value))
    assert len(said_of) == 1
    # A record that is seen may be added to, whatever else is in its file: under a label that its owner holds.
    record(change("a1", concept="act", file="e1"), house.owner, NOW)
    with pytest.raises(NotPermitted, match="cannot be kept so in this file"):
        record(change("a1", f"3:{house.b}", "secret", concept="act"), house.stranger, NOW)


def test_a_record_stays_of_its_concept(house):
    record(change("e1"), house.owner, NOW)
    with pytest.raises(UsageError, match="stays of the concept"):
        record(change("e1", f"2:{house.a}", "secret", concept="act"), house.owner, NOW)


def test_a_secret_facet_is_not_lowered_to_where_its_fields_may_not_stand(house):
    record(change("e1", f"2:{house.a}", "secret"), house.owner, NOW)
    with pytest.raises(UsageError, match="cannot be under"):
        proposals.lower_label(Which("e1", "secret", f"2:{house.a}"), "1", grounds(), house.owner, NOW)
    from forlik.desk.records.models import Facet

    with pytest.raises(UsageError, match="cannot be under"):
        grades.move(Facet.objects.get(), "1", grounds())
    with pytest.raises(UsageError, match="a reason, a legal basis"):
        proposals.lower_label(Which("e1", "secret", f"2:{house.a}"), "1", None, house.owner, NOW)


def test_what_is_done_is_done_once_and_ends_what_else_was_proposed(house):
    record(change("e1", f"3:{house.a}", "secret"), house.owner, NOW)
    files.appoint("e1", house.deputy.id, "approver", house.owner, NOW)
    which = Which("e1", "secret", f"3:{house.a}")
    free = proposals.release(which, {"title": "t"}, house.owner, NOW)
    proposals.approve(free, house.deputy, NOW)
    with pytest.raises(NoData):
        proposals.approve(free, house.deputy, NOW)
    first, second = (proposals.lower_label(which, f"2:{house.a}", grounds(), house.owner, NOW) for _ in range(2))
    proposals.approve(first, house.deputy, NOW + timedelta(seconds=1))
    for one in (first, second):
        with pytest.raises(NoData):
            proposals.approve(one, house.deputy, NOW + DAY)
    assert proposals.proposals(house.deputy, NOW) == []
