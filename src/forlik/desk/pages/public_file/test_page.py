"""One public engagement, read from the public copy of the made-up register."""

import csv
import io

import pytest

PATH = "/public/no-talks"


def test_the_public_line_stands_with_its_evidence(viewer):
    text = viewer.get(PATH).content.decode()
    assert "Talks in the north" in text
    assert "Norway: facilitator" in text
    assert "at a party" not in text
    assert '<a href="https://ministry.example/talks" rel="noreferrer">Ministry Ñandú, A page, 2023</a>' in text
    assert "role: host" in text, "what each piece of evidence says stands beside it"


def test_what_a_party_wrote_stays_a_text(viewer):
    text = viewer.get(PATH).content.decode()
    assert "=Talks go on &lt;b&gt;" in text
    assert "<b>" not in text


def test_the_table_has_a_row_for_each_piece_of_evidence_of_each_record(viewer):
    rows = list(csv.DictReader(io.StringIO(viewer.get(f"{PATH}.csv").content.decode())))
    assert [(row["id"], row["citation"][:8]) for row in rows] == [
        ("no-talks", "Ministry"),
        ("no-talks-role", "Ministry"),
        ("no-talks-said", "Ministry"),
        ("no", ""),
    ]
    assert rows[0]["says"] == "role: host"


@pytest.mark.parametrize("ending", [".xlsx", ".parquet", ".json", "/cite.txt", "/cite.bib", "/cite.ris", "/cite.json"])
def test_it_can_be_taken_away_and_cited(viewer, ending):
    assert viewer.get(PATH + ending).status_code == 200


@pytest.mark.parametrize("name", ["nothing", "no-talks-said", "no"])
def test_what_is_no_public_engagement_is_not_here(viewer, name):
    assert viewer.get(f"/public/{name}").status_code == 404


def test_before_it_was_public_it_is_not_here(viewer):
    assert viewer.get(PATH, {"as_of": "2024-06-29"}).status_code == 404
    assert viewer.get(PATH, {"as_of": "2024-06-30"}).status_code == 200


def test_the_notes_of_an_account_lead_to_it(viewer):
    """They say of which record of it, or of which half-year, they are."""
    for address in (f"{PATH}?of=no-talks-said&as_of=2024-07-01", "/public?of=no&as_of=2024-07-01"):
        assert viewer.get(address).status_code == 200, address
    assert viewer.get("/public?half=2024-1&as_of=2024-07-01").status_code == 200
