"""What a program is promised: the figures of the pages, their day and citations, pages, kept answers and problems."""

import json
import re
import shutil

import pytest

from forlik.core.errors import Busy, ForlikError, NoData, NotPermitted, SourceUnavailable, UsageError

ROUTES = [
    "/api/places",
    "/api/places/COL",
    "/api/measures",
    "/api/measures/active_conflicts",
    "/api/countries/COL",
    "/api/portfolio",
    "/api/portfolio/COL/peace/2022",
    "/api/sources",
    "/api/sources/ucdp_acd",
    "/api/engagements",
    "/api/engagements/no-talks",
    "/api/briefs",
    "/api/briefs/country/COL",
]
DATED = [one for one in ROUTES if not one.startswith(("/api/places", "/api/sources")) and one != "/api/briefs"]


def ask(viewer, path, **fields):
    answer = viewer.get(path, fields)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def problem(viewer, path, status, **fields):
    answer = viewer.get(path, fields)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    said = json.loads(answer.content)
    assert {"type", "title", "status", "detail", "remedy"} <= set(said)
    assert said["status"] == status
    assert said["remedy"], "what helps is said"
    return said


def ways(answer):
    return {name: address for address, name in re.findall(r'<([^>]+)>; rel="(\w+)"', answer["Link"])}


def test_every_route_of_the_description_stands_in_this_list(viewer):
    described = ask(viewer, "/api/openapi.json")
    assert described["openapi"].startswith("3.1")
    # What takes a token stands in a list of its own: tests/tokens/by_token.py.
    public = [path for path in described["paths"] if not path.startswith("/api/register/")]
    forms = [re.sub(r"\{\w+\}", "[^/]+", path) for path in public]
    assert all(any(re.fullmatch(form, one) for one in ROUTES) for form in forms)
    assert len(forms) == len(ROUTES)
    assert {method for route in described["paths"].values() for method in route} == {"get"}, "nothing is written"


@pytest.mark.parametrize("path", ROUTES)
def test_every_answer_says_its_day_and_what_it_stands_on_and_may_be_asked_for_again(viewer, path):
    first = viewer.get(path)
    said = json.loads(first.content)
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", said["as_of"])
    assert said["citations"] or path == "/api/briefs"
    for one in said["citations"]:
        assert one["licence"]
        assert one["text"]
    again = viewer.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert viewer.get(path, headers={"if-none-match": '"another"'}).content == first.content
    assert viewer.head(path)["ETag"] == first["ETag"]


@pytest.mark.parametrize("path", DATED)
def test_a_day_that_is_none_or_lies_in_the_future_is_refused_with_the_way_out(viewer, path):
    assert problem(viewer, path, 400, as_of="never")["remedy"] == "write it as 2024-06-30"
    assert "future" in problem(viewer, path, 400, as_of="2999-01-01")["detail"]


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_changed_here(viewer, path, method):
    answer = getattr(viewer, method)(path)
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Allow"] == "GET, HEAD"


def test_a_figure_is_that_of_the_page_with_its_source(viewer):
    said = ask(viewer, "/api/measures/active_conflicts", country="kolombia", **{"from": "2020", "to": "2024"})
    assert {row["year"]: row["value"] for row in said["rows"]} == {2020: 1, 2021: 1, 2022: 2, 2023: 3, 2024: None}
    assert said["rows"][-1]["reason"], "what is unknown says why, and is never 0"
    [source] = said["citations"]
    assert (source["source"], source["edition"], source["known_at"][:10]) == ("ucdp_acd", "10.1", "2024-06-30")
    assert {row["basis"] for row in said["rows"]} == {source["number"], None}


def test_a_past_day_tells_what_was_known_then(viewer):
    said = ask(viewer, "/api/measures/active_conflicts", country="COL", as_of="2023-01-01")
    assert {row["year"]: row["value"] for row in said["rows"]} == {2020: 1, 2021: 1}
    assert (said["as_of"], said["citations"][0]["edition"]) == ("2023-01-01", "9.1")
    before = problem(viewer, "/api/measures/active_conflicts", 404, country="COL", as_of="2022-06-29")
    assert "not known on 2022-06-29" in before["detail"]


def test_a_countrys_profile_is_that_of_its_page(viewer):
    said = ask(viewer, "/api/countries/COL")
    page = json.loads(viewer.get("/country/COL.json").content)
    assert said["figures"] == page["figures"]
    assert {one["source"] for one in said["figures"] if one["source"]} == {one["source"] for one in said["citations"]}


