"""The verb on the portfolio: totals with what they stand on, cells opened down to bytes, and what is refused."""

import csv
import json
import sys
from pathlib import Path

import openpyxl
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "portfolio"))

from made_up import activity, bring, transaction

PEACE = '<sector vocabulary="1" code="15220"/>'
SCHOOLS = '<sector vocabulary="1" code="11220"/>'
DAY = ("--as-of", "2024-02-01")


@pytest.fixture
def portfolio(forlik, home, tmp_path):
    """``forlik portfolio`` over 600 for peace and −50 for schools in Colombia in 2023, 7 in 2021, 20 of no country."""
    bring(
        home,
        tmp_path,
        "one",
        "2024-01-10",
        activity("XM-A-0", transaction(1000), level=1, sectors=PEACE),
        activity("XM-A-1", transaction("600.25"), transaction(7, day="2021-05-01"), level=2, sectors=PEACE),
        activity("XM-A-2", transaction(-50), transaction(9, currency="AFN"), level=2, sectors=SCHOOLS),
        activity("XM-A-3", transaction(20), level=2, places='<recipient-region code="298"/>'),
    )
    return lambda *words: forlik("portfolio", *DAY, *words)


def test_the_newest_year_has_every_total_with_coverage_levels_and_what_is_left_out(portfolio):
    found = portfolio("--json")
    assert found.exit == 0
    said = found.json
    [row] = said["countries"]
    assert (row["place"], row["year"]) == ("Colombia", 2023)
    peace = row["pillars"]["peace"]
    assert (peace["amount"], peace["coverage"], peace["levels"], peace["status"]) == (600.25, 100, [2], "reported")
    assert row["pillars"]["development"]["amount"] == -50, "negative totals are shown as such"
    assert row["pillars"]["all"]["status"] == "estimated"
    assert [one["place_kind"] for one in said["beside"]] == ["region"]
    assert [(one["why"], one["usd"]) for one in said["left_out"]] == [("other_level", 1000)]
    assert (said["currency"], said["price_basis"]["name"]) == ("USD", "current")
    assert "one level" in said["level_rule"]


def test_words_say_the_same_with_unknown_as_a_dash(portfolio):
    said = portfolio().out
    line = next(line for line in said.splitlines() if line.startswith("Colombia"))
    assert line.split() == ["Colombia", "2023", "-50*", "–", "600", "–", "550*", "66.66", "%", "2"]
    assert "1 of 3 parts of transactions have no rate" in said
    assert "Left out, on another level than the one that counts, level 1: 1\u202f000 US dollars in 1 parts." in said
    assert "Prices: current prices; no deflator is held" in said
    assert any(line.startswith("Africa, regional") for line in said.splitlines())


def test_years_between_without_data_are_unknown_and_said(portfolio):
    found = portfolio("--country", "Colombia")
    assert "Nothing is published for 2022: that is unknown, not 0." in found.out
    rows = [line.split() for line in found.out.splitlines() if line.startswith("Colombia")]
    assert [row[1] for row in rows] == ["2023", "2022", "2021"]
    assert rows[1][2:] == ["–"] * 7


def test_a_year_without_data_is_no_data_and_says_where_there_is_some(portfolio):
    found = portfolio("--year", 1999)
    assert found.exit == 3
    assert "that is unknown, not 0" in found.err
    assert "from 2021 to 2023" in found.err
    assert portfolio("--flow", "committed").exit == 3


