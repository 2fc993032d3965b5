"""The way back: from a page of a file to the register, from a wrong address to the day that it was asked for."""

import pytest

from forlik.core.days import today

OWNER, TALKS = "demo-owner", "/register/fiction-talks"
THEN = "2024-06-30"


def lost(address):
    from django.test import RequestFactory

    from forlik.desk import faults

    return faults.page(RequestFactory().get(address), 404, "Fictional: nothing here").content.decode()


@pytest.mark.parametrize("page", ["course", "history", "alike", "listing"])
def test_every_page_of_a_file_leads_to_the_register_and_to_the_file(learning, page):
    text = learning.text(OWNER, f"{TALKS}/{page}")
    above = text[text.index('<p class="kind">') :]
    above = above[: above.index("</p>")]
    assert '<a href="/register">Register</a> · <a href="/register/fiction-talks">' in above


def test_a_wrong_address_keeps_the_day_of_the_question(learning):
    assert f'<a href="/register?as_of={THEN}">' in lost(f"/register/nothing?as_of={THEN}")
    assert '<a href="/register">' in lost("/register/nothing")


@pytest.mark.parametrize("day", ["2024-02-31", "2999-01-01", '"><script>', str(today())])
def test_a_day_that_is_none_or_not_yet_is_not_kept(learning, day):
    text = lost(f"/register/nothing?as_of={day}")
    assert '<a href="/register">' in text
    assert "<script>" not in text


def test_days_in_choices_and_in_a_history_are_written_as_the_reader_writes_them(learning):
    from filling import fields_of, recorded

    form = fields_of(learning.ask(OWNER, f"{TALKS}/change/fiction-round-one")) | {"happened": "1/2/2024"}
    recorded(learning, OWNER, f"{TALKS}/change/fiction-round-one", form)
    history = learning.text(OWNER, f"{TALKS}/history?of=fiction-round-one")
    assert "1 Feb 2024" in history
    assert ">2024-02-01<" not in history
    choices = learning.text(OWNER, f"{TALKS}/add/assessment")
    assert "1 Feb 2024 · " in choices
    assert "2024-02-01 · " not in choices
