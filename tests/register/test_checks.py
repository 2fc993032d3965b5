"""What is doubtful about a proposed record: refused, or told."""

from datetime import UTC, date, datetime, timedelta

from forlik.register.checks import CHECKS, REFERENCES, doubts
from forlik.register.concept import Ref
from forlik.register.concepts import (
    CONCEPTS,
    Act,
    Actor,
    Assessment,
    Commitment,
    Engagement,
    Plan,
    Process,
    Role,
    Text,
)
from forlik.register.concepts.act import Disposition
from forlik.register.concepts.assessment import Listing
from forlik.register.concepts.commitment import Due
from forlik.register.concepts.text import Version
from forlik.register.dossier import dossier
from forlik.register.evidence import Evidence, Link
from forlik.register.placing import place
from forlik.register.rows import Row

DAY = date(2026, 6, 1)
TODAY, TOMORROW = DAY.isoformat(), (DAY + timedelta(days=1)).isoformat()
EARLY = datetime(2020, 1, 1, tzinfo=UTC)
HOUSE = (
    Engagement(id="eng", title="Fictional", places=("XXX",), process="proc", owner="p1", start="2024", end="2025"),
    Engagement(id="aid", title="Fictional relief", places=("XXX",), owner="p1"),
    Plan(id="plan", title="A plan"),
    Process(id="proc", label="Fictional process"),
    Process(id="track", label="Fictional track", parent="proc"),
    Actor(id="gov", kind="state", name="Fictional State", links=(Link(issuer="acled", id="7"),)),
    Actor(id="front", kind="armed_group", name="Fictional Front", names={"fr": "Front  Fictif"}),
    Actor(id="ngo", kind="ngo", name="Fictional Partner"),
    Role(id="r1", kind="primary_party", actor="gov", of="proc", side="A", since="2024-02"),
    Role(id="r2", kind="party", actor="front", of="proc", until="2026-05-31"),
    Text(id="deal", kind="agreement", process="proc", signed="2025-03-01", ends_on=date(2026, 3, 1)),
    Text(id="man", kind="mandate", engagement="eng", starts_on=date(2025, 1, 1), signed="2024-12-01", renews="old"),
    Act(id="met", kind="meeting", happened="2025-04-01", engagement="eng"),
    Commitment(id="c", kind="provision", process="proc", promise="p"),
)  # fmt: skip


def seen(*more, without=()):
    """The house's records, some replaced or added, and some not seen."""
    records = {one.id: one for one in (*HOUSE, *more)}
    rows = [
        Row(one.id, type(one).__name__.lower(), facet.word, "0", 1, EARLY, EARLY, body)
        for one in records.values()
        if one.id not in without
        for facet, body in place(one).items()
    ]
    return dossier(rows, DAY)


def found(proposed, *more):
    """Field and whether it is refused, of each doubt."""
    return [(one.field, one.refuse) for one in doubts(seen(*more), proposed, DAY)]


def act(**said):
    return Act(id="x", **{"kind": "note", "happened": TODAY, "engagement": "eng", **said})


def test_what_is_beyond_doubt_raises_none():
    for one in HOUSE:
        if one.id != "man":
            assert found(one) == [], one.id
    assert found(act()) == []


def test_an_act_in_the_future_is_refused():
    assert found(act(happened=TOMORROW)) == [("happened", True)]
    assert found(act(happened="2026-06")) == []
    assert found(act(happened="2026-07")) == [("happened", True)]
    assert found(Text(id="x", kind="agreement", signed=TOMORROW)) == [("signed", True)]
    assert found(Text(id="x", kind="agreement", signed=TODAY)) == []
    assert found(Assessment(id="x", kind="risk", made_on=DAY + timedelta(days=1))) == [("made_on", True)]
    assert found(Assessment(id="x", kind="risk", made_on=DAY)) == []


def test_one_actor_is_not_primary_party_on_both_sides():
    other = Role(id="x", kind="primary_party", actor="gov", of="proc", side="B")
    assert found(other) == [("side", True)]
    assert found(other.model_copy(update={"of": "track"})) == []
    assert found(other.model_copy(update={"actor": "ngo"})) == []
    assert found(other.model_copy(update={"kind": "party"})) == []
    assert found(other.model_copy(update={"id": "r1"})) == [], "the same role in a new version"
    assert found(other.model_copy(update={"of": None})) == []


def test_one_that_changed_sides_held_one_role_after_the_other():
    other = Role(id="x", kind="primary_party", actor="gov", of="proc", side="B")
    assert found(other.model_copy(update={"until": "2024-02-29"})) == []
    assert found(other.model_copy(update={"until": "2024-03"})) == [("side", True)]
    ended = Role(id="r1", kind="primary_party", actor="gov", of="proc", side="A", until="2025-01-31")
    assert found(other.model_copy(update={"since": "2025-01-31"}), ended) == []
    assert found(other.model_copy(update={"since": "2025-01"}), ended) == []
    assert found(other.model_copy(update={"since": "2025-01-30"}), ended) == [("side", True)]


