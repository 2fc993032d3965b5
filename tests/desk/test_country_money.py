"""The money of a country's cards: of a year that was over when it was published, as its flags are."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "portfolio"))
from made_up import activity, bring, transaction

from forlik.desk.pages.country.money import money_of
from forlik.portfolio.flags import flags
from forlik.world import world

GROWTH = '<sector vocabulary="1" code="11220"/>'


@pytest.mark.usefixtures("desk_home")
def test_a_year_that_was_still_running_is_no_newest_year_on_the_cards_either(tmp_path):
    home = tmp_path / "home"
    made = [transaction("400", day="2023-05-01"), transaction("-3", day="2024-02-01")]
    bring(home, tmp_path, "aid", "2024-06-30", activity("A-1", *made, sectors=GROWTH))
    now = world(home=home)
    found = money_of(now, now.place("COL"), "Paid out")["development"]
    assert (found.year, found.newest.value) == ("2023", 400)
    assert found.year == str(flags(now, "COL").year)
    assert [one.period for one in found.course] == ["2023", "2024"], "the course shows what there is"
