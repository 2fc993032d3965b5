"""What was sealed comes back, and any other content is found."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.store.sealed import DIGEST, seal, unseal

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=6)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
CONTENTS = st.dictionaries(TEXTS.filter(lambda name: name != DIGEST), PLAIN, max_size=4)


@given(CONTENTS)
def test_what_was_sealed_comes_back_in_order(content):
    again = unseal(seal(content))
    assert again == content
    assert list(again) == list(content)


@given(CONTENTS, st.integers(0), st.integers(1, 255))
def test_no_changed_byte_changes_what_is_read(content, place, turn):
    sealed = bytearray(seal(content))
    sealed[place % len(sealed)] ^= turn
    try:
        again = unseal(bytes(sealed))
    except ValueError:
        return
    # A blank between two words may change; what it says may not.
    assert again == content


@pytest.mark.parametrize("text", ["", "[]", "1", "{}", '{"a": 1}', '{"a": 1, "sha256": ""}', '{"a": 1, "sha256": 5}'])
def test_what_was_never_sealed_is_refused(text):
    with pytest.raises(ValueError, match=r"Expecting|no digest|was changed"):
        unseal(text.encode())


def test_what_has_no_form_is_told_unless_a_form_is_given():
    with pytest.raises(TypeError):
        seal({"a": object()})
    assert json.loads(seal({"a": {1}}, default=lambda _one: "set"))["a"] == "set"
