"""What is kept of a dossier is, after any changes, what would be made of it anew."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forlik.register.concepts import Act, Assessment, Commitment, Engagement, Text
from forlik.register.dossier import dossier, renewed, without
from forlik.register.evidence import Evidence
from forlik.register.index import index
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.placing import place
from forlik.register.promises.due import due
from forlik.register.promises.kept import projections
from forlik.register.promises.projection import project
from forlik.register.promises.state import standings
from forlik.register.rows import Row

FIRST = datetime(2024, 1, 1, tzinfo=UTC)
DAY = datetime(2024, 6, 30, tzinfo=UTC).date()
SAID = (Evidence(citation="made up"),)
HOMES = st.sampled_from(["t0", "t1"])
KINDS = st.sampled_from(["signing", "body_formed", "election"])
PROMISES = st.sampled_from([f"c{n}" for n in range(4)])
DAYS = st.dates(DAY - timedelta(days=200), DAY + timedelta(days=60))
OFFSETS = st.integers(0, 90)
DUE = st.one_of(
    st.fixed_dictionaries({"on": DAYS.map(str), "offset": OFFSETS}),
    st.fixed_dictionaries({"act": KINDS, "offset": OFFSETS}),
    st.fixed_dictionaries({"commitment": PROMISES, "offset": OFFSETS}),
    st.just({"condition": "when it can be"}),
)


def promise(id_, text, due, brings):
    itself = due and (due.get("commitment") == id_ or (brings and due.get("act") == brings))
    return Commitment(
        id=id_,
        kind="provision",
        text=text,
        engagement="e",
        promise="made up",
        due=None if itself else due,
        brings=brings,
    )


COMMITMENTS = st.builds(promise, PROMISES, HOMES, DUE, st.none() | KINDS)
ACTS = st.builds(
    lambda id_, kind, day, text, step: Act(
        id=id_, kind="decision" if step else kind, happened=str(day), engagement="e", text=text, evidence=SAID,
        transition=step, title="made up",
    ),
    st.sampled_from(["a0", "a1", "a2"]), KINDS, DAYS, st.none() | HOMES, st.sampled_from([None, None, "explore"]),
)  # fmt: skip
TEXTS = st.builds(
    lambda id_, day: Text(id=id_, kind="agreement", engagement="e", public_title="made up", signed=day and str(day)),
    HOMES, st.none() | DAYS,
)  # fmt: skip
WORDS = st.builds(
    lambda id_, about, day, state, next_on: Assessment(
        id=id_, kind="implementation", about=about, made_on=day, state=state, evidence=SAID, engagement="e",
        next_on=day + timedelta(days=next_on),
    ),
    st.sampled_from(["s0", "s1", "s2"]), PROMISES, DAYS, st.sampled_from(["met", "waived", "open_again", "breached"]),
    st.integers(0, 90),
)  # fmt: skip
CHANGE = st.tuples(st.one_of(COMMITMENTS, ACTS, TEXTS, WORDS), st.sampled_from([False] * 5 + [True]))
CHANGES = st.tuples(
    st.lists(st.tuples(COMMITMENTS | ACTS, st.just(False)), min_size=4, max_size=8),
    st.lists(st.lists(CHANGE, min_size=1, max_size=2), min_size=1, max_size=4),
).map(lambda told: [told[0], *told[1]])
FILE = Engagement(id="e", title="Made up", places=("XXX",), pillars=("peace",))


def rows_of(record, n, withdrawn):
    at = FIRST + timedelta(minutes=n)
    bodies = place(record)
    if withdrawn:
        bodies = {facet: {**body, "withdrawn": True} for facet, body in bodies.items()}
    name = type(record).__name__.lower()
    return [Row(record.id, name, facet.word, "1", n, at, at, body) for facet, body in bodies.items()]


@given(CHANGES)
@settings(max_examples=400)
def test_after_any_changes_it_is_what_would_be_made_anew(changes):
    rows = {"e": rows_of(FILE, 1, False)}
    seen = dossier(rows["e"], DAY)
    for n, batch in enumerate(changes, start=2):
        if n % 4:
            projections(seen)  # not always asked for in between
        new = {record.id: rows.get(record.id, []) + rows_of(record, n, gone) for record, gone in batch}
        rows |= new
        seen = renewed(seen, new)
    anew = dossier([row for ones in rows.values() for row in ones], DAY)
    assert seen._index == index(anew.facets)
    assert dict(projections(seen)) == dict(project(anew))
    assert dict(standings(projections(seen))) == dict(standings(project(anew)))
    assert due(seen, DAY, 60) == due(anew, DAY, 60, projections=project(anew))
    assert lifecycle(seen.case("e")) == lifecycle(anew.case("e"))


@given(CHANGES, st.sets(st.sampled_from(["c0", "c1", "c2", "c3", "a0", "a1", "s0", "t0"])))
@settings(max_examples=200)
def test_without_some_records_it_is_what_would_be_made_of_the_others(changes, gone):
    rows = {"e": rows_of(FILE, 1, False)}
    whole = dossier(rows["e"], DAY)
    for n, batch in enumerate(changes, start=2):
        if n % 2:
            projections(whole)  # what is kept already is brought up to date, what is not is made
        new = {record.id: rows.get(record.id, []) + rows_of(record, n, gone_) for record, gone_ in batch}
        rows |= new
        whole = renewed(whole, new)
    seen = without(whole, frozenset(gone))
    anew = dossier([row for record, ones in rows.items() if record not in gone for row in ones], DAY)
    assert (dict(seen.facets), dict(seen.recorded)) == (dict(anew.facets), dict(anew.recorded))
    assert seen._index == index(anew.facets)
    assert dict(projections(seen)) == dict(project(anew))
    assert due(seen, DAY, 60) == due(anew, DAY, 60, projections=project(anew))
    assert dict(projections(whole)) == dict(project(dossier([row for ones in rows.values() for row in ones], DAY)))


def test_what_a_file_brought_in_first_was_not_made_here_whatever_is_said_of_it_later():
    def row(record, n, *, carried, minute):
        at = FIRST + timedelta(minutes=minute)
        return Row(record, "engagement", "staff", "1", n, at, at, {"title": "x"}, carried=carried)

    came = [row("came", 1, carried=True, minute=1)]
    here = [row("here", 1, carried=False, minute=1), row("here", 2, carried=True, minute=2)]
    seen = dossier([*came, *here], DAY)
    assert seen.brought == {"came"}
    later = renewed(seen, {"came": [*came, row("came", 2, carried=False, minute=3)], "here": here})
    assert later.brought == {"came"}
    assert renewed(later, {"new": [row("new", 1, carried=True, minute=4)]}).brought == {"came", "new"}
    assert without(later, frozenset({"came"})).brought == frozenset()


def test_an_old_dossier_is_let_go():
    """What is kept names the dossier it was made of, and through it none that was before."""
    seen = dossier(rows_of(FILE, 1, False), DAY)
    for n in range(2, 6):
        seen.carried("asked once", lambda one: one, lambda value, *_: value) if n == 2 else projections(seen)
        seen = renewed(seen, {"e": rows_of(FILE, n, False)})
    projections(seen)
    depth, todo = 0, [seen]
    while todo:
        depth += 1
        todo = [kept.of for one in todo for kept in one._kept.values() if kept.of is not one]
    assert depth <= 3


def test_a_field_that_is_not_indexed_is_never_just_not_found():
    seen = dossier(rows_of(FILE, 1, False), DAY)
    with pytest.raises(LookupError, match="not indexed"):
        seen.saying(Act, "statement")
