"""Which release came before: by when it was known, or by when it was held, as the clock of the world says."""

from dataclasses import replace
from datetime import date

import pytest
from asked import BASIS, CODES, put, question, world_of

from forlik.assess.screens.deciding import release_before

EARLY = replace(BASIS, number=1, known_at="2024-03-10T23:59:59+00:00", held_at="2024-11-20T08:00:00+00:00")
LATE = replace(BASIS, number=2, known_at="2024-06-30T23:59:59+00:00", held_at="2024-09-01T08:00:00+00:00")


def asked(clock):
    """A question whose figures were known in one order and held in the other."""
    known = world_of(dict.fromkeys(CODES, 5), dict.fromkeys(CODES, 5))
    known["deaths_state_based"] = replace(known["deaths_state_based"], sources=(EARLY,))
    known["refugees_originating"] = replace(known["refugees_originating"], sources=(LATE,))
    known["population"] = replace(known["population"], sources=(EARLY, LATE))
    return replace(put(question(), known), clock=clock)


@pytest.mark.parametrize(
    ("clock", "eve"),
    [("known", date(2024, 6, 29)), ("held", date(2024, 11, 19))],
    ids=["known", "held"],
)
def test_the_release_before_is_found_by_the_clock_of_the_world(clock, eve):
    # The day before the newest was known; by the other clock the day before the last file came into the house.
    assert release_before(asked(clock)) == eve


def test_before_anything_was_known_there_is_no_release():
    known = {name: replace(one, sources=()) for name, one in world_of({}, {}, {}).items()}
    assert release_before(put(question(), known)) is None
