"""Partners at the terminal: coverage first, money, ties and what is lost with each; of a country who gives and gets."""

import csv
import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "portfolio"))

from made_up import activity, bring, transaction

from forlik.cli.answers.partners import tell
from forlik.cli.options import Voice
from forlik.core.errors import NoData
from forlik.core.progress import QUIET
from forlik.world import world


def to(ref, name):
    return f'<receiver-org ref="{ref}"><narrative>{name}</narrative></receiver-org>'


@pytest.fixture
def told(home, tmp_path, capsys):
    """6 gives 100 to wells and 60 to nobody named, and spends 40 itself in Colombia; 7 to schools in Sudan in 2022."""
    bring(
        home,
        tmp_path,
        "one",
        "2024-01-10",
        activity(
            "A-1",
            transaction(100, more=to("GB-CHC-1", "Wells")),
            transaction(60),
            transaction(40, kind="4", more=to("XM-DAC-6", "Six")),
            who="XM-DAC-6",
        ),
        activity(
            "A-2",
            transaction(7, day="2022-02-01", more=to("GB-CHC-2", "Schools")),
            who="XM-DAC-6",
            places='<recipient-country code="SD"/>',
        ),
    )

    def say(iso3=None, year=None, save=None, *, as_json=False):
        tell(Voice(as_json, QUIET), world(home=home), iso3, year, save)
        out = capsys.readouterr().out
        return json.loads(out) if as_json else out

    return say


def line(said, name):
    return next(one for one in said.splitlines() if one.startswith(name)).split()


def test_coverage_comes_first_and_each_partner_has_money_ties_and_what_is_lost(told):
    said = told()
    # 107 of 207 dollars, and 2 of 4 parts of transactions, are between two that are named and not one.
    assert said.splitlines()[1].startswith("Coverage: 50.00 % of the flows")
    assert line(said, "Giver XM-DAC-6")[-6:] == ["167", "–", "40", "0+2", "107", "2"]
    assert line(said, "Wells")[-6:] == ["–", "100", "–", "1+0", "100", "0"]
    assert "parts that hang together: 1, 3 organisations in the largest" in said.replace("\n", " ")
    assert "Own spending has one organisation at both ends" in said


def test_of_one_year_everything_is_of_that_year(told):
    said = told(year=2022)
    assert "in 2022" in said.splitlines()[0]
    assert line(said, "Giver XM-DAC-6")[-6:] == ["7", "–", "–", "0+1", "7", "1"]
    assert "Wells" not in said


def test_of_a_country_it_is_told_who_gives_and_who_gets_there(told):
    said = told("COL")
    gives, gets = said.split("Who gives most")[1].split("Who gets most")
    assert line(gives, "Giver XM-DAC-6")[-2:] == ["160", "40"]
    assert line(gets, "Wells")[-2:] == ["100", "–"]
    assert line(gets, "Giver XM-DAC-6")[-2:] == ["–", "40"]
    assert "Schools" not in said


def test_json_and_files_have_every_partner_with_the_same_figures(told, tmp_path):
    said = told("COL", 2023, as_json=True)
    assert (said["country"], said["year"], said["ties"], said["coverage"]) == ("COL", 2023, 1, 33.33)
    [six] = [one for one in said["partners"] if one["ref"] == "XM-DAC-6"]
    assert (six["given_usd"], six["received_usd"], six["own_usd"], six["lost_usd"], six["implementers"]) == (
        160,
        None,
        40,
        100,
        1,
    )
    told(save=tmp_path / "partners.csv")
    with (tmp_path / "partners.csv").open(encoding="utf-8") as stream:
        assert {row["ref"] for row in csv.DictReader(stream)} == {"XM-DAC-6", "GB-CHC-1", "GB-CHC-2"}
    told(save=tmp_path / "partners.json")
    assert json.loads((tmp_path / "partners.json").read_text("utf-8"))["ties"] == 2


def test_where_nothing_is_published_it_is_unknown_and_not_0(told):
    with pytest.raises(NoData, match="nothing is published as paid for Kenya in 2023"):
        told("KEN", 2023)
