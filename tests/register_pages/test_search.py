"""Search, asked through its page: what may be seen is found and told of in the log; what is hidden is not there."""

import re

import pytest
from filling import secret_of
from worlds import in_both, plain, without_secrets

from forlik.register.examples.fictional import fictional
from forlik.register.facets import SECRET
from forlik.register.search.folding import words
from forlik.register.search.texts import texts

SEARCH = "/register/search"


def secret_words():
    """Every word that stands in sealed texts of the examples and nowhere else."""
    sealed, open_ = set(), set()
    for one in fictional().filed:
        concept = type(one.record).__name__.lower()
        for facet, body in one.bodies.items():
            found = {word for _, text in texts(concept, body) for word in words(text)}
            (sealed if facet is SECRET else open_).update(found)
    return sorted(word for word in sealed - open_ if not any(one.startswith(word) for one in open_))


@pytest.fixture
def worlds(django_db_blocker, tmp_path_factory):
    """The answers to each secret word, and to some others, in both worlds."""
    asked = [f"{SEARCH}?q={word}" for word in secret_words()]
    asked += [f"{SEARCH}?q=fictional", f"{SEARCH}?q=fictional&page=2", f"{SEARCH}?q=the&as_of=2024-06-01"]

    def look(learning):
        return {who: plain(learning, {path: learning.text(who, path) for path in asked}) for who in learning.ids}

    return in_both(look, without_secrets, django_db_blocker, tmp_path_factory)


def test_asked_for_the_secret_word_itself_the_answer_is_the_same_in_both_worlds(worlds):
    whole, bare = worlds
    assert len(secret_words()) > 30
    for who in ("demo-legal", "demo-guardian"):
        assert whole[who] == bare[who], who
    found = [path for path, text in whole["demo-owner"].items() if "<mark>" in text]
    assert len(found) > 20, "and whoever may see it finds it"


def test_what_is_found_is_marked_named_and_led_to(learning):
    page = learning.text("demo-owner", f"{SEARCH}?q=ferry+CLERK")
    assert "<mark>ferry</mark>" in page
    assert 'href="/register/fiction-talks/change/fiction-clerk"' in page
    assert "actor" in page
    assert "sealed" in page
    assert "Confidential" in page


def test_none_and_not_yours_are_answered_alike(learning):
    hidden = learning.text("demo-legal", f"{SEARCH}?q=clerk").replace("clerk", "…")
    absent = learning.text("demo-legal", f"{SEARCH}?q=zyxwv").replace("zyxwv", "…")
    assert hidden == absent
    assert "Nothing that you may see has all of these words" in hidden


def test_what_was_written_is_shown_as_text_never_as_markup(learning):
    evil = "<script>alert(1)</script> canoe"
    form = {"kind": "note", "happened": "2026-01-02", "title": evil, "evidence": "<b>e</b>"}
    assert learning.ask("demo-owner", "/register/fiction-talks/act", **form).status_code == 303
    page = learning.text("demo-owner", f"{SEARCH}?q=canoe")
    assert "<mark>canoe</mark>" in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    page = learning.text("demo-owner", f"{SEARCH}?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page


def test_the_log_tells_which_sealed_facets_were_shown_and_never_the_query(learning):
    from forlik.desk.access.log import entries
    from forlik.desk.records.models import Facet

    before = len(learning.log("read"))
    assert "clerk" in learning.text("demo-owner", f"{SEARCH}?q=clerk")
    [row] = learning.log("read")[before:]
    sealed = Facet.objects.get(record="fiction-clerk", name="secret").pk
    assert sealed in row.facets.split()
    # Ids of the examples are words; the ids of a register are random.
    since = [one for one in entries() if one.seq >= row.seq]
    assert since
    assert not [one for one in since if "clerk" in "".join(map(str, one))]
    learning.text("demo-owner", f"{SEARCH}?q=zyxwv")
    assert len(learning.log("read")) == before + 1, "where nothing sealed was shown there is nothing to tell"


def test_a_past_day_is_searched_as_it_was_known_and_leads_to_that_day(learning):
    assert "<mark>" not in learning.text("demo-owner", f"{SEARCH}?q=ceasefire&as_of=2024-01-15")
    page = learning.text("demo-owner", f"{SEARCH}?q=ceasefire&as_of=2025-06-01")
    assert "<mark>" in page
    assert 'href="/register/fiction-talks?as_of=2025-06-01"' in page
    assert "/change/" not in re.sub(r"<nav.*?</nav>", "", page, flags=re.DOTALL)


def test_what_is_raised_is_found_no_more_and_what_is_recorded_is_found_at_once(learning):
    from datetime import UTC, date, datetime

    from forlik.desk.access.people import person
    from forlik.desk.records.change import Grounds, Which
    from forlik.desk.records.grades import raise_label

    form = {"kind": "note", "happened": "2026-01-02", "title": "Quincunx", "evidence": "e"}
    assert "<mark>" not in learning.text("demo-legal", f"{SEARCH}?q=quincunx")
    assert learning.ask("demo-owner", "/register/fiction-talks/act", **form).status_code == 303
    assert "<mark>Quincunx</mark>" in learning.text("demo-legal", f"{SEARCH}?q=quincunx")
    from forlik.desk.records.viewed import view

    owner, now = person(learning.ids["demo-owner"], "passkey"), datetime.now(UTC)
    dossier = view(owner, now, day=now.date()).dossier
    [record] = [
        one for one in dossier.facets if any("Quincunx" in str(row.body) for row in dossier.facets[one].values())
    ]
    why = Grounds("it names a shape", "fictional: no law", date(2030, 1, 1))
    raise_label(Which(record, "staff", "1"), secret_of(learning), why, owner, datetime.now(UTC))
    assert "<mark>" not in learning.text("demo-legal", f"{SEARCH}?q=quincunx")
    assert "<mark>Quincunx</mark>" in learning.text("demo-owner", f"{SEARCH}?q=quincunx")


@pytest.mark.parametrize("page", ["0", "-1", "2", "999", "99999", "x", "²", ""])
def test_a_page_that_is_none_is_the_nearest_that_is(learning, page):
    assert "<mark>" in learning.text("demo-owner", f"{SEARCH}?q=clerk&page={page}")


def test_of_many_the_pages_hold_each_once(learning):
    seen, number = [], 1
    while True:
        page = learning.text("demo-owner", f"{SEARCH}?q=fictional&page={number}")
        seen += re.findall(r'<li><a href="([^"]+/change/[^"]+)"', page)
        if 'rel="next"' not in page:
            break
        number += 1
    assert number > 1
    assert len(seen) == len(set(seen)) > 20
