"""What the questions show of a place, for the frozen screen: one that was not answered says so, and why."""

from datetime import date
from types import SimpleNamespace

import pytest

from forlik.core.errors import NoData

DAY = date(2026, 12, 1)
ROW = {"share_top_k": 1.0, "rank_low": 1, "rank_high": 4, "word": "supported", "observed": 1.0, "oldest": "2025"}


def answered(name, *places):
    rows = tuple(SimpleNamespace(country_iso3=one, spread={"data": (1, 2), "weights": (1, 4)}, **ROW) for one in places)
    return SimpleNamespace(
        question=SimpleNamespace(name=name, version=1), stands_on=SimpleNamespace(sha256="a" * 64), rows=rows,
        withheld=(), asked=places,
    )  # fmt: skip


@pytest.fixture
def shown(monkeypatch):
    """One question is answered, of the other too little is known; it asks of two places."""
    from forlik.desk import screens

    def screen(name, _day):
        if name == "worsening":
            raise NoData("of 2 places 0 can be ranked; of one, for one, nothing")
        return answered(name, "SDN")

    monkeypatch.setattr(screens, "question_names", lambda: ("need-top-20", "worsening"))
    monkeypatch.setattr(screens, "screen", screen)
    monkeypatch.setattr(screens, "asked", lambda _name, _day: SimpleNamespace(places=("SDN", "SOM")))
    return lambda place: [
        (one.question, one.share_top_k, one.by_weights, one.unanswered) for one in screens.shown(place, DAY)
    ]


def test_a_question_that_was_not_answered_is_there_with_the_reason(shown):
    unanswered = ("worsening", None, None, "of 2 places 0 can be ranked")
    assert shown("SDN") == [("need-top-20", 1.0, (1, 4), ""), unanswered]
    assert shown("SOM") == [unanswered], "the one that was answered does not ask of it"


def test_of_a_place_about_which_no_question_asks_nothing_is_shown(shown):
    assert shown("Fictional: Marenia") == []
