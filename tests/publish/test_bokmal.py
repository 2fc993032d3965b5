"""The site in bokmål: the documented engagements by their own Norwegian sentences, and where each stands, above all."""

import csv
from datetime import UTC, date, datetime
from html import escape
from importlib.resources import files

import pytest
from lxml import etree
from public_copy import copy, site

from forlik.publish.documented import told
from forlik.published import copied
from forlik.register.placing import place
from forlik.register.rows import Row
from forlik.register.seed import seed

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
DAY = date(2026, 11, 2)
ATOM = "{http://www.w3.org/2005/Atom}"


def table(name):
    with (files("forlik.starter") / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The site of the documented engagements: path → text."""
    records = seed(*(table(name) for name in ("engagements", "engagement_facts", "engagement_citations")))
    rows = [
        Row(one.id, type(one).__name__.lower(), facet.word, "0", 1, AT, AT, body)
        for one in records
        for facet, body in place(one, public=True).items()
    ]
    folder = tmp_path_factory.mktemp("documented") / "copy"
    found = site(folder, copied(rows, DAY, publisher="A ministry", licence="CC-BY-4.0"))
    return {name: content.decode() for name, content in found.items()}


def without_citation(page):
    """A page without how it is cited, which is alike in every language."""
    before, _, after = page.partition('<p class="cite"')
    return before + after.partition("</p>")[2]


def test_every_title_of_the_list_stands_in_bokmal_on_the_bokmal_pages_and_in_the_feed(made):
    feed = [one.findtext(f"{ATOM}title") for one in etree.fromstring(made["feed-nb.xml"].encode()).iter(f"{ATOM}entry")]
    for row in table("engagements"):
        english, norwegian, name = row["title_en"], row["title_nb"], row["id"].lower()
        page = f"engagement-{name}.html"
        assert f'<h1 dir="auto">{escape(norwegian)}</h1>' in made[f"nb/{page}"]
        assert f'<h1 dir="auto">{escape(english)}</h1>' in made[f"en/{page}"]
        assert escape(norwegian) in made["nb/index.html"]
        assert f"Offentlig nå: engasjement: {norwegian}" in feed
        if english != norwegian:
            assert f">{escape(english)}<" not in without_citation(made[f"nb/{page}"])
    assert "Offentlig nå: engasjement: Spania: samtaler med ETA" in feed


def test_where_an_engagement_stands_is_told_above_its_evidence_with_day_and_source(made):
    sources = {row["id"]: row for row in table("engagement_citations")}
    told_of = 0
    for fact in table("engagement_facts"):
        if fact["field"] != "status" or not fact["value_en"]:
            continue
        for language, name in (("en", "Status, as documented"), ("nb", "Status, slik den er dokumentert")):
            page = made[f"{language}/engagement-{fact['engagement'].lower()}.html"]
            dd = page.partition(f"<dt>{name}</dt><dd>")[2].partition("</dd>")[0]
            if fact["basis"] == "link-only":
                assert escape(fact["value_en"]) not in page
                continue
            assert escape(fact[f"value_{language}"]) in dd, fact
            for source in fact["citations"].split():
                assert escape(sources[source]["url"]) in dd
                undated = {"en": "undated", "nb": "udatert"}[language]
                assert (sources[source]["date"] or undated) in dd
            evidence = {"en": "<h2>Evidence</h2>", "nb": "<h2>Belegg</h2>"}[language]
            assert page.index(dd) < page.index(evidence)
            told_of += 1
    assert told_of > 50


def test_what_evidence_says_stands_in_bokmal_with_the_name_of_its_field(made):
    whole = "".join(page for name, page in made.items() if name.startswith("nb/engagement-"))
    cells = [
        fact
        for fact in table("engagement_facts")
        if fact["value_en"] != fact["value_nb"] and fact["field"] == "request"
    ]
    assert cells
    for fact in cells:
        if fact["basis"] != "link-only":
            assert escape(f"anmodning: {fact['value_nb']}") in whole
            assert escape(f"request: {fact['value_en']}") not in whole


def test_a_text_that_the_list_does_not_have_stands_as_it_was_recorded(tmp_path):
    found = site(tmp_path / "copy")
    page = found["nb/engagement-north.html"].decode()
    assert "A first agreement" in page
    assert "<dt>Status, slik den er dokumentert</dt>" not in page, "no evidence says where it stands"
    assert "står på det språket de ble registrert på" in page
    assert "Norge" in found["nb/text-accord.html"].decode(), (
        "an actor bears the name that its record has in the language"
    )
    assert told("Suspended by somebody else", "nb") == "Suspended by somebody else"
    assert told("Ended; Suspended by somebody else", "nb") == "Ended; Suspended by somebody else"
    assert told("Ended", "nb") == "Avsluttet"
    assert told("Ended", "en") == "Ended"


def test_without_a_date_there_is_no_calendar_and_nothing_leads_to_one(tmp_path):
    found = site(tmp_path / "copy", copy(mandate=None, release=None))
    assert [name for name in found if name.endswith(".ics")] == []
    assert b".ics" not in found["en/data.html"]
    assert [name for name in site(tmp_path / "other") if name.endswith(".ics")] == ["dates-en.ics", "dates-nb.ics"]
