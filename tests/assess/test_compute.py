"""An index is computed as its file says, with what is missing under every score; the engine knows none by name."""

import itertools
import math
import re
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as some
from made_index import HEAD

from forlik import assess
from forlik.core.errors import BadInput, UsageError

SRC = Path(assess.__file__).parent

# United Nations Development Programme, Human Development Report 2015, table 1 (year 2014), CC BY 3.0 IGO:
# life expectancy, expected and mean years of schooling, income per head (2011 PPP $), index.
# Schooling above 18 years and income above 75,000 stand here as published: the technical note counts the goalpost.
HDR_2015 = {
    "NOR": (81.6, 17.5, 12.6, 64992, 0.944),
    "AUS": (82.4, 20.2, 13.0, 42261, 0.935),
    "CHE": (83.0, 15.8, 12.8, 56431, 0.930),
    "DNK": (80.2, 18.7, 12.7, 44025, 0.923),
    "NLD": (81.6, 17.9, 11.9, 45435, 0.922),
    "DEU": (80.9, 16.5, 13.1, 43919, 0.916),
    "USA": (79.1, 16.5, 12.9, 52947, 0.915),
    "CAN": (82.0, 15.9, 13.0, 42155, 0.913),
    "SGP": (83.0, 15.4, 10.6, 76628, 0.912),
    "LIE": (80.0, 15.0, 11.8, 79851, 0.908),
    "SWE": (82.2, 15.8, 12.1, 45636, 0.907),
    "ISL": (82.6, 19.0, 10.6, 35182, 0.899),
    "KOR": (81.9, 16.9, 11.9, 33890, 0.898),
    "ISR": (82.4, 16.0, 12.5, 30676, 0.894),
    "LUX": (81.7, 13.9, 11.7, 58711, 0.892),
    "JPN": (83.5, 15.3, 11.5, 36927, 0.891),
    "BEL": (80.8, 16.3, 11.3, 41187, 0.890),
    "FRA": (82.2, 16.0, 11.1, 38056, 0.888),
    "AUT": (81.4, 15.7, 10.8, 43869, 0.885),
    "FIN": (80.8, 17.1, 10.3, 38695, 0.883),
}
HDI_INPUTS = ("life_expectancy", "expected_schooling", "mean_schooling", "income_per_head")


def table(rows, names, key="country_iso3"):
    return {key: list(rows)} | {name: [row[at] for row in rows.values()] for at, name in enumerate(names)}


def scores(found, level, key="country_iso3"):
    return {row[key]: row["score"] for row in found.to_pylist() if row["level"] == level}


def made(body):
    return assess.parse_index((HEAD + body).encode(), "made_up.yaml")


# --- HDI


def test_the_hdi_is_that_of_the_published_table():
    found = scores(assess.compute("hdi_2014", table(HDR_2015, HDI_INPUTS)), "HDI")
    # The inputs are published to one decimal: 0.05 years of each kind move the index by about 0.001.
    for place, row in HDR_2015.items():
        assert found[place] == pytest.approx(row[-1], abs=0.0015), place
    assert sum(round(found[place], 3) == row[-1] for place, row in HDR_2015.items()) >= len(HDR_2015) / 2


def test_the_worked_example_of_the_technical_note_comes_out_and_the_arithmetic_mean_does_not():
    # Human Development Report 2020, technical note 1: income 3,829 → 0.5506; (0.6971 · 0.3447 · 0.5506)^(1/3) = 0.510
    row = {"AAA": (20 + 65 * 0.6971, 18 * 0.3447, 15 * 0.3447, 3829)}
    found = assess.compute("hdi_2014", table(row, HDI_INPUTS))
    assert scores(found, "HDI.INCOME")["AAA"] == pytest.approx(0.5506, abs=5e-5)
    assert scores(found, "HDI")["AAA"] == pytest.approx(0.510, abs=5e-4)
    index = assess.index("hdi_2014")
    top = index.steps["human_development"].model_copy(update={"how": "arithmetic"})
    other = index.model_copy(update={"steps": index.steps | {"human_development": top}})
    assert abs(scores(assess.compute(other, table(row, HDI_INPUTS)), "HDI")["AAA"] - 0.510) > 0.02


