"""Open flags fall due on their day, for whoever answers for them; what is explained, acted on or dismissed does not."""

from datetime import date

import pytest

from forlik.register.concepts import Assessment, Engagement
from forlik.register.concepts.flagged import Flagged
from forlik.register.evidence import Evidence
from forlik.register.promises.due import due
from forlik.register.promises.flags_due import flags_due

DAY = date(2026, 6, 1)
SAID = (Evidence(citation="Fictional: figures of the day"),)


def flag(id_="f", *, on=date(2026, 6, 20), state="open", **said):
    flagged = Flagged(
        rule="relief_alone",
        owner="p1",
        due=on,
        figures="[]",
        state=state,
        reason=None if state == "open" else "Fictional",
    )
    whole = {"place": "SDN", "issue": "Fictional: relief alone", "made_on": date(2026, 5, 1), "evidence": SAID, **said}
    return Assessment(id=id_, kind="flag", flagged=flagged, **whole)


def rows(seen, *there):
    return list(flags_due(seen(DAY, *there), DAY))


def test_an_open_flag_falls_due_on_its_day_for_its_owner(seen):
    [row] = rows(seen, flag())
    assert (row.kind, row.title, row.day.earliest, row.days_left, row.late, row.keepers) == (
        "flag",
        "Fictional: relief alone",
        date(2026, 6, 20),
        19,
        False,
        ("p1",),
    )


def test_one_whose_day_has_passed_is_late(seen):
    [row] = rows(seen, flag(on=date(2026, 5, 31)))
    assert (row.late, row.days_left, row.state) == (True, -1, "overdue")


@pytest.mark.parametrize("state", ["explained", "acted_on", "dismissed"])
def test_what_is_no_longer_open_falls_due_no_more(seen, state):
    assert rows(seen, flag(state=state)) == []


def test_it_stands_among_what_else_falls_due_and_says_under_which_labels_it_stands(seen):
    there = (flag(), Engagement(id="e", title="Fictional", places=("SDN",), pillars=("peace",), owner="p1"))
    dossier = seen(DAY, *there)
    [row] = due(dossier, DAY, 30, beside=flags_due(dossier, DAY))
    assert row.labels == frozenset({"1"})
    assert due(dossier, DAY, 10, beside=flags_due(dossier, DAY)) == ()
