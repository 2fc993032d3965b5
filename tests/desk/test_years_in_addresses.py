"""A year in an address is one, on every page that takes one; and a page's citations are its own."""

import json

import pytest

PAGES = (
    "/portfolio?year={}",
    "/portfolio?country=COL&year={}",
    "/portfolio/COL/peace/{}",
    "/portfolio/COL/areas?year={}",
    "/partners?year={}",
    "/partners/nobody/flows?side=given&year={}",
    "/donor?year={}",
    "/donor/XM-A/1/{}",
)


@pytest.mark.parametrize("year", ["0000", "9999", "-1", "²023", "20 23", "02023"])
@pytest.mark.parametrize("page", PAGES)
def test_what_is_no_year_is_refused_and_never_taken_for_another(page, year, viewer):
    answer = viewer.get(page.format(year))
    assert answer.status_code == 400, answer.content.decode()[:300]
    assert "is no year" in answer.content.decode()


def test_a_blank_part_is_not_taken_for_all_years(viewer):
    assert viewer.get("/donor/XM-A/1/%20").status_code == 400


@pytest.mark.parametrize("page", ["/partners", "/portfolio", "/results", "/country/COL"])
def test_the_citations_of_a_list_are_not_the_record_of_that_name(page, viewer):
    cited = json.loads(viewer.get(f"{page}/cite.json").content)
    assert all(one["type"] == "dataset" for one in cited)


def test_a_download_has_a_name_that_every_browser_takes(viewer):
    answer = viewer.get("/portfolio.csv", {"year": "2022"})
    assert answer["Content-Disposition"].isascii()
    answer = viewer.get("/country/كولومبيا/engagements.csv", follow=True)
    assert answer.get("Content-Disposition", "").isascii()
    assert "=?" not in answer.get("Content-Disposition", "")
