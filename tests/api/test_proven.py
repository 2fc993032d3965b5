"""Where figures come from, in every place where citations are: the route, the verb, the page, the brief."""

import json
import re

import pytest
from prov_read import figures, graph, sources

from forlik.cli import main
from forlik.discover import measure

DAY = {"as_of": "2024-07-01"}
ROUTES = {
    "/api/measures": 0,
    "/api/measures/active_conflicts": 4,
    "/api/countries/COL": 1,
    "/api/portfolio": 2,
    "/api/portfolio/COL/peace/2022": 1,
    "/api/sources/ucdp_acd": 0,
    "/api/engagements/no-talks": 0,
    "/api/briefs/country/COL": 2,
}
"""Route → the fewest figures that it tells."""
PAGES = {
    "/measure/active_conflicts/cite.prov.json?country=COL": "/api/measures/active_conflicts?country=COL",
    "/portfolio/COL/peace/2022/cite.prov.json": "/api/portfolio/COL/peace/2022",
    "/briefs/cite.prov.json?country=COL": "/api/briefs/country/COL",
}
"""Page → the route that tells the same."""


@pytest.fixture
def forlik(desk_home, capsys):  # noqa: ARG001 - every verb asks that store
    """Run a verb; what it printed and its exit code."""

    def run(*words):
        with pytest.raises(SystemExit) as ended:
            main([*words, "--quiet"])
        return ended.value.code or 0, capsys.readouterr().out

    return run


def asked(viewer, path, **more):
    address, _, query = path.partition("?")
    fields = dict(part.split("=") for part in query.split("&") if part)
    return viewer.get(address, {**fields, **DAY, **more})


@pytest.mark.parametrize(("path", "least"), ROUTES.items())
def test_every_figure_of_an_answer_leads_to_the_bytes_that_it_stands_on(viewer, path, least):
    answer = asked(viewer, path, cite="prov")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/prov+json")
    told = graph(answer.content.decode())
    body = json.loads(asked(viewer, path).content)
    found = figures(told)
    assert len(found) >= least
    held = {f"urn:sha256:{one['sha256']}": one for one in body["citations"]}
    snapshots = {name: one for name, one in told["entity"].items() if name.startswith("snapshot:")}
    assert {one["dct:identifier"] for one in snapshots.values()} == set(held)
    for one in snapshots.values():
        cited = held[one["dct:identifier"]]
        assert (one["term:knownAt"]["$"], one["dct:rights"]) == (cited["known_at"], cited["licence"])
    publishers = {one["prov:label"] for name, one in told["agent"].items() if name.startswith("organisation:")}
    assert publishers == {one["publisher"] for one in body["citations"]}
    generated = {row["prov:entity"] for row in told.get("wasGeneratedBy", {}).values()}
    for name, one in found.items():
        assert name in generated
        if one["term:status"] == "unknown":
            assert "prov:value" not in one, "unknown is never a number"
            assert one["term:reason"]
        else:
            assert re.fullmatch(r"-?\d+(\.\d+)?", one["prov:value"]["$"])
            assert sources(told, name) & set(snapshots)


def test_a_measures_figure_was_made_by_its_method_whose_digest_is_the_locked_one(viewer):
    fields = {"country": "COL", "from": "2022", "to": "2022", "cite": "prov"}
    told = graph(viewer.get("/api/measures/active_conflicts", fields | DAY).content.decode())
    what = measure("active_conflicts")
    [plan] = [one for one in told["entity"].values() if one["prov:type"]["$"] == "prov:Plan"]
    assert plan["dct:identifier"] == f"urn:sha256:{what.lock(what.methods[0])}"
    assert plan["term:version"]["$"] == str(what.methods[0].number)
    [(name, one)] = figures(told).items()
    assert (one["term:place"], one["term:period"], one["prov:value"]["$"]) == ("COL", "2022", "2")
    [by] = told["wasAssociatedWith"].values()
    assert by["prov:agent"].startswith("software:forlik/")
    assert told["wasGeneratedBy"]["_:wasGeneratedBy1"] == {"prov:entity": name, "prov:activity": by["prov:activity"]}


