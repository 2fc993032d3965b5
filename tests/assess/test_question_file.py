"""A question is read strictly, its wall holds, and each version is in force from its own day."""

import hashlib
import json
import re
from datetime import date
from pathlib import Path

import grimp
import pytest
from asked import TEXT as QUESTION

from forlik import starter
from forlik.assess.screens import question_file, wall
from forlik.assess.screens.question_file import (
    in_force,
    parse_question,
    question,
    question_bytes,
    question_names,
    read_question,
)
from forlik.core.errors import BadInput, UsageError
from forlik.discover import measures, source
from forlik.places import all_places
from forlik.world import world

FOLDER = Path(question_file.__file__).parent / "questions"
FILES = sorted(FOLDER.glob("*.yaml"))
UNITS = {name: one.unit for name, one in measures().items()} | {"inform_severity": "points from 0 to 10"}


def parsed(text: str, file: str = "mine.1.yaml"):
    return parse_question(text.encode(), file, UNITS)


def changed(*pairs: tuple[str, str]) -> str:
    text = QUESTION
    for old, new in pairs:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


def test_a_question_says_what_stands_in_its_file():
    found = parsed(QUESTION)
    assert (found.wall, found.top, found.adopted) == ("need", 2, date(2026, 1, 1))
    assert found.dimension_of("refugees") == "flight"
    assert found.indicators["refugees"].per.times == 100


LOGARITHM = "        when_zero: lowest\n        error: 0.5"
SETS = "{kind: sets, sets: {us: {violence: 0, flight: 0}, you: {violence: 1, flight: 0}}}"
SAID_BADLY = {
    "a key misspelt": (("        error: 0.5", "        wieght: 2\n        error: 0.5"), "wieght", "not permitted"),
    "a key said twice": (("        max_age: 3", "        max_age: 3\n        max_age: 4"), "max_age: 4", "said twice"),
    "an unknown measure": (("state_based", "state_baset"), "state_baset", "did you mean “deaths_state_based”?"),
    "another unit": (("unit: deaths", "unit: bodies"), "bodies", "is in deaths, not in bodies"),
    "another unit of the size": (("unit: people, ", "unit: heads, "), "heads", "is in people, not in heads"),
    "goalposts reversed": (("{lo: 0, hi: 100}", "{lo: 100, hi: 0}"), "lo: 100", "are reversed"),
    "goalposts the same": (("{lo: 0, hi: 100}", "{lo: 5, hi: 5}"), "lo: 5", "are the same"),
    "a goalpost that is no number": (("{lo: 0, hi: 100}", "{lo: nan, hi: 100}"), "lo: nan", "finite"),
    "a goalpost without end": (("{lo: 0, hi: 100}", "{lo: 0, hi: inf}"), "hi: inf", "finite"),
    "goalposts left out": (("{lo: 0, hi: 100}", "{method: minmax}"), "minmax", "two fixed goalposts"),
    "goalposts that could meet": (("goalposts: 0\n", "goalposts: 0.5\n"), "goalposts: 0.5", "could meet"),
    "a negative weight": (("        error: 0.5", "        weight: -1\n        error: 0.5"), "weight: -1", "above 0"),
    "a weight of nothing": (("        error: 0.5", "        weight: 0\n        error: 0.5"), "weight: 0", "above 0"),
    "a negative error": (("error: 0.5", "error: -0.5"), "error: -0.5", "greater than or equal to 0"),
    "sets that sum to 0": (("{kind: uniform}", SETS), "kind: sets", "sum to 0"),
    "one set": (("{kind: uniform}", "{kind: sets, sets: {us: {violence: 1, flight: 1}}}"), "kind: sets", "two sets"),
    "an order that leaves one out": (
        ("{kind: uniform}", "{kind: ordinal, order: {violence: 1}}"),
        "kind: ordinal",
        "its rank",
    ),
    "leaving above entering": (("leave: 0.5", "leave: 0.95"), "leave: 0.95", "not below the one for entering"),
    "a mean twice": (("[arithmetic]", "[arithmetic, arithmetic]"), "aggregation", "named twice"),
    "a mean that there is not": (("[arithmetic]", "[highest]"), "aggregation", "arithmetic"),
    "an indicator twice": (("      refugees:\n", "      deaths:\n"), None, "stands in two dimensions"),
    "0 explained where it needs none": (("        error: 0.5", LOGARITHM), "when_zero", "only a logarithm"),
    "another name than the file": (("name: mine", "name: other"), "name: other", "called “other.1.yaml”"),
}


@pytest.mark.parametrize(("pair", "at", "told"), SAID_BADLY.values(), ids=SAID_BADLY)
def test_what_is_not_foreseen_is_an_error_with_file_line_and_field(pair, at, told):
    text = changed(pair)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if (at or "      deaths:") in line]
    with pytest.raises(BadInput) as refused:
        parsed(text)
    assert f"mine.1.yaml, line {lines[-1]}, field " in str(refused.value)
    assert told.replace("above 0", "greater than 0") in str(refused.value)


@pytest.mark.parametrize(
    ("measure", "about"),
    [
        ("organisations_present", "our ability"),
        ("norway_engagements", "our ability"),
        ("aid_from_norway", "our ability"),
        ("peace_agreements", "opportunity"),
        ("terror_scale", "how rights are kept"),
        ("freedom_score", "how rights are kept"),
        ("asylum_seekers_hosted", "our own interest"),
        ("plan_coverage", "neglect"),
        ("wars", "risk"),
    ],
)
def test_a_question_about_need_that_names_anything_else_is_refused(measure, about):
    text = changed(("measure: deaths_state_based", f"measure: {measure}"), ("unit: deaths", f"unit: {UNITS[measure]}"))
    with pytest.raises(BadInput, match=f"“{measure}” says something about {about}, and a question about need may not"):
        parsed(text)


