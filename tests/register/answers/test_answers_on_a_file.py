"""The course of a file, what survives a suspension, lessons, costs, sources and revisions."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.register.answers.costs import by_pillar, total
from forlik.register.answers.lessons import became, learnt
from forlik.register.answers.revisions import revisions
from forlik.register.answers.sources import facts
from forlik.register.answers.surviving import surviving
from forlik.register.answers.timeline import timeline, years
from forlik.register.concepts import Act, Assessment, Commitment, Engagement, Process, Role, Text
from forlik.register.concepts.engagement import Cost
from forlik.register.dossier import dossier as folded
from forlik.register.evidence import Evidence
from forlik.register.rows import Row

DAY = date(2025, 6, 1)
SAID = (Evidence(citation="a note"),)


def file(id_="file", **more):
    return Engagement(id=id_, **{"title": id_, "pillars": ("peace",), "places": ("XXX",), "process": "talks", **more})


TALKS = Process(id="talks", label="Talks", places=("XXX",))


def act(id_, happened, kind="note", **more):
    return Act(id=id_, kind=kind, happened=happened, engagement=more.pop("file", "file"), evidence=SAID, **more)


def promise(id_, **more):
    return Commitment(id=id_, kind=more.pop("kind", "own_pledge"), engagement="file", promise="Something", **more)


def judged(id_, kind, made_on, about=None, **more):
    return Assessment(id=id_, kind=kind, made_on=date.fromisoformat(made_on), about=about, evidence=SAID, **more)


STEPS = (
    act("s1", "2024-01-01", kind="decision", transition="explore"),
    act("s2", "2024-02-01", kind="decision", transition="activate"),
)


# The course


def test_acts_and_texts_stand_on_one_line_the_newest_first_and_a_signing_once(seen):
    dossier = seen(
        DAY,
        file(),
        TALKS,
        act("a", "2024-03-01"),
        act("signing", "2024-05-10", kind="signing", text="accord"),
        Text(id="accord", kind="agreement", process="talks", signed="2024-05-10"),
        Text(id="other", kind="agreement", process="talks", signed="2024-04"),
        Text(id="draft", kind="shared_draft", engagement="file"),
    )
    found = timeline(dossier.case("file"))
    assert [one.record.id for one in found] == ["signing", "other", "a", "draft"]
    assert years(found) == {2024: 3, None: 1}


def test_texts_stand_on_the_line_where_no_act_is_recorded(seen):
    text = Text(id="accord", kind="agreement", process="talks", signed="1993-09-13")
    [one] = timeline(seen(DAY, file(), TALKS, text).case("file"))
    assert (one.record.id, one.year) == ("accord", 1993)


# What survives


OWED = (
    promise("room"),
    promise("met"),
    promise("task", kind="internal"),
    promise("task-for", kind="internal", beneficiaries=("front",)),
    promise("exit", kind="exit_criterion", ours=True),
    promise("boat", kind="provision", obligors=("front",)),
    promise("kept", kind="provision", obligors=("front",)),
    judged("j1", "internal_implementation", "2024-04-01", "met", engagement="file", state="met"),
    judged("j2", "implementation", "2024-04-01", "kept", state="met"),
    Text(id="accord", kind="agreement", process="talks", signed="2024-05-10"),
    Text(id="over", kind="un_mandate", process="talks", signed="2023", ends_on=date(2024, 1, 1)),
    Text(id="safety", kind="contact_safety", engagement="file", signed="2024-01-11", summary="by day only"),
)


def test_what_would_survive_a_suspension_today(seen):
    found = surviving(seen(DAY, file(), TALKS, *STEPS, *OWED).case("file"))
    assert found.suspension is None
    assert [(one.commitment.id, one.named) for one in found.owed] == [("room", None), ("task-for", None)]
    assert [one.id for one in found.resting] == ["task"]
    assert [one.id for one in found.criteria] == ["exit"]
    assert [one.id for one in found.theirs] == ["boat"]
    assert [one.id for one in found.texts] == ["accord", "safety"]
    assert found.contact.id == "safety"


def test_what_survives_the_suspension_that_stands_and_what_it_forgot_to_name(seen):
    act_ = act(
        "stop", "2024-09-02", kind="suspension", transition="suspend", commitments=("room",), contact_rule="owner only"
    )
    found = surviving(seen(DAY, file(), TALKS, *STEPS, *OWED, act_).case("file"))
    assert found.suspension.contact_rule == "owner only"
    assert {one.commitment.id: one.named for one in found.owed} == {"room": True, "task-for": False}


def test_a_suspension_that_is_over_is_none(seen):
    acts = (
        act("stop", "2024-09-02", kind="suspension", transition="suspend"),
        act("go", "2024-11-02", kind="decision", transition="resume"),
    )
    assert surviving(seen(DAY, file(), TALKS, *STEPS, *acts).case("file")).suspension is None


# Lessons


CEASEFIRE = Text(id="truce", kind="ceasefire", process="talks", signed="2024-05-10", stage="ceasefire")
ACCORD = Text(id="accord", kind="agreement", process="talks", signed="2025-02-01", stage="implementation")


def lesson(id_, made_on, about="talks", **more):
    return judged(id_, more.pop("kind", "lesson"), made_on, about, finding="Learn it", **more)


def test_a_lesson_of_the_same_phase_bears_and_one_of_another_does_not(seen):
    then, now = lesson("then", "2024-06-01"), lesson("now", "2025-03-01")
    before = lesson("before", "2023-01-01")  # of no phase that anybody knows
    found = learnt(seen(DAY, file(), TALKS, CEASEFIRE, ACCORD, then, now, before).case("file"))
    assert (found.stage, found.of_process) == ("implementation", True)
    assert [(one.assessment.id, one.stage, one.bears) for one in found.lessons] == [
        ("now", "implementation", True), ("before", None, True), ("then", "ceasefire", False),
    ]  # fmt: skip
    earlier = learnt(seen(date(2024, 7, 1), file(), TALKS, CEASEFIRE, ACCORD, then, now).case("file"))
    assert [one.assessment.id for one in earlier.bearing] == ["then"]


def test_without_a_process_the_state_of_the_file_is_the_phase(seen):
    own = file(process=None)
    ones = (lesson("a", "2024-01-15", "file"), lesson("b", "2024-03-01", "file"))
    found = learnt(seen(DAY, own, *STEPS, *ones).case("file"))
    assert (found.stage, found.of_process) == ("active", False)
    assert {one.assessment.id: (one.stage, one.bears) for one in found.lessons} == {
        "a": ("exploring", False), "b": ("active", True),
    }  # fmt: skip


def test_lessons_of_other_files_bear_by_place_or_by_the_stage_they_were_learnt_in(seen):
    neighbour = file("neighbour", process=None)
    far = file("far", places=("YYY",), process="other")
    other = Process(id="other", label="Other", places=("YYY",))
    text = Text(id="their-text", kind="agreement", process="other", signed="2020", stage="implementation")
    ones = (
        lesson("near", "2024-01-01", "neighbour", engagement="neighbour"),
        lesson("same-stage", "2024-01-01", "their-text", engagement="far"),
        lesson("nothing-to-do", "2024-01-01", "other", engagement="far"),
    )
    found = learnt(seen(DAY, file(), TALKS, ACCORD, neighbour, far, other, text, *ones).case("file"))
    assert {one.assessment.id: one.why for one in found.lessons} == {"near": "place", "same-stage": "stage"}


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ((), "open"),
        ((judged("r", "review", "2024-09-01", "x", finding="still so"),), "open"),
        ((judged("r", "result", "2024-09-01", "x", finding="the hotline works"),), "done"),
        ((judged("r", "internal_implementation", "2024-09-01", "x", state="met"),), "done"),
        ((judged("r", "internal_implementation", "2024-09-01", "x", state="partly"),), "partly"),
        ((judged("r", "implementation", "2024-09-01", "x", state="waived"),), "aside"),
        (
            (
                judged("r1", "internal_implementation", "2024-09-01", "x", state="met"),
                judged("r2", "internal_implementation", "2024-10-01", "x", state="open_again"),
            ),
            "open",
        ),
        ((judged("r", "internal_implementation", "2026-01-01", "x", state="met"),), "open"),
    ],
)
def test_a_lesson_is_acted_on_when_a_later_judgement_about_it_says_so(seen, later, expected):
    one = lesson("x", "2024-06-01")
    dossier = seen(DAY, file(), TALKS, one, *later)
    assert became(dossier, one)[0] == expected
    found = learnt(dossier.case("file"))
    assert [one.assessment.id for one in found.never_acted_on] == (["x"] if expected == "open" else [])


@given(order=st.permutations(range(5)))
def test_the_order_of_recorded_rows_does_not_matter(order):
    ones = [
        lesson("x", "2024-06-01"),
        judged("r1", "internal_implementation", "2024-09-01", "x", state="partly"),
        judged("r2", "internal_implementation", "2024-10-01", "x", state="met"),
        lesson("y", "2024-07-01"),
        CEASEFIRE,
    ]
    at = datetime(2020, 1, 1, tzinfo=UTC)
    from forlik.register.placing import place

    rows = [
        Row(one.id, type(one).__name__.lower(), facet.word, "1", 1, at, at, body)
        for one in (file(), TALKS, *(ones[n] for n in order))
        for facet, body in place(one).items()
    ]
    found = learnt(folded(rows, DAY).case("file"))
    assert [(one.assessment.id, one.became) for one in found.lessons] == [("y", "open"), ("x", "done")]


# Costs


def cost(year, amount=None, months=None, currency="NOK", **more):
    return Cost(year=year, amount=amount, currency=currency, staff_months=months, **more)


def test_what_is_not_known_is_said_and_never_nought():
    one = file(start="2022", costs=(cost(2023, 100), cost(2024, None, 3), cost(2024, 50, currency="USD")))
    nothing = file("nothing", start="2024-05", end="2024-12")
    unknown = file("unknown")
    found = total([one, nothing, unknown, one], DAY)
    assert found.counted == 3
    assert found.amounts == {("NOK", False): 100, ("USD", False): 50}
    assert found.months == {False: 3}
    assert found.amount_gaps == {"file": (2022, 2025), "nothing": (2024,), "unknown": ()}
    assert found.month_gaps == {"file": (2022, 2023, 2025), "nothing": (2024,), "unknown": ()}
    assert total([], DAY).amounts == {}


def test_a_year_that_is_known_to_have_cost_nothing_is_no_unknown_year():
    found = total([file(start="2024", end="2024", costs=(cost(2024, 0, 0),))], DAY)
    assert found.amounts == {("NOK", False): 0}
    assert found.months == {False: 0}
    assert (found.amount_gaps, found.month_gaps) == ({}, {})


def test_made_up_figures_are_never_added_to_real_ones():
    found = total([file(costs=(cost(2024, 5),)), file("b", fictional=True, costs=(cost(2024, 7),))], DAY)
    assert found.amounts == {("NOK", False): 5, ("NOK", True): 7}


def test_an_engagement_in_two_pillars_stands_in_both():
    both, one = file(pillars=("rights", "humanitarian")), file("one")
    assert by_pillar([both, one]) == {"rights": (both,), "humanitarian": (both,), "peace": (one,)}


COSTS = st.builds(
    cost,
    st.integers(2020, 2025),
    st.none() | st.decimals(0, 10**6, places=2),
    st.none() | st.decimals(0, 100, places=2),
    st.sampled_from(["NOK", "USD"]),
)
FILES = st.lists(st.lists(COSTS, max_size=4), max_size=6).map(
    lambda many: [file(f"e{n}", costs=tuple(some)) for n, some in enumerate(many)]
)


@given(FILES, st.randoms(use_true_random=False), st.integers(0, 6))
def test_sums_do_not_depend_on_order_and_add_up_from_their_parts(files, order, at):
    shuffled = list(files)
    order.shuffle(shuffled)
    whole = total(files, DAY)
    assert total(shuffled, DAY) == whole
    parts = (total(files[:at], DAY), total(files[at:], DAY))
    added = {}
    for part in parts:
        for key, amount in part.amounts.items():
            added[key] = added.get(key, Decimal(0)) + amount
    assert added == whole.amounts


# Sources


def said(citation, **claims):
    return Evidence(citation=citation, claims=claims)


def test_what_sources_say_of_a_fact_stands_side_by_side_and_nothing_is_overwritten():
    pieces = (
        said("A", start="1999", partner="Fafo"), said("B", start="2000"), said("C", start="1999"), said("D", end=""),
        said("E", partner="NRC"), Evidence(citation="F"),
    )  # fmt: skip
    one = file(evidence=pieces)
    found = {each.field: each for each in facts([one])}
    start = found["start"]
    assert [(each.said, [piece.citation for piece in each.evidence]) for each in start.claims] == [
        ("1999", ["A", "C"]), ("2000", ["B"]),
    ]  # fmt: skip
    assert start.differ
    assert not found["partner"].differ
    assert found["end"].undocumented
    assert not found["end"].differ
    assert list(found) == ["start", "partner", "end", ""]


def test_two_roles_that_begin_on_different_days_do_not_contradict_each_other():
    roles = [
        Role(id=f"r{n}", kind="host", actor="a", of="talks", evidence=(said("A", since=year),))
        for n, year in enumerate(("1999", "2003"))
    ]
    assert not any(one.differ for one in facts(roles))


# Revisions


AT = datetime(2025, 1, 1, 12, tzinfo=UTC)


def row(n, body, facet="staff", record="x", label="1", who="anna", known=None):
    at = AT + timedelta(days=n)
    return Row(record, "actor", facet, label, n, at, known or at, body, who)


def test_each_change_says_what_it_put_in_the_place_of_what():
    rows = [row(1, {"name": "A", "office": "x"}), row(2, {"name": "B"}), row(3, {"name": "B"})]
    again, second, first = revisions(rows)
    assert first.began
    assert [(one.name, one.before, one.after) for one in second.fields] == [("name", "A", "B"), ("office", "x", None)]
    assert not second.began
    assert again.fields == ()


def test_facets_written_together_are_one_change_and_a_correction_says_since_when_it_was_known():
    rows = [
        row(1, {"name": "A"}),
        row(1, {"channel": "ferry"}, facet="secret", label="2:a"),
        row(2, {"name": "B"}, known=AT),
    ]
    second, first = revisions(rows)
    assert [(one.name, one.label) for one in first.fields] == [("channel", "2:a"), ("name", "1")]
    assert second.earlier
    assert not first.earlier


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_to_the_history(order):
    rows = [row(n, {"name": str(n % 3)}, record=f"r{n % 2}") for n in range(1, 9)]
    shuffled = list(rows)
    order.shuffle(shuffled)
    assert revisions(shuffled) == revisions(rows)