def test_the_hdi_has_its_closed_form_everywhere():
    [lowest, highest] = [(20.0, 0.0, 0.0, 100.0), (85.0, 18.0, 15.0, 75000.0)]
    found = assess.compute("hdi_2014", table({"AAA": lowest, "BBB": highest}, HDI_INPUTS))
    assert scores(found, "HDI") == pytest.approx({"AAA": 0, "BBB": 1})
    assert [row["class"] for row in found.to_pylist() if row["level"] == "HDI"] == ["Low", "Very high"]


# --- two stages of principal components, in a file

TWO_STAGES = (
    HEAD
    + """
inputs:
  a1: {title: a, unit: points}
  a2: {title: a, unit: points}
  a3: {title: a, unit: points}
  b1: {title: b, unit: points}
  b2: {title: b, unit: points}
steps:
  whole: {title: Whole, level: W, parts: [a, b], how: pca}
  a: {title: A, level: W.A, parts: [x1, x2, x3], how: pca}
  b: {title: B, level: W.B, parts: [y1, y2], how: pca}
  x1: {title: x, from: a1}
  x2: {title: x, from: a2}
  x3: {title: x, from: a3}
  y1: {title: y, from: b1}
  y2: {title: y, from: b2}
"""
)


def first_axis(rows):
    z = (rows - rows.mean(axis=0)) / rows.std(axis=0, ddof=1)
    axis = np.linalg.svd(z)[2][0]
    return z @ (axis * np.sign(axis.sum()))


def test_an_index_of_two_stages_of_components_equals_singular_values():
    draw = np.random.default_rng(11)
    common = draw.normal(size=(40, 1))
    rows = common + draw.normal(size=(40, 5)) * np.array([0.5, 0.8, 1, 0.6, 0.9])
    names = ("a1", "a2", "a3", "b1", "b2")
    places = {f"P{at:02}": tuple(row) for at, row in enumerate(rows)}
    found = assess.compute(assess.parse_index(TWO_STAGES.encode(), "made_up.yaml"), table(places, names))
    sub = np.column_stack([first_axis(rows[:, :3]), first_axis(rows[:, 3:])])
    assert list(scores(found, "W.A").values()) == pytest.approx(sub[:, 0])
    assert list(scores(found, "W").values()) == pytest.approx(first_axis(sub))


# --- a min–max index with a difference of two dimensions, as ND-GAIN: (readiness − vulnerability + 1) · 50

DIFFERENCE = (
    HEAD
    + """
scale: [0, 1]
inputs:
  harm: {title: Harm, unit: points}
  means: {title: Means, unit: points}
steps:
  gain: {title: Gain, level: GAIN, sum: {ready: 50, vulnerable: -50}, plus: 50}
  vulnerable: {title: Vulnerable, level: V, from: harm, normalise: {method: minmax}}
  ready: {title: Ready, level: R, from: means, normalise: {method: minmax}}
"""
)


def test_a_min_max_index_with_a_difference_comes_out_and_says_when_it_cannot():
    index = assess.parse_index(DIFFERENCE.encode(), "made_up.yaml")
    found = assess.compute(index, {"country_iso3": ["A", "B", "C"], "harm": [0, 5, 10], "means": [4, 4, 8]})
    assert scores(found, "GAIN") == pytest.approx({"A": 50, "B": 25, "C": 50})
    with pytest.raises(UsageError, match=r"made_up, step vulnerable: all known values are 3"):
        assess.compute(index, {"country_iso3": ["A", "B"], "harm": [3, 3], "means": [4, 8]})
    with pytest.raises(UsageError, match="say nothing"):
        assess.compute(index, {"country_iso3": ["A"], "harm": [3], "means": [4]})


# --- what is missing

GROUPS = (
    HEAD
    + """
inputs:
  people: {title: People, unit: persons}
  rate: {title: Rate, unit: per cent}
  region: {title: Region, unit: name, kind: text, counted: false}
  population: {title: Population, unit: persons, counted: false}
steps:
  whole: {title: Whole, level: W, parts: {number: 1, share: 1, rated: 2}, missing: skip, known_weight: 0.5}
  number: {title: Number, level: W.N, from: people, transform: {bend: log10}, normalise: {lo: 0, hi: 4}, when_zero: 0}
  share: {title: Share, from: people, per: population, normalise: {lo: 0, hi: 1}}
  rated: {title: Rate, from: rate, normalise: {lo: 0, hi: 100, direction: down}}
"""
)


