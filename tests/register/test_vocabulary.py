"""Vocabularies are data, complete in both languages, and every one of them is used."""

from importlib.resources import files

import pytest

from forlik.register import concepts, evidence
from forlik.register.concepts.assessment import Listing
from forlik.register.concepts.commitment import Due
from forlik.register.facets import OPEN, SECRET, STAFF
from forlik.register.vocabulary import COLUMNS, spoken, vocabulary

EVERY = sorted(path.name.removesuffix(".csv") for path in (files("forlik.register") / "vocabularies").iterdir())


@pytest.mark.parametrize("name", EVERY)
def test_every_word_is_said_in_both_languages_and_names_whose_it_is(name):
    words = vocabulary(name)
    assert words
    for key, word in words.items():
        assert key == word.word
        assert word.word.replace("_", "").replace("-", "").replace(".", "").isalnum(), word
        assert word.en, word
        assert word.nb, word
        assert word.issuer, word
        assert word.existence in (OPEN, STAFF, SECRET)
        assert word.existence <= word.substance, f"{word}: what it says is less secret than that it is there"


def test_the_labels_of_a_vocabulary_differ():
    for name in EVERY:
        words = vocabulary(name).values()
        assert len({word.en for word in words}) == len(words), name
        assert len({word.nb for word in words}) == len(words), name


def test_the_four_pillars_are_those_of_the_policy():
    assert list(vocabulary("pillars")) == ["peace", "humanitarian", "development", "rights"]


def said_with(model, field):
    return spoken(model.model_fields[field].annotation, model.model_fields[field].metadata)


def test_a_field_says_itself_whose_words_it_takes():
    assert said_with(concepts.Engagement, "pillars") == "pillars"
    assert said_with(concepts.Act, "transition") == "transitions"
    assert said_with(concepts.Act, "title") == ""
    assert said_with(evidence.Evidence, "basis") == "basis"
    assert said_with(Due, "act") == "act_kinds"
    assert said_with(Listing, "restricts") == "restrictions"


def test_every_concept_with_kinds_takes_only_words_of_its_vocabulary():
    for kind in concepts.CONCEPTS.values():
        if kind.KINDS:
            assert said_with(kind, "kind") == kind.KINDS


def test_a_vocabulary_with_other_columns_or_a_word_twice_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("forlik.register.vocabulary.files", lambda _: tmp_path)
    (tmp_path / "vocabularies").mkdir()
    (tmp_path / "vocabularies" / "odd.csv").write_text("word,en\n", encoding="utf-8")
    with pytest.raises(ValueError, match="columns"):
        vocabulary("odd")
    line = "a,A,A,open,open,Forlik\n"
    (tmp_path / "vocabularies" / "twice.csv").write_text(",".join(COLUMNS) + "\n" + line + line, encoding="utf-8")
    with pytest.raises(ValueError, match="twice"):
        vocabulary("twice")


def test_evidence_needs_a_citation_and_refuses_strange_addresses():
    with pytest.raises(ValueError, match="citation"):
        evidence.Evidence(citation=" ")
    with pytest.raises(ValueError, match="url"):
        evidence.Evidence(citation="c", url="javascript:alert(1)")
    with pytest.raises(ValueError, match="content_hash"):
        evidence.Evidence(citation="c", content_hash="abc")
