"""The impartiality wall holds at every door: wherever a question names a measure that moves its answer."""

from itertools import product

import pytest
from asked import CODES, TEXT, put, series, world_of

from forlik.assess.screens import wall
from forlik.assess.screens.deciding import analysed
from forlik.assess.screens.question_file import parse_question
from forlik.core.errors import BadInput
from forlik.discover import measures

UNITS = {name: one.unit for name, one in measures().items()} | {"inform_severity": "points from 0 to 10"}
SIDES = tuple(wall.MEANING)
SAID = wall.rules()["measures"]
SIZES = wall.rules()["sizes"]["measures"]
PER = "per: {measure: population, unit: people, times: 100}"


def asked_about(side: str, *pairs: tuple[str, str]):
    text = TEXT
    for old, new in (("wall: need", f"wall: {side}"), *pairs):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return parse_question(text.encode(), "mine.1.yaml", UNITS)


def weighed(measure: str) -> tuple[str, str]:
    return (
        "measure: deaths_state_based\n        unit: deaths\n",
        f"measure: {measure}\n        unit: {UNITS[measure]}\n",
    )


def weighed_too(measure: str) -> tuple[str, str]:
    return (
        f"measure: refugees_originating\n        unit: {UNITS['refugees_originating']}\n        {PER}\n",
        f"measure: {measure}\n        unit: {UNITS[measure]}\n",
    )


def divided_by(measure: str) -> tuple[str, str]:
    return (PER, f"per: {{measure: {measure}, unit: '{UNITS[measure]}', times: 1}}")


def where_known(measure: str) -> tuple[str, str]:
    return ("universe: {known", f"universe: {{where_known: {measure}, known")


def allowed(side: str, measure: str) -> bool:
    """Whether the side of the wall may name it, by what the principle says and not by the file that says it."""
    return side in SAID[measure] or (side == "neglect" and "need" in SAID[measure])


def of_its_own(side: str) -> tuple[tuple[str, str], ...]:
    """What lets the made-up question stand on a side of the wall, so that only what is added can be refused."""
    one = next(name for name in SAID if allowed(side, name) and name != "inform_severity")
    return weighed(one), (
        f"measure: refugees_originating\n        unit: {UNITS['refugees_originating']}\n",
        f"measure: {one}\n        unit: {UNITS[one]}\n",
    )


# --- each door, each kind


@pytest.mark.parametrize("measure", SAID)
def test_a_question_about_need_weighs_nothing_but_need(measure):
    if "need" in SAID[measure]:
        assert asked_about("need", weighed(measure), weighed_too("income_per_head"))
        return
    with pytest.raises(BadInput, match=f"“{measure}” says something about .*a question about need may not name it"):
        asked_about("need", weighed(measure))


@pytest.mark.parametrize("measure", SAID)
def test_a_question_about_need_asks_about_no_place_for_what_is_known_of_anything_but_need(measure):
    if "need" in SAID[measure]:
        assert asked_about("need", where_known(measure)).universe.where_known == measure
        return
    with pytest.raises(BadInput, match=f"“{measure}” says something about .*a question about need may not") as refused:
        asked_about("need", where_known(measure))
    line = next(n for n, text in enumerate(TEXT.splitlines(), 1) if text.startswith("universe"))
    assert f"mine.1.yaml, line {line}, field " in str(refused.value)
    assert "where_known" in str(refused.value)


@pytest.mark.parametrize("measure", SAID)
def test_a_question_divides_by_a_size_only(measure):
    if measure in SIZES:
        assert asked_about("need", divided_by(measure))
        return
    with pytest.raises(BadInput, match=f"“{measure}” is no size that a figure is divided by: the impartiality wall"):
        asked_about("need", divided_by(measure))


@pytest.mark.parametrize(("side", "kind"), [*product(SIDES, SIDES)])
def test_every_side_holds_at_both_doors_against_every_kind(side, kind):
    for measure in (name for name, said in SAID.items() if said == [kind] and name != "inform_severity"):
        own = of_its_own(side)
        for pairs in ((weighed(measure), own[1]), (*own, where_known(measure))):
            if allowed(side, measure):
                assert asked_about(side, *pairs)
            else:
                with pytest.raises(BadInput, match=f"“{measure}” says something about"):
                    asked_about(side, *pairs)