def test_neither_does_dividing_smuggle_a_measure_through_the_wall():
    hosted = f"per: {{measure: asylum_seekers_hosted, unit: {UNITS['asylum_seekers_hosted']}"
    text = changed(("per: {measure: population, unit: people", hosted))
    with pytest.raises(BadInput, match="is no size that a figure is divided by"):
        parsed(text)


def test_a_measure_that_the_wall_does_not_know_stands_in_no_question():
    units = UNITS | {"made_up": "deaths"}
    with pytest.raises(BadInput, match="does not tell what “made_up” says something about"):
        parse_question(changed(("deaths_state_based", "made_up")).encode(), "mine.1.yaml", units)


@pytest.mark.parametrize("whole", ["inform_severity", "inform_risk"])
def test_a_whole_never_stands_beside_its_parts(whole):
    wall_of = {"inform_severity": "need", "inform_risk": "risk"}[whole]
    part = {"inform_severity": "people_in_need", "inform_risk": "inform_hazard"}[whole]
    text = changed(
        ("wall: need", f"wall: {wall_of}"),
        ("measure: deaths_state_based", f"measure: {whole}"),
        ("unit: deaths", f"unit: {UNITS[whole]}"),
        ("measure: refugees_originating", f"measure: {part}"),
        ("unit: people at the end of the year", f"unit: {UNITS[part]}"),
    )
    with pytest.raises(BadInput, match=rf"“{whole}” stands beside its own parts \({part}\)"):
        parsed(text)


# --- the questions that come with Forlik


def test_the_five_questions_are_there():
    assert question_names() == ("need-top-20", "neglected-10", "rights-concern", "risk-top-20", "worsening")
    assert {name: question(name).wall for name in question_names()} == {
        "need-top-20": "need",
        "neglected-10": "neglect",
        "rights-concern": "rights",
        "risk-top-20": "risk",
        "worsening": "risk",
    }
    assert (question("need-top-20").top, question("neglected-10").top) == (20, 10)
    for name in question_names():
        found = question(name)
        assert (found.goalposts, found.hysteresis.enter, found.hysteresis.leave, found.hysteresis.running) == (
            0.1, 0.9, 0.5, 2,
        )  # fmt: skip
        assert found.universe.known_weight == pytest.approx(2 / 3)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_version_that_is_in_use_is_never_edited(path):
    lock = json.loads((FOLDER / "questions.lock").read_text(encoding="utf-8"))
    assert lock[path.name] == hashlib.sha256(path.read_bytes()).hexdigest(), (
        "give the question a new version in a new file; only one that was never in use is locked anew"
    )


@pytest.mark.parametrize("name", question_names())
def test_licences_are_those_of_the_sources(name):
    for one in question(name).indicators.values():
        tables = measures()[one.measure].tables
        theirs = sorted({source(table.partition("__")[0]).licence.name for table in tables})
        assert one.licence == "; ".join(theirs)


def test_no_version_holds_a_figure_of_a_country():
    codes = "|".join(place.iso3 for place in all_places(kind="state"))
    for path in FILES:
        assert not re.search(rf"\b({codes})\b", path.read_text(encoding="utf-8")), path.name


def test_every_measure_of_the_wall_is_one_or_is_foreseen():
    assert set(wall.rules()["measures"]) - set(measures()) == {"inform_severity"}
    assert {one for said in wall.rules()["measures"].values() for one in said} == set(wall.MEANING)


@pytest.mark.usefixtures("home")
def test_need_is_asked_by_indicators_that_are_known_of_150_places_offline():
    then = world()
    assert starter.layers()
    for name, one in question("need-top-20").indicators.items():
        rows = then.measure(one.measure).rows()
        known = {row["country_iso3"] for row in rows if row["value"] is not None}
        assert len(known & {place.iso3 for place in all_places(kind="state")}) >= 150, name


# --- versions


def test_a_version_is_in_force_from_the_day_it_was_adopted():
    first = parsed(QUESTION)
    second = parsed(changed(("version: 1", "version: 2"), ("2026-01-01", "2026-06-01")), "mine.2.yaml")
    versions = [first, second]
    assert in_force(versions, date(2026, 5, 31)) is first
    assert in_force(versions, date(2026, 6, 1)) is second
    assert in_force(versions, None) is second
    assert in_force(versions, date(1999, 1, 1)) is first, "the first also serves every day before it"


def test_a_question_that_is_not_there_is_told_the_nearest():
    with pytest.raises(UsageError, match="did you mean “need-top-20”"):
        question("need-top-2")
    with pytest.raises(UsageError, match="there are need-top-20, neglected-10"):
        question("zzz")


def test_a_file_of_ones_own_is_read_the_same_way(tmp_path):
    path = tmp_path / "mine.1.yaml"
    path.write_text(QUESTION, encoding="utf-8")
    assert read_question(path) == parsed(QUESTION)
    with pytest.raises(BadInput, match="cannot be read"):
        read_question(tmp_path / "gone.1.yaml")


def test_bytes_of_a_question_are_those_of_its_file():
    ours = question("need-top-20")
    assert question_file.bytes_of(ours) == question_bytes("need-top-20", 1)
    assert json.loads(question_file.bytes_of(parsed(QUESTION)))["name"] == "mine"


# --- what stands on what


def test_own_interest_is_read_by_nothing_that_answers_a_question():
    graph = grimp.build_graph("forlik", exclude_type_checking_imports=True, cache_dir=None)
    behind = graph.find_upstream_modules("forlik.assess.screens.deciding")
    assert "forlik.assess.screens.asking" in behind
    assert not {one for one in behind if "interest" in one}
