"""Every route for programs on the register × who asks × every method: who gets what is written here by hand, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from by_token import EVERY, ROUTES, WRONG, plain_headers
from test_keeping_tokens import ENDS

READING = ("get", "head")
WRITING = ("post", "put", "delete", "patch", "options", "trace")
ANSWERS = {
    # who asks: what each route answers, and where that is another, on which
    "nobody": (401, {}),
    "a wrong token": (401, {}),
    "half a token": (401, {}),
    "another scheme": (401, {}),
    "an expired token": (401, {}),
    "a revoked token": (401, {}),
    "a person who left": (401, {}),
    "a person who is no staff": (401, {}),
    "another scope": (403, {"own_token": 200}),
    "staff": (200, {}),
    "a member of the compartment": (200, {}),
    "a member of another": (200, {}),
}


def test_every_route_stands_in_the_table_and_in_the_file_of_scopes():
    from forlik.desk.api import mounting
    from forlik.desk.signin.scopes import scopes

    assert set(mounting.SCOPES) == set(ROUTES)
    assert {name: scope for name, (_path, scope) in ROUTES.items()} == mounting.SCOPES
    described = mounting.API.get_openapi_schema(path_prefix="/api/")["paths"]
    paths = {path.removeprefix("/api/register/") for path in described if path.startswith("/api/register/")}
    assert {route for one in scopes().values() for route in one.routes} == paths - {"token"}
    assert all(one.en and one.nb and one.en != one.nb for one in scopes().values())


def those_who_ask(house):
    """Who asks → what is sent."""
    found = {
        "nobody": "",
        "a wrong token": f"Bearer {WRONG}",
        "half a token": f"Bearer {house.make()[:30]}",
        "another scheme": f"Basic {house.make()}",
        "an expired token": f"Bearer {house.make(days=1, ago=timedelta(days=2))}",
        "a member of the compartment": f"Bearer {house.make('demo-owner')}",
        "a member of another": f"Bearer {house.make('demo-relief')}",
    }
    for name, who, end in (
        ("a revoked token", "demo-legal", "revoked"),
        ("a person who left", "demo-deputy", "left"),
        ("a person who is no staff", "demo-guardian", "no_staff_any_more"),
    ):
        found[name] = f"Bearer {house.make(who)}"
        ENDS[end](house, who)
    return found | {"staff": f"Bearer {house.make('demo-legal')}"}


def test_who_gets_what(talks):
    cells = wrong = 0
    sent = those_who_ask(talks)
    for name, (path, scope) in ROUTES.items():
        others = [one for one in EVERY if one != scope]
        sent["another scope"] = f"Bearer {talks.make('demo-legal', *others)}"
        for turn, (who, (usual, but)) in enumerate(ANSWERS.items()):
            headers = {"authorization": sent[who]} if sent[who] else {}
            for method in (*READING, *WRITING):
                answer = talks.ask(path, method=method, address=f"192.0.2.{turn}", **headers)
                right = 405 if method in WRITING else but.get(name, usual)
                if answer.status_code != right:
                    print(name, who, method, answer.status_code)
                wrong += answer.status_code != right
                cells += 1
                assert not answer.cookies
                assert answer.headers["Cache-Control"] == "no-store"
                assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    print(f"{cells} cells, {wrong} wrong")
    assert cells == len(ROUTES) * len(ANSWERS) * 8
    assert wrong == 0


def test_a_route_that_forgets_its_scope_is_caught(house, monkeypatch):
    from forlik.desk.api import own

    [operation] = own.router.path_operations["/register/results"].operations
    monkeypatch.setattr(operation.auth_callbacks[0], "scope", "")
    answer = house.ask("/api/register/results", house.make("demo-legal", "due:read"))
    assert answer.status_code != 403


def test_refused_tokens_get_the_same_bytes_whatever_is_wrong_with_them(house):
    found = {
        who: house.ask(path, address=f"192.0.2.{turn}", **({"authorization": sent} if sent else {}))
        for turn, (who, sent) in enumerate(those_who_ask(house).items())
        for path in ["/api/register/engagements/fiction-talks"]
        if ANSWERS[who][0] == 401
    }
    assert len(found) == 8
    assert len({one.content for one in found.values()}) == 1
    assert len({str(plain_headers(one)) for one in found.values()}) == 1
    answer = found["nobody"]
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="Forlik register"'
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 401


def test_an_unknown_and_an_ended_token_cost_the_same_questions_to_the_database(house):
    import re

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    made = house.make()
    ENDS["left"](house, "demo-legal")
    found = []
    for turn, one in enumerate((made, WRONG, "x", "\u00e9" * 500)):
        with CaptureQueriesContext(connection) as captured:
            assert house.ask("/api/register/due", one, address=f"192.0.2.{turn}").status_code == 401
        found.append([re.sub(r"'[^']*'", "?", one["sql"]) for one in captured.captured_queries])
    assert found[0] == found[1] == found[2] == found[3]


def test_a_missing_scope_is_said_by_its_name_and_the_same_for_every_record(house):
    made = house.make("demo-legal", "due:read")
    paths = [f"/api/register/engagements/{id_}" for id_ in ("fiction-talks", "fiction-request-front", "absent")]
    found = [house.ask(one, made) for one in (*paths, f"{paths[0]}?as_of=no-day")]
    assert {one.status_code for one in found} == {403}
    assert len({one.content for one in found}) == 1
    assert found[0].json()["scope"] == "engagements:read"
    assert 'error="insufficient_scope", scope="engagements:read"' in found[0].headers["WWW-Authenticate"]


@pytest.mark.parametrize("path", ["/api/register/engagements/{}", "/api/register/engagements/{}/brief"])
def test_what_may_not_be_seen_is_answered_as_what_is_not_there(talks, path):
    made = talks.make("demo-owner")
    ids = ("absent", "fiction-clerk", "fiction-request-front", "fiction-side-letter", "fiction-government")
    found = [talks.ask(path.format(one), made) for one in ids]
    assert {one.status_code for one in found} == {404}
    assert len({one.content for one in found}) == 1
    assert len({str(plain_headers(one)) for one in found}) == 1


def test_no_token_is_taken_from_an_address_or_a_cookie(house):
    from django.test import Client

    made = house.make()
    for query in (f"access_token={made}", f"token={made}", "access_token=x", f"as_of={made}", f"x={made}"):
        for token in ("", made):
            answer = house.ask(f"/api/register/due?{query}", token)
            assert answer.status_code == 400
            assert made not in answer.content.decode()
    assert house.ask(f"/api/register/engagements/{made}", made).status_code == 400
    client = Client(headers={"host": "localhost"})
    for name in ("token", "access_token", "Authorization", "forlik_session", "forlik_writer"):
        client.cookies[name] = made
    assert client.get("/api/register/due").status_code == 401


def test_a_session_opens_no_route_and_its_form_token_is_not_asked_for(talks):
    """Nothing that a browser sends by itself opens anything, so that another site can ask nothing in anybody's name."""
    from test_unsent import Browser, way_in

    browser = Browser(way_in(talks.learning, "demo-owner")).come_in()
    assert browser.client.get("/register/due").status_code == 200
    for path, _scope in ROUTES.values():
        assert browser.client.get(path).status_code == 401
        assert browser.client.post(path).status_code == 405


