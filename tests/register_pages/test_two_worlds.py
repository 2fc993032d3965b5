"""Two worlds, with and without what is secret: whoever may not see it gets the same bytes in both."""

import pytest
from worlds import DUE, but_for_what_is_due, in_both, plain, without_secrets

PATHS = [
    "/register",
    "/register?as_of=2024-02-22",
    "/register?as_of=2026-11-01",
    "/register/fiction-talks",
    "/register/fiction-talks?as_of=2024-03-25",
    "/register/fiction-talks?as_of=2025-03-01",
    "/register/fiction-relief",
    "/register/fiction-talks/act",
]


@pytest.fixture
def worlds(django_db_blocker, tmp_path_factory):
    """The pages of each person, in both worlds."""

    def look(learning):
        return {
            who: plain(learning, {path: learning.text(who, path) for path in PATHS}, due=True) for who in learning.ids
        }

    return in_both(look, without_secrets, django_db_blocker, tmp_path_factory)


def test_a_colleague_sees_the_same_bytes_in_both_worlds(worlds):
    whole, bare = worlds
    assert whole["demo-guardian"] == bare["demo-guardian"]


def test_data_protection_is_told_how_much_is_due_and_nothing_else(worlds):
    whole, bare = ({path: but_for_what_is_due(page) for path, page in one["demo-legal"].items()} for one in worlds)
    assert whole == bare
    told = {who for who, pages in worlds[0].items() for page in pages.values() if DUE.search(page)}
    assert told == {"demo-legal"}


def test_a_member_of_another_compartment_does_too(worlds):
    whole, bare = worlds
    talks = [path for path in PATHS if "relief" not in path]
    assert {path: whole["demo-relief"][path] for path in talks} == {path: bare["demo-relief"][path] for path in talks}


def test_the_worlds_differ_for_whoever_may_see(worlds):
    whole, bare = worlds
    assert whole["demo-owner"] != bare["demo-owner"]
