"""Nobody moves a file by writing acts alone, or takes it from its owner; an opened glass changes nothing."""

import contextlib
import io
import json
import re
import zipfile
from datetime import UTC, date, datetime

import pytest
from filling import fields_of, seen, wrong_of

from forlik.core.errors import NoData, NotPermitted

TALKS = "fiction-talks"
STRANGER = "demo-legal"
WHY = [{"citation": "Fictional: a stranger's word", "basis": "fictional", "obtained": "archive"}]


def person_of(learning, who, strength="passkey"):
    from forlik.desk.access.people import person

    return person(learning.ids[who], strength)


def brought(learning, records, who=STRANGER):
    """Import records; gives whether it was done."""
    from forlik.desk.register.importing import bring_in

    whole = {"forlik_register": 1, "marking": "staff", "as_known_on": None, "compartments": {}, "records": records}
    now = datetime.now(UTC)
    return bring_in(json.dumps(whole).encode(), "x.json", person_of(learning, who), now, dry=False).done


def made(id_, concept, file="", **facets):
    said = [
        {
            "facet": facet,
            "label": "1",
            "grounds": None,
            "revisions": [{"n": 1, "known_at": None, "recorded_at": None, "who": "", "body": body}],
        }
        for facet, body in facets.items()
    ]
    return {"id": id_, "concept": concept, "file": file, "facets": said}


def exported(learning, record, who=STRANGER):
    answer = learning.ask(who, "/register/export?as=json")
    found = json.loads(b"".join(answer.streaming_content))
    [one] = [one for one in found["records"] if one["id"] == record]
    return one


def changed(one, facet, **fields):
    """The record with one more revision of a facet."""
    [part] = [part for part in one["facets"] if part["facet"] == facet]
    last = part["revisions"][-1]
    body = {name: value for name, value in {**last["body"], **fields}.items() if value is not None}
    part["revisions"].append({**last, "n": last["n"] + 1, "known_at": None, "recorded_at": None, "body": body})
    return {**one, "facets": [part]}


def test_no_import_takes_a_step_in_a_file_that_is_here(learning):
    act = {"kind": "decision", "happened": "2026-01-05", "engagement": TALKS, "evidence": WHY}
    parts = {"open": act, "staff": {"transition": "begin_closing", "title": "x"}}
    assert not brought(learning, [made("step-a", "act", **parts)])
    assert not brought(learning, [made("step-b", "act", TALKS, **parts)])
    assert learning.state("demo-owner", TALKS) == "active"


def test_no_import_moves_a_step_from_another_file_or_takes_one_back(learning):
    step = {"kind": "decision", "happened": "2026-01-05", "engagement": "own", "transition": "begin_closing"}
    own = made("own", "engagement", open={"title": "Own", "evidence": WHY})
    assert brought(learning, [own, made("moved", "act", "own", staff={**step, "evidence": WHY})])
    assert not brought(learning, [changed(exported(learning, "moved"), "staff", engagement=TALKS)])
    assert not brought(learning, [changed(exported(learning, "fiction-activate"), "staff", transition=None)])
    assert learning.state("demo-owner", TALKS) == "active"


@pytest.mark.parametrize("record", ["fiction-activate", TALKS])
def test_a_stranger_withdraws_neither_a_step_nor_a_file(learning, record):
    address = f"/register/{TALKS}/change/{record}"
    form = {**fields_of(learning.ask(STRANGER, address)), "withdrawn": "Fictional: by a stranger"}
    assert learning.ask(STRANGER, address, **form).status_code == 422
    assert learning.state("demo-owner", TALKS) == "active"


def test_the_door_itself_refuses_a_step_in_parts(learning):
    from forlik.desk.records.change import Change, Grounds
    from forlik.desk.records.record import record

    stranger, now = person_of(learning, STRANGER), datetime.now(UTC)
    why = Grounds("made up", "made up", date(2030, 1, 1))
    step = {"transition": "begin_closing", "title": "x"}
    where = {"kind": "decision", "happened": "2026-01-05", "engagement": TALKS, "evidence": WHY}
    record(Change("in-parts", "act", "staff", "1", step, file=TALKS, grounds=why), stranger, now)
    with pytest.raises(NotPermitted, match="answers for the file"):
        record(Change("in-parts", "act", "open", "1", where, file=TALKS, grounds=why), stranger, now)


def test_nobody_unnames_the_owner_by_an_id_that_is_nobody(learning):
    assert not brought(learning, [changed(exported(learning, TALKS), "staff", owner="nobody-here")])


