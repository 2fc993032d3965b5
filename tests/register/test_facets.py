"""Which field stands in which facet: the table of the design, written out here once more by hand."""

import pytest

from forlik.core.errors import BadInput
from forlik.register.concepts import CONCEPTS, Act, Actor, Assessment, Commitment, Engagement, Role, Text
from forlik.register.evidence import Evidence
from forlik.register.facets import OPEN, SECRET, STAFF, Personal, facet_of, fields, has, personal
from forlik.register.placing import every_field, lacking, misplaced, place, together

SAID = Evidence(citation="A ministry, a page")

TABLE = {
    ("engagement", "start"): OPEN,
    ("engagement", "outcome"): OPEN,
    ("engagement", "owner"): STAFF,
    ("engagement", "mandate"): STAFF,
    ("engagement", "review_on"): STAFF,
    ("engagement", "costs"): STAFF,
    ("engagement", "approvals"): SECRET,
    ("engagement", "red_lines"): SECRET,
    ("process", "label"): OPEN,
    ("process", "places"): OPEN,
    ("process", "links"): OPEN,
    ("process", "public_phase"): OPEN,
    ("process", "phase_note"): STAFF,
    ("actor", "name"): OPEN,
    ("actor", "listed"): OPEN,
    ("actor", "influence"): STAFF,
    ("actor", "positions"): STAFF,
    ("actor", "channel"): SECRET,
    ("actor", "office"): OPEN,
    ("actor", "delegation"): STAFF,
    ("actor", "contact"): SECRET,
    ("actor", "whereabouts"): SECRET,
    ("actor", "health"): SECRET,
    ("actor", "security"): SECRET,
    ("act", "statement"): OPEN,
    ("act", "said"): SECRET,
    ("act", "where"): SECRET,
    ("act", "channel"): SECRET,
}
BY_KIND = [
    # concept and kind, then where that it is stands, and where what it says stands
    (Role, {"kind": "signatory", "actor": "a", "of": "t"}, {"kind": OPEN, "actor": OPEN, "of": OPEN}),
    (Role, {"kind": "partner", "actor": "a", "of": "t"}, {"kind": STAFF, "actor": STAFF, "of": STAFF}),
    (Role, {"kind": "intermediary", "actor": "a", "of": "t"}, {"kind": SECRET, "actor": SECRET, "of": SECRET}),
    (Act, {"kind": "signing", "happened": "2024", "by": ("a",)}, {"kind": OPEN, "happened": OPEN, "by": OPEN}),
    (Act, {"kind": "meeting", "happened": "2024", "by": ("a",)}, {"kind": STAFF, "happened": STAFF, "by": SECRET}),
    (Act, {"kind": "request", "happened": "2024", "by": ("a",)}, {"kind": SECRET, "happened": SECRET, "by": SECRET}),
    (Text, {"kind": "agreement", "summary": "s"}, {"kind": OPEN, "summary": OPEN}),
    (Text, {"kind": "shared_draft", "summary": "s"}, {"kind": STAFF, "summary": STAFF}),
    (Text, {"kind": "party_draft", "summary": "s"}, {"kind": SECRET, "summary": SECRET}),
    (Text, {"kind": "bridging_proposal", "summary": "s"}, {"kind": SECRET, "summary": SECRET}),
    (Commitment, {"kind": "provision", "promise": "p"}, {"kind": OPEN, "promise": OPEN}),
    (Commitment, {"kind": "own_pledge", "promise": "p"}, {"kind": STAFF, "promise": STAFF}),
    (Commitment, {"kind": "side_letter", "promise": "p"}, {"kind": SECRET, "promise": SECRET}),
    (Assessment, {"kind": "public_evaluation", "finding": "f"}, {"kind": OPEN, "finding": OPEN}),
    (Assessment, {"kind": "risk", "finding": "f"}, {"kind": STAFF, "finding": STAFF}),
    (Assessment, {"kind": "lesson", "finding": "f"}, {"kind": STAFF, "finding": STAFF}),
    (Assessment, {"kind": "person_diligence", "finding": "f"}, {"kind": SECRET, "finding": SECRET}),
    (Assessment, {"kind": "legal_advice", "finding": "f"}, {"kind": SECRET, "finding": SECRET}),
]


def where(bodies):
    """Field → the facet it stands in."""
    return {name: facet for facet, body in bodies.items() for name in body}


def test_every_field_names_its_facet():
    every = list(every_field())
    assert len(every) > 100
    assert all(facet in (OPEN, STAFF, SECRET) for _, _, facet in every)


@pytest.mark.parametrize(("place_", "facet"), list(TABLE.items()), ids=[".".join(key) for key in TABLE])
def test_a_field_stands_where_the_design_puts_it(place_, facet):
    concept, field = place_
    assert facet_of(CONCEPTS[concept], field) is facet


@pytest.mark.parametrize(
    ("concept", "said", "expected"), BY_KIND, ids=[f"{c.__name__} {s['kind']}" for c, s, _ in BY_KIND]
)
def test_a_kind_says_where_its_records_stand(concept, said, expected):
    found = where(place(concept(id="x", **said)))
    assert {name: found[name] for name in expected} == expected


