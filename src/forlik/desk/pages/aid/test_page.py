import csv
import io

import pytest


def test_an_activity_stands_with_its_money_its_reporter_and_its_bytes(viewer):
    text = viewer.get("/country/COL/aid").content.decode()
    row = text.split("XM-NDU-1-1")[1].split("</tr>")[0]
    assert "Ministry Ñandú" in row
    assert '<data class="value" value="600">600</data>' in row
    assert "XM-NDU/aid" in row
    assert "bytes" in row
    assert "30 Jun 2024" in row


def test_an_activity_of_another_level_is_shown_and_said_not_to_be_added(viewer):
    text = viewer.get("/country/COL/aid").content.decode()
    assert text.count("another level, not added") == 1
    assert "another level, not added" in text.split(">XM-NDU-1<")[1].split("</tr>")[0]


def test_no_persons_address_is_shown_or_exported(viewer):
    for address in ("/country/COL/aid", "/country/COL/aid.csv", "/country/COL/aid.json", "/country/COL", "/data/iati"):
        assert b"erson" not in viewer.get(address).content.replace(b"person of", b""), address


def test_the_download_has_the_activities_and_their_sum_is_the_countrys_figure(viewer):
    rows = list(csv.DictReader(io.StringIO(viewer.get("/country/COL/aid.csv").content.decode())))
    assert {row["activity_id"] for row in rows} == {"XM-NDU-1", "XM-NDU-1-1", "XM-NDU-1-2"}
    added = [float(row["paid_usd"]) for row in rows if row["in_total"] in {"True", "true"}]
    assert sum(added) == 1000
    assert all(int(row["byte_end"]) > int(row["byte_start"]) for row in rows)
    assert {len(row["content_sha256"]) for row in rows} == {64}


def test_one_organisation_can_be_asked_for(viewer):
    text = viewer.get("/country/COL/aid", {"org": "XM-NDU"}).content.decode()
    assert "Paid out for this country:" in text
    assert "XM-NDU-1-1" in text
    text = viewer.get("/country/COL/aid", {"org": "XM-OTHER"}).content.decode()
    assert "No activity in the files known on this day names this country." in text


@pytest.mark.parametrize(("page", "status"), [("99", 200), ("0", 200), ("x", 400), ("1" * 12, 400)])
def test_a_leaf_that_is_none_is_the_last_or_refused(viewer, page, status):
    assert viewer.get("/country/COL/aid", {"page": page}).status_code == status


def test_before_any_file_was_known_there_is_a_reason(viewer):
    answer = viewer.get("/country/COL/aid", {"as_of": "2024-06-29"})
    assert answer.status_code == 404
    assert "forlik import iati FILE" in answer.content.decode()


def test_a_name_leads_to_the_one_address_and_no_place_is_not_found(viewer):
    assert viewer.get("/country/Colombia/aid")["Location"] == "/country/COL/aid"
    assert viewer.get("/country/xyzzyx/aid").status_code == 404