def test_the_same_role_twice_is_told():
    for side in ("A", " a ", None):
        assert found(Role(id="x", kind="primary_party", actor="gov", of="proc", side=side)) == [("actor", False)]


def test_consent_by_whoever_is_no_party_is_refused():
    for kind in ("consent", "consent_withdrawn"):
        assert found(act(kind=kind, by=("ngo",))) == [("by", True)]
        assert found(act(kind=kind, by=("gov",))) == []
        assert found(act(kind=kind, by=("gov", "ngo"), engagement=None, process="proc")) == [("by", True)]
    assert found(act(kind="request", by=("ngo",))) == []
    assert found(act(kind="consent", by=())) == [("by", True)]


def test_a_party_of_the_day_may_consent():
    assert found(act(kind="consent", by=("front",), happened="2026-05-31")) == []
    assert found(act(kind="consent", by=("front",))) == [("by", True)]
    assert found(act(kind="consent", by=("gov",), happened="2024-01-31")) == [("by", True)]
    assert found(act(kind="consent", by=("gov",), happened="2024")) == []
    assert found(act(kind="consent", by=("front",), happened="2026-05")) == []
    assert found(act(kind="consent", by=("front",), happened=None)) == []


def test_a_party_of_a_track_and_a_mere_witness_are_no_parties():
    for role in (
        Role(id="r", kind="party", actor="ngo", of="track"),
        Role(id="r", kind="witness", actor="ngo", of="proc"),
    ):
        assert found(act(kind="consent", by=("ngo",)), role) == [("by", True)]
    role = Role(id="r", kind="party", actor="ngo", of="track")
    assert found(act(kind="consent", by=("ngo",), process="track"), role) == []


def test_evidence_that_says_party_lets_it_be_recorded_and_told():
    said = Evidence(citation="A fictional letter", claims={"party": "ngo"})
    assert found(act(kind="consent", by=("ngo",), evidence=(said,))) == [("by", False)]
    said = Evidence(citation="A fictional letter", claims={"party": "front"})
    assert found(act(kind="consent", by=("ngo",), evidence=(said,))) == [("by", True)]


def test_without_a_process_anybody_may_consent():
    assert found(act(kind="consent", by=("ngo",), engagement="aid")) == []


def test_a_waiver_says_why_and_for_whom():
    assert found(act(kind="consent_waiver", to=("front",), reason="r")) == []
    assert found(act(kind="consent_waiver", to=("front",))) == [("reason", True)]
    assert found(act(kind="consent_waiver", reason="r")) == [("to", True)]


def test_a_step_is_taken_in_an_engagement_by_a_decision():
    assert found(act(kind="decision", transition="explore")) == []
    assert found(act(kind="decision", transition="explore", engagement=None)) == [("engagement", True)]
    assert found(act(kind="meeting", transition="explore")) == [("kind", True)]
    assert found(act(kind="suspension", transition="suspend")) == []
    assert found(act(kind="suspension", transition="resume")) == [("kind", True)]


def test_a_provisional_step_ends_within_fourteen_days_and_somebody_else_approves_it():
    def provisional(days, approver="p3", **more):
        until = DAY + timedelta(days=days)
        said = {"kind": "decision", "transition": "explore", "approver": approver, **more}
        return act(provisional_until=until, **said)

    assert found(provisional(14)) == []
    assert found(provisional(0)) == []
    assert found(provisional(15)) == [("provisional_until", True)]
    assert found(provisional(-1)) == [("provisional_until", True)]
    assert "2026-06-15" in doubts(seen(), provisional(15), DAY)[0].remedy_en
    assert found(provisional(14, happened=None)) == []
    assert found(provisional(14, "p1")) == [("approver", False)]
    assert found(provisional(14, "p1", engagement=None, transition=None)) == []
    assert found(act(approver="p1")) == []
    assert found(provisional(14, "p1"), Engagement(id="eng", title="Fictional")) == []


def test_a_hand_over_to_oneself_is_refused():
    assert found(act(kind="hand_over", new_owner="p1")) == [("new_owner", True)]
    assert found(act(kind="hand_over", new_owner="p2")) == []
    assert found(act(kind="note", new_owner="p1")) == []
    assert found(act(kind="hand_over", new_owner="p1"), act(kind="hand_over")) == [], "it was carried out"
    assert found(act(kind="hand_over", new_owner=None), Engagement(id="eng", title="Fictional")) == []


