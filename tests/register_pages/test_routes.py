"""Every route of the register × every person × every method: who gets what is written here by hand, once.

A route that stands in no row fails; so does a row without a route. What the desk answers is never asked of the policy.
"""

import pytest

from forlik.core.errors import NoData, NotPermitted

PERSONS = ("", "demo-legal", "demo-guardian", "demo-relief", "demo-deputy", "demo-owner")
TALKS_FILE = {"demo-owner", "demo-deputy"}
STAFF = set(PERSONS) - {""}
PROTECTION = {"demo-legal"}
MATRIX = {
    # route: who may GET it, who may POST to it (a form without content, which is then refused with its reasons)
    "register-files": (STAFF, set()),
    "register-file": (STAFF, set()),
    "register-act": (STAFF, STAFF),
    "register-step": (TALKS_FILE, TALKS_FILE),
    "register-add": (STAFF, STAFF),
    "register-change": (STAFF, STAFF),
    "register-begin": (STAFF, STAFF),
    "register-bring_back": (set(), set()),  # nothing of the examples is withdrawn: test_bring_back.py
    "register-unsent": (set(), set()),  # only what one wrote oneself
    "register-handover": (TALKS_FILE, TALKS_FILE),
    "register-mine": (STAFF, STAFF),
    "register-glass": (STAFF, STAFF),
    "register-compartments": (STAFF - {"demo-legal"}, {"demo-guardian"}),
    "register-listing": (STAFF, STAFF),
    "register-debrief": (TALKS_FILE, TALKS_FILE),
    "register-archive": (TALKS_FILE, TALKS_FILE),
    "register-looked": ({"demo-owner"}, set()),
    "register-lookers": (PROTECTION, PROTECTION),
    "register-search": (STAFF, set()),
    "register-attachment": (set(), set()),
    "register-attachments": (STAFF, set()),
    "register-attach": (STAFF, STAFF),
    "register-bring_in": (STAFF, STAFF),
    "register-brief_file": (STAFF, set()),
    "register-brief_mine": (STAFF, set()),
    "register-brief_memo": (STAFF, set()),
    "register-brief_account": (STAFF, set()),
    "register-export_file": (STAFF, set()),
    "register-export": (STAFF, set()),
    "register-due": (STAFF, set()),
    "register-calendar": (STAFF, STAFF),
    "register-tokens": (STAFF, set()),  # whoever has a token revokes it: tests/tokens/test_pages.py
    "register-new_token": (STAFF, STAFF),
    "register-people": (PROTECTION, PROTECTION),
    "register-grade": (STAFF, STAFF),
    "register-release": (STAFF, TALKS_FILE),
    "register-waiting": (STAFF, STAFF),
    "register-course": (STAFF, set()),
    "register-history": (STAFF, set()),
    "register-actor": (STAFF, set()),
    "register-process": (STAFF, set()),
    "register-plan": (STAFF, set()),
    "register-place": (STAFF, set()),
    "register-portfolio": (STAFF, set()),
    "register-results": (STAFF, set()),
    "register-results_file": (STAFF, set()),
    "register-record_result": (STAFF, STAFF),
    "register-dispute": (STAFF, STAFF),
    "register-flags": (STAFF, STAFF),
    "register-flag": (STAFF, STAFF),
    "register-partners": (STAFF, STAFF),
    "register-alike": (STAFF, set()),
    "register-decide": (STAFF, set()),
    "register-decide_file": (STAFF, set()),
    "register-expectations": (STAFF, set()),
    "register-resolve": (STAFF, STAFF),
    "register-withdraw": ({"demo-owner"}, {"demo-owner"}),
    "register-overrides": (STAFF, set()),
    "register-options": (STAFF, set()),
    "register-propose": (STAFF, STAFF),
    "register-option": (STAFF, set()),
    "register-decision": ({"demo-owner"}, {"demo-owner"}),
    "register-harm": (STAFF, STAFF),
    "register-evidence": (STAFF, STAFF),
}


def routes():
    """Every address of the register that the desk answers, by its name, wherever it is declared."""
    from forlik.desk.urls import REGISTER_PAGES, urlpatterns

    beside = [one.name for one in urlpatterns if hasattr(one, "name") and str(one.pattern).startswith("register")]
    return {*beside, *(one.name for one in REGISTER_PAGES.urlpatterns)}


def examples():
    from forlik.desk.urls import found_register_pages

    return {f"register-{name}": page.EXAMPLE for name, page in found_register_pages().items()}


def answered(learning, who, path, method):
    """Whether somebody gets more than the one refusal that everybody gets."""
    from django.test import RequestFactory
    from django.urls import resolve

    from forlik.desk.access.people import person
    from forlik.desk.access.person import NOBODY
    from forlik.desk.signin.who import ASKER

    request = getattr(RequestFactory(), method.lower())(path)
    setattr(request, ASKER, person(learning.ids[who], "passkey") if who else NOBODY)
    match = resolve(request.path_info)
    try:
        return match.func(request, *match.args, **match.kwargs).status_code != 405
    except (NoData, NotPermitted):
        return False


def unlisted(found):
    """Routes without a row, and rows without a route."""
    return set(found) ^ set(MATRIX)


def test_every_route_of_the_register_has_its_row(learning):
    assert unlisted(routes()) == set()


def test_a_new_route_without_a_row_is_noticed(learning):
    assert unlisted(routes() | {"register-leak"}) == {"register-leak"}


def test_who_gets_what(learning):
    cells = leaks = 0
    for name, path in examples().items():
        reading, writing = MATRIX[name]
        for who in PERSONS:
            for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"):
                allowed = {"GET": reading, "HEAD": reading, "POST": writing}.get(method, set())
                leaks += answered(learning, who, path, method) != (who in allowed)
                cells += 1
    print(f"{cells} cells, {leaks} wrong")
    assert cells == len(MATRIX) * len(PERSONS) * 6
    assert leaks == 0


def test_a_leaking_route_is_caught(learning, monkeypatch):
    from forlik.desk.register.pages.step import page

    # Planted: the step's page forgets to ask who answers for the file.
    monkeypatch.setattr(page, "may_run", lambda *_: True)
    found = {who for who in PERSONS if answered(learning, who, page.EXAMPLE, "GET")}
    assert found - MATRIX["register-step"][0] == STAFF - TALKS_FILE


SEALED_NAME = "night clerk"
"""What only the compartment of the talks may know of: a page on which it stands is marked."""


def test_a_page_that_names_something_sealed_is_marked(learning):
    named = set()
    for name, path in examples().items():
        if answered(learning, "demo-owner", path, "GET"):
            answer = learning.ask("demo-owner", path)
            text = "" if answer.streaming else answer.content.decode()
            if SEALED_NAME in text:
                named.add(name)
                assert 'class="bar marking warn">Confidential<' in text, name
    assert {"register-act", "register-step", "register-file", "register-handover"} <= named


@pytest.mark.parametrize("hidden", ["fiction-clerk", "fiction-request-front", "fiction-side-letter", "nothing-at-all"])
def test_a_hidden_id_and_an_absent_one_get_the_same_on_every_route(learning, hidden):
    for path in examples().values():
        asked = path.replace("fiction-talks", hidden)
        if asked != path:
            assert not answered(learning, "demo-legal", asked, "GET"), asked
            assert not answered(learning, "demo-legal", asked, "POST"), asked
