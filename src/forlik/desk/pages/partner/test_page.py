import csv
import io

import pytest


def test_one_partner_stands_with_its_money_places_years_and_files(viewer):
    text = viewer.get("/partners/name:ministrynandu").content.decode()
    assert "Ministry Ñandú" in text
    assert '<data class="value" value="1000">' in text
    assert 'href="/country/COL"' in text
    assert 'href="/country/COL/aid?org=XM-NDU"' in text
    assert "nobody is named" in text
    assert "It is in no tie" in text
    years = text.split('id="when"')[1]
    assert [one in years for one in ("2022", "2023")] == [True, True]


def test_money_of_another_kind_is_asked_for_and_never_added(viewer):
    text = viewer.get("/partners/name:ministrynandu", {"flow": "committed"}).content.decode()
    assert '<data class="value" value="9000">' in text
    assert viewer.get("/partners/name:ministrynandu", {"flow": "x"}).status_code == 400


def test_the_download_has_both_sides(viewer):
    rows = list(csv.DictReader(io.StringIO(viewer.get("/partners/name:ministrynandu.csv").content.decode())))
    assert [(row["side"], row["ref"], float(row["usd"])) for row in rows] == [("gives_to", "", 1000.4)]


@pytest.mark.parametrize("ref", ["XX-NONE-1", "name:nobody", "name:", "52000"])
def test_who_is_nobody_is_not_found(viewer, ref):
    assert viewer.get(f"/partners/{ref}").status_code == 404
