"""A public engagement is one thing: its citation and its provenance are the same wherever the public reads of it."""

import json
from datetime import date

import pytest
from prov_read import graph, sources

from forlik.desk import public
from forlik.desk.programs import engaged
from forlik.desk.question import Question
from forlik.publish.changes import Changes
from forlik.publish.edition import opened
from forlik.publish.site import built

NAME, DAY = "no-talks", date(2024, 7, 1)


@pytest.fixture
def site(viewer):  # noqa: ARG001 - the public copy lies in that store
    """The published site of the copy that the desk reads."""
    edition = opened(public.folder())
    return built(edition, Changes(edition.copy.edition, edition.copy.day))


@pytest.mark.parametrize(("form", "ending"), [("bibtex", "bib"), ("ris", "ris"), ("csl-json", "json")])
def test_site_page_and_route_cite_an_engagement_by_one_entry(viewer, site, form, ending):
    published = site[f"cite/engagement-{NAME}.{ending}"].decode()
    assert viewer.get(f"/api/engagements/{NAME}", {"cite": form}).content.decode() == published
    assert viewer.get(f"/public/{NAME}/cite.{ending}").content.decode() == published
    of_all = site[f"cite/index.{ending}"].decode()
    assert viewer.get("/api/engagements", {"cite": form}).content.decode() == of_all
    assert viewer.get(f"/public/cite.{ending}").content.decode() == of_all
    assert of_all != published


def test_a_model_is_told_the_same_words_as_stand_on_the_page_of_the_site(viewer, site):  # noqa: ARG001 - it fills the store
    page = site[f"en/engagement-{NAME}.html"].decode()
    told = engaged.engagement(Question("", {}, DAY, False, "known", "known", "en"), NAME)
    [one] = told["citations"]
    assert one["text"].replace("<", "&lt;").replace(">", "&gt;") in page


def test_the_route_proves_an_engagement_as_the_site_does(viewer, site):
    whole = graph(site["prov.json"].decode())
    answer = viewer.get(f"/api/engagements/{NAME}", {"cite": "prov"}).content.decode()
    told = graph(answer)
    records = {one["dct:identifier"]: name for name, one in told["entity"].items() if name.startswith("record:")}
    body = json.loads(viewer.get(f"/api/engagements/{NAME}").content)
    assert set(records) == {one["id"] for one in body["records"]}
    for name in records.values():
        assert told["entity"][name] == whole["entity"][name]
        assert sources(told, name) == sources(whole, name)
    assert any(sources(told, name) for name in records.values()), "evidence is told"
    assert {name for name in told["entity"] if name.startswith("evidence:")} <= set(whole["entity"])
    assert viewer.get(f"/public/{NAME}/cite.prov.json").content.decode() == answer
