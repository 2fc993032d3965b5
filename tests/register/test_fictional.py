"""The made-up engagements show a whole life each, the options what speaks for and against; none passes for real."""

from datetime import date

import pytest

from forlik.assess.ledger.ledger import ledger
from forlik.assess.options.evidence import coded, unlike
from forlik.assess.options.gate import gate
from forlik.assess.options.record import floor, refused
from forlik.assess.options.record_screen import freeze
from forlik.register.concepts import Act, Assessment, Engagement
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


CODED = {"harm", "opportunity", "ability"}
"""Kinds whose issue is the name of a question or an item, which nobody made up."""
FACILITATE = "Fictional: Estovia/peace/facilitate/2024..2027"
FUND = "Fictional: Marenia/humanitarian/fund/2027"


def on(day, rows=ROWS):
    return dossier(rows, date.fromisoformat(day))


@pytest.mark.parametrize("one", FICTION.filed, ids=lambda one: f"{one.record.id} {one.at:%Y-%m-%d}")
def test_everything_says_that_it_is_made_up(one):
    record = one.record
    coding = isinstance(record, Assessment) and record.kind in CODED
    said = {name: getattr(record, name) for name in TOLD if getattr(record, name, None)}
    said = {name: text for name, text in said.items() if not (coding and name == "issue")}
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


def test_the_options_show_what_a_gate_and_codes_look_like():
    seen = on("2026-11-01")
    stands = {one.question.item: one.standing for one in gate(seen, FACILITATE).items}
    assert stands.pop("reprisal_risk") == "lifted"
    assert stands.pop("exit_liability") == "unanswered"
    assert set(stands.values()) == {"answered"}
    assert gate(seen, FUND).blocks
    codes = coded(seen, FACILITATE)
    assert [one.item.item for one in unlike(codes)] == ["other_lead"]
    assert {one.item.item for one in codes if one.code is not None} == {"live_process", "ceasefire", "envoy"}
    assert {one.item.item for one in codes if len(one.codes) == 1} == {"languages"}


def test_the_expectations_are_one_that_somebody_resolved_one_for_a_measure_and_one_that_runs():
    found = {one.record.id: (one.outcome, one.how) for one in ledger(on("2026-11-01"))}
    assert found == {
        "fiction-expect-table": ("happened", "person"),
        "fiction-expect-wars": ("waiting", ""),  # for a world with figures: tests/register_pages has one
        "fiction-expect-ratified": ("running", ""),
    }


def test_the_decision_rests_on_the_screen_of_its_day_and_on_all_that_it_takes():
    decision = next(one for one in FICTION.filed if one.record.id == "fiction-decision-open")
    day, record = decision.at.date(), decision.record
    before = dossier([row for row in ROWS if row.record != record.id], day)
    frozen = freeze(before, FACILITATE, day, (), as_of=day)
    assert (record.decided.screen, record.decided.manifest) == (frozen.text, frozen.manifest)
    assert refused(before, record, day, holds_all=True) == ()
    assert set(decision.bodies) == {floor(frozen.labels)} == {SECRET}, "its screen shows who asked in secret"


@pytest.mark.parametrize("one", FICTION.filed, ids=lambda one: f"{one.record.id} {one.at:%Y-%m-%d}")
def test_what_belongs_to_an_option_stands_in_its_file(one):
    kinds = {"option", "harm", "harm_lifting", "opportunity", "ability", "expectation", "resolution", "decision"}
    ours = isinstance(one.record, Assessment) and one.record.kind in kinds
    assert one.file.startswith("fiction-option-") == ours