def test_every_score_says_what_is_missing_under_it():
    index = made(GROUPS.removeprefix(HEAD).replace(", kind: text", ", kind: text, scored: false"))
    found = assess.compute(
        index,
        {
            "country_iso3": ["A", "B", "C"],
            "people": [100, None, None],
            "rate": [30, 30, float("nan")],
            "region": ["x", None, "y"],
            "population": [1000, 1000, 1000],
        },
    ).to_pylist()
    whole = {row["country_iso3"]: row for row in found if row["level"] == "W"}
    # log10 100 of 4 → 5; 100 of 1,000 → 1; 30 % turned round → 7, twice
    assert whole["A"]["score"] == pytest.approx((5 + 1 + 2 * 7) / 4)
    assert whole["B"]["score"] == pytest.approx(7)
    assert whole["C"]["score"] is None
    assert [whole[place]["known_weight"] for place in "ABC"] == [1, 0.5, 0]
    assert [whole[place]["missing"] for place in "ABC"] == [0, 1, 2]
    assert {row["inputs"] for row in whole.values()} == {2}
    assert whole["A"]["lack_of_reliability"] is None


def test_an_imputed_value_is_marked_and_is_not_observed():
    body = GROUPS.removeprefix(HEAD).replace("from: rate,", "from: rate, impute: {method: group_mean, groups: region},")
    given_values = {
        "country_iso3": ["A", "B", "C"],
        "people": [100, 100, 100],
        "rate": [30, None, None],
        "region": ["x", "x", "y"],
        "population": [1000, 1000, 1000],
    }
    found = assess.compute(made(body), given_values).to_pylist()
    whole = {row["country_iso3"]: row for row in found if row["level"] == "W"}
    assert whole["B"]["score"] == whole["A"]["score"]
    assert (whole["B"]["imputed"], whole["B"]["known_weight"]) == (1, 0.5)
    assert (whole["C"]["imputed"], whole["C"]["missing"], whole["C"]["known_weight"]) == (0, 1, 0.5)
    flagged = assess.compute(made(body), given_values, imputed={"country_iso3": ["A"], "people": [True]}).to_pylist()
    assert [row["imputed"] for row in flagged if row["level"] == "W"] == [1, 1, 0]


def test_all_missing_is_all_unknown_and_never_a_number():
    empty = {"country_iso3": ["A", "B"]} | {name: [None] * 2 for name in ("people", "rate", "region", "population")}
    index = made(GROUPS.removeprefix(HEAD).replace(", kind: text", ", kind: text, scored: false"))
    assert {row["score"] for row in assess.compute(index, empty).to_pylist()} == {None}


@given(some.permutations(list(HDR_2015)))
def test_the_order_of_the_places_changes_no_score(places):
    rows = {place: HDR_2015[place] for place in places}
    found = scores(assess.compute("hdi_2014", table(rows, HDI_INPUTS)), "HDI")
    assert list(found) == places
    assert found == scores(assess.compute("hdi_2014", table(HDR_2015, HDI_INPUTS)), "HDI")


# --- what goes in


