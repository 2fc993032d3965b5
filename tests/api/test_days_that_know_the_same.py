"""Days on which the same is known share what was worked out of it; no answer is another than without."""

from itertools import product

import pytest

from forlik.desk import briefs, memory, worlds
from forlik.desk.programs import evidence, money

DAYS = ("2022-06-29", "2022-06-30", "2023-12-31", "2024-06-30", "2025-12-31")
WAYS = ({}, {"clock": "held"}, {"mode": "reconstructed"})
PATHS = (
    "/api/measures/active_conflicts",
    "/api/measures/active_conflicts?country=COL&from=2018&to=2024",
    "/api/countries/COL",
    "/api/portfolio",
    "/api/portfolio?country=COL&year=2023",
    "/api/portfolio/COL/peace/2022",
    "/api/briefs/country/COL",
)
# Of the unusual ways two days are enough to tell them apart from the usual one and from each other.
QUESTIONS = tuple(one for one in product(DAYS, WAYS, PATHS) if not one[1] or one[0] in DAYS[2:4])


def forget():
    worlds.forget()
    for kept in (money._opened, evidence._figures, briefs._country):
        kept.cache_clear()
    memory.PAGES = memory.Pages()


def answers(viewer, questions):
    return {
        str(one): (answer.status_code, answer.content)
        for one in questions
        if (answer := viewer.get(one[2], {"as_of": one[0], **one[1]} | _asked(one[2])))
    }


def _asked(path):
    return dict(part.split("=") for part in path.partition("?")[2].split("&") if part)


@pytest.fixture
def alone(viewer, monkeypatch):
    """Every answer where nobody shares anything."""
    forget()
    found = {}
    with monkeypatch.context() as patched:
        patched.setattr(worlds, "_shared", lambda *_known: {})
        for one in QUESTIONS:
            worlds._kept.cache_clear()
            found |= answers(viewer, [one])
    return found


def test_an_answer_is_the_same_whatever_day_was_asked_for_before(viewer, alone):
    forget()
    assert answers(viewer, QUESTIONS) == alone
    forget()
    assert answers(viewer, reversed(QUESTIONS)) == alone
    told = {alone[str(one)] for one in QUESTIONS if one[2] == PATHS[0] and one[1] == {}}
    assert len(told) == len(DAYS), "each answer says its own day"


def test_who_knows_the_same_shares_and_nobody_else(made_up_store, monkeypatch):
    from datetime import date

    monkeypatch.setenv("FORLIK_HOME", str(made_up_store))
    forget()
    before, first, later, newer = (date.fromisoformat(day) for day in DAYS[:4])
    shared = {
        (day, mode): worlds.kept(day, "known", mode).then.shared
        for day in (before, first, later, newer)
        for mode in ("known", "reconstructed")
    }
    assert shared[first, "known"] is shared[later, "known"]
    others = [shared[key] for key in shared if key != (later, "known")]
    assert len({id(one) for one in others}) == len(others)


def test_what_one_engine_was_asked_is_no_answer_for_another(viewer):
    """A process that has opened many stores forgets an engine, and opens it anew for a later day."""
    from forlik.store.engine import _engine

    paths = ("/api/portfolio", "/api/portfolio/COL/peace/2022")
    forget()
    first, later = "2025-12-30", "2025-12-31"
    assert all(viewer.get(path, {"as_of": first}).status_code == 200 for path in paths)
    money._opened.cache_clear()
    _engine.cache_clear()
    for path in paths:
        answer = viewer.get(path, {"as_of": later})
        assert answer.status_code == 200, answer.content
