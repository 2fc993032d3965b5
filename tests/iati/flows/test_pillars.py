"""The list of pillars: every purpose code of the official list once, each under one pillar."""

from collections import Counter

import pytest

from forlik.iati.flows.beside import listed
from forlik.iati.flows.pillars import about, pillar
from forlik.iati.standard.lists import codelists

PILLARS = {"development", "humanitarian", "peace", "rights_democracy", "excluded_donor_side"}


def test_every_purpose_code_stands_on_the_list_once():
    codes = [row["code"] for row in listed("pillars.csv")]
    assert not [code for code, count in Counter(codes).items() if count > 1]
    official = codelists()["Sector"]
    assert set(codes) == set(official)
    assert {row["code"] for row in listed("pillars.csv") if row["status"] == "withdrawn"} == {
        code for code, one in official.items() if one.withdrawn
    }


def test_a_code_has_a_pillar_or_an_active_code_that_replaced_it():
    rows = {row["code"]: row for row in listed("pillars.csv")}
    for row in rows.values():
        assert bool(row["pillar"]) != bool(row["replaced_by"])
        assert row["pillar"] in PILLARS | {""}
        if row["replaced_by"]:
            assert row["status"] == "withdrawn"
            assert rows[row["replaced_by"]]["status"] == "active"
            assert rows[row["replaced_by"]]["pillar"]


def test_the_list_says_that_it_is_our_own_reading():
    assert "judgement" in about()["statement"]
    assert about()["version"]


@pytest.mark.parametrize(
    ("vocabulary", "code", "expected"),
    [
        ("1", "72010", ("humanitarian", "code")),
        ("1", "15220", ("peace", "code")),
        ("1", "15160", ("rights_democracy", "code")),
        ("1", "15132", ("development", "code")),
        ("1", "15131", ("rights_democracy", "code")),
        ("1", "11110", ("development", "code")),
        ("1", "93010", ("excluded_donor_side", "code")),
        ("1", "15162", ("rights_democracy", "forwarded")),
        ("1", "74010", ("humanitarian", "forwarded")),
        ("1", "00000", (None, "unknown_code")),
        ("2", "720", ("humanitarian", "category")),
        ("2", "152", ("peace", "category")),
        ("1", "152", ("peace", "category")),
        ("2", "15220", (None, "unknown_code")),
        ("2", "151", (None, "ambiguous_category")),
        ("2", "160", (None, "ambiguous_category")),
        ("2", "998", ("excluded_donor_side", "category")),
        ("2", "000", (None, "unknown_code")),
        ("10", "1", (None, "other_vocabulary")),
        (None, None, (None, "no_sector")),
    ],
)
def test_pillars(vocabulary, code, expected):
    assert pillar(vocabulary, code) == expected
