"""The two made-up engagements show a whole life each, lack nothing at any step, and never pass for real ones."""

from datetime import date

import pytest

from forlik.register.concepts import Act, Engagement
from forlik.register.dossier import dossier
from forlik.register.examples.fictional import MARKED, fictional
from forlik.register.facets import OPEN, SECRET, Facet, facet_of, fields
from forlik.register.machines.consent import consent
from forlik.register.machines.guards import judge
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.placing import lacking

FICTION = fictional()
ROWS = FICTION.rows()
STEPS = [one for one in FICTION.filed if isinstance(one.record, Act) and one.record.transition]
TOLD = {
    "title", "public_title", "working_title", "label", "name", "finding", "promise", "said", "statement",
    "summary", "where", "channel", "reason", "red_lines", "approvals", "contact", "whereabouts", "security",
    "listed", "influence", "positions", "phase_note", "issue", "outcome", "obligations", "contact_rule",
    "condition",
}  # fmt: skip


def on(day, rows=ROWS):
    return dossier(rows, date.fromisoformat(day))


@pytest.mark.parametrize("one", FICTION.filed, ids=lambda one: f"{one.record.id} {one.at:%Y-%m-%d}")
def test_everything_says_that_it_is_made_up(one):
    record = one.record
    said = {name: getattr(record, name) for name in TOLD if getattr(record, name, None)}
    assert all(text.startswith(MARKED) for text in said.values()), said
    assert all(e.basis == "fictional" and e.citation.startswith(MARKED) for e in record.evidence)
    assert lacking(record) == ()
    if isinstance(record, Engagement):
        assert record.fictional
        assert all(cost.fictional for cost in record.costs)


@pytest.mark.parametrize("one", STEPS, ids=lambda one: one.record.id)
def test_every_step_lacks_nothing_on_its_day(one):
    before = [row for row in ROWS if row.record != one.record.id]
    verdict = judge(dossier(before, one.at.date()).case(one.record.engagement), one.record, one.at.date())
    assert [(missing.item, missing.about) for missing in verdict.missing] == []
    assert verdict.passes
    assert not verdict.provisional


@pytest.mark.parametrize(
    ("file", "states"),
    [
        ("fiction-talks", {"2024-01-14": "noticed", "2024-01-15": "exploring", "2024-03-01": "active",
                           "2024-09-02": "suspended", "2024-11-25": "active", "2026-11-01": "active"}),
        ("fiction-relief", {"2024-02-08": "noticed", "2024-02-09": "exploring", "2024-03-01": "active",
                            "2026-02-10": "closing", "2026-04-01": "closed"}),
    ],
)  # fmt: skip
def test_the_life_of_each_is_the_one_told(file, states):
    assert {day: lifecycle(on(day).case(file)).state for day in states} == states
    assert not lifecycle(on(max(states)).case(file)).anomalies


def test_consent_that_was_withdrawn_later_is_not_visible_earlier():
    def standing(day):
        return {one.party: one.state for one in consent(on(day).case("fiction-talks"))}

    assert standing("2024-09-01") == {"fiction-front": "given", "fiction-government": "given"}
    assert standing("2024-09-02") == {"fiction-front": "given", "fiction-government": "withdrawn"}
    assert standing("2024-11-18") == {"fiction-front": "given", "fiction-government": "given"}


def test_secret_facets_are_sealed_to_the_compartment_of_their_file():
    labels = {row.label for row in ROWS}
    assert labels == {"1", "2:talks", "2:relief"}
    for row in ROWS:
        assert (row.facet == "secret") == row.label.startswith("2:")
    secret = {row.record for row in ROWS if row.facet == "secret"}
    assert {"fiction-request-front", "fiction-clerk", "fiction-bridge", "fiction-side-letter"} <= secret


def test_nobody_outside_the_compartment_sees_the_channel_or_the_requests():
    staff = dossier([row for row in ROWS if row.label == "1"], date(2026, 11, 1))
    assert "fiction-clerk" not in staff
    assert "fiction-request-front" not in staff
    assert "clerk" not in str([staff[record] for record in staff.facets])


def test_no_field_stands_below_its_grade():
    for row in ROWS:
        facet = Facet[row.facet.upper()]
        kind = type(next(one.record for one in FICTION.filed if one.record.id == row.record))
        assert all(facet_of(kind, name) <= facet for name in fields(kind) if name in row.body)
    assert {OPEN, SECRET} <= {Facet[row.facet.upper()] for row in ROWS}
