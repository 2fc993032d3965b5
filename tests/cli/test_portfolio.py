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
