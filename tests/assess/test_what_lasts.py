"""Who is on a list by what lasts: as far back as is needed, and no further than releases say."""

from dataclasses import replace
from datetime import date, timedelta

import asked as made
import numpy as np
import pytest

from forlik.assess.screens import deciding
from forlik.assess.screens.deciding import RELEASES, Then, analysed, answered, decide, release_before
from forlik.cli.answers.answer import words
from forlik.world import world

DAY = "2026-11-27"
FEW = {"draws": 300, "seed": 7}
KNOWN = date(2024, 6, 30)
WAVERING = {
    "AFG": [0.95, 0.95, 0.7, 0.7, 0.7, 0.7, 0.7],  # came on the list long ago
    "COL": [0.95, 0.95, 0.4, 0.4, 0.7, 0.7, 0.7],  # left it
    "MLI": [0.95, 0.95, 0.4, 0.4, 0.95, 0.95, 0.7],  # came on it again
    "NOR": [0.95, 0.95, None, 0.7, None, 0.7, 0.7],  # was not known each time
    "SDN": [0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7],
}
"""Place → share in each release, the oldest first, today's last."""


@pytest.fixture
def put(monkeypatch):
    """Puts a made-up question of which every release, today's too, has hand-made shares."""

    def asked_of(history, *pairs, from_first=False, **options):
        figures = dict.fromkeys(made.CODES, 7) | {"COL": 60, "MLI": 30}
        asked = made.put(made.question(*pairs), made.world_of(figures, figures))
        found = analysed(asked, draws=20, seed=1)
        assert found.alternatives == tuple(history)
        today = np.array([shares[-1] for shares in history.values()])
        monkeypatch.setattr(deciding, "analysed", lambda *_, **__: replace(found, share_top_k=today))
        eves = [KNOWN - timedelta(days=1 + 30 * ago) for ago in range(len(next(iter(history.values()))) - 1)]

        def then(day):
            ago = eves.index(day)
            shares = {iso3: each[-2 - ago] for iso3, each in history.items() if each[-2 - ago] is not None}
            earlier = eves[ago + 1] if ago + 1 < len(eves) else None if from_first else date(1990, 1, 1)
            return Then(shares, earlier)

        return answered(asked, then, draws=20, seed=1, **options)

    return asked_of


@pytest.fixture
def list_of(put):
    """Place → whether it is on the list, and the eves that were looked at."""

    def told(*history, **options):
        screen = put(*history, **options)
        return {row.country_iso3: row.on_list for row in screen.rows}, screen.stands_on.releases

    return told


def test_who_came_on_the_list_long_ago_and_wavers_since_is_on_it(list_of):
    on_list, releases = list_of(WAVERING)
    assert on_list == {"AFG": True, "COL": False, "MLI": True, "NOR": True, "SDN": None}
    assert len(releases) == RELEASES, "of one it is not known, so it is looked as far back as may be"
    assert list(releases) == sorted(releases)


def test_before_the_first_release_that_is_known_nobody_was_on_the_list(list_of):
    on_list, _ = list_of(WAVERING, from_first=True)
    assert on_list == {"AFG": True, "COL": False, "MLI": True, "NOR": True, "SDN": False}


def test_no_further_back_is_looked_than_is_needed(list_of):
    steady = {iso3: [0.7] * 5 + [share, share] for iso3, share in zip(WAVERING, (1, 0.9, 0.49, 0, 0), strict=True)}
    on_list, releases = list_of(steady)
    assert on_list == {"AFG": True, "COL": True, "MLI": False, "NOR": False, "SDN": False}
    assert releases == ("2024-06-29",), "two releases running say it, whatever was before"
    assert list_of(steady, releases=0) == (dict.fromkeys(WAVERING), ())
    assert list_of(WAVERING, releases=2)[0]["AFG"] is None, "what was not looked at is not guessed"
    assert list_of(WAVERING, weights={"violence": 1})[1] == (), "of one weighting alone nothing is said of what lasts"


def test_a_list_is_by_the_bounds_of_its_own_question_and_no_share_is_said_to_reach_one_that_it_does_not(put):
    history = {"AFG": [0.8, 0.8], "COL": [0.797, 0.797], "MLI": [0.297, 0.297], "NOR": [0.1, 0.1], "SDN": [0.0, 0.0]}
    screen = put(history, ("enter: 0.9, leave: 0.5", "enter: 0.8, leave: 0.3"), from_first=True)
    assert {row.country_iso3 for row in screen.rows if row.on_list} == {"AFG"}
    assert "in 80 % of the weightings" in screen.explain("Afghanistan")
    assert "in 79.7 % of the weightings" in screen.explain("Colombia")
    lines = words(screen, None, 0).splitlines()
    said = {name: next(line for line in lines if line.startswith(name)) for name in ("Afghanistan", "Colombia", "Mali")}
    for line, share in zip(said.values(), (" 80 %", " 79.7 %", " 29.7 %"), strict=True):
        assert share in line


def test_a_new_edition_of_what_is_only_divided_by_is_no_release():
    known = made.world_of(dict.fromkeys(made.CODES, 7), dict.fromkeys(made.CODES, 9))
    later = replace(made.BASIS, number=-2, known_at="2024-11-30")
    people = replace(known["population"], sources=(later,))
    assert release_before(made.put(made.question(), known | {"population": people})) == KNOWN - timedelta(days=1)
    dead = replace(known["deaths_state_based"], sources=(later,))
    assert release_before(made.put(made.question(), known | {"deaths_state_based": dead})) == date(2024, 11, 29)


def test_asked_of_a_world_the_list_is_by_all_the_releases_that_are_needed(tmp_path, monkeypatch):
    then = world(DAY, home=tmp_path)
    rows = decide(then, "risk-top-20", releases=0, **FEW).rows
    wavering = [row.country_iso3 for row in rows if 0.5 <= row.share_top_k < 0.9]
    stays, left = wavering[:2]
    past = [{stays: one, left: other} for one, other in ((0.7, 0.7), (0.95, 0.4), (0.95, 0.4))]
    eves = [date(2025, 6, 30), date(2025, 5, 31), date(2025, 4, 30)]
    told = iter([Then(shares, eve) for shares, eve in zip(past, eves, strict=True)])
    monkeypatch.setattr(deciding, "then_of", lambda *_, **__: next(told, Then({}, date(2025, 1, 1))))
    screen = decide(then, "risk-top-20", **FEW)
    assert {row.country_iso3: row.on_list for row in screen.rows if row.country_iso3 in wavering} == {
        **dict.fromkeys(wavering), stays: True, left: False,
    }  # fmt: skip
    assert screen.stands_on.releases[-2:] == ("2025-06-30", "2026-11-22")
    assert "\nOn the list by what lasts" in screen.explain(stays)
    assert "\nNot on the list by what lasts" in screen.explain(left)
    assert "looked at do not say whether it is on it" in screen.explain(wavering[2])
