"""Attachments leave with exports and archive packages: those one may see, with their checksums, and no others."""

import csv
import hashlib
import io
import json
import re
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filling import secret_of
from worlds import in_both, plain, without_secrets

sys.path.insert(0, str(Path(__file__).parent.parent / "register" / "documents"))

from made import GOOD

from forlik.register.exchange import reading

TALKS = "/register/fiction-talks"
STAFF_ACT, SEALED_ACT = "fiction-activate", "fiction-request-front"
OPEN, SEALED = "minutes of a public meeting.txt", "who comes to the ferry.txt"
AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def asker(learning, who):
    from forlik.desk.access.people import person

    return person(learning.ids[who], "passkey")


def hang(learning, record, facet, label, name, content=GOOD["txt"], at=None, **more):
    from forlik.desk.records.attachments import attach
    from forlik.desk.records.change import Which

    at = at or datetime.now(UTC)
    return attach(Which(record, facet, label), name, content, asker(learning, "demo-owner"), at, **more)


@pytest.fixture
def hung(learning):
    """A document for the staff and a sealed one; gives their ids."""
    ids = (
        hang(learning, STAFF_ACT, "staff", "1", OPEN, cites="Fictional: the minutes"),
        hang(learning, SEALED_ACT, "secret", secret_of(learning), SEALED, GOOD["pdf"]),
    )
    return learning, ids


def sent(learning, who, path):
    answer = learning.ask(who, path)
    return b"".join(answer.streaming_content), answer


def unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def packaged(learning, who="demo-owner"):
    assert learning.ask("demo-owner", f"{TALKS}/archive", make="yes").status_code == 303
    [address] = re.findall(r'href="([^"]*package=[^"]*)"', learning.text("demo-owner", f"{TALKS}/archive"))
    return address, *sent(learning, who, address)


def test_a_package_holds_the_documents_with_their_checksums_and_their_marking(hung):
    learning, ids = hung
    _, content, answer = packaged(learning)
    inside = unpacked(content)
    manifest = json.loads(inside["manifest.json"])
    found = {one["name"]: one for one in manifest["attachments"]}
    assert {one["id"] for one in found.values()} == set(ids)
    for name, bytes_ in ((OPEN, GOOD["txt"]), (SEALED.removesuffix(".txt") + ".txt.pdf", GOOD["pdf"])):
        assert inside[found[name]["file"]] == bytes_
        assert found[name]["sha256"] == hashlib.sha256(bytes_).hexdigest()
        assert found[name]["size"] == len(bytes_)
    assert found[OPEN]["record"] == STAFF_ACT
    assert found[OPEN]["cites"] == "Fictional: the minutes"
    assert (manifest["marking"], answer["X-Forlik-Marking"]) == ("confidential", "confidential")
    assert hashlib.sha256(content).hexdigest() in learning.text("demo-owner", f"{TALKS}/archive")
    assert answer["Content-Disposition"].startswith("attachment;")


def test_what_is_attached_or_taken_back_afterwards_does_not_change_a_package(hung):
    from forlik.desk.records.attachments import take_back

    learning, ids = hung
    address, first, _ = packaged(learning)
    hang(learning, STAFF_ACT, "staff", "1", "later.txt")
    take_back(ids[0], STAFF_ACT, asker(learning, "demo-owner"), datetime.now(UTC))
    assert sent(learning, "demo-deputy", address)[0] == first
    assert b"later.txt" not in first


def test_within_one_second_the_log_knows_what_came_first(hung, monkeypatch):
    from forlik.desk.records.attachments import take_back
    from forlik.desk.register import door

    learning, ids = hung
    now = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1)

    class Stands(datetime):
        @classmethod
        def now(cls, _tz=None):
            return now

    monkeypatch.setattr(door, "datetime", Stands)
    owner = asker(learning, "demo-owner")
    take_back(ids[0], STAFF_ACT, owner, now + timedelta(microseconds=1))
    address, first, _ = packaged(learning)
    assert OPEN.encode() not in first, "it was taken back first, within the same second"
    hang(learning, STAFF_ACT, "staff", "1", "later.txt", at=now)
    act = {"kind": "note", "happened": "2026-11-20", "title": "Fictional: later", "evidence": "y"}
    assert learning.ask("demo-owner", f"{TALKS}/act", **act).status_code == 303
    take_back(ids[1], SEALED_ACT, owner, now)
    assert sent(learning, "demo-owner", address)[0] == first


