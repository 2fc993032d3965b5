"""What the machines say follows from the rows that are seen, in any order, and from no row that is not."""

from datetime import UTC, datetime, timedelta

from good_case import BEFORE, DAY, SAID, act, ago, good, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from forlik.register.concepts import Actor, Commitment, Engagement, Process, Role, Text
from forlik.register.dossier import dossier
from forlik.register.machines.began import began
from forlik.register.machines.consent import consent
from forlik.register.machines.guards import GUARDS, why_not
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.machines.listing import groups, listing
from forlik.register.machines.mandate import clocks
from forlik.register.machines.phase import phase
from forlik.register.machines.steps import TRANSITIONS
from forlik.register.placing import place
from forlik.register.rows import Row

FILE = Engagement(id="eng", title="Fictional talks", places=("XXX",), pillars=("peace",), process="proc")
VIEWER = frozenset({"0", "1", "2:a"})
SECRET = "3:b"  # noqa: S105 - a label
some_days = st.integers(0, 40).map(lambda days: ago(days).isoformat())
instants = st.integers(0, 200).map(lambda hours: datetime(2026, 5, 1, tzinfo=UTC) + timedelta(hours=hours))
goods = st.sampled_from(sorted(BEFORE)).map(good)


@st.composite
def decided(draw):
    """Acts that decide steps, on any days, recorded at any instants."""
    acts, recorded = {}, {}
    for n in range(draw(st.integers(0, 8))):
        name = f"a{n}"
        stated = draw(st.one_of(some_days, st.sampled_from(["2026-05", "2026", "2026-06-09"])))
        more = {"provisional_until": ago(-3), "approver": "p3"} if draw(st.booleans()) else {}
        kind = draw(st.sampled_from(["decision", "decision", "decision", "suspension", "meeting"]))
        acts[name] = act(name, kind, stated, transition=draw(st.sampled_from(sorted(TRANSITIONS))), **more)
        recorded[name] = draw(instants)
    return {"eng": FILE, **acts}, recorded


def everything(seen):
    """All that the machines say of the file, its process and its actors."""
    found = {"phase": phase(seen, "proc"), "groups": [groups(seen, one, DAY) for one in ("chief", "front")]}
    found["lists"] = [listing(seen, one, DAY) for one in ("chief", "front")]
    case = seen.case("eng")
    if case is not None:
        found |= {"life": lifecycle(case), "consent": consent(case), "clocks": clocks(case), "began": began(case)}
        found |= {step: why_not(case, step, DAY) for step in GUARDS}
    return found


@given(goods, st.data())
def test_rows_in_any_order_say_the_same(records, data):
    every = rows(records)
    shuffled = data.draw(st.permutations(every))
    assert everything(dossier(shuffled, DAY)) == everything(dossier(every, DAY))


@given(decided(), st.data())
def test_acts_in_any_order_lead_to_the_same_state(drawn, data):
    records, recorded = drawn
    every = rows(records, recorded)
    assert everything(dossier(data.draw(st.permutations(every)), DAY)) == everything(dossier(every, DAY))


@given(decided())
def test_every_life_is_a_walk_along_the_table_and_leaves_no_act_untold(drawn):
    records, recorded = drawn
    life = lifecycle(dossier(rows(records, recorded), DAY).case("eng"))
    state = "noticed"
    for taken in life.history:
        assert taken.origin == state
        assert taken.origin in TRANSITIONS[taken.transition].origins
        state = TRANSITIONS[taken.transition].to
        assert taken.to == state
    assert life.state == state
    told = {one.act for one in life.anomalies if not one.taken}
    assert {one.act for one in life.history} | told == set(records) - {"eng"}
    assert not told & {one.act for one in life.history}


def elsewhere():
    """Records of another file and process, with acts of every kind that the machines look at."""
    other = {
        "eng2": Engagement(
            id="eng2", title="Another", places=("YYY",), pillars=("peace",), process="proc2", mandate="m2"
        ),
        "proc2": Process(id="proc2", label="Another fictional process"),
        "wing": Actor(id="wing", kind="faction", name="Fictional Wing"),
        "rr": Role(id="rr", kind="primary_party", actor="wing", of="proc2", evidence=SAID),
        "m2": Text(id="m2", kind="un_mandate", process="proc2", signed="2026-05-01", stage="renewal", ends_on=DAY),
        "p2": Commitment(id="p2", kind="own_pledge", engagement="eng2", promise="p"),
    }
    for n, kind in enumerate(("consent", "consent_withdrawn", "request", "decision", "hand_over")):
        transition = "explore" if kind == "decision" else None
        other[f"x{n}"] = act(
            f"x{n}", kind, "2026-05-30", engagement="eng2", process="proc2", by=("gov", "front"), transition=transition,
            stage="renewal",
        )  # fmt: skip
    return other


