"""Who of us last met them, what we promised them, and who else runs a track."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.register.answers.meetings import contacts, last_met, last_of_us, promised
from forlik.register.answers.positions import positions
from forlik.register.answers.tracks import tracks
from forlik.register.concepts import Act, Actor, Assessment, Commitment, Engagement, Process, Role
from forlik.register.evidence import Evidence

DAY = date(2025, 6, 1)
SAID = (Evidence(citation="a note"),)
FRONT = Actor(id="front", kind="armed_group", name="Front")
CHIEF = Actor(id="chief", kind="person", name="Chief")
FILE = Engagement(id="file", title="File", pillars=("peace",), places=("XXX",), process="talks")
TALKS = Process(id="talks", label="Talks")


def act(id_, happened, by=("front",), kind="meeting", **more):
    return Act(id=id_, kind=kind, happened=happened, by=by, engagement="file", evidence=SAID, **more)


def role(id_, kind, actor, of, **more):
    return Role(id=id_, kind=kind, actor=actor, of=of, evidence=SAID, **more)


def promise(id_, **more):
    return Commitment(id=id_, kind=more.pop("kind", "own_pledge"), promise="Something", **more)


def test_the_last_meeting_is_told_with_who_of_us_was_there_and_a_later_message_is_no_meeting(seen):
    dossier = seen(
        DAY,
        FRONT,
        act("old", "2024-01-10", present=("anna", "per")),
        act("new", "2025-02-03", present=("anna",)),
        act("letter", "2025-05-01", kind="message"),
        act("coming", "2025-07-01"),
    )
    found = contacts(dossier, "front")
    assert [one.act.id for one in found] == ["letter", "new", "old"]
    assert last_met(found).act.id == "new"
    assert {who: one.act.id for who, one in last_of_us(found).items()} == {"anna": "new", "per": "old"}


def test_meeting_whoever_commands_a_group_counts_for_the_group_while_he_commands_it(seen):
    roles = role("r", "commands", "chief", "front", since="2024", until="2024-12")
    dossier = seen(
        DAY, FRONT, CHIEF, roles, act("then", "2024-05", by=("chief",)), act("later", "2025-02", by=("chief",))
    )
    [one] = contacts(dossier, "front")
    assert (one.act.id, one.through) == ("then", ("chief",))
    assert [one.act.id for one in contacts(dossier, "chief")] == ["later", "then"]


def test_an_act_in_which_it_had_a_role_is_a_contact_and_another_actors_is_none(seen):
    other = Actor(id="other", kind="state", name="Other")
    dossier = seen(DAY, FRONT, other, act("a", "2024", by=("other",)), role("r", "observer", "front", "a"))
    assert [one.act.id for one in contacts(dossier, "front")] == ["a"]
    assert contacts(seen(DAY, FRONT, act("a", "2024", by=("other",))), "front") == ()


def test_what_we_promised_by_name_stands_before_what_was_promised_where_they_take_part(seen):
    dossier = seen(
        DAY,
        FRONT,
        FILE,
        TALKS,
        role("r", "primary_party", "front", "talks"),
        promise("room", engagement="file"),
        promise("named", beneficiaries=("front",), agreed="2024-02"),
        promise("told", engagement="file"),
        promise("others", beneficiaries=("other",), engagement="file"),
        promise("theirs", kind="provision", beneficiaries=("front",)),
        promise("exit", kind="exit_criterion", ours=True, engagement="file"),
        promise("coming", beneficiaries=("front",), agreed="2026"),
        act("round", "2024-01-10", commitments=("told",)),
    )
    found = [(one.commitment.id, one.named) for one in promised(dossier, "front")]
    assert found == [("told", True), ("named", True), ("room", False)]


def test_of_another_file_nothing_is_promised_to_them(seen):
    other = Engagement(id="other", title="Other", pillars=("peace",), places=("XXX",))
    dossier = seen(
        DAY, FRONT, FILE, other, role("r", "primary_party", "front", "talks"), promise("p", engagement="other")
    )
    assert promised(dossier, "front") == ()


def test_all_tracks_of_a_process_are_told_with_who_runs_each_wherever_one_begins_to_look(seen):
    records = [
        TALKS,
        Process(id="women", label="Women", parent="talks", level="2"),
        Process(id="below", label="Below", parent="women", level="3"),
        Process(id="elsewhere", label="Elsewhere"),
        FILE,
        role("r1", "primary_party", "front", "talks"),
        role("r2", "facilitator", "university", "women", since="2025-01"),
        role("r3", "donor", "state", "women"),
        role("r4", "mediator", "envoy", "women", until="2024"),
    ]
    for where in ("talks", "women", "below"):
        found = tracks(seen(DAY, *records), where)
        assert [(one.process.id, one.depth) for one in found] == [("talks", 0), ("women", 1), ("below", 2)]
    whole, women, _ = found
    assert [one.id for one in whole.engagements] == ["file"]
    assert [one.actor for one in whole.parties] == ["front"]
    assert ([one.actor for one in women.runs], [one.actor for one in women.beside]) == (["university"], ["state"])


def test_processes_that_call_each_other_parent_stand_once(seen):
    ring = [Process(id="a", label="A", parent="b"), Process(id="b", label="B", parent="a")]
    assert sorted(one.process.id for one in tracks(seen(DAY, *ring), "a")) == ["a", "b"]
    assert tracks(seen(DAY, *ring), "nothing") == ()


def judged(id_, made_on, about="front", issue="tolls", **more):
    return Assessment(
        id=id_, kind=more.pop("kind", "position"), about=about, issue=issue, made_on=made_on, evidence=SAID, **more
    )


def test_a_cell_of_the_matrix_holds_the_last_position_and_those_before_it(seen):
    ones = [
        judged("p1", date(2024, 3, 1)),
        judged("p2", date(2025, 3, 1)),
        judged("p3", date(2024, 6, 1), issue="courts"),
        judged("p4", date(2024, 1, 1), about="government"),
        judged("p5", date(2026, 1, 1)),
        judged("no", date(2025, 4, 1), kind="risk"),
        judged("general", date(2023, 1, 1), issue=None),
    ]
    found = positions(seen(DAY, *ones), ones)
    assert found.parties == ("front", "government")
    assert found.issues == ("tolls", "courts", "")
    assert [one.id for one in found.cells["front", "tolls"]] == ["p2", "p1"]
    assert ("government", "courts") not in found.cells


@pytest.fixture(scope="module")
def many():
    days = [date(2024, 1 + n * 7 % 12, 1 + n * 5 % 28) for n in range(24)]
    return [judged(f"p{n}", day, issue=("tolls", "courts")[n % 2]) for n, day in enumerate(days)]


@given(order=st.randoms(use_true_random=False))
def test_the_order_in_which_judgements_come_does_not_matter(many, order):
    from forlik.register.dossier import dossier

    shuffled = list(many)
    order.shuffle(shuffled)
    nothing = dossier([], DAY)
    assert positions(nothing, shuffled) == positions(nothing, many)
