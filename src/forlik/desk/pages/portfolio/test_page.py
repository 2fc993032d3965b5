import csv
import io
import json
import re

import openpyxl
import pytest


def row(text, place):
    return re.split(rf'<th scope="row"[^>]*>(?:<a [^>]*>)?{place}<', text)[1].split("</tr>")[0]


def values(part):
    return re.findall(r'value="(-?[\d.]+)"', part)


def test_a_place_stands_with_its_pillars_its_sum_its_coverage_and_its_level(viewer):
    text = viewer.get("/portfolio", {"year": "2022"}).content.decode()
    mine = row(text, "Colombia")
    assert values(mine) == ["600", "600", "100.00"], "peace, all, coverage; the upper level of the same money is out"
    assert 'data-head="Levels">2</td>' in mine
    assert mine.count('<span class="unseen">unknown</span>') == 3, "what is not published is unknown and not 0"
    assert 'href="/portfolio/COL/peace/2022"' in mine
    assert values(row(text, "All places")) == ["600", "600", "100.00"]
    out = text.split("What is published and not counted here")[-1]
    assert "On another level than the one that counts" in out
    assert values(out.split("</tr>")[1])[0] == "1000"


def test_the_newest_year_with_data_is_shown_and_others_can_be_chosen(viewer):
    text = viewer.get("/portfolio").content.decode()
    assert "Places by pillar, 2023" in text
    assert values(row(text, "Colombia")) == ["400", "400", "100.00"]
    assert '<option value="2023" selected>2023</option>' in text
    assert '<option value="2022">2022</option>' in text


def test_a_year_without_data_is_unknown_and_the_others_are_offered(viewer):
    text = viewer.get("/portfolio", {"year": "1999"}).content.decode()
    assert "Nothing is published as “Paid out” for 1999: that is unknown, not none." in text
    assert "/portfolio?year=2022" in text
    assert "<table" not in text


def test_a_country_has_its_years_how_they_meet_and_its_flags(viewer):
    text = viewer.get("/portfolio", {"country": "colombia", "year": "2022"}).content.decode()
    assert "Portfolio: Colombia" in text
    assert values(row(text, "2022")) == ["600", "600", "100.00"]
    assert values(row(text, "2023")) == ["400", "400", "100.00"]
    meets = text.split("How pillars, donors and plans meet")[1]
    assert "evenness needs at least two pillars with money" in meets
    plans = re.sub(r"<[^>]+>", " ", meets.split("Paid of what was planned")[1].split("</dd>")[0])
    assert "unknown" in plans, "no plans are published, so it is not 0"
    assert '<h2 id="flags">' in text
    assert "Flags are raised here from public data alone" in text


def test_the_figures_of_every_rule_are_shown_whether_or_not_its_flag_is_raised(viewer):
    text = viewer.get("/portfolio", {"country": "COL", "year": "2022"}).content.decode()
    table = text.split("<summary>What each rule looked at</summary>")[1].split("</table>")[0]
    told = [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in table.split("<tr")]
    assert any(one.endswith("Too few report to judge by flag raised") for one in told)
    assert any(one.endswith("Too much of the money has no purpose silent") for one in told)
    assert any("cannot be told: " in one and "fewer than ten countries can be compared" in one for one in told)
    [few] = [row for row in table.split("<tr") if "Organisations that report" in row and "flag if under 2" in row]
    assert values(few) == ["1"]
    [covered] = [row for row in table.split("<tr") if "Money with a known pillar" in row]
    assert values(covered) == ["100.00"]
    [gap] = [row for row in table.split("<tr") if "Share of need above share of humanitarian aid" in row]
    assert values(gap) == []
    assert "unknown" in gap
    assert "one of the two figures of this place is not known in 2022" in gap
    [local] = [row for row in table.split("<tr") if "Money with local actors" in row]
    assert "0.00 to 100.00" in local, "known only between its two ends"


def test_currency_definition_and_kind_of_flow_are_named_and_change_the_figures(viewer):
    text = viewer.get("/portfolio", {"year": "2022", "currency": "NOK", "flow": "committed"}).content.decode()
    assert "Committed, NOK, current prices" in text
    # 9,000 dollars at the mean of 2022, which the bank publishes as 10.1026 kroner and 1.0530 dollars a euro.
    assert values(row(text, "Colombia"))[0].startswith("863")
    assert "9.5937" in text.split("Rates by which US dollars became NOK")[1]
    definitions = text.split('<h2 id="definitions">')[1]
    assert "/portfolio?flow=committed&amp;currency=NOK&amp;definition=humanitarian_flag&amp;year=2022" in definitions
    text = viewer.get("/portfolio", {"year": "2022", "currency": "AFN"}).content.decode()
    assert "no rate of USD in AFN is known for 2022" in text
    assert "600" not in row(text, "Colombia"), "without a rate it is unknown"


def test_what_goes_across_the_pillars_stands_beside_them(viewer):
    text = viewer.get("/portfolio", {"year": "2022"}).content.decode()
    tags = text.split('<h2 id="tags">')[1]
    assert values(tags.split("</tr>")[1]) == ["600"]
    assert "nothing is published" in tags


@pytest.mark.parametrize(
    ("given", "status", "told"),
    [
        ({"year": "last"}, 400, "“last” is no year"),
        ({"currency": "XQQ"}, 400, "there is no currency “XQQ”"),
        ({"flow": "stolen"}, 400, "there is no kind of flow “stolen”"),
        ({"definition": "mine"}, 400, "there is no definition of pillars “mine”"),
        ({"country": "xyzzyx"}, 404, "xyzzyx"),
    ],
)
def test_what_cannot_be_asked_is_said_with_what_can(viewer, given, status, told):
    answer = viewer.get("/portfolio", given)
    assert answer.status_code == status
    assert told in answer.content.decode()


def test_before_any_file_was_known_it_is_told_what_to_bring(viewer):
    answer = viewer.get("/portfolio", {"as_of": "2024-06-29"})
    assert answer.status_code == 200
    assert "forlik import iati DIR" in answer.content.decode()


def test_the_files_have_every_cell_with_coverage_rule_and_prices(viewer):
    rows = list(csv.DictReader(io.StringIO(viewer.get("/portfolio.csv", {"year": "2022"}).content.decode())))
    mine = next(one for one in rows if (one["place"], one["pillar"]) == ("Colombia", "peace"))
    assert (mine["amount_usd"], mine["coverage"], mine["price_basis"]) == ("600.4", "100", "current prices")
    assert "one level" in mine["level_rule"]
    book = openpyxl.load_workbook(io.BytesIO(viewer.get("/portfolio.xlsx", {"year": "2022"}).content))
    assert book.sheetnames == ["figures", "sources"]
    assert json.loads(viewer.get("/portfolio.json", {"year": "2022"}).content)["countries"][0]["place_code"] == "COL"
    assert viewer.get("/portfolio/cite.bib", {"year": "2022"}).status_code == 200


def test_the_chart_is_there_with_its_table(viewer):
    chart = json.loads(viewer.get("/portfolio/by-year.vl.json").content)
    assert json.dumps(chart).count('"year": "202') == 2
    assert "<svg" in viewer.get("/portfolio/by-year.svg").content.decode()
    assert "The same as a table" in viewer.get("/portfolio").content.decode()


def test_norwegian_says_it_in_norwegian(viewer):
    text = viewer.get("/portfolio", {"year": "2022"}, headers={"accept-language": "nb"}).content.decode()
    assert "Steder etter pilar" in text
