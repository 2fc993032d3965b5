import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

PEACE, SCHOOLS, RELIEF = (f'<sector vocabulary="1" code="{code}"/>' for code in ("15220", "11220", "72010"))


def paid(usd, day="2022-05-01", currency="USD"):
    return (
        f'<transaction><transaction-type code="3"/><transaction-date iso-date="{day}"/>'
        f'<value value-date="{day}" currency="{currency}">{usd}</value></transaction>'
    )


def place(code, name=""):
    inside = f'<administrative vocabulary="A3" level="1" code="{code}"/>'
    return f"<location><name><narrative>{name}</narrative></name>{inside}</location>"


def work(number, *inside, sector=PEACE, country="CO"):
    return (
        f"<iati-activity><iati-identifier>XM-ARE-{number}</iati-identifier>"
        '<reporting-org ref="XM-ARE" type="10"><narrative>Giver</narrative></reporting-org>'
        f'<title><narrative>Work</narrative></title><recipient-country code="{country}"/>{sector}{"".join(inside)}'
        "</iati-activity>"
    )


WORKS = (
    work(1, paid(60), place("NORTH", "Ñandú &lt;b&gt;"), place("SOUTH")),
    work(2, paid(40), paid(5, currency="AFN"), place("NORTH"), sector=SCHOOLS),
    work(3, paid(50), sector=SCHOOLS),
    work(4, paid(7, "2021-01-01"), country="SD"),
    work(5, paid(9), country="KE", sector=RELIEF),
    work(
        6,
        paid(8),
        '<location><location-id vocabulary="G1" code="226074"/><location-class code="1"/></location>',
        country="UG",
    ),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    from forlik.discover import source
    from forlik.store.intake import take_in

    home, file = tmp_path_factory.mktemp("areas-home"), tmp_path_factory.mktemp("areas-files") / "aid.xml"
    file.write_text(
        f'<iati-activities version="2.03" generated-datetime="2024-06-30T10:00:00Z">{"".join(WORKS)}</iati-activities>'
    )
    _taken, errors = take_in(home, source("iati"), [Path(file)])
    assert errors == []
    return home


@pytest.fixture
def areas(viewer, store, monkeypatch):
    """The page over a store of its own: in Colombia 100 of 150 dollars are given by area, in Kenya nothing is."""
    monkeypatch.setenv("FORLIK_HOME", str(store))

    def ask(name="COL", **given):
        answer = viewer.get(f"/portfolio/{name}/areas", given)
        return answer, answer.content.decode()

    ask.get = viewer.get
    return ask


def values(part):
    return re.findall(r'value="(-?[\d.]+)"', part)


def row(text, head):
    return re.split(rf'<th scope="row"[^>]*>{head}', text)[1].split("</tr>")[0]


def test_the_first_figure_is_how_much_is_given_by_area_at_all(areas):
    _, text = areas(year="2022")
    first = text.split('<section class="panel first-figure"')[1].split("</section>")[0]
    assert values(first) == ["66.67"], "100 of 150"
    assert "2 of 3 activities with money here name an area" in first
    assert "the sharing is ours" in first
    assert text.index("first-figure") < text.index("<table")


def test_parts_add_up_to_the_total_which_opens(areas):
    _, text = areas(year="2022")
    parts = text.split('<h2 id="parts">')[1].split("</section>")[0]
    assert values(row(parts, "Given by area")) == ["66.67", "100"]
    assert values(row(parts, "In no area: none is named")) == ["33.33", "50"]
    assert values(row(parts, "In no area: of several countries")) == ["0.00", "0"]
    assert values(row(parts, "The total")) == ["150"]
    assert "levels are never added" in parts
    [address] = re.findall(r'href="(/portfolio/COL/all/2022[^"]*)"', parts)
    opened = areas.get(address).content.decode()
    assert values(opened.split('<dl class="facts">')[1])[:2] == ["150", "150"]


def test_areas_stand_with_list_level_code_names_money_and_what_has_no_rate(areas):
    _, text = areas(year="2022")
    table = text.split('<h2 id="areas">')[1].split("</section>")[0]
    north, south = table.split("<tbody>")[1].split("</tr>")[:2]
    assert values(north) == ["70"], "half of 60, and 40"
    assert values(south) == ["30"]
    told = " ".join(re.sub(r"<[^>]+>", " ", north).split())
    assert told == "Ñandú &lt;b&gt; NORTH Global Administrative Areas A3 1 70 2 1"
    assert "activities do not add up" in table


def test_pillars_meet_in_one_of_two_areas_and_what_is_unknown_is_no_0(areas):
    _, text = areas(year="2022")
    meets = text.split('<h2 id="meets">')[1].split("</section>")[0]
    assert values(row(meets, "Peace and reconciliation · Development")) == ["1", "2", "50.00", "50.00"]
    relief = row(meets, "Peace and reconciliation · Humanitarian")
    assert values(relief) == []
    assert "no activity is known of Humanitarian" in relief
    pillars = meets.split("Where the activities of each pillar are")[1]
    told = " ".join(re.sub(r"<[^>]+>", " ", row(pillars, "Development")).split())
    assert told == "2 1 0 1 1"
    assert (
        "Areas here are those of the list in which most activities name one: Global Administrative Areas (A3)" in meets
    )


def test_the_rule_of_sharing_is_told_as_the_library_has_it_and_translated(areas):
    from forlik.desk.pages.portfolio_areas.shown import RULE
    from forlik.portfolio.matrix.by_area import RULE as LIBRARY

    assert RULE == LIBRARY
    assert "shared equally among the areas" in areas(year="2022")[1]
    text = areas.get("/portfolio/COL/areas", {"year": "2022"}, headers={"accept-language": "nb"}).content.decode()
    rule = text.split('<h2 id="rule">')[1]
    assert "fordelingen er vår egen" in rule
    assert "shared equally" not in rule


def test_areas_without_a_level_may_be_the_whole_country_and_it_is_said(areas):
    _, text = areas("UGA")
    first = text.split("first-figure")[1].split("</section>")[0]
    assert values(first) == ["100.00"]
    assert "1 of these areas state no level: each may be the whole country" in first
    assert "that two pillars name the same one says little then" in text.split('<h2 id="meets">')[1]
    assert "whole country" not in areas(year="2022")[1]


def test_another_currency_is_by_the_rate_of_the_year(areas):
    _, text = areas(year="2022", currency="NOK")
    # 100 dollars at the mean of 2022, which the bank publishes as 10.1026 kroner and 1.0530 dollars a euro.
    assert values(row(text, "Given by area")) == ["66.67", "959"]
    assert "9.5937" in text.split("By the mean rate of the year")[1]
    assert 'href="/portfolio/COL/all/2022?currency=NOK"' in text


def test_money_without_any_area_is_none_given_and_where_is_unknown(areas):
    answer, text = areas("KEN")
    assert answer.status_code == 200
    assert values(text.split("first-figure")[1].split("</section>")[0]) == ["0.00"]
    assert "No activity with money here names an area: where in the country the money goes is unknown." in text
    assert "no area is known for Humanitarian" in text


def test_a_year_without_data_is_unknown_and_the_others_are_offered(areas):
    _, text = areas(year="1999")
    assert "Nothing is published as “Paid out” for Colombia, 1999: that is unknown, not none." in text
    assert 'href="/portfolio/COL/areas?year=2022&amp;flow=paid"' in text
    assert "<table" not in text
    _, text = areas("SWE")
    assert "Nothing is published as “Paid out” for Sweden: that is unknown, not none." in text


def test_before_any_file_was_known_it_is_told_what_to_bring(areas):
    answer, text = areas(as_of="2024-06-29")
    assert answer.status_code == 200
    assert "forlik import iati DIR" in text


def test_the_newest_year_is_shown_and_a_name_leads_to_the_one_address(areas):
    assert "Money by area: Colombia, 2022" in areas()[1]
    answer, _ = areas("colombia", year="2022")
    assert (answer.status_code, answer["Location"]) == (302, "/portfolio/COL/areas?year=2022")


@pytest.mark.parametrize(
    ("name", "given", "status", "told"),
    [
        ("COL", {"year": "last"}, 400, "“last” is no year"),
        ("COL", {"flow": "stolen"}, 400, "there is no kind of flow “stolen”"),
        ("COL", {"currency": "XQQ"}, 400, "there is no currency “XQQ”"),
        ("xyzzyx", {}, 404, "xyzzyx"),
    ],
)
def test_what_cannot_be_asked_is_said(areas, name, given, status, told):
    answer, text = areas(name, **given)
    assert answer.status_code == status
    assert told in text


def test_the_files_have_every_area_and_what_is_in_none_and_add_up(areas):
    got = areas.get("/portfolio/COL/areas.csv", {"year": "2022"})
    rows = list(csv.DictReader(io.StringIO(got.content.decode())))
    assert [(one["given_by"], one["code"], Decimal(one["amount_usd"])) for one in rows] == [
        ("area", "NORTH", 70),
        ("area", "SOUTH", 30),
        ("no_area", "", 50),
    ]
    said = json.loads(areas.get("/portfolio/COL/areas.json", {"year": "2022"}).content)
    assert sum(one["amount_usd"] for one in said["parts"]) == said["amount_usd"] == 150
    book = openpyxl.load_workbook(io.BytesIO(areas.get("/portfolio/COL/areas.xlsx", {"year": "2022"}).content))
    assert book.sheetnames == ["figures", "sources"]
    assert areas.get("/portfolio/COL/areas.parquet", {"year": "2022"}).status_code == 200
    assert areas.get("/portfolio/COL/areas/cite.bib", {"year": "2022"}).content.startswith(b"@")


def test_the_portfolio_of_a_country_leads_here_for_its_year(areas):
    text = areas.get("/portfolio", {"country": "COL", "year": "2022"}).content.decode()
    address = re.findall(r'href="(/portfolio/COL/areas[^"]*)"', text)[0].replace("&amp;", "&")
    assert "year=2022" in address
    assert "Money by area: Colombia, 2022" in areas.get(address).content.decode()
