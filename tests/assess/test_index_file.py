"""An index file is read strictly: what is misspelt, said twice or does not hold together is an error with its line."""

import subprocess
import sys

import pytest
from made_index import HEAD

from forlik import assess
from forlik.core.errors import BadInput, UsageError
from forlik.discover import measures

GOOD = (
    HEAD
    + """\
inputs:
  a: {title: A, unit: persons}
  b: {title: B, unit: persons}
  group: {title: Group, unit: name, kind: text}
steps:
  whole: {title: Whole, level: W, parts: [first, second]}
  first: {title: First, from: a, normalise: {lo: 0, hi: 10}, impute: {method: group_mean, groups: group}}
  second: {title: Second, from: b, per: a, normalise: {lo: 0, hi: 1}}
classes: {level: W, cuts: [5], names: [low, high]}
reliability: {missing: [0, 2], age: [0, 1], raised: {level: W, above: 7, factor: 1.25}}
"""
)


def read(text, file="made_up.yaml"):
    return assess.parse_index(text.encode(), file)


def test_every_name_of_the_package_has_its_home():
    assert sorted(assess.HOMES) == sorted(assess.__all__)
    assert [name for name in assess.__all__ if not callable(getattr(assess, name))] == []


def test_the_example_is_an_index():
    index = read(GOOD)
    assert index.levels == {"W": "whole"}
    assert index.steps["whole"].parts == {"first": 1, "second": 1}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("from: a, normalise", "form: a, normalise", "line 21, field steps.first.form: Extra inputs"),
        ("version: 1\n", "version: 1\nversion: 2\n", "line 3, field version: it is said twice"),
        ("version: 1\n", "", "field version: Field required"),
        ("lo: 0, hi: 10", "lo: 10, hi: 0", "line 21, field steps.first.normalise: the goalposts 10 and 0 do not rise"),
        ("lo: 0, hi: 10", "lo: 0", "fixed goalposts need lo and hi"),
        ("lo: 0, hi: 10", "lo: nan, hi: 10", "finite number"),
        ("lo: 0, hi: 10", "method: minmax, lo: 0", "“minmax” has no goalposts"),
        ("[first, second]", "{first: 1, second: -1}", "greater than or equal to 0"),
        ("[first, second]", "{first: 0, second: 0}", "the weights sum to 0"),
        ("[first, second]", "[]", "at least 1 item"),
        ("[first, second]", "[frist, second]", "no input and no step “frist” → did you mean first"),
        ("from: b, per: a", "from: b, per: group", "is a text: it can only be a group"),
        ("groups: group", "groups: b", "is a number: a group is a text"),
        ("from: a, ", "from: whole, ", "use one another in a circle: whole, first"),
        ("from: a, ", "from: a, sum: {b: 1}, ", "a step starts from one of from, sum and parts"),
        ("from: a, ", "", "a step starts from one of from, sum and parts → it has none"),
        (", per: a", ", need_one_of: [a]", "a are no parts of it"),
        ("  b: {title: B", "  c: {title: C, unit: years}\n  b: {title: B", "field inputs.c: no step uses it"),
        ("level: W, parts", "parts", "no step has a level"),
        ("  second: {title: Second", "  second: {title: Second, level: W", "two steps have the level “W”"),
        ("classes: {level: W", "classes: {level: V", "there is no level “V”"),
        ("cuts: [5]", "cuts: [5, 4]", "3 bands, and there are 2 names"),
        ("cuts: [5], names: [low, high]", "cuts: [5, 4], names: [a, b, c]", "do not rise"),
        ("missing: [0, 2]", "missing: [2, 0]", "do not rise"),
        ("raised: {level: W", "raised: {level: V", "there is no level “V”"),
        ("  second: {title", "  a: {title", "“a” is the name of an input and of a step"),
        ("name: made_up", "name: other", "called “other” and its file “made_up”"),
        ("direction: higher is worse", "direction: up", "Input should be"),
        ("title: Made up", "title: [Made up", "it is no YAML"),
        ("title: Made up", "title: &x Made up\nnotes2: *x", "refers to another place in itself"),
        ("steps:\n  whole: {title: Whole, ", "steps:\n  whole: {title: Whole, how: sum, ", "Input should be"),
        ("group_mean, groups: group}", "group_mean, groups: group}, saturate: [1, 0]", "do not rise"),
        ("kind: text", "kind: text, measure: no_such_measure", "there is no measure “no_such_measure”"),
        ("unit: persons}\n  b", "unit: persons, measure: populaton}\n  b", "did you mean population"),
        (
            "unit: persons}\n  b",
            "unit: thousands, measure: population}\n  b",
            "field inputs.a.unit: the measure “population” is in",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(old, new, says):
    assert old in GOOD
    with pytest.raises(BadInput) as caught:
        read(GOOD.replace(old, new, 1))
    assert says in str(caught.value)
    assert str(caught.value).startswith("made_up.yaml")


def test_an_index_may_be_made_of_our_measures_in_their_units():
    unit = measures()["population"].unit
    index = read(GOOD.replace("unit: persons}\n  b", f"unit: {unit}, measure: population}}\n  b", 1))
    assert index.inputs["a"].measure == "population"


def test_a_word_is_a_word_and_norway_is_not_no():
    index = read(GOOD.replace("names: [low, high]", "names: [NO, 1e3]"))
    assert index.classes.names == ("NO", "1e3")


@pytest.mark.parametrize("text", [b"", b"\xff\xfe", b"- a\n- b\n", b"a: 1\n? [x]\n: 2\n", b"x" * 2_000_001])
def test_what_is_no_index_is_refused(text):
    with pytest.raises(BadInput):
        assess.parse_index(text, "made_up.yaml")


def test_a_file_of_ones_own_is_read(tmp_path):
    (tmp_path / "made_up.yaml").write_text(GOOD, encoding="utf-8")
    assert assess.read_index(tmp_path / "made_up.yaml").title == "Made up"
    with pytest.raises(BadInput, match="cannot be read"):
        assess.read_index(tmp_path / "none.yaml")
    with pytest.raises(UsageError, match="there is no index “none” → there are hdi_2014, inform_risk_2025"):
        assess.index("none")


@pytest.mark.parametrize("name", assess.index_names())
def test_an_index_that_comes_with_forlik_holds_together_and_says_its_terms(name):
    index = assess.index(name)
    assert index.redistributable
    for said in (index.licence, index.citation, index.formulas, index.notes, index.misuse):
        assert said
    assert index.home.startswith("https://")


def test_the_package_loads_nothing_until_it_is_asked():
    done = subprocess.run(
        [sys.executable, "-c", "import sys, forlik.assess; print({'numpy', 'pyarrow', 'yaml'} & set(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "set()"
    with pytest.raises(AttributeError, match="no attribute “guess”"):
        assess.guess  # noqa: B018 - asking is the test
    assert all(getattr(assess, name) is not None for name in assess.__all__)
