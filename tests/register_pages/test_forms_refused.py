"""What a form refuses: all of it at once, each at its field, in calm words, and nothing that was written is lost."""

import re

import pytest
from django.urls import Resolver404
from filling import fields_of, minimum, new, record, recorded, revisions, secret_of, seen, wrong_of

from forlik.core.errors import NoData

TALKS = "/register/fiction-talks"
OWNER, COLLEAGUE = "demo-owner", "demo-legal"
STRANGE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><script>",
    "{{ 7|add:1 }}{% now 'Y' %}",
    "=HYPERLINK(1)",
    "\u202eevil",
    "محادثات السلام",
    "和平谈判",
    "שיחות",
    "a\x00b",
]


@pytest.fixture
def secret(learning):
    return secret_of(learning)


def add(concept):
    return f"{TALKS}/add/{concept}"


def change(other):
    return f"{TALKS}/change/{other}"


def form(learning, who, other):
    return fields_of(learning.ask(who, change(other)))


@pytest.mark.parametrize(
    ("concept", "wrong", "said"),
    [
        ("actor", {"name": ""}, "this is needed"),
        ("actor", {"name": "x" * 301}, "longer than 300"),
        ("actor", {"kind": "dragon"}, "no word of actor_kinds"),
        ("actor", {"evidence.0.citation": "x", "evidence.0.url": "javascript:alert(1)"}, "not written as it should"),
        ("actor", {"evidence.0.dated": "2024-13"}, "By what it is known"),
        ("role", {"since": "2026-02-30"}, "not a day"),
        ("role", {"since": "2026", "until": "2024"}, "before it begins"),
        ("role", {"people": "3", "women": "4"}, "women among"),
        ("role", {"people": "many"}, "no whole number"),
        ("role", {"people": "9" * 5000}, "no whole number"),
        ("role", {"evidence.0.citation": ""}, "this is needed"),
        ("text", {"signed": "2999"}, "future"),
        ("text", {"starts_on": "2026-02-01", "ends_on": "2026-01-01"}, "ends"),
        ("commitment", {"due.offset": "30"}, "say which"),
        ("commitment", {"due.on": "2026-02-30"}, "no day"),
        ("commitment", {"due.on": "2026-02-01", "due.act": "signing"}, "hangs on one thing"),
        ("commitment", {"due.on": "2026-02-01", "due.offset": "-99999999"}, "less than"),
        ("assessment", {"made_on": "2999-01-01"}, "future"),
        ("assessment", {"score": "1000"}, "more than 100"),
        ("engagement", {"places": ""}, "this is needed"),
        ("engagement", {"places": "ZZZ"}, "“ZZZ” is no code of a place"),
        ("engagement", {"places": "Sudan"}, "“Sudan” is no code of a place: write it as SDN"),
        ("engagement", {"costs.0.year": "1"}, "less than 1900"),
        ("engagement", {"costs.0.year": "2024", "costs.0.amount": "a lot"}, "no number"),
        ("engagement", {"start": "2026", "end": "2024"}, "before it starts"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_written_is_lost(learning, concept, wrong, said):
    sent = minimum(concept)[0] | wrong
    path = "/register/add/engagement" if concept == "engagement" else add(concept)
    answer = learning.ask(OWNER, path, **sent)
    assert answer.status_code == 422
    assert said in wrong_of(answer)
    again = fields_of(answer)
    for name, value in wrong.items():
        assert again[name] == [value]
    assert not new(learning, OWNER, concept)


def test_all_that_is_wrong_is_told_at_once(learning):
    sent = {"kind": "dragon", "evidence.0.citation": "x", "evidence.0.basis": "rumour", "since": "once", "actor": "no"}
    told = wrong_of(learning.ask(OWNER, add("role"), **sent))
    for text in (
        "no word of role_words",
        "no word of basis",
        "not a day",
        "none of this id",
        "In what: this is needed",
    ):
        assert text in told


@pytest.mark.parametrize("hostile", STRANGE)
def test_strange_texts_stay_texts(learning, hostile):
    sent = {"kind": "ngo", "name": hostile, "listed": hostile, "names": f"xx: {hostile}"}
    sent |= {"evidence.0.citation": hostile}
    recorded(learning, OWNER, add("actor"), sent)
    [id_] = new(learning, OWNER, "actor")
    clean = hostile.replace("\x00", "")
    assert record(learning, OWNER, id_)["name"] == clean
    text = learning.text(OWNER, change(id_))
    assert not re.search(r"<script>|<img", text)
    assert fields_of(learning.ask(OWNER, change(id_)))["listed"] == [clean]


def test_a_hundred_thousand_letters_are_refused_and_come_back(learning):
    long = "å" * 100_000
    answer = learning.ask(OWNER, add("actor"), kind="ngo", name=long, listed=long)
    assert answer.status_code == 422
    assert fields_of(answer)["listed"] == [long]
    assert "longer than 20000" in wrong_of(answer)


@pytest.mark.parametrize("id_", ["fiction-clerk", "nothing", "..", "x" * 65])
@pytest.mark.parametrize(("concept", "field"), [("role", "actor"), ("role", "of"), ("commitment", "obligors")])
def test_a_hidden_record_is_refused_as_one_that_is_not_there(learning, concept, field, id_):
    sent = minimum(concept)[0] | {field: id_}
    answer = learning.ask(COLLEAGUE, add(concept), **sent)
    assert answer.status_code == 422
    assert "there is none of this id" in wrong_of(answer)
    assert not new(learning, OWNER, concept)


def test_the_pages_for_a_hidden_and_an_absent_id_differ_by_nothing_but_the_id(learning):
    pages = []
    for id_ in ("fiction-clerk", "fiction-nobod"):
        answer = learning.ask(COLLEAGUE, add("role"), **minimum("role")[0] | {"actor": id_})
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
        pages.append(text.replace(id_, "ID"))
    assert pages[0] == pages[1]


def test_a_record_of_another_sort_is_not_named(learning):
    answer = learning.ask(OWNER, add("role"), **minimum("role")[0] | {"actor": "fiction-process"})
    assert "there is none of this id" in wrong_of(answer)


def test_an_id_that_stands_there_and_is_hidden_does_not_stop_a_change(learning):
    other = "fiction-role-front"
    sent = form(learning, OWNER, other) | {"of": "fiction-round-one"}
    recorded(learning, OWNER, change(other), sent)
    recorded(learning, OWNER, change(other), form(learning, OWNER, other) | {"side": "Fictional: left"})
    assert record(learning, OWNER, other)["of"] == "fiction-round-one"


def test_what_stands_open_does_not_name_what_is_sealed_as_a_whole(learning, secret):
    sent = minimum("role")[0] | {"actor": "fiction-clerk", "kind": "guarantor", "form-sealed": secret}
    answer = learning.ask(OWNER, add("role"), **sent)
    assert "seal this one as a whole" in wrong_of(answer)
    recorded(learning, OWNER, add("role"), sent | {"form-floor": "secret"})
    [id_] = new(learning, OWNER, "role")
    assert set(revisions(learning, id_)) == {("secret", secret)}
    assert id_ not in seen(learning, COLLEAGUE)


@pytest.mark.parametrize("label", ["", "0", "1", "2:nowhere", "2:", "3", "secret"])
def test_a_label_that_is_not_held_seals_nothing(learning, secret, label):
    sent = minimum("actor")[0] | {"channel": "Fictional: by sea", "form-sealed": label}
    answer = learning.ask(OWNER, add("actor"), **sent)
    assert answer.status_code == 422
    assert "choose for whom" in wrong_of(answer)
    assert not new(learning, OWNER, "actor")
    other = secret_of(learning, "demo-relief")
    assert learning.ask(OWNER, add("actor"), **sent | {"form-sealed": other}).status_code == 422
    assert learning.ask(OWNER, add("actor"), **sent | {"form-sealed": secret}).status_code == 303


def test_who_is_in_no_compartment_records_nothing_sealed(learning, secret):
    sent = minimum("actor")[0] | {"channel": "forged", "form-sealed": secret, "form-floor": "secret"}
    answer = learning.ask(COLLEAGUE, add("actor"), **sent)
    assert answer.status_code == 422
    answer = learning.ask(COLLEAGUE, add("actor"), **sent | {"form-floor": "open"})
    assert answer.status_code == 422
    assert "you can seal nothing now" in wrong_of(answer)
    assert not new(learning, OWNER, "actor")
    assert learning.ask(COLLEAGUE, add("actor"), **minimum("actor")[0]).status_code == 303
    sent = minimum("act")[0] | {"kind": "request"}
    assert "you are in no compartment" in wrong_of(learning.ask(COLLEAGUE, add("act"), **sent))
    assert not new(learning, OWNER, "act")


def test_a_promise_that_would_hang_on_itself_is_refused_and_names_nobody(learning):
    # The tolls hang on an act that the boat brings about.
    sent = form(learning, OWNER, "fiction-boat")
    sent = {name: said for name, said in sent.items() if not name.startswith("due.")}
    answer = learning.ask(OWNER, change("fiction-boat"), **sent | {"due.commitment": "fiction-tolls"})
    assert answer.status_code == 422
    assert "it would hang on itself" in wrong_of(answer)
    assert "tolls" not in wrong_of(answer)


def test_what_is_only_told_is_recorded_all_the_same_when_its_author_says_so(learning):
    sent = minimum("actor")[0] | {"name": "fictional:  NORTHERN front"}
    answer = learning.ask(OWNER, add("actor"), **sent)
    assert answer.status_code == 422
    assert "another actor has this name" in wrong_of(answer)
    assert "Record all the same" in answer.content.decode()
    assert not new(learning, OWNER, "actor")
    assert learning.ask(OWNER, add("actor"), **sent | {"form-told": "forged"}).status_code == 422
    assert learning.ask(OWNER, add("actor"), **fields_of(answer)).status_code == 303


@pytest.mark.parametrize("concept", ["engagement", "war", "Actor", "..", ""])
def test_what_is_no_concept_is_not_there(learning, concept):
    with pytest.raises((NoData, Resolver404)):
        learning.ask(OWNER, add(concept))


def test_person_fields_are_sealed_with_the_persons_own_key_and_say_why(learning, secret):
    from forlik.desk.access.models import PersonKey
    from forlik.desk.records.models import PersonField

    text = learning.text(OWNER, add("actor"))
    assert "protecting the person" in text
    assert "kept for 30 years" in text
    sent = {"kind": "person", "name": "x", "office": "Fictional: minister", "health": "y", "form-sealed": secret}
    recorded(learning, OWNER, add("actor"), sent)
    [id_] = new(learning, OWNER, "actor")
    told = PersonKey.objects.filter(pk__startswith=f"{id_}~")
    assert {one.pk.partition("~")[2]: one.purpose for one in told} == {
        "identity": "who took part, as it must be known later",
        "office": "who spoke or signed for whom",
        "safety": "protecting the person",
    }
    kept = set(PersonField.objects.filter(subject__startswith=id_).values_list("subject", "field"))
    assert kept == {(f"{id_}~identity", "name"), (f"{id_}~office", "office"), (f"{id_}~safety", "health")}
    recorded(learning, COLLEAGUE, change(id_), form(learning, COLLEAGUE, id_) | {"listed": "z"})
    assert PersonField.objects.filter(subject=f"{id_}~office", field="office").count() == 2
    assert record(learning, OWNER, id_)["health"] == "y"


def test_whoever_begins_an_engagement_answers_for_it(learning):
    recorded(learning, COLLEAGUE, "/register/add/engagement", minimum("engagement")[0])
    [id_] = new(learning, COLLEAGUE, "engagement")
    from datetime import UTC, datetime

    from forlik.desk.records.duties import relation

    assert relation(learning.ids[COLLEAGUE], id_, datetime.now(UTC)) == "owner"
    assert "owner" not in form_of_file(learning, COLLEAGUE, id_), "an owner hands over, and is not typed over"


def form_of_file(learning, who, id_):
    return fields_of(learning.ask(who, f"/register/{id_}/change/{id_}"))


def test_the_forms_speak_norwegian(learning):
    from django.utils.translation import override

    with override("nb"):
        text = learning.text(OWNER, add("commitment"))
        answer = learning.ask(OWNER, add("commitment"), kind="provision")
    for told in (
        "Legg til: løfte",
        "Hva som ble lovt",
        "bestemmelse i en offentlig tekst",
        "offentlig når det er frigitt",
    ):
        assert told in text
    assert "dette trengs" in wrong_of(answer)


def test_one_line_in_the_log_tells_what_sealed_things_a_form_showed(learning):
    before = len(learning.log("read"))
    learning.ask(COLLEAGUE, change("fiction-front"))
    assert len(learning.log("read")) == before
    learning.ask(OWNER, change("fiction-front"))
    assert len(learning.log("read")) == before + 1


def test_the_file_leads_to_its_forms(learning):
    text = learning.text(OWNER, TALKS)
    paths = set(re.findall(r'href="(/register/fiction-talks/(?:add|change)/[^"]+)"', text))
    assert len(paths) > 20
    for path in paths:
        assert learning.ask(OWNER, path).status_code == 200, path


def test_a_step_is_not_taken_by_a_form(learning):
    sent = minimum("act")[0] | {"transition": "close", "provisional_until": "2026-01-09", "approver": "x"}
    recorded(learning, COLLEAGUE, add("act"), sent)
    [id_] = new(learning, COLLEAGUE, "act")
    assert "transition" not in record(learning, OWNER, id_)
    sent = form(learning, OWNER, "fiction-activate") | {"transition": "close", "reason": "Fictional: other reasons"}
    before = record(learning, OWNER, "fiction-activate")
    recorded(learning, OWNER, change("fiction-activate"), sent)
    assert record(learning, OWNER, "fiction-activate") == before | {"reason": "Fictional: other reasons"}


@pytest.mark.parametrize("place", ["COL", "XAF", "1027", "World", "Fictional: Estovia"])
def test_a_country_a_region_the_world_and_a_made_up_place_may_stand_in_a_record(learning, place):
    """Codes of countries and regions, of the table of places and of the IATI list; fiction says that it is."""
    sent = minimum("engagement")[0] | {"places": place}
    assert recorded(learning, OWNER, "/register/add/engagement", sent).status_code == 303
