"""The other forms of a copy, each read by a reader of its own: Atom, iCalendar, JSON-LD, DCAT, PROV, citations."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import date

import icalendar
import pytest
from prov_read import figures, graph, sources
from public_copy import BODIES, CITED, DAY, HOSTILE, copy, site

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return site(tmp_path_factory.mktemp("published") / "copy")


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_feed_has_what_atom_asks_for_and_no_instant_but_the_editions_day(files, language):
    feed = ET.fromstring(files[f"feed-{language}.xml"])  # noqa: S314 - written here
    entries = feed.findall(f"{ATOM}entry")
    assert feed.tag == f"{ATOM}feed"
    for one in (feed, *entries):
        assert one.find(f"{ATOM}title").text
        assert one.find(f"{ATOM}id").text.startswith("urn:uuid:")
        assert one.find(f"{ATOM}updated").text == f"{DAY}T00:00:00Z"
    ids = [one.find(f"{ATOM}id").text for one in entries]
    assert len(ids) == len(set(ids)) == len(BODIES) + 1, "the edition, and every record that is new in it"
    for one in entries:
        address = one.find(f"{ATOM}link").get("href")
        assert address in files


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_feed_keeps_the_rules_of_rfc_4287_and_the_calendar_those_of_rfc_5545(files, language):
    feed = ET.fromstring(files[f"feed-{language}.xml"])  # noqa: S314 - written here
    assert [len(feed.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
    assert feed.find(f"{ATOM}author/{ATOM}name").text, "an author of all entries (4.1.1)"
    assert [one.get("href") for one in feed.findall(f"{ATOM}link[@rel='self']")] == [f"feed-{language}.xml"]
    for entry in feed.findall(f"{ATOM}entry"):
        assert [len(entry.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated", "summary")] == [1, 1, 1, 1]
        assert len(entry.findall(f"{ATOM}link[@rel='alternate']")) == 1, "instead of a content (4.1.2)"
    for one in feed.iter(f"{ATOM}updated"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one.text)
    raw = files[f"dates-{language}.ics"]
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 75, "octets of a line (3.1)"
    calendar = icalendar.Calendar.from_ical(raw)
    assert calendar.errors == []
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    events = calendar.walk("VEVENT")
    assert len({str(one["UID"]) for one in events}) == len(events) == 2
    assert all({"UID", "DTSTAMP", "DTSTART"} <= set(one) for one in events)


def test_the_feed_tells_what_is_otherwise_than_in_the_edition_before_and_keeps_its_ids(tmp_path):
    def said(files):
        feed = ET.fromstring(files["feed-en.xml"])  # noqa: S314 - written here
        return {one.find(f"{ATOM}id").text: one.find(f"{ATOM}title").text for one in feed.findall(f"{ATOM}entry")}

    site(tmp_path / "copy")
    changed = {"talks": ("process", BODIES["talks"][1] | {"label": "The long talks"})}
    new = {"other": ("actor", {"kind": "state", "name": "Another"})}
    files = site(tmp_path / "copy", copy(date(2024, 8, 1), **changed, **new, said=None))
    titles = said(files)
    assert sorted(titles.values()) == [
        "Edition of 2024-08-01: 1 new, 1 changed, 1 no longer public",
        "Public now: actor: Another",
        "Says something else: process: The long talks",
    ]
    again = site(tmp_path / "copy", copy(date(2024, 8, 1), **changed, **new, said=None))
    assert again == files, "published again, an edition changed what it changed at first"


def test_what_was_taken_back_is_told_by_no_word_of_the_next_site(tmp_path):
    site(tmp_path / "copy")
    kept = {name: one for name, one in BODIES.items() if name not in {"accord", "release"}}
    files = site(tmp_path / "copy", copy(**{name: kept.get(name) for name in BODIES}))
    whole = b"\n".join([*(name.encode() for name in files), *files.values()])
    for gone in (b"The accord", b"accord", b"Guns are laid down", b"prisoners"):
        assert gone not in whole
    assert json.loads(files["changes.json"])["gone"] == 2


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_calendar_has_public_dates_and_no_other(files, language):
    calendar = icalendar.Calendar.from_ical(files[f"dates-{language}.ics"])
    found = {str(one["SUMMARY"]): one["DTSTART"].dt for one in calendar.walk("VEVENT")}
    assert found == {"To let the prisoners go": date(2024, 9, 1), "The mandate": date(2025, 1, 31)}
    assert {one["DTSTAMP"].dt.date() for one in calendar.walk("VEVENT")} == {DAY}


def test_a_data_set_is_described_with_every_file_its_terms_and_its_day(files):
    told = json.loads(files["dataset.jsonld"])
    assert (told["@context"], told["@type"]) == ("https://schema.org/", "Dataset")
    assert 50 <= len(told["description"]) <= 5000, "what search engines for data ask for"
    assert (told["version"], told["license"]) == ("2024-07-01", "https://creativecommons.org/licenses/by/4.0/")
    addresses = [one["contentUrl"] for one in told["distribution"]]
    assert all(re.match(r"https://m\.example/p/edition-[0-9a-f]{16}/\w+\.(csv|jsonl)$", one) for one in addresses)
    catalogue = json.loads(files["dcat.jsonld"])
    assert catalogue["@type"] == "dcat:Dataset"
    sums = {one["spdx:checksum"]["spdx:checksumValue"] for one in catalogue["dcat:distribution"]}
    assert sums == {one["sha256"] for one in told["distribution"]}
    for one in catalogue["dcat:distribution"]:
        assert one["dcat:accessURL"] == one["dcat:downloadURL"]
        assert one["dct:license"] == catalogue["dct:license"]
    used = {name.partition(":")[0] for one in (catalogue, *catalogue["dcat:distribution"]) for name in one}
    assert {name for name in used if not name.startswith("@")} <= set(catalogue["@context"])


def test_every_record_comes_from_its_evidence_and_is_a_member_of_the_edition(files):
    told = graph(files["prov.json"].decode())
    entities = told["entity"]
    [edition] = [name for name in entities if name.startswith("edition:")]
    by_id = {one["dct:identifier"]: name for name, one in entities.items() if name.startswith("record:")}
    assert set(by_id) == set(BODIES)
    assert {one["prov:entity"] for one in told["hadMember"].values()} == set(by_id.values())
    assert {one["prov:collection"] for one in told["hadMember"].values()} == {edition}
    derived = {one["prov:generatedEntity"]: one["prov:usedEntity"] for one in told["wasDerivedFrom"].values()}
    for record, (_, body) in BODIES.items():
        if "evidence" in body:
            assert entities[derived[by_id[record]]]["prov:label"] == body["evidence"][0]["citation"]
        else:
            assert by_id[record] not in derived


def test_every_figure_of_a_record_is_told_with_the_records_evidence(tmp_path):
    paid = BODIES["paid"][1] | {"people": 12, "women": 5}
    counted = {
        "indicator": "Prisoners who went home",
        "unit": "persons",
        "target": "300.5",
        "period_start": "2024-01-01",
    }
    result = {
        "kind": "result", "engagement": "north", "made_on": "2024-06-01", "achieved": counted,
        "finding": "Fewer than hoped", "evidence": CITED,
    }  # fmt: skip
    files = site(tmp_path / "copy", copy(paid=("role", paid), result=("assessment", result)))
    told = graph(files["prov.json"].decode())
    found = figures(told)
    said = {
        name.rpartition("/")[2]: (one.get("prov:value", {}).get("$"), one.get("term:unit"), one["term:status"])
        for name, one in found.items()
    }
    assert said == {
        "people": ("12", None, "reported"),
        "women": ("5", None, "reported"),
        "target": ("300.5", "persons", "reported"),
        "actual": (None, "persons", "unknown"),
    }
    [evidence] = [name for name in told["entity"] if name.startswith("evidence:")]
    for name, one in found.items():
        record = next(name for name in sources(told, name) if name.startswith("record:"))
        assert told["entity"][record]["dct:identifier"] in {"paid", "result"}
        assert evidence in sources(told, name)
        if one["term:status"] == "unknown":
            assert one["term:reason"]
    [target] = [one for name, one in found.items() if name.endswith("/target")]
    assert target["prov:label"] == "Prisoners who went home, target"
    assert target["term:period"] == "2024-01-01/.."


def test_a_page_is_cited_in_three_forms_by_the_editions_day(files):
    csl = json.loads(files["cite/engagement-north.json"])[0]
    assert csl["title"] == "Talks in the north"
    assert csl["issued"] == {"date-parts": [[2024, 7, 1]]}
    assert csl["URL"] == "https://m.example/p/site/en/engagement-north.html"
    assert "TI  - Talks in the north" in files["cite/engagement-north.ris"].decode()
    assert "@misc{" in files["cite/engagement-north.bib"].decode()
    hostile = json.loads(files["cite/engagement-south.json"])[0]
    assert hostile["title"] == HOSTILE


def test_without_an_address_everything_names_the_edition_by_its_digest(tmp_path):
    files = site(tmp_path / "copy", copy(address=""))
    told = json.loads(files["dataset.jsonld"])
    assert told["@id"].startswith("urn:sha256:")
    assert "url" not in told
    assert json.loads(files["cite/index.json"])[0]["URL"] == told["@id"]
    assert b"xml:base" not in files["feed-en.xml"]