def test_places_without_a_plan_are_asked_of_by_no_question_of_neglect():
    assert asked_about("neglect", *of_its_own("neglect"), where_known("plan_coverage"))


@pytest.mark.parametrize("door", [weighed, where_known], ids=["weighed", "where_known"])
def test_a_measure_that_the_wall_does_not_know_stands_at_no_door(door, monkeypatch):
    monkeypatch.setitem(UNITS, "made_up", "deaths")
    with pytest.raises(BadInput, match="does not tell what “made_up” says something about"):
        asked_about("need", door("made_up"))


def test_a_measure_that_there_is_not_is_told_the_nearest_before_the_wall_is_asked():
    with pytest.raises(BadInput, match="did you mean “plan_coverage”"):
        asked_about("need", where_known("plan_coverag"))


def test_what_stands_beside_moves_nothing():
    plain = asked_about("need")
    beside = "beside:\n" + "".join(
        f"  {name}: {{title: {{en: A, nb: A}}, measure: {name}, why: {{en: B, nb: B}}}}\n"
        for name in ("aid_from_norway", "asylum_seekers_hosted", "terror_scale")
    )
    shown = asked_about("need", ("notes:", beside + "notes:"))
    assert len(shown.beside) == 3
    deaths, refugees = dict(zip(CODES, range(5), strict=True)), dict(zip(CODES, (9, 3, 7, 1, 4), strict=True))
    known = world_of(deaths, refugees)
    more = known | {name: series(name, {("NOR", 2024, None): 9}) for name in shown.beside}
    first, second = (analysed(put(one, of), draws=50, seed=7) for one, of in ((plain, known), (shown, more)))
    assert list(first.rows()) == list(second.rows())


# --- nothing counts twice


SEVERITY = next(rule for rule in wall.rules()["never_both"] if rule["whole"] == "inform_severity")
BOTH = [(rule["whole"], part) for rule in wall.rules()["never_both"] for part in rule["parts"]]


@pytest.mark.parametrize(("whole", "part"), BOTH)
def test_a_whole_never_stands_beside_any_of_its_parts(whole, part):
    side = SAID[whole][0]
    with pytest.raises(BadInput, match=rf"“{whole}” stands beside its own parts \({part}\)"):
        asked_about(side, weighed(whole), weighed_too(part))


@pytest.mark.parametrize("part", sorted(set(SIZES) & {part for _, part in BOTH}))
def test_a_part_that_is_divided_by_counts_as_well(part):
    with pytest.raises(BadInput, match=rf"“inform_severity” stands beside its own parts \({part}\)"):
        asked_about(
            "need",
            weighed("inform_severity"),
            ("measure: refugees_originating", "measure: income_per_head"),
            (f"unit: {UNITS['refugees_originating']}", f"unit: {UNITS['income_per_head']}"),
            divided_by(part),
        )


@pytest.mark.parametrize("measure", SEVERITY["apart"])
def test_what_severity_does_not_count_may_stand_beside_it(measure):
    assert asked_about("need", weighed("inform_severity"), weighed_too(measure))


def test_of_every_measure_of_need_it_is_said_whether_severity_counts_it():
    need = {name for name, said in SAID.items() if "need" in said} - {"inform_severity"}
    assert not set(SEVERITY["parts"]) & set(SEVERITY["apart"])
    assert need == set(SEVERITY["parts"]) | set(SEVERITY["apart"])
    # By the concept of the index (Poljansek and others 2020): people killed, displaced and in need are in its impact
    # and its conditions of people. A measure that counts them is a part under whatever name it comes.
    counted = ("deaths_", "displace", "refugees_", "people_in_need", "food_crisis", "stateless")
    assert {name for name in need if any(word in name for word in counted)} <= set(SEVERITY["parts"])
