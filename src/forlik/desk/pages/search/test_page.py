import json

import pytest


@pytest.mark.parametrize("name", ["Kolombia", "colombia", "كولومبيا", "COL"])
def test_a_name_in_any_language_leads_to_the_country(viewer, name):
    answer = viewer.get("/search", {"q": name})
    assert (answer.status_code, answer["Location"]) == (302, "/country/COL")


def test_the_day_asked_for_is_kept_on_the_way(viewer):
    answer = viewer.get("/search", {"q": "Colombia", "as_of": "2023-01-01"})
    assert "as_of=2023-01-01" in answer["Location"]


def test_a_part_of_several_names_offers_them(viewer):
    text = viewer.get("/search", {"q": "guinea"}).content.decode()
    for iso3 in ("GIN", "GNB", "GNQ", "PNG"):
        assert f'href="/country/{iso3}"' in text


def test_suggestions_come_as_names_in_the_readers_language(viewer):
    found = json.loads(viewer.get("/search.json?q=colom&suggest=1").content)
    assert {"name": "Colombia", "iso3": "COL"} in found
    found = json.loads(viewer.get("/search.json?q=egy&suggest=1", headers={"accept-language": "nb"}).content)
    assert {"name": "Egypt", "iso3": "EGY"} in found


def test_nothing_found_is_said_and_nothing_asked_is_answered(viewer):
    assert "No place is called “&lt;zzqx&gt;”" in viewer.get("/search", {"q": "<zzqx>"}).content.decode()
    assert viewer.get("/search").status_code == 200