def test_a_public_title_is_open_whatever_the_kind():
    act = Act(
        id="x", kind="meeting", happened="2024-03-01", public_title="Talks", title="Talks in the old mill", said="s"
    )
    assert where(place(act)) == {
        "kind": STAFF, "happened": STAFF, "public_title": OPEN, "title": SECRET, "said": SECRET,
    }  # fmt: skip


def test_a_disclosed_request_is_open_but_what_was_said_is_not():
    act = Act(id="x", kind="request", happened="2024", by=("a",), said="please")
    assert where(place(act, public=True)) == {"kind": OPEN, "happened": OPEN, "by": OPEN, "said": SECRET}


def test_a_record_whose_existence_is_secret_has_no_other_facet():
    whole = Engagement(id="x", title="t", places=("NOR",), pillars=("peace",), owner="p", red_lines="r")
    assert list(place(whole, floor=SECRET)) == [SECRET]
    assert together("engagement", "x", place(whole, floor=SECRET)) == whole


def test_what_stands_in_too_open_a_facet_is_told():
    assert misplaced("engagement", {OPEN: {"red_lines": "r", "title": "t"}, STAFF: {"owner": "p"}}) == (
        "red_lines may not stand in the open facet",
    )
    assert misplaced("engagement", {SECRET: {"title": "t"}}) == ()


def test_evidence_of_all_facets_is_joined():
    other = Evidence(citation="A note of ours")
    bodies = {
        OPEN: {"kind": "meeting", "evidence": [SAID.model_dump(mode="json")]},
        SECRET: {"said": "s", "evidence": [other.model_dump(mode="json"), SAID.model_dump(mode="json")]},
    }
    assert together("act", "x", bodies).evidence == (SAID, other)


def test_what_a_record_lacks_is_named():
    assert lacking(Act(id="x")) == ("kind", "happened", "evidence")
    assert lacking(Act(id="x", kind="note", happened="2024", evidence=(SAID,))) == ()
    assert lacking(Actor(id="x", kind="state")) == ("name",)


def test_every_field_about_a_person_says_why_it_is_kept():
    found = {(name, field) for name, kind in CONCEPTS.items() for field in personal(kind)}
    of_persons = {"office", "delegation", "contact", "whereabouts", "health", "security"}
    of_all = {"evidence", "links", "not_same", "name", "names", "listed", "influence", "positions", "channel"}
    assert found == {("actor", field) for field in of_persons | of_all}
    assert {name for name, why in personal(Actor).items() if why.shared} == of_all
    assert set(fields(Actor)) - of_persons - of_all == {"kind", "withdrawn"}, "all that is said of a person"
    for field, why in personal(Actor).items():
        assert why.purpose, field
        assert why.legal_basis, field
        assert 0 < why.retention <= 30, field
    words = [(why.word, why.retention, why.purpose, why.legal_basis) for why in personal(Actor).values()]
    assert len({word for word, *_ in words}) == len(set(words)), "what one purpose keeps is kept alike"
    assert not any(
        has(kind, field, Personal) for name, kind in CONCEPTS.items() if name != "actor" for field in fields(kind)
    )


@pytest.mark.parametrize(
    ("concept", "body", "said"),
    [
        ("engagement", {"start": "2024", "end": "2023"}, "before it starts"),
        ("engagement", {"start": "2024-13"}, "not a day"),
        ("engagement", {"start": "2024-02-30"}, "not a day"),
        ("engagement", {"start": "204"}, "not a day"),
        ("engagement", {"start": "٢٠٢٤"}, "not a day"),
        ("engagement", {"start": "0024"}, "before 1800"),
        ("engagement", {"owner": "p", "deputy": "p"}, "same person"),
        ("engagement", {"pillars": ["war"]}, "no word of pillars"),
        ("engagement", {"titel": "x"}, "titel"),
        ("engagement", {"title": "x" * 301}, "300"),
        ("role", {"people": 3, "women": 4}, "4 women among 3"),
        ("role", {"actor": "a", "of": "a"}, "itself"),
        ("role", {"since": "2024-05", "until": "2024-04-30"}, "before it begins"),
        ("text", {"starts_on": "2024-05-01", "ends_on": "2024-04-30"}, "before it starts"),
        ("commitment", {"due": {"on": "2024-01-01", "act": "signing"}}, "one thing"),
        ("commitment", {"due": {"offset": 3}}, "say which"),
        ("commitment", {"due": {"commitment": "x"}}, "itself"),
        ("process", {"parent": "x"}, "no track of itself"),
        ("assessment", {"made_on": "2024-05-01", "next_on": "2024-04-01"}, "before it is made"),
        ("assessment", {"made_on": "2024-05-01", "since": "2024-05-02"}, "after it was judged"),
        ("act", {"provisional_until": "2024-05-01"}, "who approved"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(concept, body, said):
    with pytest.raises(BadInput, match=said):
        together(concept, "x", {OPEN: body})
