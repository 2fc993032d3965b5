"""Definitions of pillars: strict files, one pillar a code, and the expression equal to the plain reference."""

import csv
from pathlib import Path

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forlik.core.errors import BadInput, UsageError
from forlik.iati.flows import pillars
from forlik.portfolio.definitions import (
    BESIDE,
    PILLARS,
    TAGS,
    Definition,
    definition,
    definition_names,
    parse_definition,
    pillar_of,
    pillar_of_one,
    read_definition,
    tags,
)
from forlik.portfolio.definitions.cross_tags import about

LIST = Path(pillars.__file__).with_name("pillars.csv")
ROWS = list(csv.DictReader(LIST.read_text(encoding="utf-8").splitlines()))
CODES = [row["code"] for row in ROWS]
OWN = b"""name: own
version: 1
title:
  en: Ours
  nb: Egen
humanitarian_mark: no
moved:
  15110: peace
statement: Public sector policy counts as peace.
"""


def of(text: bytes = OWN, file: str = "own.yaml") -> Definition:
    return parse_definition(text, file)


def every():
    return [*(definition(name) for name in definition_names()), of(), of(OWN.replace(b"mark: no", b"mark: yes"))]


def test_there_are_two_definitions_and_each_says_whose_judgement_it_is():
    assert definition_names() == ("humanitarian_flag", "purpose")
    assert "no official list" in definition("purpose").statement
    assert not definition("purpose").humanitarian_mark
    assert definition("humanitarian_flag").humanitarian_mark


@pytest.mark.parametrize("said", every(), ids=lambda said: said.name)
def test_every_purpose_code_stands_once_and_is_in_exactly_one_place(said):
    assert len(CODES) == len(set(CODES)) == 325
    for code in CODES:
        assert pillar_of_one(said, code, None) in (*PILLARS, "excluded_donor_side"), code


@pytest.mark.parametrize("said", every(), ids=lambda said: said.name)
def test_a_withdrawn_code_goes_where_its_successor_goes(said):
    withdrawn = [row for row in ROWS if row["replaced_by"]]
    assert len(withdrawn) == 27
    for row in withdrawn:
        assert pillar_of_one(said, row["code"], None) == pillar_of_one(said, row["replaced_by"], None), row["code"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("72010", "humanitarian"),
        ("74010", "humanitarian"),
        ("15220", "peace"),
        ("15160", "rights_democracy"),
        ("16080", "rights_democracy"),
        ("15132", "development"),
        ("43060", "development"),
        ("93010", "excluded_donor_side"),
        ("720", "humanitarian"),
        ("152", "peace"),
        ("151", "no_pillar"),
        ("12345", "no_pillar"),
        ("", "no_pillar"),
        (None, "no_pillar"),
    ],
)
def test_the_list_says(code, name):
    assert pillar_of_one(definition("purpose"), code, True) == name


def test_what_is_marked_humanitarian_is_relief_in_the_second_view_but_the_donors_side_stays():
    said = definition("humanitarian_flag")
    assert pillar_of_one(said, "11220", True) == "humanitarian"
    assert pillar_of_one(said, None, True) == "humanitarian"
    assert pillar_of_one(said, "11220", False) == "development"
    assert pillar_of_one(said, "11220", None) == "development"
    assert pillar_of_one(said, "93010", True) == "excluded_donor_side"


def test_a_definition_of_ones_own_moves_a_code_with_those_it_replaced_and_no_other():
    said = of()
    # 15140, government administration, was withdrawn in favour of 15110.
    assert pillar_of_one(said, "15110", None) == pillar_of_one(said, "15140", None) == "peace"
    assert pillar_of_one(said, "15111", None) == "development"
    whole = of(OWN.replace(b"15110: peace", b"52010: humanitarian"))
    assert pillar_of_one(whole, "520", None) == "humanitarian", "all purpose codes of the category have moved"
    half = of(OWN.replace(b"15110: peace", b"11220: peace"))
    assert pillar_of_one(half, "112", None) == "no_pillar", "its purpose codes no longer agree"