def test_values_come_from_a_table_a_file_or_a_folder(tmp_path):
    columns = table(HDR_2015, HDI_INPUTS)
    expected = scores(assess.compute("hdi_2014", columns), "HDI")
    arrow = pa.table(columns)
    assert scores(assess.compute("hdi_2014", arrow), "HDI") == expected
    names = ["country_iso3", *HDI_INPUTS, "remark"]
    lines = [",".join(names)] + [",".join([place, *map(str, row[:4]), "x"]) for place, row in HDR_2015.items()]
    (tmp_path / "all.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert scores(assess.compute("hdi_2014", tmp_path / "all.csv"), "HDI") == expected
    folder = tmp_path / "folder"
    folder.mkdir()
    pq.write_table(arrow.select(["country_iso3", *HDI_INPUTS[:2]]), folder / "people.parquet")
    rest = [",".join(["country_iso3", *HDI_INPUTS[2:]])]
    rest += [f"{place},{row[2]},{row[3]}" for place, row in list(HDR_2015.items())[1:]]
    (folder / "schools.csv").write_text("\n".join(rest) + "\n", encoding="utf-8")
    joined = scores(assess.compute("hdi_2014", str(folder)), "HDI")
    assert joined.pop("NOR") is None, "the place that one file does not have is unknown"
    assert joined == {place: score for place, score in expected.items() if place != "NOR"}


def changed(**columns):
    return table(HDR_2015, HDI_INPUTS) | columns


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({}, "no column country_iso3"),
        ({"country_iso3": []}, "there is no row"),
        (changed(country_iso3=["NOR", *list(HDR_2015)[:-1]]), "NOR has more than one row"),
        (changed(country_iso3=[None, *list(HDR_2015)[1:]]), "row 0 names no place"),
        ({"country_iso3": ["NOR"], "life_expectancy": [80]}, "3 inputs are not among the columns: expected_schooling"),
        (changed(life_expectancy=[math.inf] * 20), "the value of NOR is infinite"),
        (changed(life_expectancy=["80"] * 20), "holds string, not numbers"),
        (changed(life_expectancy=[80]), "are no table"),
    ],
)
def test_values_that_do_not_fit_are_refused(values, says):
    with pytest.raises(UsageError, match=re.escape(says)):
        assess.compute("hdi_2014", values)


def test_another_unit_is_refused():
    field = pa.field("life_expectancy", pa.float64(), metadata={"unit": "months"})
    arrow = pa.table(table(HDR_2015, HDI_INPUTS))
    wrong = arrow.set_column(1, field, arrow["life_expectancy"].cast(pa.float64()))
    with pytest.raises(UsageError, match="in months, and the index takes it in years"):
        assess.compute("hdi_2014", wrong)


def test_a_file_that_is_wrong_is_refused_with_its_line(tmp_path):
    path = tmp_path / "values.csv"
    path.write_text("country_iso3," + ",".join(HDI_INPUTS) + "\nNOR,80,17,12,much\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"values.csv, line 2, field income_per_head: “much” is not a number"):
        assess.compute("hdi_2014", path)
    with pytest.raises(UsageError, match="there is no such file"):
        assess.compute("hdi_2014", tmp_path / "none.csv")
    pq.write_table(pa.table({"place": ["NOR"]}), tmp_path / "values.parquet")
    with pytest.raises(BadInput, match=r"values.parquet: there is no column country_iso3"):
        assess.compute("hdi_2014", tmp_path / "values.parquet")
    (tmp_path / "values.parquet").write_bytes(b"PAR1 cut")
    with pytest.raises(BadInput, match="it is no Parquet file"):
        assess.compute("hdi_2014", tmp_path / "values.parquet")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no CSV and no Parquet"):
        assess.compute("hdi_2014", tmp_path / "empty")


def test_the_result_says_by_what_it_was_made():
    said = assess.compute("hdi_2014", table(HDR_2015, HDI_INPUTS)).schema.metadata
    assert said[b"index"] == b"hdi_2014"
    assert said[b"licence"] == b"CC BY 3.0 IGO"
    assert b"Human Development" in said[b"citation"]


def test_the_engine_knows_no_index_by_name():
    names = set(itertools.chain.from_iterable((name, name.split("_")[0]) for name in assess.index_names()))
    for path in SRC.glob("*.py"):
        code = re.sub(r'"""(?s:.*?)"""|#.*', "", path.read_text(encoding="utf-8"))
        assert not [name for name in names if re.search(rf"\b{name}\b", code, re.IGNORECASE)], path.name


def test_the_example_of_the_method_page_runs(capsys):
    page = (Path(__file__).parent.parent.parent / "docs" / "method" / "index-engine.md").read_text(encoding="utf-8")
    for block in re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL):
        exec(compile(block, "index-engine.md", "exec"), {})  # noqa: S102 - the page is ours, and this is its test
    assert "BBB HDI 0.94" in capsys.readouterr().out
