"""What a promise hangs on, said in both languages."""

from datetime import date

import pytest

from forlik.register.promises.projection import Wait
from forlik.register.promises.words import SAID, UNITS, anchor_words, caller, title, wait_words
from forlik.register.vocabulary import vocabulary

ANCHORS = [
    (("2024-06-01",), "2024-06-01", "2024-06-01"),
    (("2024-06-01", 1), "1 day after 2024-06-01", "1 dag etter 2024-06-01"),
    (("signing", 8, "months"), "8 months after signing", "8 måneder etter undertegning"),
    (("signing",), "at signing", "ved undertegning"),
    (("election", -60), "60 days before election", "60 dager før valg"),
    ((">b",), "when “3.2: The fund” is met", "når «3.2: The fund» er innfridd"),
    ((">b", 1, "years"), "1 year after “3.2: The fund” is met", "1 år etter at «3.2: The fund» er innfridd"),
    (
        (">b", -2, "working_days"),
        "2 working days before “3.2: The fund” is met",
        "2 arbeidsdager før «3.2: The fund» er innfridd",
    ),
]
WAITS = [
    (Wait("act", ("signing",)), "waits for: signing", "venter på: undertegning"),
    (Wait("promise", ("b",)), "waits until “3.2: The fund” is met", "venter til «3.2: The fund» er innfridd"),
    (Wait("condition", ("if it rains",)), "on condition: if it rains", "på vilkår: if it rains"),
    (
        Wait("dropped", ("b",)),
        "hangs on “3.2: The fund”, which will not be met any more",
        "henger på «3.2: The fund», som ikke lenger blir innfridd",
    ),
    (Wait("unseen"), "hangs on something that is not shown here", "henger på noe som ikke vises her"),
    (
        Wait("ring", ("a", "b")),
        "hangs on itself by way of: A, 3.2: The fund",
        "henger på seg selv gjennom: A, 3.2: The fund",
    ),
    (Wait("beyond"), "its day lies beyond the calendar", "dagen ligger utenfor kalenderen"),
]


def called(id_):
    return {"a": "A", "b": "3.2: The fund"}[id_]


@pytest.mark.parametrize(("said", "en", "nb"), ANCHORS)
def test_an_anchor_in_words(promise, said, en, nb):
    assert anchor_words(promise("a", *said), called) == en
    assert anchor_words(promise("a", *said), called, "nb") == nb


def test_a_condition_stands_beside_an_anchor_or_alone(promise):
    both = promise("a", "signing", 3, due={"condition": "the board failed"})
    assert anchor_words(both, called) == "3 days after signing; on condition: the board failed"
    assert anchor_words(promise("a", due={"condition": "c"}), called) == "on condition: c"
    assert anchor_words(promise("a"), called) == ""


@pytest.mark.parametrize(("wait", "en", "nb"), WAITS)
def test_a_wait_in_words(wait, en, nb):
    assert wait_words(wait, called) == en
    assert wait_words(wait, called, "nb") == nb


def test_a_promise_is_called_by_its_title_or_its_own_words(promise):
    assert title(promise("a", title="Inside", public_title="Outside")) == "Inside"
    assert title(promise("a", public_title="Outside", article="3")) == "Outside"
    assert title(promise("a", article="3")) == "3: Promise a"
    long = promise("a").model_copy(update={"promise": "word " * 60})
    assert len(title(long)) <= 120
    assert title(long).endswith("word…")


def test_what_may_not_be_seen_is_called_like_what_is_not_there(seen, promise):
    name = caller(seen(date(2024, 6, 1), promise("a")))
    assert name("a") == "Promise a"
    assert name("hidden") == "something that is not shown here"


def test_both_languages_say_everything():
    assert set(SAID["en"]) == set(SAID["nb"])
    assert set(UNITS["en"]) == set(UNITS["nb"]) == set(vocabulary("units"))
