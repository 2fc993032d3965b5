"""Nobody moves a file by writing acts alone; what an opened glass shows leaves in no file."""

import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest
from filling import fields_of

from forlik.core.errors import NotPermitted

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
