import csv
import io

import pytest


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
