"""The newest figure asked for alone is the last row of all of them, with the same reason where there is none."""

import warnings

import pytest

from forlik.core.errors import NoData
from forlik.core.warnings import StaleData
from forlik.discover import measures
from forlik.places import by_code
from forlik.profile import newest, profile
from forlik.world import world

PLACES = ("COL", "SDN", "SSD", "NOR", "PSE", "YUG", "SRB", "DDR", "ATA", "TWN")


def last_row(known, name, iso3):
    """The long way: every row, of which the last."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", StaleData)
        row = known.measure(name, iso3).rows()[-1]
    return {key: said for key, said in row.items() if key != "source"}


def told(ask):
    """What is answered, or why there is nothing."""
    try:
        return ask()
    except NoData as nothing:
        return nothing.reason, nothing.where


@pytest.mark.parametrize(
    ("day", "mode", "least"),
    [("2026-06-30", "known", 100), ("2012-07-01", "reconstructed", 50), ("2012-07-01", "known", 0)],
)
@pytest.mark.filterwarnings("ignore")
def test_the_newest_is_the_last_row(home, day, mode, least):
    known = world(day, mode=mode, home=home)
    found = 0
    for name, iso3 in ((name, iso3) for iso3 in PLACES for name in measures()):
        alone = told(lambda name=name, iso3=iso3: known.newest(name, iso3))
        assert alone == told(lambda name=name, iso3=iso3: last_row(known, name, iso3))
        found += isinstance(alone, dict)
    assert least <= found < len(PLACES) * len(measures()), "of some there is a figure, and of some a reason"


@pytest.mark.filterwarnings("ignore")
def test_a_profile_names_the_basis_of_each_figure(home):
    known = world("2026-06-30", home=home)
    place = by_code("iso3", "COL")
    figures = profile(known, place)
    assert sum(one.value is not None for one in figures) > 10
    for one in (figure for figure in figures if figure.value is not None):
        row = last_row(known, one.measure, "COL")
        assert one.basis == known.then.bases[row["basis"]]
        assert one == newest(known, place, measures()[one.measure])
