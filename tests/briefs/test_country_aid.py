"""Aid in a country brief: each pillar in bars on one scale, each figure the sum that the portfolio has."""

import sys
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

sys.path.append(str(Path(__file__).parent.parent / "portfolio"))

from made_up import activity, bring, transaction

from forlik.briefs.checking import checked
from forlik.briefs.country import country_brief
from forlik.briefs.document import Charts, Grid
from forlik.briefs.writing import written
from forlik.world import world

DAY = date(2026, 11, 1)
PAID = {"15220": {2020: "10", 2021: "40.4", 2023: "20"}, "72010": {2021: "100"}}
"""DAC purpose → what is paid in a year: peace (civilian peace-building) and humanitarian (material relief)."""


@pytest.fixture
def then(home, tmp_path):
    works = [
        activity(
            f"A-{code}",
            *(transaction(usd, day=f"{year}-06-30") for year, usd in paid.items()),
            sectors=f'<sector vocabulary="1" code="{code}"/>',
        )
        for code, paid in PAID.items()
    ]
    bring(home, tmp_path, "a", "2024-02-01", *works)

    @cache
    def on(day):
        return world(str(day), home=home)

    return on


def aid_of(document):
    [section] = [one for one in document.sections if one.title == "Aid published in the four pillars"]
    return section.blocks


def test_each_pillar_is_drawn_on_one_scale_and_a_year_without_money_is_no_nought(then):
    document = country_brief(then(DAY), "COL")
    [charts] = [block for block in aid_of(document) if isinstance(block, Charts)]
    peace, humanitarian = charts.every
    assert (peace.title, humanitarian.title) == ("Peace and reconciliation", "Humanitarian")
    assert peace.top == humanitarian.top == Decimal(100)
    told = {one.period: one.value for one in peace.series.figures if one.value is not None}
    assert told == {"2020": Decimal(10), "2021": Decimal(40), "2023": Decimal(20)}
    assert {one.period for one in peace.series.figures if one.value is None} >= {"2022"}
    assert [one.shown for one in peace.named] == ["20", "40", "10"]
    page = etree.HTML(written(document, "html"))
    first, second = (
        one.xpath("//div[@aria-label=$said]", said=chart.spoken)[0]
        for one, chart in ((page, peace), (page, humanitarian))
    )
    heights = [float(one) for one in first.xpath(".//*[local-name()='rect']/@height")]
    [whole] = [float(one) for one in second.xpath(".//*[local-name()='rect']/@height")]
    assert heights == pytest.approx([whole / 10, whole * 4 / 10, whole / 5], abs=0.3)


def test_every_number_of_it_is_found_again_and_a_changed_one_is_told(then):
    text = written(country_brief(then(DAY), "COL"), "md").decode()
    found = checked(text, then, "b.md")
    assert [one for one in found if not one.same] == []
    assert any("pillar=peace" in one.address for one in found)
    mark = next(one.number for one in found if "pillar=peace" in one.address)
    changed = text.replace(f"| 2021 | 40[^{mark}]", f"| 2021 | 41[^{mark}]")
    assert changed != text
    assert [(one.said, one.found) for one in checked(changed, then, "b.md") if not one.same] == [("41", "40")]


def test_pillars_in_which_nothing_is_published_are_named_and_have_no_row_of_noughts(then):
    document = country_brief(then(DAY), "COL")
    [table] = [block for block in aid_of(document) if isinstance(block, Grid)]
    assert [row[0] for row in table.rows] == [
        ("Peace and reconciliation",),
        ("Humanitarian",),
        ("All of them, and what is in no pillar",),
    ]
    text = written(document, "md").decode()
    assert "Nothing is published in: Development; Human rights and democracy." in text
    assert "| 0" not in text.split("## Aid published")[1].split("\n## ")[0]