def test_the_portfolio_is_that_of_its_page_row_by_row(viewer):
    page = json.loads(viewer.get("/portfolio.json", {"year": "2022"}).content)
    whole = [*page["countries"], *page["beside"], *page["totals"]]
    said = ask(viewer, "/api/portfolio", year=2022)
    assert said["rows"] == whole
    assert said["left_out"] == page["left_out"]
    row = next(one for one in said["rows"] if one["place_code"] == "COL")
    assert row["pillars"]["peace"]["amount_usd"] == 600.4
    assert said["level_rule"], "levels are never added, and the rule is said"
    one = ask(viewer, "/api/portfolio", year=2022, country="Colombia")
    assert {row["place_code"] for row in one["rows"]} == {"COL"}


def test_a_cells_flows_add_up_to_it_also_where_only_some_are_listed(viewer):
    said = ask(viewer, "/api/portfolio/Colombia/peace/2022")
    assert said["amount_usd"] == said["sum_usd"] == sum(one["amount_usd"] for one in said["flows"]) == 600.4
    assert len(said["flows"][0]["file_sha256"]) == 64
    none = ask(viewer, "/api/portfolio/COL/peace/2022", offset=50)
    assert none["flows"] == []
    assert none["count"] == 1
    assert none["sum_usd"] == 600.4, "the sum is of all of them"


def test_the_ways_lead_through_every_row_once_and_back(viewer):
    whole = ask(viewer, "/api/places", limit=1000, kind="state")
    found, address = [], "/api/places?limit=60&kind=state"
    while address:
        answer = viewer.get(address)
        found += json.loads(answer.content)["rows"]
        address, last = ways(answer).get("next"), address
    assert found == whole["rows"]
    assert len(found) == whole["count"] > 190
    assert ways(viewer.get(last))["last"].endswith(last.rpartition("offset=")[2])
    back = ways(viewer.get(last))["prev"]
    assert json.loads(viewer.get(back).content)["rows"] == found[-60 - len(found) % 60 :][:60]


def test_a_way_keeps_the_question(viewer):
    answer = viewer.get("/api/measures", {"as_of": "2023-01-01", "limit": 1})
    assert "as_of=2023-01-01" in ways(answer)["next"]
    odd = viewer.get("/api/places", {"q": 'o>; rel="x"\r\n', "limit": 1})
    assert "\r" not in odd["Link"]
    assert set(ways(odd)) <= {"first", "last", "next"}


def test_a_source_says_its_terms_and_its_age(viewer):
    said = ask(viewer, "/api/sources/ucdp_acd")
    assert (said["licence"], said["newest_known_at"][:10], said["stale"]) == ("CC BY 4.0", "2024-06-30", True)
    assert problem(viewer, "/api/sources/nothing", 404)


def test_an_engagement_is_what_the_public_copy_says_and_nothing_before_its_day(viewer):
    [row] = ask(viewer, "/api/engagements")["rows"]
    assert (row["id"], row["title"], row["public_since"]) == ("no-talks", "Talks in the north", "2024-06-30")
    said = ask(viewer, "/api/engagements/no-talks")
    assert {one["id"] for one in said["records"]} == {"no", "no-talks", "no-talks-role", "no-talks-said"}
    assert all(one["body"].get("evidence") for one in said["records"] if one["concept"] != "actor")
    assert said["citations"][0]["publisher"] == "Ministry Ñandú"
    assert ask(viewer, "/api/engagements", as_of="2024-06-29")["rows"] == []
    assert problem(viewer, "/api/engagements/no-talks", 404, as_of="2024-06-29")


def test_without_a_public_copy_that_is_said(viewer, tmp_path, monkeypatch):
    monkeypatch.setenv("FORLIK_PUBLIC_FOLDER", str(tmp_path))
    assert "forlik publish" in problem(viewer, "/api/engagements", 404)["remedy"]


def test_a_brief_says_what_its_file_says_and_leads_there(viewer):
    said = ask(viewer, "/api/briefs/country/COL", as_of="2024-07-01", language="nb")
    assert (said["title"], said["kind"], said["marking"]) == ("Colombia", "Landnotat", "Offentlig")
    assert said["files"]["pdf"] == "/briefs/country/COL.pdf?as_of=2024-07-01&language=nb"
    text = viewer.get(said["files"]["md"]).content.decode()
    assert all(one["title"] in text for one in said["sections"])
    assert len(said["citations"]) == len(
        # Snapshots have a digest; what documented facts cite beside them are publications.
        re.findall(r"^\d+\. .*sha256 ", text.split("## Kilder")[1], flags=re.MULTILINE)
    )
    assert len(said["sources"]) == len(re.findall(r"^\d+\. ", text.split("## Kilder")[1], flags=re.MULTILINE))
    charts = [one for part in said["sections"] for block in part["blocks"] for one in block.get("charts", ())]
    assert charts
    assert all(set(one) == {"title", "unit", "spoken", "figures", "caption"} for one in charts)