def test_no_token_opens_a_page(house):
    made = house.make("demo-owner")
    for path in ("/register", "/register/tokens", "/account"):
        assert house.ask(path, made).headers["Location"].startswith("/account/sign-in")


def test_without_a_register_no_question_makes_one(home, django_db_blocker):
    from django.test import Client

    client = Client(headers={"host": "localhost", "authorization": f"Bearer {WRONG}"})
    assert client.get("/api/register/due").status_code == 401
    assert not (home / "register.db").exists()
    assert not (home / "register-keys").exists()


def test_wrong_tokens_shut_the_address_out_but_for_a_token_in_force(house):
    from forlik.desk.signin.lock import CLOSED_FOR, FROM_ONE_ADDRESS

    made, ended = house.make(), house.make("demo-deputy")
    ENDS["revoked"](house, "demo-deputy")
    for _ in range(FROM_ONE_ADDRESS):
        assert house.ask("/api/register/due", WRONG).status_code == 401
    found = [house.ask("/api/register/due", one) for one in (WRONG, ended, "x", "")]
    assert {one.status_code for one in found} == {429}
    assert len({one.content for one in found}) == 1
    assert {one.headers["Retry-After"] for one in found} == {str(int(CLOSED_FOR.total_seconds()))}
    assert house.ask("/api/register/due", made).status_code == 200, "who shares the address goes on"
    assert house.ask("/api/register/due", WRONG, address="192.0.2.7").status_code == 401, "other addresses go on"
    [row] = house.log("lock out")
    assert "127.0.0.1" not in str(row)