def test_what_is_recorded_while_a_package_is_made_is_in_it(hung, monkeypatch):
    from forlik.desk.register.pages.archive import page

    learning, _ = hung
    whole, beside = page.digest, iter(["beside.txt"])

    def digest(pieces):
        made = whole(pieces)
        for name in beside:
            hang(learning, STAFF_ACT, "staff", "1", name)
        return made

    monkeypatch.setattr(page, "digest", digest)
    _, content, _ = packaged(learning)
    assert b"beside.txt" in content


def test_a_package_of_which_a_document_was_raised_since_is_not_passed_off_as_the_one_recorded(hung):
    from forlik.desk.records.change import Grounds, Which
    from forlik.desk.records.grades import raise_label

    learning, _ = hung
    address, *_ = packaged(learning)
    now = datetime.now(UTC)
    why = Grounds("r", "l", now.date() + timedelta(days=30))
    raise_label(Which(STAFF_ACT, "staff", "1"), secret_of(learning), why, asker(learning, "demo-owner"), now)
    answer = learning.ask("demo-owner", address)
    assert answer.status_code == 409
    assert "cannot be made again" in answer.content.decode()


def test_fetching_a_package_and_exporting_are_logged_as_shown(hung):
    from forlik.desk.records.models import Facet

    learning, _ = hung
    sealed = Facet.objects.get(record=SEALED_ACT, name="secret").pk
    address, *_ = packaged(learning)
    before = len(learning.log("read"))
    sent(learning, "demo-deputy", address)
    sent(learning, "demo-deputy", f"{TALKS}/export?as=attachments")
    rows = learning.log("read")[before:]
    assert [sealed in row.facets.split() for row in rows] == [True, True]
    assert sealed in learning.log("export")[-1].facets.split()


def test_json_and_tables_name_the_documents_and_do_not_hold_them(hung):
    learning, ids = hung
    content, _ = sent(learning, "demo-owner", f"{TALKS}/export?as=json")
    named = json.loads(content)["attachments"]
    assert {(one["id"], one["size"], one["sha256"], one["kind"]) for one in named} == {
        (ids[0], len(GOOD["txt"]), hashlib.sha256(GOOD["txt"]).hexdigest(), "txt"),
        (ids[1], len(GOOD["pdf"]), hashlib.sha256(GOOD["pdf"]).hexdigest(), "pdf"),
    }
    table = unpacked(sent(learning, "demo-owner", f"{TALKS}/export?as=csv")[0])["attachments.csv"]
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert {(one["id"], one["sha256"]) for one in rows} == {(one["id"], one["sha256"]) for one in named}
    assert GOOD["txt"] not in content + table


def test_the_export_with_attachments_holds_those_one_may_see_and_is_marked_so(hung):
    learning, ids = hung
    for path in ("/register/export", f"{TALKS}/export"):
        for who, count, marking in (("demo-deputy", 2, "confidential"), ("demo-legal", 1, "staff")):
            content, answer = sent(learning, who, f"{path}?as=attachments")
            inside = unpacked(content)
            documents = {name: one for name, one in inside.items() if name.startswith("attachments/")}
            named = json.loads(inside["register.json"])["attachments"]
            assert len(documents) == len(named) == count
            assert {hashlib.sha256(one).hexdigest() for one in documents.values()} == {one["sha256"] for one in named}
            assert answer["X-Forlik-Marking"] == marking
            assert f"-{marking}-" in answer["Content-Disposition"]
            assert f"{path}?as=attachments" in learning.text(who, path)
    assert ids[1].encode() not in content
    assert "ferry" not in "".join(inside)


def test_without_a_document_no_file_with_attachments_is_offered(learning):
    assert "as=attachments" not in learning.text("demo-owner", f"{TALKS}/export")


def test_documents_of_another_file_stay_there(hung):
    learning, _ = hung
    inside = unpacked(sent(learning, "demo-deputy", "/register/fiction-relief/export?as=attachments")[0])
    assert [name for name in inside if name.startswith("attachments/")] == []
    assert "as=attachments" not in learning.text("demo-deputy", "/register/fiction-relief/export")