@pytest.mark.parametrize("path", ["/api/places/{}", "/api/countries/{}", "/api/briefs/country/{}"])
def test_a_place_of_several_names_them_and_one_of_none_says_so(viewer, path):
    said = problem(viewer, path.format("Congo"), 300)
    assert said["candidates"] == ["DR Congo (COD)", "Republic of the Congo (COG)"]
    for name in said["candidates"]:
        assert viewer.get(path.format(name)).status_code == 200
    assert problem(viewer, path.format("xyzzyx"), 404)["type"].endswith("no-such-place")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api", 404),
        ("/api/", 404),
        ("/api/nothing", 404),
        ("/api/nothing.json", 404),
        ("/api/measures/nothing", 404),
        ("/api/measures/active_conflicts?from=x", 400),
        ("/api/places?limit=0", 400),
        ("/api/places?limit=1001", 400),
        ("/api/places?offset=-1", 400),
        ("/api/countries/COL?clock=x", 400),
        ("/api/portfolio?currency=XXXX", 400),
        ("/api/portfolio?flow=x", 400),
        ("/api/portfolio/COL/war/2022", 400),
        ("/api/portfolio/COL/peace/1999", 404),
        ("/api/portfolio/COL/peace/then", 400),
        (f"/api/places?q={'x' * 3000}", 414),
    ],
)
def test_what_cannot_be_answered_is_a_problem_that_says_what_helps(viewer, path, status):
    problem(viewer, path, status)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NoData, 404),
        (UsageError, 400),
        (NotPermitted, 404),
        (SourceUnavailable, 503),
        (Busy, 503),
        (ForlikError, 500),
    ],
)
def test_every_error_of_ours_is_a_problem(viewer, monkeypatch, error, status):
    from forlik import inventory

    def refuse(*_arguments, **_names):
        raise error("it cannot be", remedy="do something else")

    monkeypatch.setattr(inventory, "inventory", refuse)
    said = problem(viewer, f"/api/sources?limit={status}", status)
    assert (said["detail"], said["remedy"]) == ("it cannot be", "do something else")


def test_a_fault_of_ours_is_a_problem_without_a_trace(viewer, monkeypatch):
    from forlik import inventory

    def break_down(*_arguments, **_names):
        raise RuntimeError("a secret of the machine room")

    monkeypatch.setattr(inventory, "inventory", break_down)
    viewer.raise_request_exception = False
    said = problem(viewer, "/api/sources?limit=7", 500)
    assert "secret" not in json.dumps(said)


def test_nothing_tells_whether_a_private_source_is_held(viewer, desk_home, tmp_path, monkeypatch):
    from forlik.discover import source
    from forlik.store.intake import take_in

    home = tmp_path / "copy"
    shutil.copytree(desk_home, home)
    monkeypatch.setenv("FORLIK_HOME", str(home))
    paths = [*ROUTES, "/api/sources/grants", "/api/sources?limit=1000", "/api/measures?limit=1000"]
    before = {path: viewer.get(path).content for path in paths}
    heads = "Agreement number;Agreement title;Agreement partner;Recipient country;Year;Disbursed (1000 NOK)"
    listed = tmp_path / "list.csv"
    listed.write_text(f"{heads}\nQZA-1;Schools;Ottoline Quillfeather;Colombia;2023;5\n", encoding="utf-8")
    _taken, errors = take_in(home, source("grants"), [listed])
    assert not errors
    assert {path: viewer.get(path).content for path in paths} == before


def test_the_same_security_headers_stand_on_every_answer(viewer):
    for path in (*ROUTES, "/api/nothing", "/api/openapi.json"):
        answer = viewer.get(path)
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Set-Cookie" not in answer


def test_rows_of_one_list_are_read_once_until_the_store_changes(viewer, desk_home, tmp_path, monkeypatch):
    from forlik.world import World

    home = tmp_path / "copy"
    shutil.copytree(desk_home, home)
    monkeypatch.setenv("FORLIK_HOME", str(home))
    read, asked = World.measure, []

    def counted(world, *names, **others):
        asked.append(names)
        return read(world, *names, **others)

    monkeypatch.setattr(World, "measure", counted)
    whole = ask(viewer, "/api/measures/active_conflicts", limit=1000)["rows"]
    parts = [ask(viewer, "/api/measures/active_conflicts", limit=7, offset=one)["rows"] for one in (0, 7)]
    assert [*parts[0], *parts[1]] == whole[:14]
    assert len(asked) == 1
    (home / "catalogue.json").touch()
    assert ask(viewer, "/api/measures/active_conflicts", limit=8)["rows"] == whole[:8]
    assert len(asked) == 2, "what was kept of the store as it was is not told of the store as it is"
