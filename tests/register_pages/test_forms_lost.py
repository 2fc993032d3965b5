"""Whoever is let out of a compartment between opening a form and sending it loses nothing, and records no half."""

from datetime import UTC, datetime

import pytest
from filling import fields_of, minimum, new, record, revisions, secret_of, wrong_of

OWNER = "demo-owner"
TALKS = "/register/fiction-talks"
COMMANDER = f"{TALKS}/change/fiction-commander"
SEALED = "Fictional: by sea, at night"


@pytest.fixture
def secret(learning):
    return secret_of(learning)


def let(learning, which, compartment, who=OWNER):
    """Let somebody out of a compartment, or in again."""
    from forlik.desk.access.people import let_in, let_out, person

    guardian = person(learning.ids["demo-guardian"], "passkey")
    do = {"out": let_out, "in": let_in}[which]
    more = (2,) if which == "in" else ()
    do(learning.ids[who], compartment.partition(":")[2], *more, guardian, datetime.now(UTC))


def actor(secret, **more):
    return minimum("actor")[0] | {"channel": SEALED, "form-sealed": secret, "name": "Fictional: a boat"} | more


def test_what_was_sealed_in_a_new_record_is_still_on_the_form_and_nothing_is_recorded(learning, secret):
    form = actor(secret)
    let(learning, "out", secret)
    answer = learning.ask(OWNER, f"{TALKS}/add/actor", **form)
    assert answer.status_code == 422
    assert "you can seal nothing now" in wrong_of(answer)
    kept = fields_of(answer)
    assert (kept["channel"], kept["name"]) == ([SEALED], ["Fictional: a boat"])
    assert new(learning, OWNER, "actor") == []
    assert "Confidential" in answer.content.decode()


def test_sent_again_it_is_refused_again_until_what_is_sealed_is_taken_out(learning, secret):
    let(learning, "out", secret)
    kept = fields_of(learning.ask(OWNER, f"{TALKS}/add/actor", **actor(secret)))
    assert learning.ask(OWNER, f"{TALKS}/add/actor", **kept).status_code == 422
    assert new(learning, OWNER, "actor") == []
    assert learning.ask(OWNER, f"{TALKS}/add/actor", **kept | {"channel": ""}).status_code == 303
    [made] = new(learning, OWNER, "actor")
    assert record(learning, OWNER, made)["name"] == "Fictional: a boat"


def test_let_in_again_the_same_form_is_recorded(learning, secret):
    let(learning, "out", secret)
    kept = fields_of(learning.ask(OWNER, f"{TALKS}/add/actor", **actor(secret)))
    let(learning, "in", secret)
    assert learning.ask(OWNER, f"{TALKS}/add/actor", **kept | {"form-sealed": secret}).status_code == 303
    [made] = new(learning, OWNER, "actor")
    assert record(learning, OWNER, made)["channel"] == SEALED


@pytest.mark.parametrize(
    "how", [{"form-floor": "secret"}, {"evidence.0.citation": "Fictional", "evidence.0.kept": "secret"}]
)
def test_what_was_to_be_sealed_as_a_whole_or_in_a_piece_never_becomes_open_by_being_sent_again(learning, secret, how):
    let(learning, "out", secret)
    sent = minimum("actor")[0] | {"form-sealed": secret} | how
    kept = fields_of(learning.ask(OWNER, f"{TALKS}/add/actor", **sent))
    assert {name: kept[name] for name in how} == {name: [value] for name, value in how.items()}
    assert learning.ask(OWNER, f"{TALKS}/add/actor", **kept).status_code == 422
    assert new(learning, OWNER, "actor") == []


def test_a_change_keeps_all_that_was_written_and_changes_no_half_of_the_record(learning, secret):
    form = fields_of(learning.ask(OWNER, COMMANDER)) | {"security": [SEALED], "name": ["Fictional: another"]}
    before = revisions(learning, "fiction-commander")
    let(learning, "out", secret)
    answer = learning.ask(OWNER, COMMANDER, **form)
    assert answer.status_code == 422
    assert "was sealed for a compartment that you are not in now" in wrong_of(answer)
    kept = fields_of(answer)
    assert kept["security"] == [SEALED]
    assert kept["name"] == ["Fictional: another"]
    assert learning.ask(OWNER, COMMANDER, **kept).status_code == 422
    assert learning.ask(OWNER, COMMANDER, **kept | {"security": ""}).status_code == 422
    assert revisions(learning, "fiction-commander") == before
    let(learning, "in", secret)
    assert learning.ask(OWNER, COMMANDER, **kept).status_code == 303
    assert record(learning, OWNER, "fiction-commander")["security"] == SEALED


def test_whoever_was_never_in_a_compartment_is_told_the_same_of_a_record_with_and_without_a_sealed_part(learning):
    forged = {"form-seen": "secret 2:forged 1"}
    pages = {}
    for other in ("fiction-commander", "fiction-front"):
        path = f"{TALKS}/change/{other}"
        answer = learning.ask("demo-legal", path, **fields_of(learning.ask("demo-legal", path)) | forged)
        pages[other] = (answer.status_code, wrong_of(answer))
    assert pages["fiction-commander"] == pages["fiction-front"]
    assert pages["fiction-front"][0] == 422


QUICK = "/register/fiction-talks/act"


def quick(learning, who, **more):
    form = {"kind": "meeting", "happened": "2026-11-01", "evidence": "Fictional: a note", **more}
    return learning.ask(who, QUICK, **form)


def test_what_stands_on_the_short_form_and_can_be_sealed_no_more_marks_it_and_the_reason_is_true(learning):
    answer = quick(learning, "demo-legal", said="Fictional: sealed words")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Fictional: sealed words" in page
    assert '<p class="bar marking warn">Confidential</p>' in page
    assert "choose the compartment" not in page
    assert "you are in no compartment" in page


def test_the_short_form_asks_how_it_is_known_and_records_what_was_answered(learning):
    from filling import seen

    from forlik.register.concepts import Act

    page = learning.text("demo-legal", QUICK)
    assert '<option value="witnessed" selected>' in page
    assert '<option value="first-hand" selected>' in page
    before = {one.id for one in seen(learning, "demo-legal").every(Act)}
    assert quick(learning, "demo-legal", kind="note", obtained="partner", basis="background").status_code == 303
    [piece] = [one.evidence[0] for one in seen(learning, "demo-legal").every(Act) if one.id not in before]
    assert (piece.obtained, piece.basis) == ("partner", "background")
    wrong = quick(learning, "demo-legal", kind="note", obtained="made up")
    assert wrong.status_code == 422