def test_a_cell_is_explained_down_to_its_bytes_and_adds_up(portfolio):
    found = portfolio("--explain", "Colombia/peace/2023", "--currency", "NOK", "--json")
    said = found.json
    assert said["sum_usd"] == said["amount_usd"] == 600.25
    [flow] = said["flows"]
    assert (flow["dataset"], flow["activity_key"]) == ("XM-A/one", "XM-A-1")
    assert 0 < flow["byte_start"] < flow["byte_end"]
    assert said["rate"]["rule"] == "ecb_year"
    words = portfolio("--explain", "COL/peace/2023").out
    assert f"bytes {flow['byte_start']} to {flow['byte_end']}" in words
    assert words.count("600.25") == 5, "the flow twice, the sum, the cell, and as published"
    assert portfolio("--explain", "region-298/all/2023", "--json").json["sum_usd"] == 20


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--flow", "stolen"), 2, "there is no kind of flow"),
        (("--definition", "mine"), 2, "there is no definition of pillars"),
        (("--currency", "XQQ"), 2, "there is no currency"),
        (("--country", "xyzzyx"), 2, "xyzzyx"),
        (("--explain", "Colombia"), 2, "is no place, pillar and year"),
        (("--explain", "Colombia/war/2023"), 2, "there is no pillar"),
        (("--explain", "Colombia/peace/1999"), 3, "nothing is published"),
        (("--explain", "Colombia/peace/2023", "--tags"), 2, "leave"),
        (("--explain", "Colombia/peace/2023", "--definition", "all"), 2, "of one definition"),
        (("--year", 2023, "--from", 2021), 2, "--year is one year"),
        (("--from", 2023, "--to", 2021), 2, "2023 is after 2021"),
        (("--flags", "--year", 2023), 2, "its own newest year"),
        (("--flags", "--tags"), 2, "--flags"),
        (("--flags", "--flow", "budgeted"), 2, "by purpose codes"),
        (("--flags", "--currency", "NOK"), 2, "by purpose codes"),
        (("--flags", "--definition", "all"), 2, "by purpose codes"),
        (("--areas",), 2, "--areas is of one country"),
        (("--areas", "--country", "Colombia", "--from", 2021), 2, "of one year"),
        (("--areas", "--country", "Colombia", "--tags"), 2, "stands alone"),
        (("--areas", "--country", "Colombia", "--flags"), 2, "stands alone"),
        (("--areas", "--explain", "Colombia/peace/2023"), 2, "stands alone"),
        (("--areas", "--country", "Colombia", "--definition", "all"), 2, "under one definition"),
        (("--areas", "--country", "Colombia", "--year", 1999), 3, "nothing is published as paid for Colombia, 1999"),
        (("--areas", "--country", "Colombia", "--flow", "committed"), 3, "unknown, not 0"),
        (("--areas", "--partners", "--country", "Colombia"), 2, "stands alone"),
        (("--partners", "--tags"), 2, "--partners"),
        (("--partners", "--to", 2023), 2, "--partners"),
        (("--partners", "--currency", "NOK"), 2, "takes no kind of flow"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_way_out(portfolio, words, code, told):
    found = portfolio(*words)
    assert found.exit == code
    assert told in found.err
    assert found.out == ""


def test_levels_cannot_be_added(portfolio):
    assert portfolio("--level", 1).exit == 2


def test_a_currency_without_a_rate_is_unknown(portfolio):
    cell = portfolio("--currency", "AFN", "--json").json["countries"][0]["pillars"]["peace"]
    assert (cell["amount"], cell["status"]) == (None, "unknown")
    assert cell["reason"] == "no rate of USD in AFN is known for 2023"
    assert cell["amount_usd"] == 600.25


def test_all_definitions_stand_side_by_side_with_tags(portfolio):
    said = portfolio("--definition", "all", "--tags", "--json").json
    assert {one["definition"]["name"] for one in said["by_definition"]} == {"purpose", "humanitarian_flag"}
    assert [(one["tag"], one["usd"]) for one in said["tags"]] == [("peacebuilding", 600.25), ("disaster_risk", None)]
    words = portfolio("--definition", "all", "--tags").out
    assert "By purpose code (purpose)" in words
    assert "What is marked humanitarian is relief (humanitarian_flag)" in words
    assert next(line for line in words.splitlines() if line.startswith("peacebuilding")).split()[1:3] == ["2023", "600"]


def test_it_is_saved_in_every_form_with_its_sources(portfolio, tmp_path):
    for ending in ("csv", "xlsx", "parquet", "json"):
        assert portfolio("--save", tmp_path / f"p.{ending}").exit == 0
    rows = list(csv.DictReader((tmp_path / "p.csv").read_text().splitlines()))
    assert {(row["place"], row["pillar"]): row["amount"] for row in rows}["Colombia", "peace"] == "600.25"
    assert openpyxl.load_workbook(tmp_path / "p.xlsx").sheetnames == ["figures", "sources"]
    assert json.loads((tmp_path / "p.json").read_text())["flow"] == "paid"
    assert portfolio("--explain", "COL/peace/2023", "--save", tmp_path / "flows.csv").exit == 0
    assert len(list(csv.DictReader((tmp_path / "flows.csv").read_text().splitlines()))) == 1


def test_flags_have_an_owner_and_a_day(portfolio):
    [said] = portfolio("--flags", "--country", "Colombia", "--year", 2023, "--json").json
    assert said["place"] == "COL"
    assert all({"rule", "seen", "why", "owner", "due", "figures"} <= set(one) for one in said["raised"])
    assert said["raised"] or said["untold"]
    assert "From public data alone" in portfolio("--flags", "--country", "Colombia", "--year", 2023).out


def test_flags_of_a_country_come_with_the_figures_of_every_rule(portfolio):
    """Whether it is raised, stays silent or cannot be told."""
    [said] = portfolio("--flags", "--country", "Colombia", "--year", 2023, "--json").json
    every = {one["rule"]: one for name in ("raised", "silent", "untold") for one in said[name]}
    few = {one["name"]: one for one in every["too_few_publishers"]["figures"]}
    assert (few["publishers"]["value"], few["publishers"]["unit"], few["publishers"]["title"]) == (
        "1",
        "organisations",
        "Organisations that report",
    )
    assert few["publishers"]["raised_if"] == [{"bound": "below", "at": ["2"]}]
    gap = {one["name"]: one for one in every["funding_below_need"]["figures"]}
    assert (gap["need_gap_points"]["value"], bool(gap["need_gap_points"]["reason"])) == (None, True)
    assert gap["need_gap_places"]["told_if"] == [{"bound": "at_least", "at": ["10"]}]
    assert {one["name"] for one in said["beside"]} == {
        "aid_usd",
        "humanitarian_percent",
        "peace_percent",
        "people_in_need",
    }
    words = portfolio("--flags", "--country", "Colombia", "--year", 2023).out
    line = next(line for line in words.splitlines() if line.startswith("    Organisations that report"))
    assert " ".join(line.split()) == "Organisations that report 1 organisations flag if under 2 2023"
    assert "Less aid than its share of need: cannot be told" in words
    assert "Unknown, and never 0:" in words


def test_flags_of_all_countries_are_told_rule_by_rule_the_first_due_first(portfolio, home, tmp_path):
    there = '<recipient-country code="SD"/>'
    bring(home, tmp_path, "more", "2024-01-11", activity("XM-B-1", transaction(5), who="XM-B", places=there))
    words = portfolio("--flags").out
    days = [line.split()[0] for line in words.splitlines() if line.startswith("2024-")]
    assert days == sorted(days)
    block = words.split("Too few report to judge by")[1].split("\n2024-")[0]
    assert "the desk: 2" in block
    assert block.index("Colombia, 2023") < block.index("Sudan, 2023")
    assert [one["place"] for one in portfolio("--flags", "--json").json] == ["COL", "SDN"]


def test_the_table_of_flags_fits_a_terminal(portfolio, monkeypatch):
    from forlik.cli.answers import flagged

    for width in (80, 200):
        monkeypatch.setattr(flagged, "width", lambda width=width: width)
        lines = portfolio("--flags", "--country", "Colombia").out.splitlines()
        assert max(map(len, lines)) <= width
        assert any("Organisations that report: 1 organisations; flag if under 2" in line for line in lines) == (
            width == 80
        )


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ((), (None, None, None)),
        (("--country", "Colombia", "--year", 2023, "--save", "p.csv"), ("COL", 2023, Path("p.csv"))),
    ],
)
def test_partners_are_told_of_the_country_and_year_that_are_asked_for(portfolio, monkeypatch, words, asked):
    from forlik.cli.answers import partners

    told = []
    monkeypatch.setattr(partners, "tell", lambda _voice, _then, *rest: told.append(rest))
    assert portfolio("--partners", *words).exit == 0
    assert told == [asked]