def test_what_is_not_seen_is_none_whether_hidden_or_absent():
    proposed = act(by=("nowhere",))
    absent = doubts(seen(), proposed, DAY)
    assert [(one.field, one.en, one.refuse) for one in absent] == [("by", "there is none of this id", True)]
    hidden = Actor(id="nowhere", kind="person", name="Fictional Source")
    assert doubts(seen(hidden), proposed, DAY) == (), "for whoever sees it, it is there"
    assert absent == doubts(seen(hidden, without=("nowhere",)), proposed, DAY)


def test_every_field_that_names_a_record_is_looked_at():
    said = {
        "engagement": {"process": "no", "plan": "no", "requested_by": ("no",), "mandate": "no"},
        "process": {"parent": "no"},
        "role": {"actor": "no", "of": "no2"},
        "act": {
            "engagement": "no", "process": "no", "by": ("no",), "to": ("no",), "text": "no", "commitments": ("no",),
            "dispositions": (Disposition(commitment="no", how="met"),), "contacts": ("no",),
        },
        "text": {"process": "no", "engagement": "no", "renews": "no"},
        "commitment": {
            "process": "no", "engagement": "no", "text": "no", "obligors": ("no",), "beneficiaries": ("no",),
            "verifier": "no", "due": Due(commitment="no"),
        },
        "assessment": {"about": "no", "engagement": "no"},
    }  # fmt: skip
    for name, fields in said.items():
        assert set(REFERENCES[CONCEPTS[name]]) == set(fields)
        assert [field for field, _ in found(CONCEPTS[name](id="x", **fields))] == list(fields)
    persons = {
        ("engagement", "owner"), ("engagement", "deputy"), ("plan", "owner"), ("act", "present"), ("act", "approver"),
        ("act", "new_owner"), ("act", "confirmed_by"), ("commitment", "keeper"), ("assessment", "author"),
        ("assessment", "cleared_by"),
    }  # fmt: skip
    named = {
        (name, field)
        for name, kind in CONCEPTS.items()
        for field, info in kind.model_fields.items()
        if info.annotation in (Ref, Ref | None, tuple[Ref, ...]) or field in ("dispositions", "due")
    }
    looked_at = {(kind.__name__.lower(), field) for kind, fields in REFERENCES.items() for field in fields}
    assert {one for one in named if one[1] != "id"} == looked_at | persons, "a new reference is looked at, or a person"


def test_a_record_of_another_concept_is_none():
    assert found(act(by=("proc",))) == [("by", True)]
    assert found(Assessment(id="x", kind="risk", about="proc")) == []


def test_a_record_that_names_itself_is_the_concepts_own_business():
    assert found(Text(id="x", kind="agreement", renews="x")) == [("renews", True)], "it leads back to itself"
    assert found(Assessment(id="x", kind="risk", about="x")) == []


def test_a_role_in_a_text_lies_within_its_time():
    def role(kind="guarantor", of="deal", **more):
        return Role(id="x", kind=kind, actor="gov", of=of, **more)

    assert found(role(until="2025-02-28")) == [("until", True)]
    assert found(role(until="2025-03-01")) == []
    assert found(role(until="2025-03")) == []
    assert found(role(since="2026-03-02")) == [("since", True)]
    assert found(role(since="2026-03-01")) == []
    assert found(role("signatory", since="2025-03-02")) == [("since", False)]
    assert found(role("witness", since="2025-03-02")) == [("since", False)]
    assert found(role("signatory", since="2025-03-01")) == []
    assert found(role(of="eng", until="2023-12-31")) == [("until", False)]
    assert found(role(of="eng", until="2024-01-01")) == []
    assert found(role(of="eng", since="2026-01-01")) == [("since", False)]
    assert found(role(of="eng", since="2025-12-31")) == []


def test_versions_of_a_text_stand_in_their_order():
    def text(*days):
        return Text(id="x", kind="shared_draft", versions=tuple(Version(dated=one) for one in days))

    assert found(text("2025-01-01", "2025-01-01", "2025-02")) == []
    assert found(text("2025-02", "2025-02-10", "2025-02")) == []
    assert found(text("2025-02-01", "2025-01-31")) == [("versions", True)]
    assert found(text("2025", "2024-12-31", "2024-12-30")) == [("versions", True), ("versions", True)]


def test_a_renewal_does_not_come_before_what_it_renews():
    def text(**more):
        return Text(id="x", kind="mandate", renews="man", **more)

    old = Text(id="old", kind="mandate")
    assert found(text(starts_on=date(2024, 12, 31))) == [("starts_on", False)]
    assert found(text(starts_on=date(2025, 1, 1))) == []
    assert found(text(signed="2024-11-30")) == [("signed", False)]
    assert found(text(signed="2024-12-01", ends_on=date(2024, 12, 1))) == []
    assert found(text(signed="2024-12-02", ends_on=date(2024, 12, 1))) == [("ends_on", False)]
    assert found(Text(id="old", kind="mandate", renews="man"), old) == [("renews", True)], "they lead in a circle"