MARKS = st.sampled_from([True, False, None])
PURPOSES = st.one_of(st.none(), st.sampled_from(CODES), st.sampled_from([code[:3] for code in CODES]), st.text("0129"))


@settings(deadline=None)
@given(st.sampled_from(every()), st.lists(st.tuples(PURPOSES, MARKS), min_size=1, max_size=60))
def test_the_expression_is_the_plain_reference(said, given_rows):
    listed = [{"no": no, "purpose": code, "humanitarian": mark} for no, (code, mark) in enumerate(given_rows)]
    schema = pa.schema([("no", pa.int64()), ("purpose", pa.string()), ("humanitarian", pa.bool_())])
    rows = ibis.memtable(pa.Table.from_pylist(listed, schema=schema))
    found = ibis.duckdb.connect().to_pyarrow(pillar_of(said, rows).order_by("no")).to_pylist()
    assert [row["pillar"] for row in found] == [pillar_of_one(said, *one) for one in given_rows]
    assert {row["pillar"] for row in found} <= {*PILLARS, *BESIDE}


@pytest.mark.parametrize(
    ("change", "line", "field", "what"),
    [
        ((b"version: 1", b"versoin: 1"), 2, "versoin", "Extra inputs|Field required"),
        ((b"version: 1", b"version: 0"), 2, "version", "greater than 0"),
        ((b"humanitarian_mark: no", b"humanitarian_mark: perhaps"), 6, "humanitarian_mark", "boolean"),
        ((b"15110: peace", b"15110: war"), 8, "moved.15110", "Input should be"),
        ((b"15110: peace", b"1511: peace"), 8, "moved.1511", "pattern"),
        ((b"15110: peace", b"12345: peace"), 8, "moved.12345", "no purpose code"),
        ((b"15110: peace", b"15140: peace"), 8, "moved.15140", "15140 was withdrawn"),
        ((b"15110: peace", b"15110: development"), 8, "moved.15110", "on the list already"),
        ((b"name: own", b"name: other"), 1, "name", "its file “own”"),
        ((b"  15110: peace", b"  15110: peace\n  15110: peace"), 9, "moved.15110", "said twice"),
    ],
)
def test_a_wrong_file_is_an_error_with_its_line(change, line, field, what):
    with pytest.raises(BadInput, match=what) as caught:
        of(OWN.replace(*change))
    assert caught.value.remedy
    if "Field required" not in what:
        assert (caught.value.line, caught.value.field.removesuffix(".[key]")) == (line, field)


def test_a_file_of_ones_own_is_read_from_where_it_stands(tmp_path):
    (tmp_path / "own.yaml").write_bytes(OWN)
    assert read_definition(tmp_path / "own.yaml") == of()
    with pytest.raises(BadInput, match="cannot be read"):
        read_definition(tmp_path / "none.yaml")


def test_an_unknown_definition_is_refused_with_those_there_are():
    with pytest.raises(UsageError, match="no definition of pillars “flag”") as caught:
        definition("flag")
    assert "humanitarian_flag, purpose" in caught.value.remedy


def test_tags_go_across_pillars_and_are_forwarded_like_pillars():
    assert about()["version"]
    assert "no official list" in about()["statement"]
    assert tags("15220") == {"peacebuilding"}
    assert tags("15160") == {"peacebuilding"}, "human rights are peacebuilding in the wider sense, and rights"
    assert tags("43060") == tags("74020") == {"disaster_risk"}
    assert tags("41050") == {"disaster_risk"}, "flood prevention was withdrawn in favour of disaster risk reduction"
    assert pillar_of_one(definition("purpose"), "43060", None) != pillar_of_one(definition("purpose"), "74020", None)
    assert tags("11220") == tags(None) == tags("152") == frozenset()
    for row in ROWS:
        if row["replaced_by"]:
            assert tags(row["code"]) == tags(row["replaced_by"]), row["code"]
    assert {tag for code in CODES for tag in tags(code)} == set(TAGS)
