"""What a country brief puts first is of now: twelve months of deaths, no old figure, and none against a newer one."""

import csv
import re
from datetime import date
from importlib import resources

import pytest

from forlik.briefs.checking import checked
from forlik.briefs.country import country_brief
from forlik.briefs.country.choice import choice
from forlik.briefs.document import Bullets, Cards, Grid, Strong, Value
from forlik.briefs.references import found_again
from forlik.briefs.writing import written
from forlik.core.errors import NoData, UsageError
from forlik.desk.pages.conftest import made_up_store
from forlik.discover import measures
from forlik.profile import LEADING
from forlik.world import world

__all__ = ["made_up_store"]
DAY = date(2026, 11, 28)
MONTHLY = "deaths_all_violence_monthly"
PLACES = ("COL", "SSD", "LKA", "PHL", "AFG", "UKR", "NOR", "TUV", "ETH", "MLI")
LAST, BEFORE = ("2025-06", "2026-05"), ("2024-06", "2025-05")
AS_OF = "as_of=2026-11-28"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The starter, as it answers where there is no store."""
    return world(DAY, home=tmp_path_factory.mktemp("no-store"))


def published(place, ends):
    """The deaths of some months, added up from the file of the starter itself."""
    text = resources.files("forlik.starter").joinpath("figures-ucdp-months-all.csv").read_text("utf-8")
    rows = [
        row for row in csv.DictReader(text.splitlines()) if (row["measure"], row["country_iso3"]) == (MONTHLY, place)
    ]
    months = {f"{row['year']}-{int(row['month']):02d}": int(float(row["value"])) for row in rows}
    chosen = [deaths for month, deaths in months.items() if ends[0] <= month <= ends[1]]
    assert len(chosen) == 12
    return sum(chosen)


def blocks_of(document, kind):
    return [block for section in document.sections for block in section.blocks if isinstance(block, kind)]


def news_of(document):
    """What is better or worse: the word, the newest figure, and the one before it."""
    for lines in (
        block.lines for section in document.sections[:1] for block in section.blocks if isinstance(block, Bullets)
    ):
        for line in lines:
            newest, before = (one.figure for one in line if isinstance(one, Value))
            yield next(one.text for one in line if isinstance(one, Strong)), newest, before


def ends(period):
    """The last year and month of a period."""
    year, _, month = period.rpartition("/")[2].partition("-")
    return int(year), int(month or 12)


@pytest.mark.parametrize("place", ["COL", "SSD", "LKA", "PHL", "UKR"])
def test_the_last_twelve_months_of_deaths_lead_and_are_held_against_the_twelve_before(place, shipped):
    document = country_brief(shipped, place)
    now, before = published(place, LAST), published(place, BEFORE)
    card = blocks_of(document, Cards)[0].every[0]
    assert (card.figure.figure.value, card.figure.figure.period) == (now, "/".join(LAST))
    said = "".join(one if isinstance(one, str) else one.shown for one in card.said)
    assert "Deaths in organised violence" in said
    assert "Jun 2025–May 2026" in said
    if abs(now - before) * 10 >= before:
        [(told, newest, earlier)] = [one for one in news_of(document) if one[1].measure == MONTHLY]
        assert (newest.value, earlier.value, earlier.period) == (now, before, "/".join(BEFORE))
        assert told == ("Worse." if now > before else "Better.")
    [row] = [row for grid in blocks_of(document, Grid) for row in grid.rows if row[0][:1] == (card_label(card),)]
    assert [one.figure.value for cell in row for one in cell if isinstance(one, Value)] == [now, before]


def card_label(card):
    return card.figure.figure.label


def test_a_sum_of_months_is_found_again_by_its_note_and_a_changed_one_is_told(shipped):
    for language in ("en", "nb"):
        text = written(country_brief(shipped, "SSD", language=language), "md").decode()
        sums = [one for one in checked(text, lambda _day: shipped, "b.md") if "%2F" in one.address]
        assert [one.said for one in sums if one.same] == [one.said for one in sums]
        assert len(sums) >= 4
    wrong = text.replace("571[^1]", "471[^1]", 1)
    [told] = [one for one in checked(wrong, lambda _day: shipped, "b.md") if not one.same]
    assert (told.said, told.found) == ("471", "571")


@pytest.mark.parametrize(
    ("name", "span", "error"),
    [
        # Peacekeepers are counted at the end of a month: twelve of these add up to nothing.
        ("peacekeepers_deployed", "2025-06/2026-05", UsageError),
        (MONTHLY, "2025/2026", UsageError),
        (MONTHLY, "2026-05/2025-06", NoData),
        (MONTHLY, "2025-07/2026-06", NoData),
        (MONTHLY, "1988-01/1988-12", NoData),
    ],
)
def test_what_adds_up_to_nothing_is_no_figure(name, span, error, shipped):
    with pytest.raises(error):
        found_again(lambda _day: shipped, f"/measure/{name}?country=COL&period={span}&{AS_OF}")


@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_ended_two_years_ago_is_news_nor_is_better_denied_by_a_newer_figure(place, shipped):
    document, known = country_brief(shipped, place), measures()
    rows = [
        [one.figure for cell in row for one in cell if isinstance(one, Value)]
        for grid in blocks_of(document, Grid)
        for row in grid.rows
    ]
    moves = [pair for pair in rows if len(pair) == 2 and {one.measure for one in pair} <= set(known)]
    assert moves
    for told, newest, before in news_of(document):
        assert ends(newest.period) >= (2024, 11), "the period ended more than two years before the day"
        what = known[newest.measure]
        up = newest.value > before.value
        assert told == ("Worse." if up == (what.direction == "higher is worse") else "Better.")
        for other, earlier in moves:
            of = known[other.measure]
            if of.pillar == what.pillar and of.direction != "neither" and ends(other.period) > ends(newest.period):
                worse = other.value != earlier.value and (other.value > earlier.value) == (
                    of.direction == "higher is worse"
                )
                assert not (told == "Better." and worse), f"{other.measure} of {other.period} says otherwise"


def test_an_old_figure_is_said_to_be_old_whatever_its_source_promises(shipped):
    """The file of deaths in state-based conflict up to 2023 is ended: it never promises a newer one."""
    text = written(country_brief(shipped, "SSD"), "md").decode()
    [row] = [one for one in text.splitlines() if one.startswith("| Deaths in state-based conflict |")]
    assert "| 2023, the newest known |" in row
    [aged] = re.findall(r"^- More than two years old, and nothing newer was known: (.*)$", text, re.MULTILINE)
    assert "Deaths in state-based conflict (2023)" in aged
    assert "Income per head (GDP) (2015)" in aged
    [due] = re.findall(r"^- A newer figure was due: (.*)$", text, re.MULTILINE)
    assert "People internally displaced by conflict and violence (2024)" in due
    assert "2015" not in due
    norwegian = written(country_brief(shipped, "SSD", language="nb"), "md").decode()
    assert "| 2023, det nyeste kjente |" in norwegian
    assert "Mer enn to år gammelt" in norwegian


def test_where_every_figure_is_old_that_is_said_and_not_that_nothing_changed(made_up_store):
    """Of the made-up store nothing newer than 2023 is known; a year of twelve months is worse, while it is of now."""
    fresh, late = (
        written(country_brief(world(day, home=made_up_store), "COL"), "md").decode()
        for day in ("2024-12-31", "2026-06-30")
    )
    assert "**Worse.** " in fresh.split("## Over the years")[0]
    opening = late.split("## In brief")[1].split("\n## ")[0]
    assert "Worse" not in opening
    assert "Better" not in opening
    assert "Every leading figure that can be compared is more than two years old" in opening
    assert ", the newest known" in opening


def test_days_in_the_text_are_in_words(shipped):
    for language, day in (("en", "28 Nov 2026"), ("nb", "28. nov. 2026")):
        text = written(country_brief(shipped, "SSD", language=language), "md").decode()
        body = re.split(r"^## (?:Sources|Kilder)$", text, flags=re.MULTILINE)[0].partition("\n## ")[2]
        assert day in body
        assert re.findall(r"\d{4}-\d\d-\d\d", body) == []


def test_an_amount_of_money_says_in_which_prices_it_is(shipped):
    """The World Bank's NY.GDP.MKTP.CD is in current US dollars, at the exchange rates of each year."""
    text = written(country_brief(shipped, "LKA"), "md").decode()
    said = "US dollars per inhabitant (current prices and exchange rates)"
    assert f"| Income per head (GDP) | {said} |" in text
    assert f"Income per head (GDP), {said}: " in text
    norwegian = written(country_brief(shipped, "LKA", language="nb"), "md").decode()
    assert "(løpende priser og valutakurser)" in norwegian


def test_of_every_measure_of_money_that_a_brief_may_name_the_prices_are_known():
    known = measures()
    names = {*LEADING, *choice("drawn")["measures"], *(name for some in choice("first").values() for name in some)}
    currencies = {known[name].currency for name in names if name in known and known[name].currency}
    assert currencies
    assert currencies <= set(choice("prices"))
