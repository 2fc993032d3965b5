"""Caveats: what is old says so, and figures of two editions are not taken for one series."""

import warnings
from datetime import date
from types import SimpleNamespace

import pytest

import forlik as library
from forlik.caveats import caveats
from forlik.core.figure import Basis
from forlik.core.warnings import NotComparable, StaleData


def test_the_newest_figure_of_a_late_source_is_stale_on_the_day_and_was_not_then(forlik, acd, home):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2)), "--published", "2021-06-10")
    with pytest.warns(StaleData, match=r"of 2020, known since 2021-06-10: old on 2024-06-01"):
        library.world("2024-06-01", home=home).measure("active_conflicts", "COL")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        library.world("2021-12-31", home=home).measure("active_conflicts", "COL")
        # A range that ends in the past is not asked for as the newest there is.
        library.world("2024-06-01", home=home).measure("active_conflicts", "COL", start=2020, end=2020)


def test_fresh_refuses_a_stale_figure_with_an_exit_code_of_its_own(forlik, acd):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2)), "--published", "2021-06-10")
    ask = ("measure", "active_conflicts", "--country", "COL", "--as-of")
    told = forlik(*ask, "2024-06-01")
    assert (told.exit, "note: the newest figure is of 2020" in told.err) == (0, True)
    refused = forlik(*ask, "2024-06-01", "--fresh")
    assert (refused.exit, refused.out) == (5, "")
    assert "forlik import ucdp_acd FILE" in refused.err
    assert forlik(*ask, "2021-12-31", "--fresh").exit == 0
    assert forlik(*ask, "2021-12-31", "--fresh", "--to", "2020").exit == 2


def test_a_place_that_has_ended_is_not_stale(forlik, acd):
    forlik("import", "ucdp_acd", acd((1999, 1, "345", 2), (2020, 2, "100", 1)), "--published", "2021-06-10")
    answer = forlik("measure", "active_conflicts", "--country", "Yugoslavia", "--as-of", "2024-06-01", "--fresh")
    assert (answer.exit, "note:" in answer.err) == (0, False)
    told = forlik("country", "Yugoslavia", "--as-of", "2024-06-01", "--json").json["figures"]
    assert not any(one["stale"] for one in told)


def test_a_profile_says_of_each_figure_whether_it_is_stale(forlik, acd):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2)), "--published", "2021-06-10")
    for day, stale in (("2024-06-01", True), ("2021-12-31", False)):
        answer = forlik("country", "COL", "--as-of", day, "--json")
        figures = {one["measure"]: one for one in answer.json["figures"]}
        assert figures["active_conflicts"]["stale"] is stale
        assert figures["population"]["stale"] is False, "what is unknown is not old"
        assert ("· stale" in forlik("country", "COL", "--as-of", day).out) is stale
        assert "note:" not in answer.err


def test_figures_of_two_editions_side_by_side_are_not_comparable():
    def basis(number, edition):
        return Basis(number, "ucdp_acd", "Conflicts", "", "all", edition, f"202{number}-01-01", "", "", "", "", "")

    then = SimpleNamespace(day=date(2024, 1, 1), bases={1: basis(1, "24.1"), 2: basis(2, "25.1"), 3: basis(3, "25.1")})

    def said(*numbers):
        rows = [{"country_iso3": "COL", "year": 2000 + one, "month": None, "basis": one} for one in numbers]
        return list(caveats(then, rows, open_ended=False))

    assert said(2, 3) == []
    [(kind, text)] = said(2, 1)
    assert (kind, "24.1 and 25.1" in text) == (NotComparable, True)
