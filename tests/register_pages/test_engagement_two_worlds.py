"""Two worlds and canaries for the pages of an engagement and its history, of actor, process, plan and place."""

import pytest
from worlds import in_both, plain, without_secrets

OF_TALKS = [
    "/register/fiction-talks",
    "/register/fiction-talks?as_of=2024-10-01",
    "/register/fiction-talks/course",
    "/register/fiction-talks/course?year=2024",
    "/register/fiction-talks/course?q=tolls",
    "/register/fiction-talks/history",
    "/register/fiction-talks/history?as_of=2024-06-01",
    "/register/fiction-talks/history?of=fiction-round-one",
    "/register/actor/fiction-front",
    "/register/actor/fiction-front?as_of=2024-06-01",
    "/register/actor/fiction-government",
    "/register/actor/fiction-commander",
    "/register/actor/fiction-university",
    "/register/actor/fiction-clerk",
    "/register/process/fiction-process",
    "/register/process/fiction-track",
    "/register/place/Fictional: Estovia",
    "/register/place/SDN",
    "/register?q=talks&sort=newest",
]
OF_RELIEF = [
    "/register/fiction-relief",
    "/register/fiction-relief/course",
    "/register/fiction-relief/history",
    "/register/actor/fiction-partner",
    "/register/plan/fiction-plan",
    "/register/place/Fictional: Marenia",
]
FIELDS = (
    "said",
    "where",
    "channel",
    "contact",
    "whereabouts",
    "security",
    "red_lines",
    "approvals",
    "summary",
    "promise",
)


def _got(learning, who, path):
    from forlik.core.errors import NoData

    try:
        return learning.text(who, path)
    except NoData as error:
        return f"{error.what} {error.remedy}"


def _look(learning):
    return {
        who: plain(learning, {path: _got(learning, who, path) for path in OF_TALKS + OF_RELIEF}) for who in learning.ids
    }


@pytest.fixture
def worlds(django_db_blocker, tmp_path_factory):
    """The pages of each person, in both worlds."""
    return in_both(_look, without_secrets, django_db_blocker, tmp_path_factory)


def test_whoever_is_outside_gets_the_same_bytes_in_both_worlds(worlds):
    whole, bare = worlds
    for who, paths in (
        ("demo-legal", OF_TALKS + OF_RELIEF),
        ("demo-guardian", OF_TALKS + OF_RELIEF),
        ("demo-relief", OF_TALKS),
    ):
        for path in paths:
            assert whole[who][path] == bare[who][path], (who, path)
    for path in OF_TALKS[:6]:
        assert whole["demo-owner"][path] != bare["demo-owner"][path], path


def _secrets():
    """Every text in a secret facet, and the file that it is secret to."""
    from forlik.register.examples.fictional import fictional
    from forlik.register.facets import SECRET

    for one in fictional().filed:
        body = one.bodies.get(SECRET, {})
        for name in FIELDS:
            if name in body:
                yield one.file, body[name]


def test_no_secret_text_reaches_whoever_is_outside_its_compartment(learning):
    from django.utils.html import escape

    found = list(_secrets())
    assert len(found) > 20
    pages = {who: "".join(_got(learning, who, path) for path in OF_TALKS + OF_RELIEF) for who in learning.ids}
    for file, text in found:
        told = escape(text)
        for who in ("demo-legal", "demo-guardian"):
            assert told not in pages[who], (who, text)
        if file != "fiction-relief":
            assert told not in pages["demo-relief"], text
            assert told in pages["demo-owner"], text  # so that the canary sings where it may


def test_reading_any_of_these_pages_is_logged_where_something_sealed_is_shown(learning):
    for path in ("", "/course?year=2024", "/history"):
        before = len(learning.log("read"))
        learning.ask("demo-owner", f"/register/fiction-talks{path}")
        assert len(learning.log("read")) == before + 1, path
        learning.ask("demo-legal", f"/register/fiction-talks{path}")
        assert len(learning.log("read")) == before + 1, path
    before = len(learning.log("read"))
    learning.ask("demo-owner", "/register/actor/fiction-front")
    assert len(learning.log("read")) == before + 1
