"""Names on lists: the same name is surer than the same words, and these than some of them; scripts do not matter."""

import pytest

from forlik.register.machines.matching import best, key, likeness, restricted, shorter


@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        ("Northern Front", "NORTHERN FRONT", "high"),
        ("The Northern Front", "northern-front", "high"),
        ("Frente do Norte", "Frente dó Norte", "high"),
        ("الجبهة الشمالية", "الجبهه الشماليه", "high"),
        ("Северный фронт", "СЕВЕРНЫЙ ФРОНТ", "high"),
        ("北方阵线", "北方阵线", "high"),
        ("Made-Up, Aron", "Aron Made-Up", "medium"),
        ("Northern Front", "Northern Front Movement", "low"),
        ("Front Movement of the Northern Islands", "Northern Front", "low"),
        ("Northern Front", "Southern Front", None),
        ("Front", "Northern Front", None),
        ("Front", "front", "high"),
        ("", "", None),
        ("...", "the", None),
    ],
)
def test_how_sure_a_likeness_is(one, other, sure):
    assert likeness(one, other) == likeness(other, one) == sure


def test_the_surest_of_all_pairs_counts():
    found = best(["Northern Front", "NF"], ["Northern Front Movement", "N.F.", "nf"])
    assert found == ("high", "NF", "N.F.")
    assert best(["a b"], ["c d"]) is None
    assert best([], ["x"]) is None


def test_the_keys_by_which_shorter_names_are_sought():
    assert key("The Front of the North, the Front") == "front north"
    assert set(shorter("alpha beta gamma")) == {"alpha beta", "alpha gamma", "beta gamma"}
    assert shorter("alpha beta") == ()
    assert len(shorter(" ".join(f"word{n}" for n in range(50)))) < 300, "a long name costs no more than a short one"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Asset freeze; Travel ban", ("funds", "travel")),
        ("Prohibition to satisfy claims", ()),
        ("ARMS EMBARGO", ("arms",)),
        ("Ban on technical assistance and training", ("training",)),
        ("", ()),
    ],
)
def test_what_the_words_of_a_list_seem_to_restrict(said, words):
    assert restricted(said) == words
