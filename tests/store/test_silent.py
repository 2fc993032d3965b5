"""Silence that is kept says what silence asked of every place by itself says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik import places
from forlik.core.measure import WORLD
from forlik.core.source import Coverage
from forlik.store.silence import Speech, known_years, spoken_periods
from forlik.store.silent import Silence, silence

MONTHS = st.tuples(st.integers(1988, 2013), st.integers(1, 12))
PLACES = (*("NOR", "SDN", "SSD", "YUG", "SRB", "DEU", "DDR", "TLS", "KSV", "XKX"), WORLD, "a place that is none")


@st.composite
def coverages(draw):
    """Years or months, all places of a code system or two of them, in years in which some began and some ended."""
    first, last = sorted(draw(st.tuples(MONTHS, MONTHS)))
    where = draw(st.sampled_from(["gw", "iso3", ("NOR", "SSD")]))
    provisional = draw(st.booleans())
    if draw(st.booleans()):
        return Coverage(str(first[0]), str(last[0]), where, provisional)
    return Coverage(f"{first[0]}-{first[1]:02d}", f"{last[0]}-{last[1]:02d}", where, provisional)


SPEECHES = st.lists(coverages(), max_size=4).map(
    lambda covers: tuple(Speech(number, cover) for number, cover in enumerate(covers, 1))
)


@given(SPEECHES, st.sampled_from(["country-year", "country-month"]), st.permutations(PLACES))
def test_kept_silence_says_of_each_place_what_is_said_of_it_alone(speeches, grain, order):
    kept = Silence(speeches, grain)
    for place in order:
        alone = dict(spoken_periods(speeches, grain, place))
        zeros = kept.zeros(place)
        assert {period: (cell.basis, cell.status) for period, cell in zeros.items()} == {
            period: (silent.basis, silent.status) for period, silent in alone.items()
        }
        assert all(cell.value == 0 and cell.low is None and cell.high is None for cell in zeros.values())
        assert kept.known_years(place) == known_years(speeches, place)


def test_places_that_are_spoken_for_alike_share_one_silence_and_others_do_not():
    kept = silence((Speech(1, Coverage("2010-01", "2012-12", "gw")),), "country-month")
    assert kept.zeros("NOR") is kept.zeros("SWE")
    assert (2010, 1) in kept.zeros("NOR")
    assert (2010, 1) not in kept.zeros("SSD"), "South Sudan is spoken for from July 2011"
    assert (2012, 1) in kept.zeros("SSD")


@pytest.mark.parametrize("grain", ["country-year", "country-month"])
def test_all_states_share_a_handful_of_silences(grain):
    kept = silence((Speech(1, Coverage("1989", "2020", "gw")), Speech(2, Coverage("2021-01", "2021-09", "gw"))), grain)
    states = [one.iso3 for one in places.all_places(kind="state")]
    assert len({id(kept.zeros(iso3)) for iso3 in states}) < len(states) / 4
