"""Finding: every word of what is seen finds it, nothing else is ever found, and the best stands first."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forlik.register.concepts import CONCEPTS, Act, Actor, Commitment, Engagement, Role, Text
from forlik.register.dossier import dossier, renewed
from forlik.register.evidence import Evidence
from forlik.register.examples.fictional import fictional
from forlik.register.rows import Row
from forlik.register.search.excerpts import excerpt
from forlik.register.search.filed import filed
from forlik.register.search.finding import find
from forlik.register.search.folding import words
from forlik.register.search.texts import said, shape, texts

DAY = date(2026, 6, 1)
AT = datetime(2024, 1, 1, tzinfo=UTC)
SAID = (Evidence(citation="A note", claims={"party": "the northern council"}),)


def ids(found):
    return [one.record for one in found.hits]


def row(record, concept, facet, label, body, n=1, at=AT):
    return Row(record, concept, facet, label, n, at, at, body)


def test_ids_words_of_vocabularies_days_and_digests_are_no_texts():
    assert {"said", "title", "evidence", "place", "where"} <= set(shape("act"))
    assert not {"id", "kind", "happened", "by", "engagement", "transition", "review_on"} & set(shape("act"))
    assert shape("act")["evidence"] == {"citation": True, "url": True, "claims": True}
    assert shape("commitment")["due"] == {"condition": True, "wording": True}
    assert shape("act")["dispositions"] == {"note": True}
    assert set(shape("engagement")) >= {"title", "outcome", "working_title", "approvals", "red_lines", "places"}
    assert not {"owner", "process", "pillars", "costs", "start"} & set(shape("engagement"))


def test_all_words_must_stand_in_it_wherever(seen):
    some = seen(
        DAY,
        Act(id="a", kind="meeting", happened="2025", title="Market", said="the ferry is late", evidence=SAID),
        Act(id="b", kind="meeting", happened="2025", title="Market", said="nobody came", evidence=SAID),
    )
    assert ids(find(some, "FERRY market")) == ["a"]
    assert ids(find(some, "ferry nobody")) == []
    assert ids(find(some, "northern council")) == ["a", "b"]
    assert ids(find(some, "erry")) == [], "a word is found by its beginning"
    assert find(some, "  …  ").number == 0


def test_a_title_counts_before_what_is_said_and_a_whole_word_before_a_beginning(seen):
    some = seen(
        DAY,
        Act(id="said-begins", kind="note", happened="2025", said="islanders", evidence=SAID),
        Act(id="said-whole", kind="note", happened="2025", said="the island", evidence=SAID),
        Act(id="title-begins", kind="note", happened="2025", title="Islanders", evidence=SAID),
        Act(id="title-whole", kind="note", happened="2025", title="An island", evidence=SAID),
    )
    assert ids(find(some, "island")) == ["title-whole", "title-begins", "said-whole", "said-begins"]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("和平谈判在岛上举行", "谈判"),
        ("การเจรจาสันติภาพ", "สันติ"),
        ("Переговоры и мир", "мир"),
        ("مفاوضات السلام", "السلام"),
        ("शांति वार्ता", "वार्ता"),
        ("Tromsø møte", "tromso mote"),
    ],
)
def test_words_in_any_script(seen, text, query):
    some = seen(DAY, Text(id="t", kind="agreement", public_title=text))
    found = find(some, query)
    assert ids(found) == ["t"]
    assert any(piece.found for piece in found.hits[0].excerpt)


def test_pages_are_of_one_order_and_leave_nothing_out(seen):
    some = seen(DAY, *(Actor(id=f"x{n:03}", kind="person", name=f"Ferry {n % 7} word") for n in range(60)))
    whole = ids(find(some, "ferry", most=60))
    assert len(whole) == find(some, "ferry").number == 60
    assert [one for start in range(0, 60, 20) for one in ids(find(some, "ferry", start=start))] == whole


def test_an_excerpt_is_the_text_as_written_with_what_was_found_marked():
    pieces = excerpt("Møtet i Tromsø: ro på øya, og TROMSØ igjen", words("tromso"))
    assert [piece.text for piece in pieces if piece.found] == ["Tromsø", "TROMSØ"]
    assert "".join(piece.text for piece in pieces) == "Møtet i Tromsø: ro på øya, og TROMSØ igjen"
    long = "x " * 400 + "needle" + " y" * 400
    pieces = excerpt(long, ("needle",))
    assert len("".join(piece.text for piece in pieces)) < 260
    assert [piece.text for piece in pieces if piece.found] == ["needle"]


def test_what_is_known_later_is_not_found_on_an_earlier_day():
    rows = [
        row("a", "act", "staff", "1", {"title": "early word"}),
        row("a", "act", "staff", "1", {"title": "later word"}, 2, datetime(2025, 1, 1, tzinfo=UTC)),
    ]
    assert ids(find(dossier(rows, date(2024, 6, 1)), "early")) == ["a"]
    assert ids(find(dossier(rows, date(2024, 6, 1)), "later")) == []
    assert ids(find(dossier(rows, DAY), "early")) == []
    assert ids(find(dossier(rows, DAY), "later")) == ["a"]


def test_a_record_that_changed_is_looked_through_anew_and_no_other(monkeypatch):
    from forlik.register.search import index

    before = [row(f"a{n}", "act", "staff", "1", {"title": f"word{n}"}) for n in range(5)]
    old = dossier(before, DAY)
    assert ids(find(old, "word3")) == ["a3"]
    changed = {"a3": [row("a3", "act", "staff", "1", {"title": "other"})], "a4": []}
    new = renewed(old, changed)
    made = []
    whole = index._words
    monkeypatch.setattr(index, "_words", lambda dossier, record: made.append(record) or whole(dossier, record))
    assert ids(find(new, "other")) == ["a3"]
    assert ids(find(new, "word3")) == []
    assert ids(find(new, "word4")) == []
    assert ids(find(new, "word1")) == ["a1"]
    assert set(made) == {"a3"}
    assert ids(find(old, "word4")) == ["a4"], "the dossier before is left as it was"


def test_a_withdrawn_record_is_not_found():
    rows = [row("a", "act", "staff", "1", {"title": "word"}), row("a", "act", "secret", "2:x", {"withdrawn": "slip"})]
    assert ids(find(dossier(rows, DAY), "word")) == []
    assert ids(find(dossier(rows, DAY), "slip")) == []


def test_the_file_of_a_record_is_found_through_what_it_belongs_to(seen):
    some = seen(
        DAY,
        Engagement(id="e", title="File", places=("XXX",), pillars=("peace",), process="p"),
        CONCEPTS["process"](id="p", label="Process"),
        CONCEPTS["process"](id="track", label="Track", parent="p"),
        Text(id="t", kind="agreement", process="track"),
        Commitment(id="c", kind="provision", text="t", promise="x"),
        Actor(id="x", kind="state", name="A"),
        Role(id="r", kind="primary_party", actor="x", of="p", evidence=SAID),
        Actor(id="alone", kind="state", name="B"),
    )
    assert {one: filed(some, one) for one in ("e", "p", "track", "t", "c", "r", "x", "alone")} == {
        **dict.fromkeys(("e", "p", "track", "t", "c", "r", "x"), "e"), "alone": ""
    }  # fmt: skip
    assert filed(seen(DAY, CONCEPTS["process"](id="p", label="x", parent="q"),
                      CONCEPTS["process"](id="q", label="x", parent="p")), "p") == ""  # fmt: skip


FICTION = fictional().rows()
LABELS = sorted({one.label for one in FICTION})


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sets(st.sampled_from(LABELS)), st.dates(date(2023, 12, 1), date(2026, 12, 1)), st.data())
def test_every_word_of_a_visible_record_finds_it_and_no_hit_is_outside_the_dossier(held, day, data):
    some = dossier([one for one in FICTION if one.label in held], day)
    for record in some.facets:
        concept = some.concept(record)
        every = [word for _, text in texts(concept, said(concept, some.facets[record])) for word in words(text)]
        if every:
            word = data.draw(st.sampled_from(every))
            found = find(some, word, most=len(some.facets))
            assert record in ids(found)
            assert set(ids(found)) <= set(some.facets)
            assert found.number == len(found.hits)


@settings(deadline=None)
@given(st.text(min_size=1), st.text())
def test_any_written_text_is_found_by_each_of_its_words(text, other):
    rows = [row("a", "act", "secret", "2:x", {"said": text}), row("b", "act", "staff", "1", {"reason": other})]
    some = dossier(rows, DAY)
    for word in words(text):
        found = find(some, word)
        assert "a" in ids(found)
        for hit in found.hits:
            whole = "".join(piece.text for piece in hit.excerpt if piece.text != "…")
            assert whole.strip() in (text + other).replace("…", "") or "…" in text + other
            assert any(piece.found for piece in hit.excerpt)
    whole = find(some, text)
    assert not words(text[:200]) or len(words(text[:200])) > 12 or "a" in ids(whole)
