"""The aid of an engagement's activities in its brief: each figure is found again by its own footnote."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent.parent / "portfolio"))

from made_up import activity, bring, transaction
from register_briefs import row

from forlik.briefs.document import Value
from forlik.briefs.engagement import engagement_brief
from forlik.briefs.references import found_again
from forlik.briefs.writing import written
from forlik.register.dossier import dossier
from forlik.world import world

DAY = date(2026, 11, 1)


@pytest.fixture
def brief(home, tmp_path):
    """An engagement that names two activities that are published, and one that is not."""
    one = activity("A-1", transaction("10", day="2020-06-30"), transaction("4.6", day="2021-03-01"))
    bring(home, tmp_path, "a", "2022-01-10", one, activity("A-2", transaction("100", day="2021-02-01")))
    named = row("e", "engagement", title="E", activities=["A-1", "A-2", "A-3"])
    return engagement_brief(world(str(DAY)), dossier([named], DAY).case("e"), full=True)


def test_each_amount_and_their_sum_are_told_and_found_again(brief):
    """10 and 4.6 are 15 whole dollars; with 100 they are 115 (114.6): what is not published adds nothing."""
    values = [one for line in brief.lines() for one in line if isinstance(one, Value)]
    assert [one.figure.value for one in values] == [Decimal(15), Decimal(100), Decimal(115)]
    for one in values:
        assert found_again(lambda day: world(str(day)), one.address).value == one.figure.value, one.address
        assert one.figure.basis is not None


def test_an_activity_that_is_in_no_file_is_a_gap_and_not_nought(brief):
    text = written(brief, "md").decode()
    assert "what was paid out in A-3: no file that was known on the day has it" in text.replace("\\", "")
    assert "| 0" not in text