AT = '<location><name><narrative>{}</narrative></name><administrative vocabulary="A3" level="1" code="{}"/></location>'


@pytest.fixture
def located(portfolio, home, tmp_path):
    """The same, and in 2022 of 90 dollars for Colombia 60 by area: 40 in the north, 20 in the south."""
    bring(
        home,
        tmp_path,
        "two",
        "2024-01-11",
        activity(
            "XM-B-1",
            transaction(40, day="2022-01-01"),
            AT.format("Far away in the mountains", "N"),
            AT.format("", "S"),
            who="XM-B",
            sectors=PEACE,
        ),
        activity("XM-B-2", transaction(20, day="2022-01-01"), AT.format("Coast", "N"), who="XM-B", sectors=SCHOOLS),
        activity("XM-B-3", transaction(30, day="2022-01-01"), who="XM-B", sectors=SCHOOLS),
    )
    return lambda *words: portfolio("--areas", "--country", "Colombia", *words)


def test_a_country_by_area_says_how_much_is_given_at_all_and_adds_up(located):
    said = located("--year", 2022, "--json").json
    assert [(one["given_by"], one["percent"], one["amount_usd"]) for one in said["parts"]] == [
        ("area", 66.67, 60),
        ("no_area", 33.33, 30),
        ("several_countries", 0, 0),
    ]
    assert said["amount_usd"] == 90
    assert [(one["code"], one["amount_usd"], one["activities"]) for one in said["areas"]] == [
        ("N", 40, 2),
        ("S", 20, 1),
    ]
    [pair] = [one for one in said["co_location"]["pairs"] if one["both"] is not None]
    assert {pair["first"], pair["second"]} == {"development", "peace"}
    assert (pair["both"], pair["either"], pair["percent"], pair["coverage"]) == (1, 2, 50, 50)
    assert located("--json").json["year"] == 2023, "the newest that was over"


