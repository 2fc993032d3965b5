"""A debrief is one text of six parts that can be read back, whatever stands in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.register.debrief import parts_of, read, written

ODD = ["## lessons", "\\## x", "## what was done", "ordinary", "", "  ", "\\", "## hva som ble gjort"]
LINES = st.lists(st.sampled_from(ODD))
SAID = st.dictionaries(st.sampled_from(parts_of()), LINES.map("\n".join))


def test_the_parts_are_those_of_the_practice():
    assert parts_of() == ("context", "course", "results", "judgement", "lessons", "open_ends")


@given(SAID, st.sampled_from(["en", "nb"]))
def test_what_is_written_is_read_back_in_either_language(said, language):
    kept = {name: text.strip() for name, text in said.items() if text.strip()}
    assert read(written(said, language)) == kept


@pytest.mark.parametrize("text", ["Fictional: ask the women first", "one\ntwo"])
def test_a_text_without_headings_is_kept_whole(text):
    assert read(text) == {"course": text}


def test_nothing_is_nothing():
    assert written({}) == ""
    assert read("") == {}
