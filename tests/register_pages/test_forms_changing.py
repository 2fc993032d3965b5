"""Changing a record: only what changed is recorded, only what is seen is touched, and nobody's change is lost."""

import pytest
from filling import KINDS, every, fields_of, found, new, record, recorded, revisions, secret_of, seen, wrong_of

from forlik.core.errors import NoData, UsageError

CHANGE = "/register/fiction-talks/change/<str:other>"
OWNER, DEPUTY, COLLEAGUE = "demo-owner", "demo-deputy", "demo-legal"
EVERY = [
    "fiction-talks",
    "fiction-process",
    "fiction-front",
    "fiction-commander",
    "fiction-clerk",
    "fiction-role-front",
    "fiction-role-clerk",
    "fiction-consent-front",
    "fiction-round-one",
    "fiction-signing",
    "fiction-request-front",
    "fiction-mandate",
    "fiction-bridge",
    "fiction-boat",
    "fiction-side-letter",
    "fiction-check-front",
    "fiction-lesson",
]


def change(other):
    return CHANGE.replace("<str:other>", other)


@pytest.fixture
def secret(learning):
    return secret_of(learning)


def form(learning, who, other):
    return fields_of(learning.ask(who, change(other)))


def test_what_is_sent_back_as_it_was_writes_nothing(learning):
    for other in EVERY:
        before = revisions(learning, other)
        answer = learning.ask(OWNER, change(other), **form(learning, OWNER, other))
        assert answer.status_code == 303, (other, wrong_of(answer))
        assert revisions(learning, other) == before, other


@pytest.mark.parametrize("concept", KINDS)
def test_what_a_form_recorded_is_in_the_form_that_changes_it(learning, secret, concept):
    sent, said = every(learning, concept)
    path = "/register/add/engagement" if concept == "engagement" else f"/register/fiction-talks/add/{concept}"
    recorded(learning, OWNER, path, {**sent, "form-sealed": secret})
    [id_] = new(learning, OWNER, concept)
    before = revisions(learning, id_)
    recorded(learning, OWNER, change(id_), form(learning, OWNER, id_))
    assert (revisions(learning, id_), found(learning, OWNER, concept)) == (before, said)


def test_only_the_facet_that_changed_has_a_new_revision(learning, secret):
    before = revisions(learning, "fiction-front")
    sent = form(learning, OWNER, "fiction-front") | {"influence": "Fictional: the coast follows it, too"}
    recorded(learning, OWNER, change("fiction-front"), sent)
    after = revisions(learning, "fiction-front")
    assert after == before | {("staff", "1"): before["staff", "1"] + 1}
    assert record(learning, OWNER, "fiction-front")["influence"].endswith("too")
    assert ("secret", secret) in after


def test_what_is_taken_out_is_gone(learning):
    sent = form(learning, OWNER, "fiction-front") | {"influence": " "}
    recorded(learning, OWNER, change("fiction-front"), sent)
    assert "influence" not in record(learning, OWNER, "fiction-front")


def test_a_facet_that_is_hidden_is_not_touched(learning, secret):
    whole = record(learning, OWNER, "fiction-front")
    before = revisions(learning, "fiction-front")
    sent = form(learning, COLLEAGUE, "fiction-front")
    assert "channel" not in sent
    assert secret not in str(sent)
    sent |= {"positions": "Fictional: wants more", "channel": "forged", "form-sealed": secret, "form-floor": "secret"}
    sent["form-seen"] = [*sent["form-seen"], f"secret {secret} 1", "secret 2:nothing 7"]
    assert learning.ask(COLLEAGUE, change("fiction-front"), **sent).status_code == 422
    assert revisions(learning, "fiction-front") == before
    sent = form(learning, COLLEAGUE, "fiction-front") | {"positions": "Fictional: wants more", "form-sealed": secret}
    recorded(learning, COLLEAGUE, change("fiction-front"), sent)
    assert record(learning, OWNER, "fiction-front") == whole | {"positions": "Fictional: wants more"}
    assert revisions(learning, "fiction-front") == before | {("staff", "1"): before["staff", "1"] + 1}