@given(goods, st.data())
def test_rows_of_another_file_change_nothing(records, data):
    every = [*rows(records), *rows(elsewhere())]
    assert everything(dossier(data.draw(st.permutations(every)), DAY)) == everything(dossier(rows(records), DAY))


@given(goods, st.sampled_from([1, 30, 400]))
def test_what_became_known_later_changes_nothing_of_the_day(records, days):
    at = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC) + timedelta(days=days)
    later = [
        Row(one.record, one.concept, one.facet, one.label, 2, at, at, {**one.body, "withdrawn": "a mistake"})
        for one in rows(records)
    ]
    late = act("late", "consent_withdrawn", "2026-05-29", by=("front",))
    new = rows({"late": late}, {"late": at})
    assert everything(dossier([*rows(records), *later, *new], DAY)) == everything(dossier(rows(records), DAY))


def secret_rows(records):
    """The same records in a compartment of which the viewer is no member."""
    return [
        Row(one.id, type(one).__name__.lower(), facet.word, SECRET, 1, ROUND, ROUND, body)
        for one in records.values()
        for facet, body in place(one).items()
    ]


ROUND = datetime(2019, 1, 1, tzinfo=UTC)
HIDDEN = {
    "h1": act("h1", "decision", "2026-05-31", transition="close"),
    "h2": act("h2", "consent_withdrawn", "2026-05-31", by=("gov", "front")),
    "h3": act("h3", "consent_waiver", "2026-05-31", to=("gov", "front"), reason="r"),
    "h4": Role(id="h4", kind="primary_party", actor="ngo", of="proc"),
    "h5": Role(id="h5", kind="belligerent", actor="ngo", of="proc"),
    "h6": Text(id="h6", kind="un_mandate", engagement="eng", signed="2026-05-01", ends_on=DAY, renews="man"),
    "h7": Commitment(id="h7", kind="own_pledge", engagement="eng", promise="p"),
    "h8": act("h8", "meeting", "2026-05-31", stage="renewal", process="proc"),
    "h9": act("h9", "request", "2026-05-31", by=("front",)),
}


@given(goods, st.sets(st.sampled_from(sorted(HIDDEN))), st.data())
def test_with_secrets_and_without_them_the_world_is_the_same(records, hidden, data):
    beside = [
        Row(one.record, one.concept, "secret", SECRET, 1, ROUND, ROUND, {"evidence": [SAID[0].model_dump(mode="json")]})
        for one in rows(records)
        if one.facet == "open"
    ]
    world = [*rows(records), *secret_rows({one: HIDDEN[one] for one in hidden}), *beside]
    seen = [one for one in data.draw(st.permutations(world)) if one.label in VIEWER]
    assert everything(dossier(seen, DAY)) == everything(dossier(rows(records), DAY))


@given(goods, st.data())
def test_whoever_sees_fewer_rows_sees_a_world_in_which_the_others_never_were(records, data):
    hidden = data.draw(st.sets(st.sampled_from(sorted(records))))
    left = {name: one for name, one in records.items() if name not in hidden}
    world = [*rows(left), *secret_rows({one: records[one] for one in hidden})]
    seen = dossier([one for one in world if one.label in VIEWER], DAY)
    assert everything(seen) == everything(dossier(rows(left), DAY))
    case = seen.case("eng")
    if case is not None:
        said = lifecycle(case)
        assert not {one.act for one in (*said.history, *said.anomalies)} & hidden
        assert not {one.act for one in consent(case)} & hidden
        written = repr([one.body for one in rows(left)])
        hidden = {one for one in hidden if repr(one) not in written}
        assert not {about for step in GUARDS for one in why_not(case, step, DAY) for about in one.about} & hidden


@given(goods)
@settings(max_examples=20)
def test_the_public_sees_no_step_and_no_owner(records):
    case = dossier([one for one in rows(records) if one.label == "0"], DAY).case("eng")
    life = lifecycle(case)
    assert (life.state, life.told, life.anomalies) == ("noticed", False, ())
    assert consent(case) == tuple(one for one in consent(case) if one.state == "never_asked")
    assert {"owner", "deputy", "decision"} <= {one.item for one in why_not(case, "explore", DAY)}