def opened(learning, who, compartment):
    """Break the glass over a compartment of the examples."""
    from forlik.desk.access.models import Compartment
    from forlik.desk.records.glass import break_glass

    room = Compartment.objects.get(pk=compartment)
    now = datetime.now(UTC)
    break_glass(person_of(learning, who), f"2:{room.pk}", "Fictional: it cannot wait", now)


def room_of(learning, who):
    [one] = person_of(learning, who).memberships
    return one.compartment


def archive(learning):
    from urllib.parse import parse_qs, urlsplit

    address = f"/register/{TALKS}/archive"
    assert learning.ask("demo-owner", address, sent="1").status_code == 303
    page = learning.ask("demo-owner", address).content.decode()
    package = page.split("?package=")[1].split('"')[0]
    assert parse_qs(urlsplit(f"?package={package}").query)
    answer = learning.ask("demo-owner", f"{address}?package={package}")
    files = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    return answer, b"".join(files.read(name) for name in files.namelist())


def test_what_an_opened_glass_shows_goes_into_no_package_and_the_package_is_marked(learning):
    from forlik.desk.records.change import Change, Grounds
    from forlik.desk.records.record import record

    relief, why = room_of(learning, "demo-relief"), Grounds("made up", "made up", date(2030, 1, 1))
    body = {"channel": "CANARY-RELIEF"}
    change = Change("fiction-partner", "actor", "secret", f"2:{relief}", body, grounds=why)
    record(change, person_of(learning, "demo-relief"), datetime.now(UTC))
    act = {"kind": "public_statement", "happened": "2025-01-05", "engagement": TALKS, "by": ["fiction-partner"]}
    said = Change("said-in-public", "act", "open", "1", {**act, "evidence": WHY}, file=TALKS, grounds=why)
    record(said, person_of(learning, "demo-owner"), datetime.now(UTC))
    opened(learning, "demo-owner", relief)
    answer, content = archive(learning)
    assert b"fiction-talks" in content
    assert b"CANARY-RELIEF" not in content
    assert "confidential" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Forlik-Marking"] == "confidential"


def test_the_log_names_what_was_withdrawn_and_is_in_the_package(learning):
    from forlik.desk.records.change import Change, Grounds
    from forlik.desk.records.models import Facet
    from forlik.desk.records.record import record

    talks, why = room_of(learning, "demo-owner"), Grounds("made up", "made up", date(2030, 1, 1))
    body = {"kind": "meeting", "happened": "2024-01-05", "engagement": TALKS, "said": "CANARY-GONE"}
    deputy, now = person_of(learning, "demo-deputy"), datetime.now(UTC)
    record(Change("gone", "act", "secret", f"2:{talks}", body, file=TALKS, grounds=why), deputy, now)
    gone = {**body, "withdrawn": "made up"}
    record(Change("gone", "act", "secret", f"2:{talks}", gone, expected=1, file=TALKS), deputy, now)
    _, content = archive(learning)
    facet = Facet.objects.get(record="gone").pk
    assert (b"CANARY-GONE" in content) == any(facet in row.facets for row in learning.log("read"))


def test_an_opened_glass_ends_nobody_s_proposal(learning):
    from forlik.desk.records import proposals
    from forlik.desk.records.change import Grounds, Which

    talks, why = room_of(learning, "demo-owner"), Grounds("made up", "made up", date(2030, 1, 1))
    which, now = Which("fiction-clerk", "secret", f"2:{talks}"), datetime.now(UTC)
    proposals.lower_label(which, f"2:{room_of(learning, 'demo-relief')}", why, both(learning), now)
    [waiting] = proposals.proposals(person_of(learning, "demo-owner"), now)
    opened(learning, "demo-guardian", talks)
    with pytest.raises(NotPermitted):
        proposals.refuse(waiting.id, person_of(learning, "demo-guardian"), datetime.now(UTC))


def both(learning):
    """The deputy, who is in both compartments."""
    return person_of(learning, "demo-deputy")


def test_a_note_under_a_foreign_seal_does_not_take_a_file_from_its_owner(learning):
    """The deputy is in both compartments, so that only the owner lacks one."""
    from forlik.desk.records.files import may_run

    address, seal = f"/register/{TALKS}/add/act", f"2:{room_of(learning, 'demo-relief')}"
    note = {"kind": "note", "title": "x", "happened": "2026-01-05", "form-sealed": seal, "form-floor": "secret"}
    why = {f"evidence.0.{name}": text for name, text in {**WHY[0], "obtained": "witnessed"}.items()}
    answer = learning.ask("demo-relief", address, **{**fields_of(learning.ask("demo-relief", address)), **note, **why})
    assert answer.status_code == 422
    assert "of its own" in wrong_of(answer)
    assert may_run(person_of(learning, "demo-owner"), TALKS, datetime.now(UTC))


