"""Silence is zero only inside what was spoken for: checked against counting month by month."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik import places
from forlik.core.measure import WORLD
from forlik.core.source import Coverage
from forlik.store import silence
from forlik.store.silence import Speech, known_years, months_of, speaks_for, spoken_periods, whole_years

MONTH = st.tuples(st.integers(2018, 2021), st.integers(1, 12))


@st.composite
def coverages(draw):
    (first, last) = sorted(draw(st.tuples(MONTH, MONTH)))
    where = draw(st.sampled_from([("NOR",), ("SWE",), ("NOR", "SWE"), "here"]))
    if draw(st.booleans()):
        return Coverage(str(first[0]), str(last[0]), where)
    return Coverage(f"{first[0]}-{first[1]:02d}", f"{last[0]}-{last[1]:02d}", where)


SPEECHES = st.lists(coverages(), max_size=5).map(
    lambda covers: tuple(Speech(number, cover) for number, cover in enumerate(covers, 1))
)


def naive_months(coverage: Coverage) -> set[tuple[int, int]]:
    first = coverage.first if "-" in coverage.first else f"{coverage.first}-01"
    last = coverage.last if "-" in coverage.last else f"{coverage.last}-12"
    return {
        (year, month) for year in range(1900, 2100) for month in range(1, 13) if first <= f"{year}-{month:02d}" <= last
    }


@pytest.fixture(autouse=True)
def one_system(monkeypatch):
    """A code system in which Norway and Sweden have codes, Norway from 2019 only."""

    def spoken_for(_system, year, _month=None):
        return frozenset({"SWE", "NOR"} if year > 2018 else {"SWE"})

    monkeypatch.setattr(silence, "spoken_for", spoken_for)


def speaks(speech: Speech, place: str, year: int) -> bool:
    where = speech.coverage.places
    return place in where if isinstance(where, tuple) else place in ("SWE", WORLD) or (place == "NOR" and year > 2018)


@given(coverages())
def test_months_are_counted_as_a_calendar_counts_them(coverage):
    assert set(months_of(coverage)) == naive_months(coverage)
    assert list(months_of(coverage)) == sorted(set(months_of(coverage)))


def test_a_yearly_coverage_has_all_twelve_months():
    assert months_of(Coverage("2020", "2020", "gw")) == tuple((2020, month) for month in range(1, 13))
    assert months_of(Coverage("2020-12", "2021-01", "gw")) == ((2020, 12), (2021, 1))
    assert months_of(Coverage("2021", "2020", "gw")) == ()


@given(SPEECHES)
def test_a_year_is_whole_when_each_of_its_months_is_spoken_of(speeches):
    months = set().union(*(naive_months(speech.coverage) for speech in speeches))
    expected = {year for year in range(2017, 2023) if {(year, month) for month in range(1, 13)} <= months}
    assert whole_years(speeches) == expected


@given(SPEECHES, st.sampled_from(["NOR", "SWE", "DNK", WORLD]))
def test_a_year_is_zero_only_for_a_place_spoken_of_in_every_month(speeches, place):
    expected = {}
    for year in range(2017, 2023):
        theirs = [speech for speech in speeches if speaks(speech, place, year)]
        months = set().union(*(naive_months(speech.coverage) for speech in theirs))
        if {(year, month) for month in range(1, 13)} <= months:
            expected[year, None] = max(
                speech.basis for speech in theirs if any(spoken[0] == year for spoken in naive_months(speech.coverage))
            )
    found = dict(spoken_periods(speeches, "country-year", place))
    assert {period: silent.basis for period, silent in found.items()} == expected


@given(SPEECHES, st.sampled_from(["NOR", "SWE", "DNK", WORLD]))
def test_a_month_is_zero_for_a_place_spoken_of_by_the_newest_that_does(speeches, place):
    expected = {}
    for speech in speeches:
        for year, month in naive_months(speech.coverage):
            if speaks(speech, place, year):
                expected[year, month] = speech.basis
    found = list(spoken_periods(speeches, "country-month", place))
    assert len(found) == len(dict(found)), "each month once"
    assert {period: silent.basis for period, silent in found} == expected


def test_half_a_year_of_one_country_and_half_of_another_is_a_year_of_neither():
    speeches = (
        Speech(1, Coverage("2020-01", "2020-06", ("NOR",))),
        Speech(2, Coverage("2020-07", "2020-12", ("SWE",))),
    )
    assert whole_years(speeches) == {2020}
    assert list(spoken_periods(speeches, "country-year", "NOR")) == []
    both = (*speeches, Speech(3, Coverage("2020-07", "2020-12", ("NOR",))))
    assert list(spoken_periods(both, "country-year", "NOR")) == [((2020, None), (3, False))]


def test_a_year_in_which_a_place_is_spoken_of_in_some_months_has_no_figure_for_it(monkeypatch):
    monkeypatch.setattr(silence, "spoken_for", places.spoken_for)
    months = (Speech(1, Coverage("2010-01", "2012-12", "views")),)
    assert known_years(months, "SSD") == known_years(months, "SDN") == {2010, 2012}, "VIEWS has both from July 2011"
    assert known_years(months, WORLD) == known_years(months, "NOR") == {2010, 2011, 2012}
    assert known_years(months, "a place it never speaks for") == {2010, 2011, 2012}
    assert 2011 not in {year for (year, _), _ in spoken_periods(months, "country-year", "SSD")}
    years = (Speech(1, Coverage("2010", "2012", "gw")),)
    assert known_years(years, "SSD") == {2010, 2011, 2012}, "a yearly source says itself what it has of 2011"
    assert known_years((Speech(1, Coverage("2010-01", "2010-11", "gw")),), "a place") == frozenset()


def test_the_world_is_spoken_of_by_a_code_system_and_by_no_list_of_countries():
    assert speaks_for(Coverage("2020", "2020", "gw"), WORLD, 2020, None)
    assert not speaks_for(Coverage("2020", "2020", ("NOR", "SWE")), WORLD, 2020, None)


@pytest.mark.parametrize("system", ["gw", "iso3"])
def test_nobody_speaks_for_south_sudan_before_it_existed(monkeypatch, system):
    monkeypatch.setattr(silence, "spoken_for", places.spoken_for)
    coverage = Coverage("2010", "2012", system)
    assert [speaks_for(coverage, "SSD", year, None) for year in (2010, 2011, 2012)] == [False, True, True]
    assert [speaks_for(coverage, "SSD", 2011, month) for month in (6, 7)] == [False, True]
    assert dict(spoken_periods((Speech(1, coverage),), "country-year", "SSD")) == {
        (year, None): (1, False) for year in (2011, 2012)
    }
    months = dict(spoken_periods((Speech(1, coverage),), "country-month", "SSD"))
    assert min(months) == (2011, 7)
    assert dict(spoken_periods((Speech(1, coverage),), "country-year", "SDN")).keys() == {
        (y, None) for y in (2010, 2011, 2012)
    }


def test_silence_is_an_estimate_until_a_settled_edition_speaks():
    provisional = [Speech(1, Coverage("2023-01", "2023-11", "gw", provisional=True))]
    assert dict(spoken_periods(provisional, "country-month", "NOR"))[2023, 3] == (1, True)
    provisional.append(Speech(2, Coverage("2023-12", "2023-12", "gw", provisional=True)))
    [(period, silent)] = spoken_periods(provisional, "country-year", "NOR")
    assert (period, silent, silent.status) == ((2023, None), (2, True), "estimated")
    settled = [*provisional, Speech(3, Coverage("2022", "2023", "gw"))]
    found = dict(spoken_periods(settled, "country-year", "NOR"))
    assert {period: one.status for period, one in found.items()} == {(2022, None): "reported", (2023, None): "reported"}
    assert dict(spoken_periods(settled, "country-month", "NOR"))[2023, 3] == (3, False)