def test_a_past_day_is_exported_with_what_was_attached_then(hung):
    learning, _ = hung
    content, _ = sent(learning, "demo-owner", f"{TALKS}/export?as=attachments&as_of=2024-03-10")
    assert json.loads(unpacked(content)["register.json"])["attachments"] == []


def test_what_was_opened_in_an_emergency_stays(hung):
    from forlik.desk.records.glass import break_glass

    learning, ids = hung
    break_glass(asker(learning, "demo-legal"), secret_of(learning), "fire", datetime.now(UTC))
    assert SEALED[:15] in learning.text("demo-legal", f"{TALKS}/attachments")
    for way in ("json", "csv", "attachments"):
        content, _ = sent(learning, "demo-legal", f"{TALKS}/export?as={way}")
        text = str(unpacked(content)) if way != "json" else content.decode()
        assert ids[0] in text
        assert ids[1] not in text


def test_the_documents_of_somebody_erased_are_in_no_file(learning):
    from forlik.desk.access.people import enrol
    from forlik.desk.records.personal import erase

    hang(learning, "fiction-commander", "secret", secret_of(learning), "passport.txt", subject="fiction-commander")
    assert b"passport" in sent(learning, "demo-owner", f"{TALKS}/export?as=json")[0]
    learning.ids["officer"] = enrol("Fictional: officer", datetime(2024, 1, 1, tzinfo=UTC), protection=True)
    erase("fiction-commander", asker(learning, "officer"), datetime.now(UTC))
    for way in ("json", "attachments"):
        assert b"passport" not in sent(learning, "demo-owner", f"{TALKS}/export?as={way}")[0]


@pytest.mark.parametrize(("way", "name"), [("json", "f.json"), ("csv", "f.zip"), ("attachments", "f.zip")])
def test_an_import_says_of_each_document_that_it_stays_behind(hung, way, name):
    from forlik.desk.register.importing import bring_in

    learning, _ = hung
    content, _ = sent(learning, "demo-owner", f"{TALKS}/export?as={way}")
    found = bring_in(content, name, asker(learning, "demo-owner"), datetime.now(UTC), dry=True)
    assert found.wrong == ()
    assert not found.of("new") + found.of("changed"), "the records are all there"
    told = [one for one in found.told if "is not imported" in one.en]
    assert len(told) == 2
    assert any(STAFF_ACT in one.where and OPEN in one.en and "attach it" in one.remedy_en for one in told)


def test_the_table_of_documents_alone_is_refused_and_says_why(hung):
    learning, _ = hung
    content = unpacked(sent(learning, "demo-owner", f"{TALKS}/export?as=csv")[0])["attachments.csv"]
    with pytest.raises(reading.Unreadable, match="only names attached documents"):
        reading.read(content, "attachments.csv")


def test_two_worlds(django_db_blocker, tmp_path_factory):
    paths = [f"{TALKS}/export", "/register/export"]
    ways = [f"{path}?as={way}" for path in paths for way in ("json", "csv", "attachments")]

    def look(learning):
        from forlik.desk.records.models import Facet

        ids = [hang(learning, STAFF_ACT, "staff", "1", OPEN)]
        if label := Facet.objects.filter(record=SEALED_ACT, name="secret").values_list("label", flat=True).first():
            ids.append(hang(learning, SEALED_ACT, "secret", label, SEALED))
        found = {}
        for who in learning.ids:
            answers = {path: learning.text(who, path) for path in paths}
            for path in ways:
                content, answer = sent(learning, who, path)
                parts = unpacked(content) if content.startswith(b"PK") else {"": content}
                text = str({name: one.decode("utf-8", "replace") for name, one in parts.items()})
                answers[path] = AT.sub("at", text + answer["Content-Disposition"] + answer["X-Forlik-Marking"])
            answers = plain(learning, answers)
            for turn, id_ in enumerate(ids):
                answers = {path: text.replace(id_, f"document {turn}") for path, text in answers.items()}
            found[who] = answers
        return found

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    for who in ("demo-legal", "demo-guardian"):
        assert whole[who] == bare[who], who
    assert whole["demo-owner"] != bare["demo-owner"]