def test_no_document_is_offered_a_place_that_would_take_a_file_from_its_owner(learning):
    from forlik.desk.records.viewed import view
    from forlik.desk.register.attaching import spots

    def offered(who, record):
        now = datetime.now(UTC)
        return {one.which.label for one in spots(view(person_of(learning, who), now, day=now.date()), record)}

    talks = room_of(learning, "demo-owner")
    assert offered("demo-relief", "fiction-mandate") == {"1"}
    assert offered("demo-owner", "fiction-mandate") == {"1", f"2:{talks}", f"3:{talks}"}
    opened(learning, STRANGER, talks)
    assert offered(STRANGER, "fiction-mandate") == {"1"}
    assert offered(STRANGER, "fiction-request-front") == set()


def test_an_opened_glass_withdraws_nothing_and_brings_nothing_back(learning):
    address = f"/register/{TALKS}/change/fiction-request-front"
    opened(learning, STRANGER, room_of(learning, "demo-owner"))

    def withdrawn_by(who):
        form = {**fields_of(learning.ask(who, address)), "withdrawn": "Fictional: by mistake"}
        return learning.ask(who, address, **form).status_code

    assert withdrawn_by(STRANGER) == 422
    assert withdrawn_by("demo-owner") == 303
    back = f"/register/{TALKS}/bring-back/fiction-request-front"
    [there] = re.findall(r'name="seen" value="([^"]*)"', learning.text("demo-owner", back))
    with contextlib.suppress(NoData):
        assert learning.ask(STRANGER, back, seen=there).status_code == 409
    assert "fiction-request-front" not in seen(learning, "demo-owner")
    assert learning.ask("demo-owner", back, seen=there).status_code == 303


@pytest.mark.parametrize("field", ["process", "withdrawn"])
def test_nobody_takes_away_the_process_whose_guards_are_asked(learning, field):
    record = TALKS if field == "process" else "fiction-process"
    address, said = f"/register/{TALKS}/change/{record}", {"process": "", "withdrawn": "Fictional: by a stranger"}
    form = {**fields_of(learning.ask(STRANGER, address)), field: said[field]}
    assert learning.ask(STRANGER, address, **form).status_code == 422
    form = {**fields_of(learning.ask("demo-owner", address)), field: said[field]}
    assert learning.ask("demo-owner", address, **form).status_code == 303


def test_no_import_takes_the_process_away(learning):
    there = exported(learning, TALKS)
    [facet] = [part["facet"] for part in there["facets"] if "process" in part["revisions"][-1]["body"]]
    assert not brought(learning, [changed(there, facet, process=None)])


PACKAGE = {
    "kind": "archive_package",
    "engagement": TALKS,
    "signed": "2026-01-05",
    "versions": [{"dated": "2026-01-05", "content_hash": "a" * 64}],
    "evidence": WHY,
}


@pytest.mark.parametrize("who", [STRANGER, "demo-owner"])
def test_nobody_writes_an_archive_package_down_that_was_not_made(learning, who):
    address = f"/register/{TALKS}/add/text"
    made_up = {"kind": "archive_package", "signed": "2026-01-05", "versions.0.dated": "2026-01-05"}
    form = {**fields_of(learning.ask(who, address)), **made_up, "versions.0.content_hash": "a" * 64}
    form |= {f"evidence.0.{name}": text for name, text in WHY[0].items()}
    assert learning.ask(who, address, **form).status_code == 422
    assert not brought(learning, [made("package-a", "text", TALKS, staff=PACKAGE)], who)
    assert not brought(learning, [made("package-b", "text", staff=PACKAGE)], who)
    own = made("own", "engagement", open={"title": "Own", "evidence": WHY})
    assert brought(learning, [own, made("package-c", "text", "own", staff={**PACKAGE, "engagement": "own"})], who)
    assert not brought(learning, [changed(exported(learning, "package-c", who), "staff", engagement=TALKS)], who)
    archive(learning)


