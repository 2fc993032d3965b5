"""What a careful ministry refuses to release: each rule by one text that breaks it and one that does not."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forlik.register.deciding import NEVER_PUBLIC
from forlik.register.dossier import dossier
from forlik.register.releasing import RULES, Beside, Offered, redacted, why_not
from forlik.register.releasing.rules import CONTACT
from forlik.register.rows import Row

DAY = date(2024, 6, 1)
AT = datetime(2024, 1, 2, 12, tzinfo=UTC)
PAGE = {"citation": "Ministry, a page, 2024", "url": "https://ministry.example/a"}
STAFF = {"working_title": "The river"}
FILE = {"title": "Talks", "places": ["COL"], "pillars": ["peace"], "evidence": [PAGE]}


def row(record, concept, body, label="1", facet="open"):
    return Row(record, concept, facet, label, 1, AT, AT, body)


ROWS = (
    row("file", "engagement", FILE, "0"),
    row("file", "engagement", STAFF, "1", "staff"),
    row(
        "file",
        "engagement",
        {"red_lines": "No room on either bank. We never pay fighters for coming."},
        "2:a",
        "secret",
    ),
    row("state", "actor", {"kind": "state", "name": "The Republic"}, "0"),
    row("group", "actor", {"kind": "armed_group", "name": "The Front"}),
    row("someone", "actor", {"kind": "person", "name": "A Minister"}),
    row("clerk", "actor", {"kind": "person", "name": "Ana Clerk"}, "2:a", "secret"),
    row(
        "role-clerk",
        "role",
        {"kind": "intermediary", "actor": "clerk", "of": "file", "evidence": [PAGE]},
        "2:a",
        "secret",
    ),
    row("meeting", "act", {"kind": "meeting", "happened": "2024-03-01", "engagement": "file"}),
    row("meeting", "act", {"said": "the tolls will be shared", "where": "the old mill"}, "2:a", "secret"),
)
SAID = {
    "kind": "public_statement",
    "happened": "2024-03-02",
    "engagement": "file",
    "by": ["state"],
    "statement": "The parties met.",
    "evidence": [PAGE],
}
"""A text that breaks no rule."""


def beside(rows=ROWS, public=("0",), **others):
    seen = dossier(rows, DAY)
    case = others.pop("case", seen.case("file"))
    return Beside(DAY, dossier([one for one in rows if one.label in public], DAY), seen, case, **others)


def broken(body, concept="act", record="new", against=None):
    return [one.rule.name for one in why_not(Offered(record, concept, body, against or beside()))]


def test_a_careful_text_may_be_released():
    assert broken(SAID) == []


EACH = {
    "shape": (SAID | {"happened": "2024-13"}, "act"),
    "inside": (SAID | {"title": "inside"}, "act"),
    "withdrawn": (SAID | {"withdrawn": "a mistake"}, "act"),
    "considered": ({"kind": "decision", "made_on": "2024-03-02", "evidence": [PAGE]}, "assessment"),
    "names": (SAID | {"by": ["state", "group"]}, "act"),
    "house": (SAID | {"links": [{"issuer": "other", "id": "1", "reviewed_by": "p1"}]}, "act"),
    "person": ({"kind": "person", "name": "A Minister", "evidence": [PAGE]}, "actor"),
    "sealed": (SAID | {"statement": "They met; the tolls will be shared."}, "act"),
    "contact": (SAID | {"statement": "Write to someone@ministry.example."}, "act"),
    "evidence": (SAID | {"evidence": []}, "act"),
    "leaked": (SAID | {"evidence": [PAGE, {"citation": "A cable, WikiLeaks"}]}, "act"),
    "told": (SAID | {"evidence": [PAGE | {"obtained": "partner"}]}, "act"),
    "licence": (SAID | {"evidence": [PAGE | {"basis": "link-only"}]}, "act"),
    "disclosed": (SAID | {"kind": "request", "evidence": [PAGE | {"obtained": "archive"}]}, "act"),
}


@pytest.mark.parametrize("rule", EACH)
def test_each_rule_refuses_the_text_that_breaks_it_and_says_which(rule):
    body, concept = EACH[rule]
    assert broken(body, concept) == [rule]


@pytest.mark.parametrize("kind", sorted(NEVER_PUBLIC))
def test_nothing_that_a_decision_is_made_of_is_released_whatever_the_public_text_calls_it(kind):
    text = {"made_on": "2024-03-02", "evidence": [PAGE]}
    assert broken(text | {"kind": kind}, "assessment") == ["considered"]
    seen = (*ROWS, row("new", "assessment", {"kind": kind}, "1", "staff"))
    assert broken(text | {"kind": "result"}, "assessment", against=beside(seen)) == ["considered"]
    assert broken(text | {"kind": "result"}, "assessment") == []
    assert broken(text | {"kind": "result", "option": "COL/peace/fund/2027"}, "assessment") == ["considered"]


def test_a_made_up_record_among_real_ones_is_refused_and_in_a_register_to_learn_with_is_not():
    fiction = row("made", "engagement", FILE | {"fictional": True, "title": "Fictional: talks"})
    mixed = beside((*ROWS, fiction))
    assert broken(fiction.body, "engagement", "made", mixed) == ["fictional"]
    alone = beside((fiction,), case=None)
    assert broken(fiction.body, "engagement", "made", alone) == []


def test_a_lawful_hold_on_a_person_is_respected_wherever_the_person_is_named():
    someone = {"kind": "person", "name": "A Minister", "office": "Minister of Water", "evidence": [PAGE]}
    public = (*ROWS, row("someone", "actor", someone, "0"))
    assert broken(someone, "actor", "someone", beside(public)) == []
    assert broken(someone, "actor", "someone", beside(public, held=frozenset({"someone"}))) == ["hold"]
    assert broken(SAID | {"by": ["someone"]}, against=beside(public, held=frozenset({"someone"}))) == ["hold"]


def test_nothing_of_a_file_is_released_before_its_day():
    def on(day):
        rows = [replace(one, body={"release_on": day}) if one.body == STAFF else one for one in ROWS]
        return broken(SAID, against=beside(rows))

    assert on("2024-06-02") == ["release_on"]
    assert on("2024-06-01") == []


def test_every_rule_is_tried():
    assert {*EACH, "fictional", "hold", "release_on"} == {one.name for one in RULES}
    assert all(one.en and one.nb and one.remedy_en and one.remedy_nb for one in RULES)


@pytest.mark.parametrize(
    "statement",
    [
        "the tolls will be shared",
        "The  TOLLS will be\nshared.",
        "Both said: the tolls will be shared!",
        "We never pay fighters for coming",
        "As a source, Ana Clerk said so.",
        "At the old mill, as before.",
        "At the o\u200bld mill",
        "Ｔｈｅ old mill",  # noqa: RUF001 - full-width forms are the point
    ],
)
def test_sealed_words_are_found_however_they_are_written(statement):
    assert "sealed" in broken(SAID | {"statement": statement})


@pytest.mark.parametrize("statement", ["The parties met.", "tolls", "the old miller", "The Front and the Republic"])
def test_words_that_only_look_alike_are_not(statement):
    assert broken(SAID | {"statement": statement}) == []


def test_what_is_public_already_gives_nothing_away():
    public = (*ROWS, row("meeting", "act", SAID | {"kind": "meeting", "statement": "The old mill."}, "0"))
    assert broken(SAID | {"statement": "the old mill"}, against=beside(public)) == []


def test_the_name_of_a_compartment_gives_it_away():
    assert broken(SAID | {"statement": "Heron"}, against=beside(secrets=("heron",))) == ["sealed"]
    assert broken(SAID | {"statement": "A heron at the river"}, against=beside(secrets=("heron",))) == []


def test_an_engagement_is_not_released_without_a_title():
    assert broken({name: said for name, said in FILE.items() if name != "title"}, "engagement", "file") == ["shape"]


def test_a_refusal_names_record_rule_and_field():
    [refusal] = why_not(Offered("new", "act", EACH["names"][0], beside()))
    assert (refusal.record, refusal.rule.name, refusal.fields) == ("new", "names", ("by",))
    assert "not public" in refusal.said()
    assert "ikke er offentlig" in refusal.said("nb")


PAX = {"citation": "PA-X, agreement 1", "url": "https://pax.peaceagreements.org/1", "claims": {"signed": "2020"}}


def test_a_fact_that_rests_on_pax_alone_is_refused_and_one_found_elsewhere_too_is_not():
    assert broken(SAID | {"evidence": [PAX]}) == ["licence"]
    assert broken(SAID | {"evidence": [PAX, PAGE]}) == ["licence"], "the page does not say it"
    assert broken(SAID | {"evidence": [PAX, PAGE | {"claims": {"signed": "2020"}}]}) == []
    link = PAX | {"basis": "link-only", "claims": {"signed": ""}}
    assert broken(SAID | {"evidence": [link, PAGE]}) == [], "the link without the fact"


def test_the_text_to_begin_with_leaves_out_what_may_not_be_said_and_adds_nothing():
    body = SAID | {
        "by": ["state", "group"],
        "place": "the old mill",
        "title": "inside",
        "links": [{"issuer": "other", "id": "1", "reviewed_by": "p1"}],
        "evidence": [PAGE, {"citation": "A note", "obtained": "partner"}, {"citation": "A leaked cable"}],
    }
    left = redacted(Offered("new", "act", body, beside()))
    assert left == SAID | {"by": ["state"], "links": [{"issuer": "other", "id": "1"}]}
    assert broken(left) == []


def test_the_public_engagements_that_a_register_begins_with_break_no_rule():
    import csv
    from importlib.resources import files

    from forlik.register.placing import place
    from forlik.register.seed import seed

    def table(name):
        with (files("forlik.starter") / f"{name}.csv").open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    records = seed(*map(table, ("engagements", "engagement_facts", "engagement_citations")))
    rows = [
        row(one.id, type(one).__name__.lower(), body, "0")
        for one in records
        for body in place(one, public=True).values()
    ]
    seen = dossier(rows, DAY)
    against = Beside(DAY, seen, seen)
    assert len(rows) > 100
    assert [(one.record, broken(one.body, one.concept, one.record, against)) for one in rows] == [
        (one.record, []) for one in rows
    ]


def test_nothing_sealed_is_known_where_there_is_no_file():
    assert replace(beside(), case=None).sealed == ()


ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|\+\d[\d ()\u00a0-]{7,}\d")
"""An address of mail, or a number of a telephone, in full; it takes a time that grows with the square of a word."""


@settings(deadline=None)
@given(st.text(alphabet="aæ1_.+-@ ()\u00a0", max_size=20))
@example("a@b.c")
@example("æ@-.é")
@example("+47 22 22 22 22")
def test_a_contact_is_found_where_the_whole_address_is(text):
    assert bool(CONTACT.search(text)) == bool(ADDRESS.search(text))


@pytest.mark.parametrize("long", ["あ", "@a", "+1", "+", "a@"])
def test_a_contact_is_looked_for_in_a_long_text_without_blanks(long):
    text = long * 200_000
    assert not CONTACT.search(text)
    assert CONTACT.search(f"{text} someone@example.org")
