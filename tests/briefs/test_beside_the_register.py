"""Published figures beside records: a donor's aid in an account, and own interest in a memo, each found again."""

import json
import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from register_briefs import row

from forlik.briefs import interested
from forlik.briefs.account import account_brief
from forlik.briefs.checking import checked
from forlik.briefs.memo import memo_brief
from forlik.briefs.references import found_again
from forlik.briefs.writing import written
from forlik.core.days import today
from forlik.core.errors import NoData
from forlik.core.figure import Figure
from forlik.discover import source
from forlik.register.dossier import dossier
from forlik.store.intake import take_in
from forlik.world import world

CELLS = {"CO": {"NO": 300}, "298": {"NO": 100}, "998": {"NO": 500}, "AF": {"NO": 100, "US": 7}}


@pytest.fixture
def now(home, tmp_path):
    """A store in which Norway gave 400 dollars to two countries and 600 to none in 2012."""
    path = tmp_path / "crs_2012.json"
    path.write_text(json.dumps(CELLS), encoding="utf-8")
    assert take_in(home, source("oecd_crs"), [path])[1] == []
    return world(home=home)


def account(now, half, language="en"):
    return account_brief(now, dossier([], today()), half, language=language)


def section(made, title):
    text = re.sub(r"\[\^\d+\]", "", written(made, "md").decode())
    return next((part for part in text.split("\n## ") if part.startswith(f"{title}\n")), "")


def test_the_kinds_of_aid_stand_side_by_side_and_the_unknown_one_is_a_gap(now):
    made = account(now, "2012-2")
    text = section(made, "Published aid")
    assert "| bilateral, by country | 400 |" in text
    assert "| bilateral, to a region or no place in particular | 600 |" in text
    assert "1000" not in text
    assert "through international organisations" not in text
    assert "through international organisations, 2012: no source held gives it" in section(made, "Information gaps")


def test_of_a_later_year_the_newest_before_it_is_told_with_its_year(now):
    made = account(now, "2014-1")
    assert "US dollars, 2012" in section(made, "Published aid")
    assert "published aid of 2014: none is published yet" in section(made, "Information gaps")
    assert section(account(now, "2011-2"), "Published aid") == ""


@pytest.mark.parametrize("language", ["en", "nb"])
def test_every_figure_of_aid_is_found_again_and_a_changed_one_is_not(now, language):
    text = written(account(now, "2012-1", language), "md").decode()
    found = checked(text, lambda _day: now, "account.md")
    assert [(one.said, one.same) for one in found if one.looked] == [("400", True), ("600", True)]
    [wrong] = (one for one in checked(text.replace("400[^", "401[^"), lambda _day: now, "account.md") if one.wrong)
    assert (wrong.said, wrong.found) == ("401", "400")
    with pytest.raises(NoData):
        found_again(lambda _day: now, f"/donor?donor=NOR&year=2012&as_of={today()}#gold")


def test_own_interest_stands_apart_with_its_footnote_and_its_gap(now, monkeypatch):
    from forlik.assess.interest import interests
    from forlik.briefs.memo import weighed

    names = list(interests().indicators)
    # What the place means to home: 1 200 people, and what is not known of it.
    figure = Figure(names[0], "Ties", "Sudan", "SDN", "2023", Decimal(1200), "people", "reported")
    missing = dict.fromkeys(names[1:], "not yet published")
    mine = SimpleNamespace(by_place={"SDN": SimpleNamespace(figures={names[0]: figure}, missing=missing)})
    for module in (interested, weighed):
        monkeypatch.setattr(module, "own_interest", lambda *_: mine)
    rows = [row("o", "assessment", kind="option", option="SDN/peace/facilitate/2026", made_on="2026-01-15")]
    made = memo_brief(now, dossier(rows, today()), "o")
    own = section(made, "Own interest, apart")
    assert "1\u202f200 people, 2023" in own or "1200 people, 2023" in own
    assert section(made, "Information gaps").count("not yet published") == len(names) - 1
    found = checked(
        written(made, "md").decode(), lambda _day: now, "memo.md", lambda day: dossier(rows, day or today())
    )
    assert [one for one in found if not one.same] == []
    assert any("#own:" in one.address for one in found)
