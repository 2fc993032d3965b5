"""Opening in an emergency, and who looked: what opens, what is told to whom, and what nobody learns by it."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from worlds import in_both, plain, without_secrets

from forlik.core.errors import NotPermitted
from forlik.desk.access import people
from forlik.desk.access.models import Notice
from forlik.desk.access.people import person

GLASS, MINE, TALKS = "/register/glass", "/register/mine", "/register/fiction-talks"
LOOKED, LOOKERS = f"{TALKS}/looked", "/register/lookers"


def said(answer):
    return html.unescape(re.sub(r"<[^>]*>", " ", answer.content.decode()))


@pytest.fixture
def compartment(learning):
    [one] = person(learning.ids["demo-owner"], "passkey").memberships
    return one.compartment


@pytest.fixture
def officer(learning):
    learning.ids["officer"] = people.enrol("Demo: data protection", datetime.now(UTC), protection=True)
    return "officer"


def given(compartment, **changed):
    return {
        "reference": compartment,
        "grade": "2",
        "hours": "1",
        "reason": "Fictional: the ferry is adrift",
        **changed,
    }


# Opening in an emergency


def test_it_opens_for_the_hours_that_were_chosen_and_says_until_when(learning, compartment):
    assert "old mill" not in learning.text("demo-legal", TALKS)
    assert learning.ask("demo-legal", GLASS, **given(compartment)).status_code == 303
    assert "old mill" in learning.text("demo-legal", TALKS)
    [glass] = person(learning.ids["demo-legal"], "passkey").glasses
    assert glass.until - glass.since == timedelta(hours=1)
    text = learning.text("demo-legal", GLASS)
    assert "Fictional: talks" in text
    assert f"{glass.until:%Y-%m-%d %H:%M}" in text


def test_the_owner_and_the_guardian_are_told_who_and_why_until_they_have_read_it(learning, compartment):
    learning.ask("demo-legal", GLASS, **given(compartment))
    for who in ("demo-owner", "demo-guardian"):
        text = html.unescape(learning.text(who, MINE))
        assert "Demo: legal adviser and data protection, without a compartment" in text
        assert "the ferry is adrift" in text
        assert "Something waits for you" in learning.text(who, "/register")
    for who in ("demo-relief", "demo-legal", "demo-deputy"):
        assert "the ferry is adrift" not in learning.text(who, MINE)
    notice = Notice.objects.get(person_id=learning.ids["demo-owner"])
    assert learning.ask("demo-relief", MINE, read=notice.pk).status_code == 409
    assert learning.ask("demo-owner", MINE, read=notice.pk).status_code == 303
    assert "the ferry is adrift" not in learning.text("demo-owner", MINE)
    assert "the ferry is adrift" in html.unescape(learning.text("demo-guardian", MINE))
    assert learning.ask("demo-owner", MINE, read=notice.pk).status_code == 409


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"reason": " "}, "Say why it cannot wait"),
        ({"hours": "5"}, "Say for how many hours"),
        ({"hours": "0"}, "Say for how many hours"),
        ({"hours": "x"}, "Say for how many hours"),
        ({"grade": "1"}, "Say which grade"),
        ({"reference": ""}, "Name the compartment"),
        ({"reference": "nowhere"}, "there is no such compartment"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_opened(learning, compartment, changed, reason):
    answer = learning.ask("demo-legal", GLASS, **given(compartment, **changed))
    assert answer.status_code == 422
    assert reason in said(answer)
    assert person(learning.ids["demo-legal"], "passkey").glasses == ()
    if "reason" not in changed:
        assert "the ferry is adrift" in said(answer), "nothing written is lost"


def test_who_holds_it_anyway_and_who_has_no_passkey_open_nothing(learning, compartment):
    assert learning.ask("demo-owner", GLASS, **given(compartment)).status_code == 422
    assert "with a passkey" in learning.text("demo-legal", GLASS, "second factor")
    answer = learning.ask("demo-legal", GLASS, "second factor", **given(compartment))
    assert answer.status_code == 422
    assert not Notice.objects.exists()


def test_nobody_is_shown_a_compartment_that_he_does_not_know_of(learning, compartment):
    for who in ("demo-legal", "demo-relief"):
        assert compartment not in learning.text(who, GLASS)
        assert "Fictional: talks" not in learning.text(who, GLASS)
    for who in ("demo-owner", "demo-deputy", "demo-guardian"):
        assert compartment in learning.text(who, GLASS)
    assert compartment not in learning.text("demo-owner", GLASS, "second factor")


def test_who_was_let_out_knows_of_it_no_more(learning, compartment):
    people.let_out(
        learning.ids["demo-owner"], compartment, person(learning.ids["demo-guardian"], "passkey"), datetime.now(UTC)
    )
    assert compartment not in learning.text("demo-owner", GLASS)


def test_whoever_is_told_without_being_let_in_is_told_no_name(learning, compartment):
    """The owner of a file may have been let out of the compartment that it lies in."""
    guardian = person(learning.ids["demo-guardian"], "passkey")
    people.let_out(learning.ids["demo-owner"], compartment, guardian, datetime.now(UTC))
    learning.ask("demo-legal", GLASS, **given(compartment))
    text = html.unescape(learning.text("demo-owner", MINE))
    assert "the ferry is adrift" in text
    assert "Fictional: talks<" not in text.partition("the ferry is adrift")[0].rpartition("<ul")[2]


# Who looked


def test_the_owner_sees_how_often_each_sealed_part_was_shown_and_no_name(learning):
    for _ in range(3):
        learning.ask("demo-deputy", TALKS)
    text = learning.text("demo-owner", LOOKED)
    assert re.search(r"first round.*?<td[^>]*>3</td>", text, re.DOTALL)
    assert "Demo: deputy" not in text


@pytest.mark.parametrize("who", ["demo-deputy", "demo-legal", "demo-relief", "demo-guardian"])
def test_counts_are_for_the_owner(learning, who):
    with pytest.raises(NotPermitted):
        learning.ask(who, LOOKED)
    assert LOOKED not in learning.text(who, TALKS)


def test_counts_take_every_label(learning):
    with pytest.raises(NotPermitted):
        learning.ask("demo-owner", LOOKED, "second factor")
    assert LOOKED in learning.text("demo-owner", TALKS)


def reference(learning):
    text = learning.text("demo-owner", LOOKED)
    return re.search(r"first round.*?<code>([^<]+)</code>", text, re.DOTALL)[1]


def test_names_are_told_for_a_cause_and_the_cause_is_in_the_log(learning, officer):
    learning.ask("demo-deputy", TALKS)
    answer = learning.ask(officer, LOOKERS, reference=reference(learning), cause="Fictional: a leak")
    assert answer.status_code == 200
    assert "Demo: deputy of both files" in said(answer)
    assert "first round" not in said(answer), "who asks for names need not see what was looked at"
    [row] = learning.log("who looked")
    assert row.who == learning.ids[officer]
    assert row.digest
    assert "leak" not in str(row)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"cause": " "}, "State the cause"),
        ({"reference": ""}, "Write the reference"),
        ({"reference": "x"}, "nothing of"),
    ],
)
def test_names_without_a_cause_or_a_reference_are_not_told(learning, officer, changed, reason):
    form = {"reference": reference(learning), "cause": "Fictional: a leak", **changed}
    answer = learning.ask(officer, LOOKERS, **form)
    assert answer.status_code == 422
    assert reason in said(answer)
    assert learning.log("who looked") == []


def test_names_are_for_data_protection_alone(learning, officer):
    for who in ("demo-owner", "demo-guardian", "demo-deputy"):
        with pytest.raises(NotPermitted):
            learning.ask(who, LOOKERS, reference=reference(learning), cause="why")
        assert LOOKERS not in learning.text(who, "/register")
    assert LOOKERS in learning.text(officer, "/register")
    with pytest.raises(NotPermitted):
        learning.ask(officer, LOOKERS, "second factor", reference="x", cause="why")


def test_two_worlds(django_db_blocker, tmp_path_factory):
    def look(learning):
        return {who: plain(learning, {GLASS: stamped(learning.text(who, GLASS))}) for who in learning.ids}

    def stamped(text):
        return re.sub(r"\d\d:\d\d UTC", "UTC", text)

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    for who in ("demo-legal", "demo-relief"):
        assert whole[who] == bare[who], who


@pytest.mark.parametrize("path", ["/register/glass", "/register/fiction-relief/act"])
def test_a_page_that_names_a_compartment_is_marked(learning, path):
    page = learning.text("demo-owner", path)
    assert "Fictional: talks" in page
    assert '<p class="bar marking warn">Confidential</p>' in page
    assert "bar marking warn" not in learning.text("demo-legal", path)