def test_areas_in_words_say_the_rule_and_what_is_unknown(located):
    said = located("--year", 2022).out
    assert "Given by area: 66.67 percent; 2 of 3 activities with money here name one." in said
    told = {line.split("  ")[0]: line.split() for line in said.splitlines()}
    assert told["given by area"][-5:] == ["66.67", "%", "60", "2", "0"]
    assert told["the total"][-2:] == ["90", "3"]
    assert told["development and peace"][-6:] == ["1", "2", "50.00", "%", "50.00", "%"]
    assert told["development and humanitarian"][-4:] == ["–"] * 4, "what is unknown is no 0"
    assert "the sharing is ours" in " ".join(said.split())
    assert "no activity is known of humanitarian" in said
    assert "Global Administrative Areas (A3), level 1" in " ".join(said.split())
    none = located("--year", 2021).out
    assert "Given by area: 0.00 percent; 0 of 1" in none
    assert "names an area: where in the country the money goes is unknown" in none


def test_areas_fit_a_terminal_and_are_saved_in_every_form(located, tmp_path, monkeypatch):
    from forlik.cli.answers import areas

    monkeypatch.setattr(areas, "width", lambda: 70)
    said = located("--year", 2022).out
    assert max(map(len, said.splitlines())) <= 70
    assert next(line for line in said.splitlines() if " N " in line).split()[-6:] == ["N", "A3", "1", "40", "2", "0"]
    for ending in ("csv", "xlsx", "parquet", "json"):
        assert located("--year", 2022, "--save", tmp_path / f"a.{ending}").exit == 0
    rows = list(csv.DictReader((tmp_path / "a.csv").read_text().splitlines()))
    assert [(row["given_by"], row["amount_usd"]) for row in rows] == [("area", "40"), ("area", "20"), ("no_area", "30")]


def test_the_table_fits_a_terminal(portfolio, home, tmp_path, monkeypatch):
    from forlik.cli.answers import matrix

    large = [activity(f"{who}-1", transaction(1_234_567_890), who=who, sectors=PEACE) for who in ("XM-B", "XM-C")]
    bring(home, tmp_path, "large", "2024-01-11", *large)
    wide = max(len(line) for line in portfolio().out.splitlines() if line.startswith(("Colombia", "place", "Africa")))
    for width, told in ((wide, "2\u202f469\u202f136\u202f380"), (wide - 1, "2\u202f469.136"), (70, "peace  ")):
        monkeypatch.setattr(matrix, "width", lambda width=width: width)
        said = portfolio().out
        assert told in said, width
        assert ("In millions of USD." in said) == (width == wide - 1)
        assert max(map(len, said.splitlines())) <= width


def test_nothing_imported_is_no_data(forlik):
    found = forlik("portfolio")
    assert found.exit == 3
    assert "forlik import iati FILE" in found.err
