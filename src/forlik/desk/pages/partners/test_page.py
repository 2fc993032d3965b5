import csv
import html
import io

import pytest

from forlik.discover import source
from forlik.portfolio.partners import summary as summaries
from forlik.store.intake import take_in

TIED = """<iati-activities version="2.03" generated-datetime="2024-06-30T10:00:00Z">
<iati-activity default-currency="USD"><iati-identifier>XM-DAC-6-1</iati-identifier>
<reporting-org ref="XM-DAC-6" type="10"><narrative>Fictional: aid</narrative></reporting-org>
<recipient-country code="SD" percentage="100"/>
<transaction><transaction-type code="3"/><transaction-date iso-date="2023-05-01"/>
<value value-date="2023-05-01">100</value>
<receiver-org ref="GB-CHC-1"><narrative>Fictional: wells</narrative></receiver-org></transaction>
</iati-activity></iati-activities>"""


@pytest.fixture
def tied(viewer, tmp_path, monkeypatch):
    """Somebody who asks of a store with one tie between two that are named."""
    (tmp_path / "aid.xml").write_text(TIED, encoding="utf-8")
    _, errors = take_in(tmp_path / "home", source("iati"), [tmp_path / "aid.xml"])
    assert not errors
    monkeypatch.setenv("FORLIK_HOME", str(tmp_path / "home"))
    return viewer


def test_an_organisation_stands_once_with_what_it_gives_and_what_it_does(viewer):
    text = viewer.get("/partners").content.decode()
    row = text.split('href="/partners/name%3Aministrynandu"')[1].split("</tr>")[0]
    assert "Ministry Ñandú" in row
    assert "by name alone" in row, "no list of the standard knows its reference"
    # One level of two that repeat each other: 600.40 and 400.00.
    assert '<data class="value" value="1000">' in row
    assert "funds, reports" in row


def test_what_names_no_getter_is_told_and_in_no_tie(viewer):
    text = viewer.get("/partners").content.decode()
    assert "No money of this kind goes between two organisations that are both named." in text
    assert "What is not in it" in text


def test_the_download_has_what_the_page_has(viewer):
    rows = list(csv.DictReader(io.StringIO(viewer.get("/partners.csv").content.decode())))
    assert [(row["ref"], float(row["given_usd"]), row["received_usd"], row["hands"]) for row in rows] == [
        ("name:ministrynandu", 1000.4, "", "")
    ]


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({"q": "nandu ministry"}, True),
        ({"q": "XM-NDU"}, False),
        ({"q": "somebody else"}, False),
        ({"q": "!"}, False),
        ({"country": "Colombia"}, True),
        ({"country": "NOR"}, False),
        ({"role": "funds"}, True),
        ({"role": "implements"}, False),
        ({"flow": "committed"}, True),
    ],
)
def test_one_is_found_by_name_country_role_and_kind_of_money(viewer, asked, there):
    text = viewer.get("/partners", asked).content.decode()
    assert ('href="/partners/name%3Aministrynandu' in text) == there
    assert ("No organisation of this kind" in text) != there


@pytest.mark.parametrize(
    ("asked", "status"), [({"flow": "x"}, 400), ({"country": "xyzzyx"}, 404), ({"page": "x"}, 400)]
)
def test_what_is_none_is_refused_with_what_to_do(viewer, asked, status):
    assert viewer.get("/partners", asked).status_code == status


def test_before_any_file_was_known_there_is_a_reason(viewer):
    text = viewer.get("/partners", {"as_of": "2024-06-29"}).content.decode()
    assert "forlik import iati FILE" in text
    assert "Ñandú" not in text


def test_no_person_is_shown_or_exported(viewer):
    for address in ("/partners", "/partners.csv", "/partners/name:ministrynandu", "/partners/name:ministrynandu.json"):
        assert b"A Person" not in viewer.get(address).content, address


def test_what_would_take_too_long_is_not_reckoned_and_it_is_said_how_to_get_it(tied, monkeypatch):
    text = tied.get("/partners").content.decode()
    assert "Not reckoned on this page" not in text
    assert "Ways from every organisation were followed" in text
    monkeypatch.setattr(summaries, "FOLLOWED", 1)
    monkeypatch.setattr(summaries, "DRAWN", 1)
    # Another kind of question: what was told already is kept.
    text = html.unescape(tied.get("/partners", {"country": "SDN"}).content.decode())
    assert text.count("Not reckoned on this page") == 1
    assert "when ties are left out is not reckoned on this page" in text
    assert "partners(world, flow='paid', place='SDN').network" in text
    assert "betweenness(network, k=100)" in text
    assert "What would be lost with each" in text


def test_of_one_year_the_list_and_the_network_are_of_that_year(viewer):
    text = viewer.get("/partners", {"year": "2022"}).content.decode()
    assert "Partners: 2022" in text
    row = text.split('href="/partners/name%3Aministrynandu"')[1].split("</tr>")[0]
    assert '<data class="value" value="600">' in row
    assert 'href="/partners/name%3Aministrynandu/flows?side=given&amp;year=2022"' in row
    assert '<option value="2023">2023</option>' in text, "another year can be chosen"
    assert "partners(world, years=2022)" in text
    assert "No organisation of this kind" in viewer.get("/partners", {"year": "1999"}).content.decode()
    assert viewer.get("/partners", {"year": "last"}).status_code == 400


def test_the_network_and_what_is_lost_are_of_the_year_that_is_chosen(tied):
    rows = list(csv.DictReader(io.StringIO(tied.get("/partners.csv", {"year": "2023"}).content.decode())))
    assert {one["ref"]: (one["funders"], one["implementers"], float(one["through_usd"])) for one in rows} == {
        "XM-DAC-6": ("0", "1", 100.0),
        "GB-CHC-1": ("1", "0", 100.0),
    }
    assert "from 0, to 1" in tied.get("/partners", {"year": "2023"}).content.decode()
    text = tied.get("/partners", {"year": "2022"}).content.decode()
    assert "GB-CHC-1" not in text
    assert "What would be lost with each" not in text