def test_who_has_a_network_of_ipv6_has_one_address(house):
    from forlik.desk.signin.lock import FROM_ONE_ADDRESS

    def guess(address):
        return house.ask("/api/register/token", WRONG, address=address).status_code

    found = [guess(f"2001:db8::{turn:x}:{turn:x}") for turn in range(FROM_ONE_ADDRESS + 10)]
    assert found == [401] * FROM_ONE_ADDRESS + [429] * 10
    assert guess("2001:db8:0:0:ffff::1") == 429
    assert guess("2001:db8:0:1::1") == 401, "the next network"
    found = [guess(("192.0.2.1", "::ffff:192.0.2.1")[turn % 2]) for turn in range(FROM_ONE_ADDRESS + 1)]
    assert found == [401] * FROM_ONE_ADDRESS + [429], "IPv4 written as IPv6 is the same"
    assert guess("::ffff:192.0.2.2") == 401, "and every one of them is another"


def test_it_is_shut_for_a_quarter_of_an_hour_from_the_last_that_was_counted(house):
    from datetime import UTC, datetime, timedelta

    from django.test import RequestFactory

    from forlik.desk.signin import knocking
    from forlik.desk.signin.lock import CLOSED_FOR, FROM_ONE_ADDRESS

    request, now, tick = RequestFactory().get("/"), datetime(2026, 3, 1, 12, tzinfo=UTC), timedelta(microseconds=1)
    for turn in range(FROM_ONE_ADDRESS):
        assert not knocking.shut_out(request, now)
        now += timedelta(seconds=turn % 2)
        knocking.wrong(request, now)
    assert knocking.shut_out(request, now)
    assert knocking.shut_out(request, now + CLOSED_FOR - tick)
    assert not knocking.shut_out(request, now + CLOSED_FOR)
    knocking.wrong(request, now + CLOSED_FOR)
    assert not knocking.shut_out(request, now + CLOSED_FOR), "it is counted anew"


def test_wrong_tokens_shut_nobodys_sign_in(house):
    from test_unsent import Browser, way_in

    from forlik.desk.signin.lock import FROM_ONE_ADDRESS

    for _ in range(FROM_ONE_ADDRESS + 1):
        house.ask("/api/register/due", WRONG)
    assert Browser(way_in(house.learning, "demo-owner")).come_in()


def test_asking_without_a_token_or_with_a_right_one_is_no_guess(house):
    made = house.make()
    for _ in range(60):
        house.ask("/api/register/token")
        house.ask("/api/register/token", made)
    assert house.ask("/api/register/token", made).status_code == 200


def test_each_answer_has_its_row_in_the_log_with_what_it_told(talks_on_both):
    from forlik.desk.access.log import verify_log
    from forlik.desk.records.models import Facet

    house = talks_on_both
    made = house.make("demo-owner")
    [kept] = house.kept("demo-owner")
    [row] = house.log("make token")
    assert (row.who, row.facets) == (house.ids["demo-owner"], kept.id)
    number = 0
    for name, (path, _scope) in ROUTES.items():
        answer = house.ask(path, made)
        rows = house.log("read by token")
        assert len(rows) - number == (name != "own_token"), name
        number = len(rows)
        if name != "own_token":
            assert rows[-1].who == house.ids["demo-owner"]
            first, *facets = rows[-1].facets.split()
            assert first == kept.id
            known = {one.pk: one for one in Facet.objects.filter(pk__in=facets)}
            assert set(known) == set(facets) != set()
            assert {one.label for one in known.values()} == {"1"}
            again = house.ask(path, made, **{"if-none-match": answer.headers["ETag"]})
            assert (again.status_code, again.content) == (304, b"")
            number += 1
    for path in ("/api/register/engagements/absent", "/api/register/due?days=x", "/api/register/due?as_of=2999-01-01"):
        assert house.ask(path, made).status_code in (400, 404)
    assert len(house.log("read by token")) == number, "what tells nothing has no row"
    assert verify_log()[1] == []


def test_the_log_names_the_records_of_one_engagement_and_no_others(talks):
    from forlik.desk.records.models import Facet

    answer = talks.ask("/api/register/engagements/fiction-talks", talks.make())
    told = {one["id"] for one in answer.json()["records"]}
    logged = set(talks.log("read by token")[-1].facets.split()[1:])
    expected = Facet.objects.filter(record__in=told, label="1").values_list("pk", flat=True)
    assert logged == set(expected)


def talks_result(learning, finding, day):
    """Record a result of the talks, for staff."""
    from test_results_pages import record

    assert record(learning, finding=finding, period_start=day, period_end=day).status_code == 303