def test_a_process_is_no_track_of_its_own_track():
    assert found(Process(id="proc", label="Fictional process", parent="track")) == [("parent", True)]
    below = Process(id="below", label="Fictional sub-track", parent="track")
    assert found(Process(id="proc", label="Fictional process", parent="below"), below) == [("parent", True)]
    assert found(Process(id="x", label="Another", parent="track")) == []
    one, two = Process(id="one", label="One", parent="two"), Process(id="two", label="Two", parent="one")
    assert found(Process(id="x", label="Another", parent="one"), one, two) == [], "it is not in the circle"


def test_what_comes_before_what_it_stands_on_is_refused_or_told():
    assert found(act(review_on=DAY - timedelta(days=1))) == [("review_on", True)]
    assert found(act(review_on=DAY)) == []

    def promise(**more):
        return Commitment(id="x", kind="provision", promise="p", **more)

    assert found(promise(agreed="2025-05", due=Due(on=date(2025, 4, 30)))) == [("due", False)]
    assert found(promise(agreed="2025-05", due=Due(on=date(2025, 5, 1)))) == []
    assert found(promise(agreed="2025-05", due=Due(act="signing"), planned=date(2025, 4, 30))) == [("planned", False)]
    assert found(promise(agreed="2025-02-28", text="deal")) == [("agreed", False)]
    assert found(promise(agreed="2025-03-01", text="deal")) == []
    assert found(Assessment(id="x", kind="result", about="met", made_on=date(2025, 3, 31))) == [("made_on", False)]
    assert found(Assessment(id="x", kind="result", about="met", made_on=date(2025, 4, 1))) == []


def test_an_actor_of_the_same_name_or_id_elsewhere_is_told():
    def actor(name, **more):
        return Actor(id="x", kind="ngo", name=name, **more)

    assert found(actor("fictional  STATE")) == [("name", False)]
    assert found(actor("Other", names={"nb": "front fictif"})) == [("name", False)]
    assert found(actor("\uff26ictional State")) == [("name", False)]
    assert found(actor("Other", links=(Link(issuer="acled", id="7"),))) == [("links", False)]
    assert found(actor("Other", links=(Link(issuer="iati", id="7"),))) == []
    assert found(actor("Other")) == []
    assert found(actor(None, names={"en": "Fictional Front"})) == [("name", False)]
    assert found(Actor(id="gov", kind="state", name="Fictional State")) == [], "it is the same record"
    assert found(Process(id="x", label="Fictional process")) == []
    linked = Process(id="y", label="Other", links=(Link(issuer="pax_process", id="1"),))
    assert found(Process(id="x", label="One", links=linked.links), linked) == [("links", False)]


def test_a_list_that_restricts_nothing_restricts_nothing_else():
    def checked(**more):
        return Assessment(id="x", kind="listing_check", made_on=DAY, **more)

    assert found(checked(restricts=("none", "funds"))) == [("restricts", True)]
    assert found(checked(restricts=("none", "none"))) == []
    assert found(checked(restricts=("travel", "funds"))) == []
    assert found(checked(listings=(Listing(name="A list", restricts=("none", "funds")),))) == [("listings", True)]


def test_every_doubt_is_said_in_both_languages_with_what_to_do():
    proposed = (
        act(kind="meeting", happened=TOMORROW, transition="explore", engagement=None, by=("nowhere",)),
        act(kind="consent", by=("ngo",)), act(kind="consent"), act(kind="consent_waiver"),
        act(kind="hand_over", new_owner="p1", provisional_until=date(2027, 1, 1), approver="p1"),
        Role(id="x", kind="primary_party", actor="gov", of="proc", side="B"),
        Role(id="x", kind="primary_party", actor="gov", of="proc"),
        Process(id="proc", label="Fictional process", parent="track"),
        Actor(id="x", kind="ngo", name="Fictional State", links=(Link(issuer="acled", id="7"),)),
        Assessment(id="x", kind="listing_check", restricts=("none", "funds")), act(review_on=DAY - timedelta(days=1)),
    )  # fmt: skip
    every = [doubt for one in proposed for doubt in doubts(seen(), one, DAY)]
    assert len(every) >= len(CHECKS)
    for one in every:
        assert all((one.field, one.en, one.nb, one.remedy_en, one.remedy_nb)), one
        assert one.en != one.nb
        assert one.remedy_en != one.remedy_nb
