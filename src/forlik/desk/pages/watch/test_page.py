import csv
import io
import re


def test_places_are_ranked_by_their_rise(viewer):
    text = viewer.get("/watch").content.decode()
    body = text.split("<tbody>")[1].split("</tbody>")[0]
    assert re.findall(r'href="/country/(\w{3})"', body) == ["SDN", "COL"]
    # Colombia: twelve months of 30 against twelve of 10.
    assert re.findall(r'value="(\d+)"', body.split("/country/COL")[1]) == ["240", "120", "360"]
    assert body.count('<svg class="sparkline"') == 2


def test_the_grid_tells_a_rise_from_none_and_from_the_unknown(viewer):
    text = viewer.get("/watch").content.decode()
    assert 'aria-label="Sudan: +1\u202f200"' in text
    assert 'aria-label="Ukraine: no rise"' in text
    assert 'aria-label="Norway: unknown"' in text, "the made-up table does not speak for Norway"


def test_an_earlier_month_can_be_asked_for(viewer):
    text = viewer.get("/watch", {"until": "2023-11"}).content.decode()
    # Colombia until November: eleven months of 30 and one of 10, against twelve of 10.
    assert re.findall(r'value="(\d+)"', text.split("/country/COL")[1])[:3] == ["220", "120", "340"]
    assert "<option selected>2023-11</option>" in text
    assert viewer.get("/watch", {"until": "1999-01"}).status_code == 400


def test_it_says_what_it_must_not_be_used_for(viewer):
    text = viewer.get("/watch").content.decode()
    assert "every event that spans two months is left out" in text
    assert "Never a ground for asylum, targeting or sanctions." in text


def test_the_file_says_what_the_page_says(viewer):
    rows = list(csv.DictReader(io.StringIO(viewer.get("/watch.csv").content.decode())))
    assert [(row["country_iso3"], row["change"]) for row in rows] == [("SDN", "1200"), ("COL", "240")]


def test_before_anything_was_known_there_is_a_reason(viewer):
    text = viewer.get("/watch", {"as_of": "2020-01-01"}).content.decode()
    assert "no monthly deaths were known on 1 Jan 2020" in text


def test_it_says_whom_the_sources_count_under_whom(viewer):
    assert "UCDP's figures count Palestine under Israel." in viewer.get("/watch").content.decode()
    text = viewer.get("/country/PSE").content.decode()
    assert "the sources count Palestine under Israel" in text
    assert "count Palestine under Israel" in viewer.get("/country/ISR").content.decode()
    assert "count Palestine" not in viewer.get("/country/COL").content.decode()