def test_a_sum_is_derived_from_each_transaction_and_that_from_its_file(viewer):
    path = "/api/portfolio/COL/all/2022"
    told, body = graph(asked(viewer, path, cite="prov").content.decode()), json.loads(asked(viewer, path).content)
    [(name, one)] = figures(told).items()
    assert float(one["prov:value"]["$"]) == body["amount_usd"] == 600.4
    assert one["term:parts"]["$"] == str(body["count"])
    transactions = {name: one for name, one in told["entity"].items() if name.startswith("transaction:")}
    assert {one["dct:identifier"] for one in transactions.values()} == {
        f"{flow['activity_key']} {flow['transaction_no']}" for flow in body["flows"]
    }
    assert set(transactions) < sources(told, name)
    for transaction, said in transactions.items():
        [source] = sources(told, transaction)
        assert told["entity"][source]["term:source"] == "iati"
        assert said["term:firstByte"]["$"] == str(body["flows"][0]["byte_start"])
        assert said["term:file"] == f"urn:sha256:{body['flows'][0]['file_sha256']}"


@pytest.mark.parametrize(("page", "route"), PAGES.items())
def test_a_page_tells_what_its_route_tells(viewer, page, route):
    answer = asked(viewer, page)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/prov+json")
    told = figures(graph(answer.content.decode()))
    assert told == figures(graph(asked(viewer, route, cite="prov").content.decode()))


def test_every_page_with_citations_has_its_provenance_among_them(viewer):
    from pathlib import Path

    from forlik.desk import pages

    found = 0
    for folder in sorted(Path(pages.__path__[0]).glob("*/page.py")):
        example = re.search(r'^EXAMPLE = "(.*)"$', folder.read_text("utf-8"), re.MULTILINE)[1]
        shown = asked(viewer, example).content.decode()
        links = re.findall(r'href="([^"]+/cite\.prov\.json[^"]*)"', shown)
        assert len(links) == len(re.findall(r'href="[^"]+/cite\.ris[^"]*"', shown))
        for link in links:
            answer = viewer.get(link.replace("&amp;", "&"))
            assert answer.status_code == 200, link
            graph(answer.content.decode())
            found += 1
    assert found > 10


def test_the_verb_gives_what_the_route_gives(viewer, forlik):
    words = ("measure", "active_conflicts", "--country", "COL", "--from", "2022", "--to", "2024")
    exit_code, out = forlik(*words, "--as-of", "2024-07-01", "--cite", "prov")
    assert exit_code == 0
    fields = {"country": "COL", "from": "2022", "to": "2024", "cite": "prov"}
    assert out == viewer.get("/api/measures/active_conflicts", fields | DAY).content.decode()
    last = figures(graph(out))
    [unknown] = [one for one in last.values() if one["term:period"] == "2024"]
    assert unknown["term:status"] == "unknown"
    assert "speaks up to 2023" in unknown["term:reason"]


def test_every_note_of_a_brief_is_in_its_provenance(viewer, forlik):
    exit_code, out = forlik("brief", "country", "COL", "--as-of", "2024-07-01", "--cite", "prov")
    assert exit_code == 0
    told = graph(out)
    assert out == asked(viewer, "/api/briefs/country/COL", cite="prov").content.decode()
    body = json.loads(asked(viewer, "/api/briefs/country/COL").content)
    [whole] = [one for name, one in told["entity"].items() if name.startswith("brief:")]
    assert whole["term:notes"]["$"] == str(len(body["notes"]))
    assert whole["term:marking"] == body["marking"]
    members = {row["prov:entity"] for row in told["hadMember"].values()}
    assert members == {name for name in told["entity"] if name.startswith(("figure:", "record:", "course:"))}
    shown = [run["text"] for text in _runs(body["sections"]) for run in [text] if "note" in run]
    values = {one["prov:value"]["$"] for one in figures(told).values() if "prov:value" in one}
    numbers = {text.replace("\u202f", "") for text in shown if re.fullmatch(r"[\d\u202f.]+", text)}
    assert numbers
    assert numbers <= values


def _runs(some):
    if isinstance(some, dict):
        if "text" in some:
            yield some
        for one in some.values():
            yield from _runs(one)
    elif isinstance(some, list):
        for one in some:
            yield from _runs(one)


@pytest.mark.parametrize("path", ["/api/measures/active_conflicts?country=COL", "/api/briefs/country/COL"])
def test_the_day_of_whoever_asks_is_nowhere_in_it(viewer, path):
    one = asked(viewer, path, cite="prov", as_of="2024-07-01").content
    other = asked(viewer, path, cite="prov", as_of="2024-07-03").content
    assert one == other
    assert b"2024-07-01" not in one
    earlier = asked(viewer, path, cite="prov", as_of="2023-01-01").content
    assert earlier != one, "another snapshot is another provenance"