def test_evidence_stays_where_it_is_and_new_evidence_goes_where_it_must(learning, secret):
    other = "fiction-round-one"
    sent = form(learning, OWNER, other)
    sent |= {"evidence.0.citation": "Fictional: the minutes, corrected", "evidence.1.citation": "Fictional: a tape"}
    recorded(learning, OWNER, change(other), sent)
    assert "the minutes, corrected" in str(record(learning, OWNER, other))
    for told in ("the minutes, corrected", "a tape"):
        assert told not in str(record(learning, COLLEAGUE, other))


def test_a_kind_that_asks_for_secrecy_takes_the_fields_with_it(learning, secret):
    other = "fiction-boat"
    sent = form(learning, OWNER, other) | {"kind": "side_letter", "form-sealed": secret}
    promise = record(learning, COLLEAGUE, other)["promise"]
    recorded(learning, OWNER, change(other), sent)
    assert record(learning, OWNER, other)["promise"] == promise
    assert promise not in str(record(learning, COLLEAGUE, other))


def test_two_people_change_the_same_and_nothing_is_lost(learning):
    other = "fiction-front"
    first, second = form(learning, OWNER, other), form(learning, DEPUTY, other)
    first |= {"influence": "Fictional: hers", "name": "Fictional: the Front"}
    second |= {"influence": "Fictional: his", "positions": "Fictional: his positions"}
    recorded(learning, OWNER, change(other), first)
    before = revisions(learning, other)
    answer = learning.ask(DEPUTY, change(other), **second)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert revisions(learning, other) == before
    for told in ("Fictional: hers", "Fictional: his", "Fictional: his positions", "Demo: owner of the talks"):
        assert told in text
    again = fields_of(answer)
    assert again["influence"] == ["Fictional: his"]
    assert again["positions"] == ["Fictional: his positions"]
    assert again["name"] == ["Fictional: the Front"], "what one did not change is what the other wrote"
    recorded(learning, DEPUTY, change(other), again)
    said = record(learning, OWNER, other)
    assert (said["influence"], said["positions"], said["name"]) == (
        "Fictional: his",
        "Fictional: his positions",
        "Fictional: the Front",
    )


def test_changes_of_different_facets_do_not_stand_in_each_others_way(learning):
    other = "fiction-front"
    first, second = form(learning, OWNER, other), form(learning, COLLEAGUE, other)
    recorded(learning, OWNER, change(other), first | {"name": "Fictional: the Front"})
    recorded(learning, COLLEAGUE, change(other), second | {"influence": "Fictional: his"})
    said = record(learning, OWNER, other)
    assert (said["name"], said["influence"]) == ("Fictional: the Front", "Fictional: his")


def test_of_many_writers_every_change_is_taken_or_shown_again(learning):
    other, taken, shown = "fiction-front", 0, 0
    forms = [form(learning, who, other) for who in (OWNER, DEPUTY, COLLEAGUE) * 3]
    for turn, sent in enumerate(forms):
        sent["influence"] = f"Fictional: version {turn}"
        status = learning.ask((OWNER, DEPUTY, COLLEAGUE)[turn % 3], change(other), **sent).status_code
        taken, shown = taken + (status == 303), shown + (status == 409)
    assert (taken, shown) == (1, len(forms) - 1)


def test_a_forged_number_only_brings_the_conflict(learning):
    other = "fiction-front"
    for forged in ([], ["staff 1 99"], ["staff 1 -1"], ["staff 1 x"], ["staff 1 " + "9" * 5000], ["staff 1"]):
        before = revisions(learning, other)
        sent = form(learning, OWNER, other) | {"influence": "Fictional: forged", "form-seen": forged}
        assert learning.ask(OWNER, change(other), **sent).status_code == 409, forged[:1]
        assert revisions(learning, other) == before


