"""How texts are compared: the same word in another case, with other accents, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.register.search.folding import fold, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bogotá", "BOGOTA"),
        ("Tromsø", "tromso"),
        ("Łódź", "lodz"),
        ("Straße", "STRASSE"),
        ("Nguyễn", "nguyen"),
        ("ﬁrst", "First"),
        ("Ωμέγα", "ωμεγα"),
        ("ВОЙНА", "война"),
        ("مُحَمَّد", "محمد"),
        ("שָׁלוֹם", "שלום"),
        ("Cafe\u0301", "Café"),
        ("co\u00adoperation", "cooperation"),
        ("\uff11\uff12\uff13", "123"),
    ],
)
def test_the_same_word(one, other):
    assert words(one) == words(other) != ()


def test_words_end_where_neither_letter_nor_digit_stands():
    assert words("the-front’s (two) banks, 2024/25") == ("the", "front", "s", "two", "banks", "2024", "25")
    assert words("… – “ ”") == ()


@given(st.text())
def test_the_whole_is_the_sum_of_its_letters(text):
    assert "".join(map(fold, text)) == fold(text)