def records_of(row):
    """The records whose facets a row of the log names, the token aside."""
    from forlik.desk.records.models import Facet

    return set(Facet.objects.filter(pk__in=row.facets.split()[1:]).values_list("record", flat=True))


def past_the_last(house, path, made, method):
    """The log's row of an answer that has no rows."""
    assert house.ask(f"{path}limit=1&offset=900", made, method).status_code == 200
    return house.log("read by token")[-1]


@pytest.mark.parametrize(
    "path", ["/api/register/results?", "/api/register/engagements?", "/api/register/due?days=3660&"]
)
def test_the_log_names_the_rows_that_were_sent_and_commits_to_those_that_were_counted(talks, path):
    from falling import fill

    fill(talks.learning)
    for title, day in (("Fictional: one", "2025-06"), ("Fictional: two", "2025-07")):
        talks_result(talks.learning, title, day)
    made = talks.make("demo-owner")
    kept = talks.kept("demo-owner")[0].id
    found = talks.ask(path, made).json()
    assert found["count"] > 1
    whole = talks.log("read by token")[-1]
    [sent] = talks.ask(f"{path}limit=1", made).json()["rows"]
    one = talks.log("read by token")[-1]
    named = records_of(one)
    assert named <= records_of(whole)
    if "results" in path:
        assert named == {sent["id"], sent["engagement"], *sent["disputed_by"]}
        rows = found["rows"]
        assert records_of(whole) == {one for row in rows for one in (row["id"], row["engagement"], *row["disputed_by"])}
    else:
        assert named & {sent.get("record"), sent.get("id")}
        assert len(named) < len(records_of(whole))
    for method in ("get", "head"):
        none = past_the_last(talks, path, made, method)
        assert none.facets == kept
        assert none.digest == one.digest == whole.digest != ""


def test_another_number_is_committed_to_by_another_digest(talks):
    made = talks.make("demo-owner")
    before = past_the_last(talks, "/api/register/results?", made, "get")
    talks_result(talks.learning, "Fictional: one more", "2025-06")
    after = past_the_last(talks, "/api/register/results?", made, "get")
    assert (before.facets, before.digest == after.digest) == (after.facets, False)


def test_one_token_asks_so_often_and_no_more(talks, monkeypatch):
    from forlik.desk.signin import tokens

    monkeypatch.setattr(tokens, "OFTEN", 3)
    mine, other = talks.make("demo-owner"), talks.make()
    assert [talks.ask("/api/register/due?days=365", mine).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert talks.ask("/api/register/due?days=365", other).status_code == 200
    [kept] = talks.kept("demo-owner")
    start = tokens.Token.objects.get(pk=kept.id).counted_from
    assert not tokens.counted(kept, start + tokens.WITHIN - timedelta(microseconds=1))
    assert tokens.counted(kept, start + tokens.WITHIN)
    for _ in range(2):
        assert tokens.counted(kept, start + tokens.WITHIN)
    assert not tokens.counted(kept, start + tokens.WITHIN - timedelta(seconds=1)), "the one who came a little late"
    assert tokens.counted(kept, start - tokens.WITHIN), "a clock that was put back closes nothing"


def test_every_question_counts_whatever_its_answer(house, monkeypatch):
    from forlik.desk.signin import tokens

    asked = {
        "/api/register/results?as_of=1800-01-01": 200,  # nothing was known, and nothing is told
        "/api/register/engagements/absent/brief": 404,
        "/api/register/due?days=x": 400,
        "/api/register/engagements": 403,
        "/api/register/token": 200,
    }
    monkeypatch.setattr(tokens, "OFTEN", len(asked))
    made = house.make("demo-legal", "due:read", "results:read", "briefs:read")
    assert {path: house.ask(path, made).status_code for path in asked} == asked
    assert house.log("read by token") == [], "none of them told anything"
    for path in asked:
        for method in READING:
            assert house.ask(path, made, method).status_code == 429


def test_many_who_ask_at_once_get_no_more_than_one_after_another(house_on_both, monkeypatch):
    from django.db import connection

    from forlik.desk.signin import tokens

    monkeypatch.setattr(tokens, "OFTEN", 7)
    made = house_on_both.make()

    def ask(_turn):
        try:
            return [house_on_both.ask("/api/register/token", made).status_code for _ in range(4)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = sorted(status for some in pool.map(ask, range(4)) for status in some)
    assert found == [200] * 7 + [429] * 9
