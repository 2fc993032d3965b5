"""Export and import through the register: only what may be seen leaves, and a file comes in whole or not at all."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from filling import secret_of
from house import point_at
from worlds import in_both, plain, without_secrets

from forlik.register.exchange import json_file, reading, tables
from forlik.register.exchange.carried import Carried, Copy, Said

SEARCH = "/register/search"
NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


def sent(learning, who, path):
    response = learning.ask(who, path)
    return b"".join(response.streaming_content), response


def asker(learning, who):
    from forlik.desk.access.people import person

    return person(learning.ids[who], "passkey")


def brought(learning, who, content, name="f.json", *, dry=False):
    from forlik.desk.register.importing import bring_in

    return bring_in(content, name, asker(learning, who), datetime.now(UTC), dry=dry)


def facets(content, name="f"):
    """Record, facet, name of the compartment or label → bodies and days, whatever the ids of compartments are."""
    copy, wrong = reading.read(content, name)
    assert wrong == ()
    found = {}
    for one in copy.facets:
        grade, _, room = one.label.partition(":")
        found[one.record, one.facet, grade, copy.compartments.get(room, "")] = [
            (said.body, said.known_at) for said in one.said
        ]
    return found


@pytest.fixture
def empty(learning, tmp_path, monkeypatch):
    """Another register, with one person and a compartment of the same name; gives how to go there, and who it is."""

    def go():
        from forlik.desk.access.people import enrol, found_compartment, let_in, person

        point_at(tmp_path / "other", "", monkeypatch)
        early = datetime(2023, 1, 1, tzinfo=UTC)
        guardian, member = (enrol(name, early) for name in ("guardian", "member"))
        room = found_compartment("Fictional: talks", person(guardian, "passkey"), early)
        let_in(member, room, 3, person(guardian, "passkey"), early)
        return person(member, "passkey")

    return go


def export_of(person, way="json"):
    from forlik.desk.records.leaving import take_out
    from forlik.desk.records.viewed import view

    now = datetime.now(UTC)
    copy = take_out(view(person, now, day=now.date()))
    return {"json": json_file, "csv": tables}[way].written(copy, "x")


def open_to_all(every):
    """What whoever has coded nothing sees: not a code that one coder alone gave. It is there all the same."""
    alone = {key: said for key, said in every.items() if key[0] == "fiction-code-languages-owner"}
    assert len(alone) == 1
    return {key: said for key, said in every.items() if key not in alone}


@pytest.mark.parametrize(("way", "name"), [("json", "f.json"), ("csv", "f.zip")])
def test_what_was_exported_into_an_empty_register_is_the_same_there_and_twice_changes_nothing(
    learning, empty, way, name
):
    from forlik.desk.register.importing import bring_in

    content, _ = sent(learning, "demo-owner", f"/register/export?as={way}")
    before = facets(content, name)
    assert len(before) > 50
    assert {grade for _, _, grade, _ in before} == {"1", "2"}
    member = empty()
    looked = bring_in(content, name, member, datetime.now(UTC), dry=True)
    assert looked.wrong == ()
    assert (looked.done, facets(export_of(member))) == (False, {}), "a look leaves nothing behind"
    done = bring_in(content, name, member, datetime.now(UTC), dry=False)
    assert (done.wrong, done.done, len(done.of("new"))) == ((), True, len(before))
    assert facets(export_of(member, way), name) == open_to_all(before)
    again = bring_in(content, name, member, datetime.now(UTC), dry=False)
    assert (len(again.of("same")), len(again.of("new")), len(again.of("changed"))) == (len(before), 0, 0)
    assert facets(export_of(member, way), name) == open_to_all(before)
    from forlik.desk.records.proof import verify_register

    assert verify_register()[1] == []


def test_into_the_register_it_came_from_nothing_changes(learning):
    from forlik.desk.access.log import entries

    for way, name in (("json", "f.json"), ("csv", "f.zip")):
        content, _ = sent(learning, "demo-owner", f"/register/export?as={way}")
        before = len(list(entries()))
        found = brought(learning, "demo-owner", content, name)
        assert found.wrong == ()
        assert not found.of("new") + found.of("changed") + found.of("left")
        assert len(list(entries())) == before


def test_the_marking_is_the_greatest_of_what_is_in_it(learning):
    for who, words, slug in (("demo-owner", "Confidential", "confidential"), ("demo-legal", "For staff", "staff")):
        for path in ("/register/export", "/register/fiction-talks/export"):
            content, response = sent(learning, who, f"{path}?as=json")
            assert json.loads(content)["marking"] == words
            assert response["X-Forlik-Marking"] == slug
            assert f"-{slug}-" in response["Content-Disposition"]
            assert response["Content-Disposition"].startswith("attachment;")
            assert response["Cache-Control"] == "no-store"
            content, _ = sent(learning, who, f"{path}?as=csv")
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                assert archive.read("marking.txt").decode().strip() == words
            assert words in learning.text(who, path)


def test_that_it_was_exported_is_logged_with_what_was_sealed_in_it(learning):
    from forlik.desk.records.models import Facet

    sent(learning, "demo-owner", "/register/fiction-talks/export?as=json")
    [row] = learning.log("export")
    sealed = set(Facet.objects.filter(record="fiction-clerk", name="secret").values_list("pk", flat=True))
    assert sealed
    assert sealed <= set(row.facets.split())
    sent(learning, "demo-legal", "/register/export?as=csv")
    assert [one.facets for one in learning.log("export")] == [row.facets, ""]


def test_what_was_opened_in_an_emergency_is_not_exported(learning):
    from forlik.desk.records.glass import break_glass

    label = secret_of(learning)
    before, _ = sent(learning, "demo-legal", "/register/export?as=json")
    break_glass(asker(learning, "demo-legal"), label, "fire", datetime.now(UTC))
    assert "clerk" in learning.text("demo-legal", "/register/search?q=clerk")
    after, _ = sent(learning, "demo-legal", "/register/export?as=json")
    assert facets(after) == facets(before)
    assert b"clerk" not in after


def test_a_past_day_is_exported_as_it_was_known(learning):
    content, response = sent(learning, "demo-owner", "/register/export?as=json&as_of=2024-03-10")
    assert "2024-03-10" in response["Content-Disposition"]
    known = [known_at for said in facets(content).values() for _, known_at in said]
    assert max(known) <= datetime(2024, 3, 10, 23, 59, 59, tzinfo=UTC)
    assert json.loads(content)["as_known_on"] == "2024-03-10"


@pytest.fixture
def worlds(django_db_blocker, tmp_path_factory):
    paths = ["/register/export", "/register/fiction-talks/export"]
    ways = [f"{path}?as={way}" for path in paths for way in ("json", "csv")]

    def look(learning):
        from forlik.desk.access.models import Compartment
        from forlik.desk.access.people import compartment_name

        names = {compartment_name(one.pk): one.pk for one in Compartment.objects.all()} | learning.ids
        found = {}
        for who in learning.ids:
            found[who] = plain(learning, {path: learning.text(who, path) for path in paths})
            for path in ways:
                content, response = sent(learning, who, path)
                facets_of = reading.read(content, "f")[0].facets
                parts = [(one.record, one.facet, one.label, one.said, one.file, one.why) for one in facets_of]
                text = f"{parts} {dict(response.headers)}"
                for name, id_ in names.items():
                    text = text.replace(id_, name)
                # How long a file is hangs on random ids where it is packed.
                found[who][path] = text if "csv" not in path else text.split("{'Content-Type'")[0]
        return found

    return in_both(look, without_secrets, django_db_blocker, tmp_path_factory)


def test_a_colleague_exports_the_same_in_both_worlds(worlds):
    whole, bare = worlds
    for who in ("demo-legal", "demo-guardian"):
        assert whole[who] == bare[who], who
    assert whole["demo-owner"] != bare["demo-owner"]


def altered(content, change):
    copy, _ = reading.read(content, "f")
    return json_file.written(Copy(tuple(filter(None, map(change, copy.facets))), copy.compartments), "x")


def test_what_somebody_does_not_hold_is_refused_and_nothing_else_of_the_file_is_taken(learning):
    content, _ = sent(learning, "demo-owner", "/register/export?as=json")
    new = Carried("new-act", "act", "staff", "1", (Said({"title": "t"}, 1, NOW),), "fiction-talks")
    copy, _ = reading.read(content, "f")
    both = json_file.written(Copy((*copy.facets, new), copy.compartments), "x")
    found = brought(learning, "demo-legal", both)
    assert not found.done
    assert {one.field for one in found.wrong} == {"grade"}
    assert "you do not hold this grade" in found.wrong[0].en
    assert b"new-act" not in sent(learning, "demo-legal", "/register/export?as=json")[0]


def test_a_step_is_not_imported_into_a_file_that_is_here(learning):
    content, _ = sent(learning, "demo-owner", "/register/fiction-talks/export?as=json")

    def stepping(one):
        if one.record != "fiction-activate":
            return None
        return replace(one, record="fiction-other", said=tuple(replace(said, n=1) for said in one.said))

    found = brought(learning, "demo-owner", altered(content, stepping))
    assert [one.field for one in found.wrong] == ["transition"]
    assert not found.done


@pytest.mark.parametrize(
    ("concept", "body", "field"),
    [
        ("act", {"kind": "meeting", "happened": "2099-01-01", "evidence": [{"citation": "c"}]}, "happened"),
        ("act", {"kind": "meeting", "happened": "2024-02-01", "review_on": "2024-01-01"}, "review_on"),
    ],
)  # fmt: skip
def test_what_the_form_refuses_is_refused(learning, concept, body, field):
    record = Carried("new-one", concept, "staff", "1", (Said(body, 1, NOW),), "fiction-talks")
    found = brought(learning, "demo-owner", json_file.written(Copy((record,)), "x"))
    assert field in [one.field for one in found.wrong]
    assert not found.done


def test_what_is_missing_may_be_hidden_from_whoever_exported_it_and_is_told(learning):
    body = {"kind": "consent", "happened": "2024-05-01", "by": ["nobody-here"], "process": "fiction-process",
            "evidence": [{"citation": "c"}]}  # fmt: skip
    record = Carried("new-one", "act", "staff", "1", (Said(body, 1, NOW),), "fiction-talks")
    found = brought(learning, "demo-owner", json_file.written(Copy((record,)), "x"))
    assert (found.wrong, found.done) == ((), True)
    told = {(one.field, one.en) for one in found.told}
    assert ("by", "there is none of this id") in told
    assert ("by", "consent is given by a party, and this is none on that day") in told


def test_a_hidden_record_and_a_hidden_file_are_refused_as_if_they_were_not_there(learning):
    said = (Said({"name": "x"}, 1, NOW),)
    hidden = Carried("fiction-clerk", "actor", "staff", "1", said)
    found = brought(learning, "demo-legal", json_file.written(Copy((hidden,)), "x"))
    assert [one.en for one in found.wrong] == ["it was refused: there is no such record"]


def test_public_records_are_exported_and_come_in_for_the_staff(learning, empty):
    from forlik.desk.register.importing import bring_in
    from forlik.desk.register.starting import seed_public

    seed_public(asker(learning, "demo-owner"), datetime.now(UTC))
    content, _ = sent(learning, "demo-legal", "/register/export?as=json")
    public = {key for key in facets(content) if key[2] == "0"}
    assert len(public) > 100
    member = empty()
    done = bring_in(content, "f", member, datetime.now(UTC), dry=False)
    assert (done.wrong, done.done) == ((), True)
    there = facets(export_of(member))
    assert {key[2] for key in there} == {"1"}
    assert {(record, facet) for record, facet, *_ in public} <= {(record, facet) for record, facet, *_ in there}
    again = bring_in(content, "f", member, datetime.now(UTC), dry=False)
    assert not again.of("new") + again.of("changed")


def test_a_table_that_was_changed_in_a_spreadsheet_changes_what_it_says_and_nothing_else(learning):
    content, _ = sent(learning, "demo-owner", "/register/fiction-talks/export?as=csv")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        acts = archive.read("act.csv").decode("utf-8-sig")
    assert "Fictional: both consent" in acts
    stream = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(acts.replace("both consent", "all of them consent"), newline=""))
    csv.writer(stream, delimiter=";").writerows(rows)
    form = stream.getvalue().encode("utf-8-sig")
    looked = brought(learning, "demo-owner", form, "act.csv", dry=True)
    assert [(one.carried.record, one.what) for one in looked.facets if one.adds] == [("fiction-activate", "changed")]
    assert brought(learning, "demo-owner", form, "act.csv").done
    assert "all of them" in learning.text("demo-legal", f"{SEARCH}?q=all+of+them+consent")
    again = brought(learning, "demo-owner", acts.encode("utf-8-sig"), "act.csv")
    assert [one.field for one in again.wrong] == ["n"], "the older table is out of date"


def uploaded(learning, who, content, name="f.json", **form):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return learning.ask(who, "/register/import", file=SimpleUploadedFile(name, content), **form).content.decode()


def test_the_page_shows_first_and_imports_then(learning):
    from hashlib import sha256

    body = {"kind": "meeting", "happened": "2024-02-01", "title": "<b>Quay</b>", "evidence": [{"citation": "c"}]}
    record = Carried("new-one", "act", "staff", "1", (Said(body, 1, NOW),), "fiction-talks")
    content = json_file.written(Copy((record,)), "x")
    page = uploaded(learning, "demo-owner", content)
    assert "What it would do" in page
    assert "&lt;b&gt;Quay&lt;/b&gt;" in page
    assert sha256(content).hexdigest() in page
    assert "<mark>Quay</mark>" not in learning.text("demo-owner", f"{SEARCH}?q=quay")
    other = uploaded(learning, "demo-owner", content, looked="0" * 64)
    assert "another file than the one that was looked at" in other
    assert "<mark>Quay</mark>" not in learning.text("demo-owner", f"{SEARCH}?q=quay")
    page = uploaded(learning, "demo-owner", content, looked=sha256(content).hexdigest())
    assert "Imported" in page
    assert "<mark>Quay</mark>" in learning.text("demo-owner", f"{SEARCH}?q=quay")
    assert "It would change nothing" in uploaded(learning, "demo-owner", content)


def test_the_page_says_where_what_and_what_to_do(learning):
    page = uploaded(learning, "demo-owner", b'{"forlik_register": 1, "records": [')
    assert "Nothing was imported:" in page
    assert "f.json, line 1: it is cut off" in page
    assert "export it again" in page
    assert "Choose the file" in learning.ask("demo-owner", "/register/import", x="y").content.decode()
    table = b"concept,id,facet,grade,title\nact,a1,staff,1,=1+1\n"
    page = uploaded(learning, "demo-owner", table, "<x>.csv")
    assert "&lt;x&gt;.csv, line 2, field title: a formula stands here" in page


def test_what_is_wrong_is_said_in_plain_words_of_the_reader_s_language(learning):
    from django.utils import translation

    rows = ("act,a1,staff,1,,soon", "act,a2,staff,1,ok,2024-13-01", "act,a3,staff,1,',")
    table = "\n".join(("concept,id,facet,grade,title,happened", *rows)).encode()
    english = uploaded(learning, "demo-owner", table, "act.csv")
    assert "act.csv, line 2, field happened: “soon” is not a day: write 2024, 2024-06 or 2024-06-30" in english
    assert "act.csv, line 4, field title: it is empty" in english
    with translation.override("nb"):
        norwegian = uploaded(learning, "demo-owner", table, "act.csv")
    assert "act.csv, linje 2, felt happened: «soon» er ikke en dag: skriv 2024, 2024-06 eller 2024-06-30" in norwegian
    assert "act.csv, linje 3, felt happened: «2024-13-01» er ingen dag: se på måneden og dagen" in norwegian
    assert "act.csv, linje 4, felt title: den er tom" in norwegian
    for text in (english, norwegian):
        assert "String should" not in text


def test_an_engagement_that_was_imported_is_a_way_on(learning):
    from hashlib import sha256

    said = Said({"title": "A new engagement"}, 1, NOW)
    record = Carried("new-file", "engagement", "staff", "1", (said,), "new-file")
    content = json_file.written(Copy((record,)), "x")
    assert 'href="/register/new-file"' not in uploaded(learning, "demo-owner", content)
    page = uploaded(learning, "demo-owner", content, looked=sha256(content).hexdigest())
    assert 'href="/register/new-file"' in page


def test_a_person_comes_in_sealed_with_a_key_of_their_own(learning, empty):
    from forlik.desk.records.personal import erase
    from forlik.desk.records.telling import keys_of
    from forlik.desk.register.importing import bring_in

    member = empty()
    from forlik.desk.access.models import Membership

    [room] = Membership.objects.filter(person=member.id).values_list("compartment_id", flat=True)
    one = Carried("p1", "actor", "open", "1", (Said({"kind": "person", "name": "N", "office": "O"}, 1, NOW),))
    two = Carried("p1", "actor", "secret", f"2:{room}", (Said({"contact": "a bench"}, 1, NOW),))
    assert bring_in(json_file.written(Copy((one, two)), "x"), "f", member, datetime.now(UTC), dry=False).done
    assert keys_of("p1").count() > 1, "one a purpose"
    assert facets(export_of(member))["p1", "secret", "2", "Fictional: talks"][0][0] == {"contact": "a bench"}
    from forlik.desk.access.models import Person

    Person.objects.filter(pk=member.id).update(protection=True)
    erase("p1", replace(member, protection=True), datetime.now(UTC))
    after = facets(export_of(member))
    assert after["p1", "secret", "2", "Fictional: talks"][0][0] == {}
    assert "office" not in after["p1", "open", "1", ""][0][0]
