"""Rules of flags: every file's examples, its bounds exactly, what is unknown, and files that are no rules."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from importlib.resources import files
from operator import ge, gt, le, lt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.core.errors import BadInput, UsageError
from forlik.portfolio.flags import (
    Engaged,
    Raised,
    Silent,
    Untold,
    judge,
    parse_rule,
    read_rule,
    rule,
    rules,
    vocabulary,
)
from forlik.portfolio.flags.examples import example_figures, judged_example
from forlik.portfolio.flags.holding import holds
from forlik.portfolio.flags.in_both import InBoth
from forlik.portfolio.flags.judging import figures_in
from forlik.portfolio.flags.named import known, unknown
from forlik.portfolio.flags.rule import Condition
from forlik.portfolio.flags.rule_file import FOLDER
from forlik.portfolio.flags.wording import listed, number, sentence

EVERY = sorted(one.name for one in (files("forlik.portfolio.flags") / "rules").iterdir() if one.name.endswith(".yaml"))
DAY = date(2026, 11, 27)
STEP = Decimal("0.0001")
HOW = {"at_least": ge, "above": gt, "at_most": le, "below": lt}


def of(file):
    return parse_rule((files("forlik.portfolio.flags") / "rules" / file).read_bytes(), file)


def asked(one, figures):
    return judge(one, figures, place="XXX", year=2023, day=DAY)


def test_there_are_the_rules_that_were_asked_for():
    names = {one.name for one in rules()}
    assert names >= {
        *("development_thin", "peace_without_rights", "pillars_without_shared_partner", "relief_alone"),
        *("funding_below_need", "peace_gap", "donor_concentration", "fragmentation", "unpredictable"),
        *("localisation_low", "localisation_unknown", "duplication", "pillar_coverage_low", "country_coverage_low"),
        *("engagement_without_money", "money_without_engagement", "results_missing"),
    }
    assert len(names) == len(EVERY)


@pytest.mark.parametrize("file", EVERY)
def test_a_rules_example_raises_it_with_its_sentence(file):
    one = of(file)
    found = judged_example(one, one.example.raised)
    assert isinstance(found, Raised)
    assert found.seen == one.example.raised.seen
    assert (found.rule, found.version, found.why, found.title) == (one.name, one.version, one.why, one.title)
    assert (found.due - date(one.example.raised.year, 12, 31)).days == one.due_days


@pytest.mark.parametrize("file", EVERY)
def test_a_rule_stays_silent_when_it_should(file):
    one = of(file)
    assert isinstance(judged_example(one, one.example.silent), Silent)


def bounds():
    return [
        pytest.param(file, place, bound, id=f"{file.split('.')[0]}-{condition.figure}-{bound}")
        for file in EVERY
        for place, condition in enumerate(of(file).when)
        for bound in condition.bounds
    ]


@pytest.mark.parametrize(("file", "place", "bound"), bounds())
def test_a_rule_turns_at_its_bound_exactly(file, place, bound):
    """At the bound, a hair below and a hair above, all else as in the example that raises it."""
    one = of(file)
    condition = one.when[place]
    for value in (bound - STEP, bound, bound + STEP):
        figures = dict(example_figures(one.example.raised))
        figures[condition.figure] = known(condition.figure, value, "2023", names=figures[condition.figure].names)
        if condition.kind == "outside":
            wanted = not condition.bounds[0] <= value <= condition.bounds[1]
        else:
            wanted = HOW[condition.kind](value, bound)
        assert isinstance(asked(one, figures), Raised if wanted else Silent), value


@pytest.mark.parametrize("file", EVERY)
def test_a_rule_of_which_a_figure_is_unknown_cannot_tell(file):
    """Whichever it is, and also where another figure says no."""
    one = of(file)
    why = InBoth(en="nobody knows", nb="ingen vet")
    for example in (one.example.raised, one.example.silent):
        for name in figures_in(one):
            figures = dict(example_figures(example)) | {name: unknown(name, "2023", why)}
            found = asked(one, figures)
            assert isinstance(found, Untold)
            assert (name, why) in found.reasons


NUMBERS = st.one_of(
    st.sampled_from([Decimal(one) for one in (-5, 0, 1, 2, 5, 10, 25, 40, 50, 70, 80, 100, 130)]),
    st.decimals(-50, 200, places=2),
)


@given(
    st.sampled_from(EVERY),
    st.lists(st.one_of(st.none(), NUMBERS, st.tuples(NUMBERS, NUMBERS)), min_size=8, max_size=8),
)
def test_a_rule_raises_only_where_every_figure_is_known_and_every_condition_holds(file, drawn):
    one = of(file)
    names = figures_in(one)
    figures = {}
    for name, value in zip(names, drawn, strict=False):
        if value is None:
            figures[name] = unknown(name, "2023", InBoth(en="?", nb="?"))
        elif isinstance(value, tuple):
            low, high = sorted(value)
            figures[name] = known(name, low, "2023", between=(low, high))
        else:
            figures[name] = known(name, value, "2023")
    found = asked(one, figures)
    if any(one.value is None for one in figures.values()):
        assert isinstance(found, Untold)
        return
    # Whatever is behind what nobody can tell: both ends must agree, and so must the middle.
    said = set()
    for end in ("low", "high"):
        at = {name: getattr(figure, end) for name, figure in figures.items()}
        said.add(all(plainly(condition, at[condition.figure]) for condition in one.when))
    needed = all(plainly(need, getattr(figures[need.figure], end)) for need in one.needs for end in ("low", "high"))
    if isinstance(found, Raised):
        assert said == {True}
        assert needed
    elif isinstance(found, Silent):
        assert needed
        assert True not in said


def plainly(condition, value):
    if condition.kind == "outside":
        return not condition.bounds[0] <= value <= condition.bounds[1]
    return HOW[condition.kind](value, condition.bounds[0])


@pytest.mark.parametrize(
    ("condition", "between", "answer"),
    [
        ({"below": 5}, (3, 4), True),
        ({"below": 5}, (3, 5), None),
        ({"below": 5}, (5, 9), False),
        ({"at_least": 5}, (5, 9), True),
        ({"at_least": 5}, (4, 5), None),
        ({"outside": (70, 130)}, (10, 60), True),
        ({"outside": (70, 130)}, (70, 130), False),
        ({"outside": (70, 130)}, (60, 140), None),
    ],
)
def test_a_figure_between_two_ends_decides_only_where_both_agree(condition, between, answer):
    low, high = map(Decimal, between)
    figure = known("development_percent", low, "2023", between=(low, high))
    assert holds(Condition(figure="development_percent", **condition), figure) is answer


def test_where_a_bound_lies_inside_the_reason_says_between_what():
    one = rule("localisation_low")
    figures = {"local_percent": known("local_percent", 8, "2023", between=(Decimal(8), Decimal("92.5")))}
    found = asked(one, figures)
    assert isinstance(found, Untold)
    assert found.reasons[0][1] == InBoth(
        en="it lies between 8.00 – 92.50: the bound is inside", nb="det ligger mellom 8,00 – 92,50: grensen er innenfor"
    )


def test_what_a_rule_needs_is_said_where_it_lacks():
    one = rule("relief_alone")
    figures = {"publishers": known("publishers", 1, "2023"), "relief_years": known("relief_years", 9, "2015/2023")}
    found = asked(one, figures)
    assert isinstance(found, Untold)
    assert found.reasons == (("publishers", one.needs[0].otherwise),)


def test_a_flag_is_the_same_whatever_the_version_and_keeps_its_figures_word_for_word():
    one = rule("development_thin")
    found = asked(one, example_figures(one.example.raised))
    assert found.key == "XXX-2023-development_thin"
    newer = one.model_copy(update={"version": 2})
    assert asked(newer, example_figures(one.example.raised)).key == found.key
    assert '"value": "3.4"' in found.figures_json()
    assert found.figures_json() == asked(one, example_figures(one.example.raised)).figures_json()


def test_words_are_in_both_languages_and_no_sentence_is_the_same_in_both():
    for one in rules():
        for said in (one.title, one.seen, one.why, one.judgement, *(need.otherwise for need in one.needs)):
            assert said.en != said.nb
    for name, one in vocabulary().items():
        assert one.means.en != one.means.nb, name
        assert one.title.en != one.title.nb, name
        assert (one.counted_in.en, one.digits >= 0) == (one.unit, True), name


def test_numbers_and_names_are_written_as_the_language_writes_them():
    assert number(Decimal("12345.678"), 1, "en") == "12\u202f345.7"
    assert number(Decimal("12345.678"), 1, "nb") == "12\u202f345,7"
    assert number(Decimal(10) ** 37, 0, "en").count("\u202f") == 12
    assert listed(("peace", "development"), "nb") == "fred og utvikling"
    assert listed(tuple("ABCDEFG"), "en") == "A, B, C, D and 3 more"
    assert listed((), "en") == "–"


def test_what_is_in_a_name_is_text_and_no_figure():
    names = known("donors", 1, "2023", names=("{aid_usd}", "a \\1 & <b>"))
    said = sentence(InBoth(en="by {donors.names}", nb="av {donors.names}"), {"donors": names}, 2023)
    assert said.en == "by {aid_usd} and a \\1 & <b>"


def test_a_rule_is_in_use_from_the_day_of_its_version():
    assert rule("relief_alone", date(2020, 1, 1)).version == 1
    with pytest.raises(UsageError, match="relief_alone"):
        rule("relief_alon")


def test_engagements_are_of_pillars_that_there_are():
    assert Engaged(frozenset({"rights", "peace"}), 2).pillars == {"rights_democracy", "peace"}
    for pillars, count in (({"trade"}, 1), ({"peace"}, 0), (set(), -1)):
        with pytest.raises(UsageError):
            Engaged(frozenset(pillars), count)


GOOD = (files("forlik.portfolio.flags") / "rules" / "relief_alone.1.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "field", "what"),
    [
        ("due_days: 120", "due_days: 0", "due_days", "greater than 0"),
        ("due_days: 120", "due_days: soon", "due_days", "valid integer"),
        ("owner: desk", "owner: somebody", "owner", "desk"),
        ("owner: desk", "owner: desk\nowner: desk", "owner", "said twice"),
        ("owner: desk", "owner: &a desk\nother: *a", "", "refers to another place"),
        ("owner: desk", "owner: desk\ncolour: red", "colour", "not permitted"),
        ("pillars: [humanitarian, development]", "pillars: [humanitarian, trade]", "pillars", "no pillar “trade”"),
        ("pillars: [humanitarian, development]", "pillars: [peace, peace]", "pillars", "said twice"),
        ("adopted: 2026-11-27", "adopted: yesterday", "adopted", "date"),
        ("name: relief_alone", "name: relief", "name", "is called “relief.1.yaml”"),
        ("name: relief_alone", "name: Relief Alone", "name", "pattern"),
        ("version: 1", "version: 2", "name", "relief_alone.2.yaml"),
        (
            "- figure: relief_years\n    above: 5",
            "- figure: relief_year\n    above: 5",
            "when.0.figure",
            "relief_years",
        ),
        ("    above: 5", "    above: 5\n    below: 9", "when.0", "2 bounds"),
        ("    above: 5", "", "when.0", "0 bounds"),
        ("    above: 5", "    above: NaN", "when.0.above", "finite"),
        ("    above: 5", "    above: five", "when.0.above", "decimal"),
        ("    above: 5", "    outside: [9, 5]", "when.0", "do not rise"),
        ("For {relief_years} years", "For {relief_years years", "seen.en", "brace"),
        ("For {relief_years} years", "For {0.__class__} years", "seen.en", "brace"),
        ("For {relief_years} years", "For {relief_years.secret} years", "seen.en", "no part “secret”"),
        ("For {relief_years} years", "For {donors} years", "seen", "only one of the two languages"),
        ("      relief_years: 7", "      donors: 7", "example.raised.figures", "“relief_years” is not given"),
        ("      relief_years: 7", "      relief_years: 7\n      donors: 1", "example.raised.figures.donors", "not ask"),
        ("      relief_years: 7", "      relief_years: 5", "example.raised.figures", "it stays silent"),
        ("      relief_years: 5", "      relief_years: 9", "example.silent.figures", "it is raised"),
        ("For 7 years", "For 8 years", "example.raised.seen.en", "what comes out is"),
        (GOOD, "", "", "empty"),
        (GOOD, "[" * 500, "", "no YAML"),
        (GOOD, "- a\n- b", "", "valid"),
    ],
)
def test_a_file_that_is_no_rule_is_told_with_its_place(old, new, field, what):
    assert old in GOOD
    with pytest.raises(BadInput) as caught:
        parse_rule(GOOD.replace(old, new, 1).encode(), "relief_alone.1.yaml")
    assert caught.value.file == "relief_alone.1.yaml"
    assert what in str(caught.value)
    assert caught.value.field == field
    if field:
        assert caught.value.line > 0


def test_a_rule_says_for_itself_in_which_pillars_its_flag_stands():
    with pytest.raises(BadInput, match="pillars"):
        parse_rule(GOOD.replace("pillars: [humanitarian, development]\n", "").encode(), "relief_alone.1.yaml")
    anew = parse_rule(GOOD.replace("[humanitarian, development]", "[rights_democracy]").encode(), "relief_alone.1.yaml")
    assert judged_example(anew, anew.example.raised).pillars == ("rights_democracy",)
    together = {one.name for one in rules() if not one.pillars}
    assert "too_few_publishers" in together
    assert not together & {"peace_gap", "relief_alone", "development_thin", "plan_underfunded", "funding_below_need"}


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(BadInput, match="cannot be read"):
        read_rule(tmp_path / "none.1.yaml")
    (tmp_path / "odd.1.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput, match="UTF-8"):
        read_rule(tmp_path / "odd.1.yaml")
    (tmp_path / "relief_alone.1.yaml").write_text(GOOD, "utf-8")
    assert read_rule(tmp_path / "relief_alone.1.yaml") == rule("relief_alone")


def test_a_figure_that_is_not_given_is_an_error_and_no_silence():
    with pytest.raises(UsageError, match="relief_years"):
        asked(rule("relief_alone"), {"publishers": known("publishers", 2, "2023")})


@pytest.mark.parametrize("name", sorted(one.name for one in FOLDER.iterdir() if one.name.endswith(".yaml")))
def test_a_version_that_is_in_use_is_never_edited(name):
    lock = json.loads((FOLDER / "rules.lock").read_text(encoding="utf-8"))
    assert lock[name] == hashlib.sha256((FOLDER / name).read_bytes()).hexdigest(), (
        "give the rule a new version in a new file; only one that was never in use is locked anew"
    )
