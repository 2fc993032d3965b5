"""What changed between two days: the datum that did it and no other, and every cause there was."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from asked import BASIS, CODES, DAY, put, question, series, world_of

from forlik.assess.screens import comparing
from forlik.assess.screens.asking import INCOME
from forlik.assess.screens.comparing import changes
from forlik.core.figure import Basis
from forlik.store.results import Cell

LATER = date(2025, 6, 30)
DEATHS = {"AFG": 90, "COL": 40, "MLI": 60, "NOR": 0, "SDN": 80}
FLED = {"AFG": 80, "COL": 20, "MLI": 50, "NOR": 0, "SDN": 70}
PEOPLE = dict.fromkeys(CODES, 1000)
MAIN, SIZE = "refugees_originating", "population"


def basis_of(letter: str) -> Basis:
    return replace(BASIS, source=f"source_of_{letter}", sha256=letter * 64, known_at="2025-03-31")


def figures(name: str, values: dict, year: int = 2024, *, method: int = 1, basis: Basis | None = None, bounds=None):
    """Figures of a year by one method, of one file."""
    one = series(name, {(iso3, year, None): value for iso3, value in values.items()})
    low, high = map(Decimal, bounds) if bounds else (None, None)
    by_place = {
        iso3: {period: Cell(cell.value, low, high, "reported", -1) for period, cell in periods.items()}
        for iso3, periods in one.by_place.items()
    }
    return replace(one, method=method, by_place=by_place, sources=(basis or BASIS,) if values else ())


@pytest.fixture
def told(monkeypatch):
    """Rows of what changed, of made-up figures known on two days."""

    def rows(after: dict, before: dict | None = None, *, codes=(CODES, CODES), questions=None, days=(DAY, LATER)):
        start = world_of(DEATHS, FLED, PEOPLE) | (before or {})
        ones = questions or (question(), question())
        asked = {
            day: put(one, known, places, day)
            for day, one, known, places in zip(days, ones, (start, start | after), codes, strict=True)
        }
        monkeypatch.setattr(comparing, "world", lambda day, **_: SimpleNamespace(day=day))
        monkeypatch.setattr(comparing, "ask", lambda then, _: asked[then.day])
        return changes("mine", *days, draws=50, seed=7).rows()

    return rows


def said(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


# --- one test for each cause


def test_nothing_changed(told):
    assert told({}) == []


def test_a_new_figure(told):
    newer = figures("deaths_state_based", DEATHS | {"COL": 55})
    newer.by_place["COL"][2025, None] = Cell(Decimal(70), None, None, "reported", -1)
    older = {iso3: periods for iso3, periods in newer.by_place.items() if iso3 != "COL"}
    col = {"COL": {(2025, None): newer.by_place["COL"][2025, None]}}
    [row] = told({"deaths_state_based": replace(newer, by_place=older | col)})
    assert (row["country_iso3"], row["indicator"], row["measure"]) == ("COL", "deaths", "deaths_state_based")
    assert row["cause"] == "new figure"
    assert (row["period_before"], row["value_before"]) == ("2024", 40)
    assert (row["period_after"], row["value_after"]) == ("2025", 70)
    assert row["share_alone"] == pytest.approx(row["share_after"])


def test_a_revised_figure(told):
    [row] = told({"deaths_state_based": figures("deaths_state_based", DEATHS | {"MLI": 99}, basis=basis_of("b"))})
    assert said([row], "country_iso3", "cause", "value_before", "value_after", "source_before", "source_after") == [
        ("MLI", "revised figure", 60, 99, "ucdp_ged", "source_of_b")
    ]


def test_a_method(told):
    [row] = told({"deaths_state_based": figures("deaths_state_based", DEATHS | {"MLI": 61}, method=2)})
    assert said([row], "country_iso3", "cause", "value_before", "value_after") == [("MLI", "method", 60, 61)]


def test_now_known_and_no_longer_known(told):
    without = {iso3: value for iso3, value in DEATHS.items() if iso3 != "MLI"}
    lacking = {"deaths_state_based": figures("deaths_state_based", without)}
    [row] = told({"deaths_state_based": figures("deaths_state_based", DEATHS)}, lacking)
    assert said([row], "country_iso3", "cause", "value_before", "value_after") == [("MLI", "now known", None, 60)]
    [row] = told(lacking)
    assert said([row], "country_iso3", "cause", "value_before", "value_after") == [("MLI", "no longer known", 60, None)]


def test_a_figure_that_grew_too_old_is_no_longer_known(told):
    rows = told({}, days=(DAY, date(2031, 1, 31)))
    assert {(row["cause"], row["period_after"], row["value_after"]) for row in rows} == {
        ("no longer known", "2024", None)
    }
    assert {(row["indicator"], row["measure"]) for row in rows} == {
        ("deaths", "deaths_state_based"), ("refugees", MAIN),
    }  # fmt: skip


def test_the_question(told):
    ones = (
        question(),
        question().model_copy(update={"version": 2, "adopted": date(2025, 5, 1)}),
    )
    first, *rest = told({}, questions=ones)
    assert rest == []
    assert said([first], "country", "cause", "value_before", "value_after", "known_after") == [
        ("", "question", 1, 2, "2025-05-01")
    ]


def test_a_place_came_and_a_place_left(told):
    four, other = ("AFG", "COL", "MLI", "NOR"), ("COL", "MLI", "NOR", "SDN")
    rows = told({}, codes=(four, other))
    assert sorted(said(rows, "country_iso3", "cause", "indicator")) == [
        ("AFG", "place left", ""), ("SDN", "place came", ""),
    ]  # fmt: skip
    by_code = {row["country_iso3"]: row for row in rows}
    assert by_code["AFG"]["share_before"] == 1
    assert by_code["AFG"]["share_after"] is by_code["AFG"]["share_alone"] is None
    assert by_code["SDN"]["share_before"] is None
    assert by_code["SDN"]["share_alone"] == by_code["SDN"]["share_after"] == 1


def test_a_place_that_came_because_a_measure_is_now_known_of_it_shows_the_figure(told):
    where = ("universe: {known", "universe: {where_known: people_in_need, known")
    ones = question(where), question(where)
    four = ("AFG", "COL", "MLI", "NOR")
    before = {"people_in_need": figures("people_in_need", dict.fromkeys(four, 5))}
    after = {"people_in_need": figures("people_in_need", dict.fromkeys(CODES, 5), basis=basis_of("c"))}
    [row] = told(after, before, codes=(four, CODES), questions=ones)
    assert said([row], "country_iso3", "cause", "measure", "value_before", "value_after", "source_after") == [
        ("SDN", "place came", "people_in_need", None, 5, "source_of_c")
    ]


def test_a_place_that_came_and_of_which_too_little_is_known_changes_nothing(told):
    without = {
        name: {iso3: one for iso3, one in values.items() if iso3 != "SDN"}
        for name, values in (("deaths_state_based", DEATHS), (MAIN, FLED))
    }
    lacking = {name: figures(name, values) for name, values in without.items()}
    four = ("AFG", "COL", "MLI", "NOR")
    assert told({}, lacking, codes=(four, CODES)) == told({}, lacking, codes=(CODES, four)) == []


# --- which datum, where there are several behind a value


def test_a_revised_divisor_is_named_and_not_what_it_divides(told):
    rows = told({SIZE: figures(SIZE, PEOPLE | {"COL": 500}, basis=basis_of("d"))})
    assert said(rows, "country_iso3", "indicator", "measure", "cause", "source_after") == [
        ("COL", "refugees", SIZE, "revised figure", "source_of_d")
    ]
    assert said(rows, "value_before", "value_after") == [(1000, 500)]


def test_a_new_method_of_the_divisor_is_named(told):
    rows = told({SIZE: figures(SIZE, PEOPLE | {"COL": 500}, method=2)})
    assert said(rows, "country_iso3", "measure", "cause") == [("COL", SIZE, "method")]


def test_a_revised_divisor_by_a_new_method_is_told_by_both_causes(told):
    rows = told({SIZE: figures(SIZE, PEOPLE | {"COL": 500}, method=2, basis=basis_of("d"))})
    assert said(rows, "country_iso3", "measure", "cause") == [
        ("COL", SIZE, "method"), ("COL", SIZE, "revised figure"),
    ]  # fmt: skip


def test_a_new_method_with_a_newer_period_is_told_by_both_causes(told):
    rows = told({"deaths_state_based": figures("deaths_state_based", DEATHS, 2025, method=2)})
    causes = {iso3: set() for iso3 in CODES}
    for row in rows:
        causes[row["country_iso3"]].add(row["cause"])
    assert causes == {iso3: {"method", "new figure"} for iso3 in CODES}


def test_what_is_divided_and_what_divides_have_each_their_row_and_their_effect(told):
    rows = told(
        {
            MAIN: figures(MAIN, FLED | {"COL": 90}, basis=basis_of("e")),
            SIZE: figures(SIZE, PEOPLE | {"COL": 100_000}, basis=basis_of("f")),
        }
    )
    by_measure = {row["measure"]: row for row in rows}
    assert {(row["country_iso3"], row["indicator"], row["cause"]) for row in rows} == {
        ("COL", "refugees", "revised figure")
    }
    assert (by_measure[MAIN]["source_after"], by_measure[SIZE]["source_after"]) == ("source_of_e", "source_of_f")
    # 90 of 1000 are more than of any other; 20 of 100 000 are next to none.
    assert by_measure[MAIN]["share_alone"] > by_measure[SIZE]["share_alone"]


def test_a_divisor_that_is_now_known_is_named(told):
    without = {iso3: one for iso3, one in PEOPLE.items() if iso3 != "COL"}
    rows = told({SIZE: figures(SIZE, PEOPLE)}, {SIZE: figures(SIZE, without)})
    assert said(rows, "country_iso3", "measure", "cause") == [("COL", SIZE, "now known")]


def test_of_a_value_that_is_now_known_a_divisor_that_was_there_is_not_named(told):
    without = {iso3: one for iso3, one in FLED.items() if iso3 != "COL"}
    rows = told({MAIN: figures(MAIN, FLED)}, {MAIN: figures(MAIN, without)})
    assert said(rows, "country_iso3", "measure", "cause") == [("COL", MAIN, "now known")]


def test_bounds_of_the_publisher_that_change_are_told(told):
    name = "deaths_state_based"
    rows = told(
        {name: figures(name, DEATHS, bounds=("0", "500"), basis=basis_of("b"))},
        {name: figures(name, DEATHS, bounds=("0", "100"))},
    )
    assert said(rows, "country_iso3", "cause", "value_before", "value_after", "high_before", "high_after") == [
        (iso3, "revised figure", DEATHS[iso3], DEATHS[iso3], 100, 500) for iso3 in [row["country_iso3"] for row in rows]
    ]
    assert {row["country_iso3"] for row in rows} == set(CODES)


def test_of_new_bounds_and_a_revised_divisor_both_are_told(told):
    rows = told(
        {MAIN: figures(MAIN, FLED, bounds=("0", "500")), SIZE: figures(SIZE, PEOPLE | {"COL": 500})},
        {MAIN: figures(MAIN, FLED, bounds=("0", "100"))},
    )
    assert sorted(row["measure"] for row in rows if row["country_iso3"] == "COL") == [SIZE, MAIN]


def test_a_change_by_less_than_is_printed_is_told(told):
    [row] = told({SIZE: figures(SIZE, PEOPLE | {"COL": "1000.2"}, basis=basis_of("d"))})
    assert said([row], "country_iso3", "measure", "cause", "value_before", "value_after") == [
        ("COL", SIZE, "revised figure", 1000, 1000)
    ]


def test_the_same_figure_in_another_file_changed_nothing(told):
    assert told({"deaths_state_based": figures("deaths_state_based", DEATHS, basis=basis_of("b"))}) == []


# --- peers


INCOMES = {"AFG": 400, "COL": 6000, "MLI": 800, "NOR": 80_000, "SDN": 900}


def test_an_income_that_puts_a_place_among_other_peers_is_told_where_peers_are_drawn_from(told):
    without = {iso3: one for iso3, one in FLED.items() if iso3 != "COL"}
    known = question(("known_weight: 0.6667", "known_weight: 0.5"))
    before = {MAIN: figures(MAIN, without), INCOME: figures(INCOME, INCOMES)}
    richer = {INCOME: figures(INCOME, INCOMES | {"SDN": 2000, "AFG": 450}, basis=basis_of("f"))}
    [row] = told(richer, before, questions=(known, known))
    assert said([row], "country_iso3", "indicator", "measure", "cause", "value_before", "value_after") == [
        ("SDN", "", INCOME, "revised figure", 900, 2000)
    ]
    assert row["source_after"] == "source_of_f"
    assert told(richer, {INCOME: before[INCOME]}, questions=(known, known)) == [], "nothing is drawn from anybody"