@pytest.mark.parametrize("who", [STRANGER, "demo-owner"])
def test_no_record_becomes_an_archive_package_or_another_one(learning, who):
    from forlik.register.concepts import Text

    address = f"/register/{TALKS}/change/fiction-mandate"
    form = {**fields_of(learning.ask(who, address)), "kind": "archive_package"}
    assert learning.ask(who, address, **form).status_code == 422
    archive(learning)
    [package] = [
        one.id for one in seen(learning, who).every(Text) if (one.kind, one.engagement) == ("archive_package", TALKS)
    ]
    address = f"/register/{TALKS}/change/{package}"
    there = fields_of(learning.ask(who, address))
    for other in ({"kind": "mandate"}, {"versions.0.content_hash": "b" * 64}, {"signed": "2020-01-05"}):
        assert learning.ask(who, address, **{**there, **other}).status_code == 422
    gone = {**there, "withdrawn": "Fictional: by mistake"}
    assert learning.ask(who, address, **gone).status_code == (303 if who == "demo-owner" else 422)


FOUND = {
    "kind": "listing_check",
    "about": "fiction-front",
    "engagement": TALKS,
    "made_on": "2026-11-27",
    "restricts": ["none"],
    "evidence": WHY,
}


@pytest.mark.parametrize("field", ["author", "cleared_by"])
def test_nobody_judges_or_clears_in_the_name_of_another(learning, field):
    from filling import new

    address = f"/register/{TALKS}/add/assessment"
    form = {**fields_of(learning.ask(STRANGER, address)), **sent_as(FOUND)}
    answer = learning.ask(STRANGER, address, **{**form, field: learning.ids["demo-owner"]})
    assert answer.status_code == 422
    assert "put your own name" in answer.content.decode()
    parts = {"open": {k: v for k, v in FOUND.items() if k != "restricts"}, "staff": {"restricts": ["none"]}}
    parts["staff"][field] = learning.ids["demo-owner"]
    assert not brought(learning, [made("forged", "assessment", TALKS, **parts)])
    assert new(learning, "demo-owner", "assessment") == []


def sent_as(body):
    from filling import sent

    return sent("assessment", body)


def test_no_import_clears_an_actor_of_this_house_in_a_name_from_elsewhere(learning):
    parts = {"open": {k: v for k, v in FOUND.items() if k != "restricts"}, "staff": {"restricts": ["none"]}}
    assert not brought(
        learning, [made("a", "assessment", TALKS, **{**parts, "staff": {**parts["staff"], "cleared_by": "nobody"}})]
    )
    assert brought(learning, [made("b", "assessment", TALKS, **parts)])


def test_what_somebody_cleared_is_not_made_another_check_under_the_same_name(learning):
    address = f"/register/{TALKS}/change/fiction-check-front"
    form = fields_of(learning.ask("demo-owner", address))
    fresh = {**form, "made_on": datetime.now(UTC).date().isoformat()}
    answer = learning.ask("demo-owner", address, **fresh)
    answer = learning.ask("demo-owner", address, **fields_of(answer))
    assert answer.status_code == 422
    assert "a check is cleared by whoever says so" in answer.content.decode()
    answer = learning.ask("demo-owner", address, **{**fields_of(answer), "cleared_by": learning.ids["demo-owner"]})
    assert answer.status_code == 303, "a new check in one's own name"


def test_somebody_else_clears_a_check_in_person(learning):
    parts = {"open": {k: v for k, v in FOUND.items() if k != "restricts"}, "staff": {"restricts": ["none"]}}
    assert brought(learning, [made("later", "assessment", TALKS, **parts)])
    address = f"/register/{TALKS}/change/later"
    for whose, status in (("demo-legal", 422), ("demo-owner", 303)):
        form = {**fields_of(learning.ask("demo-owner", address)), "cleared_by": learning.ids[whose]}
        answer = learning.ask("demo-owner", address, **form)
        if answer.status_code == 422 and "form-told" in fields_of(answer):
            answer = learning.ask("demo-owner", address, **fields_of(answer))
        assert answer.status_code == status


def test_nobody_raises_a_part_of_anothers_file_to_where_its_owner_cannot_follow(learning):
    from forlik.desk.records.change import Grounds, Which
    from forlik.desk.records.files import may_run
    from forlik.desk.records.grades import raise_label
    from forlik.desk.records.grading import grades_of

    now = datetime.now(UTC)
    foreign = person_of(learning, "demo-relief")
    own = next(f"2:{one.compartment}" for one in foreign.memberships)
    grounds = Grounds("Fictional: to hide it", "Fictional: none", date(2027, 11, 1))
    with pytest.raises(NotPermitted, match="cannot be raised"):
        raise_label(Which(TALKS, "staff", "1"), own, grounds, foreign, now)
    assert may_run(person_of(learning, "demo-owner"), TALKS, now)
    [staff] = [one for one in grades_of([TALKS], foreign, now) if one.which == Which(TALKS, "staff", "1")]
    assert own not in staff.up
