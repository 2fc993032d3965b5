"""Sealing: what was moved, changed or put back does not open."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.desk.access.keyfile import Keys
from forlik.desk.access.sealing import Tampered, UnknownMaster, master_of, new_key, seal, unseal, unwrap, wrap

KEY = new_key()
KEYS = Keys(b"d" * 32, b"s" * 32, (b"1" * 32, b"2" * 32))
PLACES = [f"facet {facet} revision {n}" for facet in "ab" for n in (1, 2)]


@given(st.binary(max_size=200))
def test_what_is_sealed_opens_where_it_belongs(plain):
    sealed = seal(KEY, plain, "here")
    assert unseal(KEY, sealed, "here") == plain
    assert len(plain) < 4 or plain not in sealed


def test_what_is_sealed_for_one_place_opens_at_no_other():
    sealed = {place: seal(KEY, b"text", place) for place in PLACES}
    refused = 0
    for one, other in itertools.permutations(PLACES, 2):
        with pytest.raises(Tampered):
            unseal(KEY, sealed[one], other)
        refused += 1
    print(f"{refused} of {refused} swaps refused")


def test_every_flipped_bit_is_refused():
    sealed = seal(KEY, b"some text", "here")
    for bit in range(8 * len(sealed)):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Tampered):
            unseal(KEY, bytes(changed), "here")


@pytest.mark.parametrize("length", range(29))
def test_what_is_cut_off_is_refused(length):
    with pytest.raises(Tampered):
        unseal(KEY, seal(KEY, b"", "here")[: min(length, 27)], "here")


def test_no_two_seals_of_one_text_are_alike():
    assert len({seal(KEY, b"text", "here") for _ in range(1000)}) == 1000


def test_a_key_is_wrapped_by_the_newest_master_and_opens_with_any_that_is_there():
    old = wrap(Keys(KEYS.database, KEYS.signing, KEYS.masters[:1]), KEY, "here")
    new = wrap(KEYS, KEY, "here")
    assert unwrap(KEYS, old, "here") == unwrap(KEYS, new, "here") == KEY
    assert master_of(old) != master_of(new)
    later = Keys(KEYS.database, KEYS.signing, KEYS.masters[1:])
    assert unwrap(later, new, "here") == KEY
    with pytest.raises(UnknownMaster):
        unwrap(later, old, "here")
    with pytest.raises(Tampered):
        unwrap(KEYS, new, "elsewhere")
    with pytest.raises(Tampered):
        unwrap(KEYS, old[:8] + new[8:], "here")