def test_a_slip_of_the_pen_is_known_as_early_as_what_it_corrects(learning):
    other, day = "fiction-front", "2024-06-01"
    sent = form(learning, OWNER, other)
    recorded(learning, OWNER, change(other), sent | {"name": "Fictional: Nothern Front"})
    assert "Nothern" not in learning.text(OWNER, f"/register/fiction-talks?as_of={day}")
    sent = form(learning, OWNER, "fiction-government")
    sent |= {"name": "Fictional: Government of Estonovia", "form-corrects": "on"}
    recorded(learning, OWNER, change("fiction-government"), sent)
    assert "Estonovia" in learning.text(OWNER, f"/register/fiction-talks?as_of={day}")
    sent = form(learning, OWNER, "fiction-government") | {"listed": "Fictional: on no list"}
    recorded(learning, OWNER, change("fiction-government"), sent)
    assert record(learning, OWNER, "fiction-government")["listed"] == "Fictional: on no list"


def test_a_day_may_be_typed_as_people_do_and_comes_back_as_the_register_writes_it(learning):
    sent = form(learning, OWNER, "fiction-round-one")
    recorded(
        learning, OWNER, change("fiction-round-one"), sent | {"happened": "31.12.2025", "evidence.0.dated": "12/2025"}
    )
    made = record(learning, OWNER, "fiction-round-one")
    assert (made["happened"], made["evidence"][0]["dated"]) == ("2025-12-31", "2025-12")
    wrong = learning.ask(OWNER, change("fiction-round-one"), **sent | {"happened": "1/2/2024", "evidence.0.url": "x"})
    assert wrong.status_code == 422
    assert fields_of(wrong)["happened"] == ["2024-02-01"]


def test_what_is_withdrawn_is_gone_from_the_file(learning):
    sent = form(learning, OWNER, "fiction-boat") | {"withdrawn": "Fictional: a mistake"}
    recorded(learning, OWNER, change("fiction-boat"), sent)
    assert "fiction-boat" not in seen(learning, OWNER)


def test_a_change_of_what_is_public_is_for_the_staff_until_two_people_release_it(learning):
    from datetime import UTC, datetime

    from forlik.desk.access.people import person
    from forlik.desk.records.change import Change
    from forlik.desk.records.record import record as put

    owner = person(learning.ids[OWNER], "passkey")
    body = {"kind": "ngo", "name": "Fictional: a public body"}
    put(Change("public-body", "actor", "open", "0", body, file="fiction-talks"), owner, datetime.now(UTC))
    sent = {"name": "Fictional: a public office"}
    recorded(learning, COLLEAGUE, change("public-body"), form(learning, COLLEAGUE, "public-body") | sent)
    recorded(learning, OWNER, change("public-body"), form(learning, OWNER, "public-body") | {"listed": "x"})
    assert revisions(learning, "public-body") == {("open", "0"): 1, ("open", "1"): 2}, "nothing new is published"
    assert record(learning, OWNER, "public-body") == {**body, **sent, "listed": "x"}


def test_a_record_whose_existence_is_secret_stays_so(learning, secret):
    recorded(learning, OWNER, change("fiction-clerk"), form(learning, OWNER, "fiction-clerk") | {"listed": "x"})
    assert set(revisions(learning, "fiction-clerk")) == {("secret", secret)}
    assert "fiction-clerk" not in seen(learning, COLLEAGUE)


@pytest.mark.parametrize("other", ["fiction-clerk", "nothing", "fiction-request-front", "..", "x" * 500])
def test_what_is_hidden_and_what_is_not_there_are_the_same(learning, other):
    for sent in ({}, {"name": "x"}):
        with pytest.raises(NoData) as told:
            learning.ask(COLLEAGUE, change(other), **sent)
        assert told.value.what == "There is no such record, or none that you may see."


def test_nothing_is_changed_from_the_past(learning):
    for sent in ({}, {"name": "x"}):
        with pytest.raises(UsageError, match="past"):
            learning.ask(OWNER, f"{change('fiction-front')}?as_of=2024-05-01", **sent)
