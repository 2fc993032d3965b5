"""What was withdrawn as a mistake is brought back by whoever could withdraw it, and by nobody else; the log tells."""

import html
import re

import pytest
from filling import fields_of, minimum, record, recorded, revisions, secret_of, seen, wrong_of

from forlik.core.errors import NoData

OWNER, COLLEAGUE = "demo-owner", "demo-legal"
TALKS = "/register/fiction-talks"
HISTORY = f"{TALKS}/history"


def change(other, file=TALKS):
    return f"{file}/change/{other}"


def back(other, file=TALKS):
    return f"{file}/bring-back/{other}"


def withdraw(learning, other, who=OWNER):
    form = fields_of(learning.ask(who, change(other))) | {"withdrawn": "Fictional: the wrong boat"}
    return recorded(learning, who, change(other), form)


def bring_back(learning, other, who=OWNER):
    [mark] = re.findall(r'name="seen" value="([^"]*)"', learning.text(who, back(other)))
    return learning.ask(who, back(other), seen=mark)


def verbs():
    from forlik.desk.access.log import entries

    return [one.verb for one in entries()]


def a_step(learning):
    """An act of the talks that decides a step."""
    from forlik.register.concepts import Act

    return next(
        one.id for one in seen(learning, OWNER).every(Act) if one.transition and one.engagement == "fiction-talks"
    )


def test_an_act_comes_back_as_it_stood_and_the_history_tells_all_of_it(learning):
    before = record(learning, OWNER, "fiction-boat")
    withdraw(learning, "fiction-boat")
    assert "fiction-boat" not in seen(learning, OWNER)
    assert f'href="{back("fiction-boat")}"' in learning.text(OWNER, HISTORY)
    page = learning.text(OWNER, back("fiction-boat"))
    assert "Fictional: the wrong boat" in page
    logged = len(verbs())
    assert bring_back(learning, "fiction-boat").status_code == 303
    assert "record" in verbs()[logged:]
    assert record(learning, OWNER, "fiction-boat") == before
    history = learning.text(OWNER, HISTORY)
    assert ">brought back<" in history
    assert "Fictional: the wrong boat" in history
    assert "bring it back" not in history


def test_nothing_that_was_recorded_is_overwritten(learning):
    withdraw(learning, "fiction-boat")
    before = revisions(learning, "fiction-boat")
    bring_back(learning, "fiction-boat")
    after = revisions(learning, "fiction-boat")
    assert all(after[place] in (n, n + 1) for place, n in before.items())
    assert after != before


def test_a_whole_file_comes_back_with_everything_in_it(learning):
    before = seen(learning, OWNER).facets.keys()
    gone = withdraw(learning, "fiction-talks")
    assert gone.headers["Location"] == HISTORY
    with pytest.raises(NoData):
        learning.ask(OWNER, TALKS)
    assert "Bring the file back" in learning.text(OWNER, HISTORY)
    assert f'<a href="{HISTORY}">' in learning.text(OWNER, "/register/mine")
    assert bring_back(learning, "fiction-talks").status_code == 303
    assert seen(learning, OWNER).facets.keys() == before
    assert learning.ask(COLLEAGUE, TALKS).status_code == 200
    assert "Withdrawn as a mistake" not in learning.text(OWNER, "/register/mine")


@pytest.mark.parametrize("who", [COLLEAGUE, "demo-relief"])
def test_a_withdrawn_file_is_not_there_for_whoever_does_not_answer_for_it(learning, who):
    withdraw(learning, "fiction-talks")
    for path in (HISTORY, back("fiction-talks"), back("fiction-boat")):
        with pytest.raises(NoData):
            learning.ask(who, path)
        if path != HISTORY:
            with pytest.raises(NoData):
                learning.ask(who, path, seen="")


def test_while_a_file_is_gone_nothing_in_it_is_brought_back_alone(learning):
    withdraw(learning, "fiction-boat")
    withdraw(learning, "fiction-talks")
    with pytest.raises(NoData):
        learning.ask(OWNER, back("fiction-boat"))
    bring_back(learning, "fiction-talks")
    assert bring_back(learning, "fiction-boat").status_code == 303


def test_a_step_comes_back_only_by_whoever_may_take_it(learning):
    step, state = a_step(learning), learning.state(OWNER, "fiction-talks")
    withdraw(learning, step)
    with pytest.raises(NoData):
        learning.ask(COLLEAGUE, back(step))
    assert back(step) not in learning.text(COLLEAGUE, HISTORY)
    assert bring_back(learning, step).status_code == 303
    assert learning.state(OWNER, "fiction-talks") == state


def test_what_is_hidden_what_is_not_there_and_what_is_not_withdrawn_are_the_same(learning):
    secret = secret_of(learning)
    form = minimum("act")[0] | {"engagement": "fiction-talks", "form-sealed": secret, "form-floor": "secret"}
    recorded(learning, OWNER, f"{TALKS}/add/act", form)
    [hidden] = [one for one in seen(learning, OWNER).facets if not one.startswith("fiction-")]
    withdraw(learning, hidden)
    assert "Confidential" in learning.text(OWNER, back(hidden))
    for other in (hidden, "nothing", "fiction-front"):
        with pytest.raises(NoData):
            learning.ask(COLLEAGUE, back(other))


@pytest.mark.parametrize("path", [back("fiction-contact-safety"), f"{HISTORY}?of=fiction-contact-safety"])
def test_a_page_that_shows_a_sealed_title_is_marked_by_it(learning, path):
    rows = seen(learning, OWNER).facets["fiction-contact-safety"].values()
    [title] = [row.body["title"] for row in rows if row.facet == "secret"]
    withdraw(learning, "fiction-contact-safety")
    text = learning.text(OWNER, path)
    assert html.escape(title) in text
    assert '<p class="bar marking warn">Confidential</p>' in text


def test_a_form_that_is_older_than_what_stands_there_changes_nothing(learning):
    withdraw(learning, "fiction-boat")
    [old] = re.findall(r'name="seen" value="([^"]*)"', learning.text(OWNER, back("fiction-boat")))
    bring_back(learning, "fiction-boat")
    withdraw(learning, "fiction-boat")
    answer = learning.ask(OWNER, back("fiction-boat"), seen=old)
    assert answer.status_code == 409
    assert "somebody else has changed this" in wrong_of(answer)
    assert "fiction-boat" not in seen(learning, OWNER)


def test_a_past_day_offers_nothing_to_bring_back(learning):
    from datetime import timedelta

    from forlik.core.days import today

    withdraw(learning, "fiction-boat")
    assert "bring it back" not in learning.text(OWNER, f"{HISTORY}?as_of={today() - timedelta(days=1)}")
