"""The register of persons, for the role of data protection and nobody else: export, holds, erasure, the clock."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from forlik.core.errors import NoData
from forlik.desk.access.people import enrol
from forlik.desk.access.person import NOBODY

PAGE = "/register/people"
COMMANDER = "fiction-commander"
NAME = "Fictional: commander of the Northern Front"
CLERK = "night clerk of the ferry company"


@pytest.fixture
def office(learning):
    """The made-up register, with somebody who holds the role."""
    learning.ids["officer"] = enrol("Fictional: officer", datetime(2024, 1, 1, tzinfo=UTC), protection=True)
    return learning


def fields(learning, who, record):
    from forlik.desk.access.people import person
    from forlik.desk.records.viewed import view

    now = datetime.now(UTC)
    seen = view(person(learning.ids[who], "passkey"), now, day=now.date()).dossier
    return {} if record not in seen else seen[record].model_dump(exclude_defaults=True, exclude={"id"})


def test_nobody_without_the_role_finds_the_page_or_a_way_to_it(office):
    for who in ("demo-owner", "demo-guardian", "demo-deputy", "demo-relief"):
        with pytest.raises(NoData, match="no page at this address"):
            office.ask(who, PAGE)
        with pytest.raises(NoData, match="no page at this address"):
            office.ask(who, PAGE, do="erase", person=COMMANDER, sure="yes")
        assert PAGE not in office.text(who, "/register")
    assert PAGE in office.text("officer", "/register")
    assert office.log("erase") == []


def test_of_the_made_up_persons_one_holds_the_role_and_neither_guards_nor_answers_for_a_file(learning):
    from forlik.desk.access.models import Guard, Membership
    from forlik.desk.access.people import person
    from forlik.desk.records.models import Duty

    [who] = [name for name, id_ in learning.ids.items() if person(id_, "passkey").protection]
    for kept in (Guard, Membership, Duty):
        assert not kept.objects.filter(person=learning.ids[who]).exists()
    page = learning.text(who, PAGE)
    assert NAME in page
    assert CLERK not in page


def test_of_each_person_it_says_what_for_by_what_law_and_until_when(office):
    page = office.text("officer", PAGE)
    row = page[page.index(f">{NAME}<") :]
    row = row[: row.index("</tbody>")]
    for purpose in ("keeping contact", "protecting the person", "who spoke or signed for whom"):
        assert purpose in row
    assert "GDPR art. 6(1)(d)" in row
    # Recorded on 5 January 2024: contact for two years, who signed for thirty.
    assert '<time datetime="2026-01-05">' in row
    assert '<time datetime="2054-01-05">' in row


def test_a_person_who_may_not_be_seen_is_listed_only_when_due_and_without_a_name(office):
    page = office.text("officer", PAGE)
    assert CLERK not in page
    assert "fiction-clerk" not in page
    assert "a person whom you may not see" in page or COMMANDER in page


def test_an_export_has_all_of_one_person_within_ones_labels_and_nothing_of_another(office):
    sent = office.ask("officer", f"{PAGE}?export={COMMANDER}")
    assert sent.headers["Content-Type"] == "application/json"
    assert sent.headers["Content-Disposition"] == 'attachment; filename="person-staff.json"'
    told = json.loads(sent.getvalue())
    assert {one["record"] for one in told["fields"]} == {COMMANDER}
    assert {one["field"] for one in told["fields"]} == {"name", "office"}, "what is sealed for a compartment is not"
    assert {one["purpose"] for one in told["purposes"]} >= {"keeping contact", "protecting the person"}
    assert len(office.log("export person")) == 1
    with pytest.raises(NoData):
        office.ask("officer", f"{PAGE}?export=nobody")


def test_erasing_takes_a_passkey_and_saying_that_one_is_sure(office):
    for strength, form in (("second factor", {"sure": "yes"}), ("passkey", {})):
        answer = office.ask("officer", PAGE, strength, do="erase", person=COMMANDER, **form)
        assert answer.status_code == 422
    assert fields(office, "demo-owner", COMMANDER)["contact"]
    assert office.ask("officer", PAGE, do="erase", person=COMMANDER, sure="yes").status_code == 303
    assert fields(office, "demo-owner", COMMANDER) == {"kind": "person"}, "name, evidence and all"
    assert NAME not in office.text("demo-owner", "/register/fiction-talks")
    from forlik.desk.records.proof import verify_register

    assert verify_register()[1] == [], "the chain still verifies"
    assert json.loads(office.ask("officer", f"{PAGE}?export={COMMANDER}").getvalue())["fields"] == []


def test_a_hold_blocks_erasure_until_it_is_lifted(office):
    assert office.ask("officer", PAGE, do="hold", person=COMMANDER, reason=" ").status_code == 422
    assert office.ask("officer", PAGE, do="hold", person=COMMANDER, reason="case 7").status_code == 303
    page = office.text("officer", f"{PAGE}?person={COMMANDER}")
    assert "case 7" in page
    assert "Erase this person" not in page
    assert office.ask("officer", PAGE, do="erase", person=COMMANDER, sure="yes").status_code == 422
    assert fields(office, "demo-owner", COMMANDER)["contact"]
    from forlik.desk.access.models import Hold

    assert office.ask("officer", PAGE, do="lift", hold=Hold.objects.get().pk).status_code == 303
    assert office.ask("officer", PAGE, do="erase", person=COMMANDER, sure="yes").status_code == 303
    assert fields(office, "demo-owner", COMMANDER) == {"kind": "person"}


def test_what_is_due_is_on_the_first_page_for_the_role_and_is_carried_out_at_a_stroke(office):
    from forlik.desk.records.personal import due_for_erasure

    assert date.today() > date(2026, 1, 5), "contact and whereabouts of the examples are past their two years"  # noqa: DTZ011
    due = due_for_erasure(datetime.now(UTC).date())
    assert f"{COMMANDER}~contact" in due
    assert f'<a href="{PAGE}">Due for erasure' in office.text("officer", "/register")
    assert "Due for erasure" not in office.text("demo-owner", "/register")
    assert office.ask("officer", PAGE, do="carry out").status_code == 422
    assert office.ask("officer", PAGE, do="carry out", sure="yes").status_code == 303
    left = fields(office, "demo-owner", COMMANDER)
    assert set(left) == {"kind", "name", "office"} | ({"evidence"} if "evidence" in left else set())
    assert due_for_erasure(datetime.now(UTC).date()) == []
    assert {row.facets for row in office.log("erase")} == set(due), "each is logged"
    assert "Nothing is due" in office.text("officer", PAGE)


def test_what_time_erased_may_be_told_again_and_what_was_erased_on_request_may_not(office):
    from forlik.core.errors import UsageError
    from forlik.desk.access.people import person
    from forlik.desk.records.change import Change
    from forlik.desk.records.record import record

    office.ask("officer", PAGE, do="carry out", sure="yes")
    owner = person(office.ids["demo-owner"], "passkey")
    [member] = owner.memberships

    def again(n):
        body = {"contact": "Fictional: by post"}
        now = datetime.now(UTC)
        record(Change(COMMANDER, "actor", "secret", f"2:{member.compartment}", body, expected=n), owner, now)

    again(1)
    assert fields(office, "demo-owner", COMMANDER)["contact"] == "Fictional: by post"
    from forlik.desk.access.models import PersonKey

    key = PersonKey.objects.get(pk=f"{COMMANDER}~contact~2")
    assert key.retain_until == _years(datetime.now(UTC).date(), 2)
    office.ask("officer", PAGE, do="erase", person=COMMANDER, sure="yes")
    with pytest.raises(UsageError, match="was erased"):
        again(2)


def _years(day, years):
    from forlik.desk.records.telling import years_after

    return years_after(day, years)


def test_standing_beside_something_new_keeps_nothing_longer(office):
    from forlik.desk.access.models import PersonKey
    from forlik.desk.access.people import person
    from forlik.desk.records.change import Change
    from forlik.desk.records.record import record
    from forlik.desk.records.rows import history

    owner = person(office.ids["demo-owner"], "passkey")
    [row] = [one for one in history({"1"}, COMMANDER) if one.facet == "open"]
    before = {one.pk: one.retain_until for one in PersonKey.objects.filter(pk__startswith=COMMANDER)}
    body = {**row.body, "office": "Fictional: general"}
    record(Change(COMMANDER, "actor", "open", "1", body, expected=row.n), owner, datetime.now(UTC))
    after = {one.pk: one.retain_until for one in PersonKey.objects.filter(pk__startswith=COMMANDER)}
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {f"{COMMANDER}~office"}


def test_no_person_is_told_of_to_somebody_who_is_not_signed_in(office):
    from forlik.desk.records.viewed import view

    now = datetime.now(UTC) + timedelta(seconds=1)
    assert COMMANDER not in view(NOBODY, now, day=now.date()).dossier
